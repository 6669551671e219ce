import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.errors import DiskFull, FolderUnusable, PackageBroken
from bot.translating import PackageFolder, changing
from tests.argos.package import archive
from tests.translating.packages.folders import install, names, pairs, remove, state_version


def test_an_archive_is_installed(argos_archive: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path / "packages")

    package = install(folder, argos_archive)

    assert folder.installed() == (package,)
    assert package.path == tmp_path / "packages" / "translate-en_ru-1_9"
    assert names(folder.path) == [package.name]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux what a file is")
def test_all_of_a_package_is_on_the_disk_before_it_is_in_its_place(
    argos_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def noted_fsync(descriptor: int) -> None:
        events.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def noted_rename(path: Path, target: Path) -> Path:
        events.append("renamed")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "rename", noted_rename)

    package = install(PackageFolder(tmp_path / "packages"), argos_archive)

    before, after = events[: events.index("renamed")], events[events.index("renamed") + 1 :]
    inside = {path.name for path in package.path.rglob("*")}
    assert inside <= set(before)
    assert after == ["packages"]


def test_an_archive_without_a_directory_of_its_own_is_installed(
    argos_packages: Path, tmp_path: Path
) -> None:
    package = argos_packages / "translate-en_ru-1_9"
    flat = Path(shutil.make_archive(str(tmp_path / "flat"), "zip", package))

    assert str(install(PackageFolder(tmp_path / "packages"), flat)) == "en→ru 1.9"


def test_installing_replaces_the_package_of_the_same_pair(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    old = own_argos_packages / "translate-en_ru-1_9"
    file = archive(old, tmp_path / "new.argosmodel")
    state_version(old, "1.7")
    folder = PackageFolder(own_argos_packages)
    assert "en→ru 1.7" in map(str, folder.installed())

    install(folder, file)

    assert [str(package) for package in folder.installed() if package.target == "ru"] == [
        "en→ru 1.9"
    ]
    assert len(names(own_argos_packages)) == 4


def test_installing_an_older_version_is_taken_at_its_word(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    state_version(package, "1.2")
    file = archive(package, tmp_path / "old.argosmodel")
    state_version(package, "1.9")
    folder = PackageFolder(own_argos_packages)

    assert str(install(folder, file)) == "en→ru 1.2"
    assert "en→ru 1.2" in map(str, folder.installed())


@pytest.mark.parametrize("which", ["translate-en_ru-1_9", "en_ru", "en→ru", "en-ru"])
def test_a_package_is_removed_by_its_name_or_its_pair(own_argos_packages: Path, which: str) -> None:
    folder = PackageFolder(own_argos_packages)

    assert remove(folder, which) == ("translate-en_ru-1_9",)
    assert pairs(folder) == ["enuk", "ruen", "uken"]


def test_a_broken_package_is_removed_by_its_name(own_argos_packages: Path) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    folder = PackageFolder(own_argos_packages)

    assert remove(folder, "translate-en_ru-1_9") == ("translate-en_ru-1_9",)
    assert folder.broken() == ()


@pytest.mark.parametrize("which", ["", ".", "..", "../outside", "en_pl", "model"])
def test_what_is_not_there_is_not_removed(own_argos_packages: Path, which: str) -> None:
    (own_argos_packages.parent / "outside").mkdir()

    assert remove(PackageFolder(own_argos_packages), which) == ()
    assert (own_argos_packages.parent / "outside").exists()
    assert len(names(own_argos_packages)) == 4


def test_removing_a_package_that_is_a_link_leaves_what_it_leads_to(
    argos_packages: Path, tmp_path: Path
) -> None:
    target = argos_packages / "translate-en_ru-1_9"
    (tmp_path / "linked").symlink_to(target)

    remove(PackageFolder(tmp_path), "en_ru")

    assert names(tmp_path) == []
    assert (target / "metadata.json").exists()


def test_a_damaged_package_is_not_installed_and_the_installed_one_stays(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged" / "translate-en_ru-2_0"
    shutil.copytree(own_argos_packages / "translate-en_ru-1_9", damaged)
    (damaged / "model" / "model.bin").write_bytes(b"not a model")
    file = archive(damaged, tmp_path / "damaged.argosmodel")
    folder = PackageFolder(own_argos_packages)
    before = folder.installed()

    with pytest.raises(PackageBroken) as broken:
        install(folder, file)

    assert broken.value.details["path"] == str(file)
    assert "its model cannot be loaded" in str(broken.value.details["reason"])
    assert folder.installed() == before
    assert len(names(own_argos_packages)) == 4


def test_reinstalling_the_same_version_keeps_a_working_package_at_every_moment(
    own_argos_packages: Path, argos_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PackageFolder(own_argos_packages)
    rmtree = shutil.rmtree
    seen = []

    def watched(path: Path, *others: object, **more: object) -> None:
        seen.append(pairs(PackageFolder(own_argos_packages)))
        rmtree(path, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(shutil, "rmtree", watched)

    again = install(folder, argos_archive)

    assert again in folder.installed()
    assert len(folder.usable()) == 4
    assert seen
    assert all("enru" in found for found in seen)


def test_what_is_broken_makes_room_for_the_package_of_its_name(
    own_argos_packages: Path, argos_archive: Path
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    folder = PackageFolder(own_argos_packages)

    assert install(folder, argos_archive).name == "translate-en_ru-1_9"
    assert folder.broken() == ()


def test_leftovers_of_a_killed_install_are_cleared_away_at_the_next(
    own_argos_packages: Path, argos_archive: Path
) -> None:
    workplace = own_argos_packages / ".installing"
    shutil.copytree(own_argos_packages / "translate-en_ru-1_9", workplace / "tmp1" / "new")
    (workplace / "downloads" / "en_de-1.0").mkdir(parents=True)
    (workplace / "downloads" / "en_de-1.0" / "part").write_bytes(b"half")
    (own_argos_packages / ".installing-older").mkdir()
    before = names(own_argos_packages)
    folder = PackageFolder(own_argos_packages)
    assert len(folder.installed()) == 4
    assert folder.broken() == ()

    install(folder, argos_archive)

    assert len(before) == 6
    assert names(own_argos_packages) == [
        "translate-en_ru-1_9-2",
        *(name for name in before if name.startswith("translate") and "en_ru" not in name),
    ]


def test_argos_itself_can_read_the_folder_while_it_is_being_changed(
    own_argos_packages: Path,
) -> None:
    from argostranslate.package import get_installed_packages

    with changing(PackageFolder(own_argos_packages)):
        packages = get_installed_packages([own_argos_packages])

    assert sorted(package.type for package in packages) == ["none", *["translate"] * 4]


HOLD = """
import sys, time
from pathlib import Path
from bot.translating import PackageFolder, changing

with changing(PackageFolder(Path(sys.argv[1])), on_wait=lambda: print("waiting", flush=True)):
    print("changing", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def hold() -> Iterator[Callable[[Path, float], subprocess.Popen[str]]]:
    """Another process that changes a folder for so many seconds."""
    with ExitStack() as stack:

        def start(folder: Path, seconds: float) -> subprocess.Popen[str]:
            command = [sys.executable, "-c", HOLD, str(folder), str(seconds)]
            process = stack.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            )
            stack.callback(process.kill)
            return process

        yield start


Hold = Callable[[Path, float], "subprocess.Popen[str]"]


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_two_processes_change_the_folder_one_after_the_other(
    hold: Hold, tmp_path: Path, argos_archive: Path
) -> None:
    other = hold(tmp_path, 1)
    assert said(other) == "changing"
    waited: list[float] = []

    with changing(PackageFolder(tmp_path), on_wait=lambda: waited.append(time.monotonic())):
        assert len(waited) == 1
        assert time.monotonic() - waited[0] > 0.5
        assert other.wait(10) == 0
        third = hold(tmp_path, 0)
        assert said(third) == "waiting"
    assert said(third) == "changing"


def test_a_process_that_was_killed_holds_nobody_up(
    hold: Hold, tmp_path: Path, argos_archive: Path
) -> None:
    other = hold(tmp_path, 60)
    assert said(other) == "changing"
    other.kill()
    other.wait()

    with changing(PackageFolder(tmp_path), on_wait=lambda: pytest.fail("it waits")) as change:
        assert str(change.install(argos_archive)) == "en→ru 1.9"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, argos_archive: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    for path in (tmp_path / "file", tmp_path / "file" / "inside", Path("/proc/nowhere")):
        with pytest.raises(FolderUnusable) as unusable:
            install(PackageFolder(path), argos_archive)
        assert unusable.value.details["path"] == str(path)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_package_without_room_on_the_disk_leaves_nothing(
    tiny_disk: Path, argos_archive: Path
) -> None:
    with pytest.raises(DiskFull) as full:
        install(PackageFolder(tiny_disk), argos_archive)

    assert full.value.details == {"path": str(tiny_disk)}
    assert names(tiny_disk) == []


def test_a_disk_that_fills_up_while_it_is_unpacked_leaves_nothing(
    tiny_disk: Path, argos_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(DiskFull):
        install(PackageFolder(tiny_disk), argos_archive)
    assert names(tiny_disk) == []


def test_an_archive_that_unpacks_to_more_than_allowed_is_refused(
    argos_archive: Path, tmp_path: Path
) -> None:
    with (
        pytest.raises(PackageBroken, match="it would take 4 MB"),
        changing(PackageFolder(tmp_path / "packages"), max_unpacked_bytes=1_000_000) as change,
    ):
        change.install(argos_archive)
    assert names(tmp_path / "packages") == []
