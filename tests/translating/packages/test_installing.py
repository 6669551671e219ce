"""Installing and removing packages, by one process at a time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.errors import DiskFull, FolderUnusable, PackageBroken
from bot.translating import PackageFolder, open_installer
from bot.translating.packages.routes import title
from testkit.argos.package import archive
from tests.translating.packages.conftest import install, names, pairs, remove, state_version


def test_an_archive_is_installed(argos_archive: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path / "packages")

    package = install(folder, argos_archive)

    assert folder.installed() == (package,)
    assert package.path == tmp_path / "packages" / "translate-en_ru-1_9"
    assert names(folder.path) == [package.name]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux what a file is")
def test_a_package_is_synced_to_the_disk_before_it_is_renamed(
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


def test_an_older_version_can_be_installed(own_argos_packages: Path, tmp_path: Path) -> None:
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
def test_other_names_remove_nothing(own_argos_packages: Path, which: str) -> None:
    (own_argos_packages.parent / "outside").mkdir()

    assert remove(PackageFolder(own_argos_packages), which) == ()
    assert (own_argos_packages.parent / "outside").exists()
    assert len(names(own_argos_packages)) == 4


def test_removing_a_link_keeps_its_target(argos_packages: Path, tmp_path: Path) -> None:
    target = argos_packages / "translate-en_ru-1_9"
    (tmp_path / "linked").symlink_to(target)

    remove(PackageFolder(tmp_path), "en_ru")

    assert names(tmp_path) == []
    assert (target / "metadata.json").exists()


def test_a_damaged_package_does_not_replace_the_installed_one(
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


def test_there_is_a_working_package_at_every_moment_of_a_reinstallation(
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
    assert again.name == "translate-en_ru-1_9"
    assert len(folder.usable()) == 4
    assert seen
    assert all("enru" in found for found in seen)


def test_a_package_replaces_a_broken_one_of_its_name(
    own_argos_packages: Path, argos_archive: Path
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    folder = PackageFolder(own_argos_packages)

    assert install(folder, argos_archive).name == "translate-en_ru-1_9"
    assert folder.broken() == ()


def test_leftovers_of_a_killed_installation_are_deleted_by_the_next(
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
        "translate-en_ru-1_9",
        *(name for name in before if name.startswith("translate") and "en_ru" not in name),
    ]


def test_argos_can_read_the_folder_during_an_installation(own_argos_packages: Path) -> None:
    from argostranslate.package import get_installed_packages

    with open_installer(PackageFolder(own_argos_packages)):
        packages = get_installed_packages([own_argos_packages])

    assert sorted(package.type for package in packages) == ["none", *["translate"] * 4]


HOLD = """
import sys
from pathlib import Path
from bot.translating import PackageFolder, open_installer

def say(word):
    print(word, flush=True)

with open_installer(PackageFolder(Path(sys.argv[1])), on_wait=lambda: say("waiting")):
    say("locked")
    sys.stdin.readline()
    say("unlocks")
"""


class Holder:
    """Another process that holds the lock of a folder until it is told to go."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


Hold = Callable[[Path], Holder]


@pytest.fixture
def hold() -> Iterator[Hold]:
    with ExitStack() as stack:

        def start(folder: Path) -> Holder:
            holder = Holder(folder)
            stack.enter_context(holder.process)
            stack.callback(holder.process.kill)
            return holder

        yield start


def test_two_processes_change_the_folder_one_after_the_other(hold: Hold, tmp_path: Path) -> None:
    other = hold(tmp_path)
    assert other.said() == "locked"
    waited: list[str] = []

    def wait() -> None:
        waited.append("waiting")
        other.go()

    with open_installer(PackageFolder(tmp_path), on_wait=wait):
        assert waited == ["waiting"]
        assert other.said() == "unlocks"
        assert other.process.wait(10) == 0
        third = hold(tmp_path)
        assert third.said() == "waiting"
    assert third.said() == "locked"


def test_a_killed_process_leaves_no_lock(hold: Hold, tmp_path: Path, argos_archive: Path) -> None:
    other = hold(tmp_path)
    assert other.said() == "locked"
    other.process.kill()
    other.process.wait()
    folder = PackageFolder(tmp_path)

    with open_installer(folder, on_wait=lambda: pytest.fail("it waits")) as installer:
        assert title(installer.install(argos_archive)) == "en→ru 1.9"


def test_the_error_names_a_folder_that_cannot_be_made(tmp_path: Path, argos_archive: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    for path in (tmp_path / "file", tmp_path / "file" / "inside", Path("/proc/nowhere")):
        with pytest.raises(FolderUnusable) as unusable:
            install(PackageFolder(path), argos_archive)
        assert unusable.value.details["path"] == str(path)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_nothing_behind(tiny_disk: Path, argos_archive: Path) -> None:
    with pytest.raises(DiskFull) as full:
        install(PackageFolder(tiny_disk), argos_archive)

    assert full.value.details == {"path": str(tiny_disk)}
    assert names(tiny_disk) == []


def test_a_disk_that_fills_up_while_unpacking_leaves_nothing_behind(
    tiny_disk: Path, argos_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(DiskFull):
        install(PackageFolder(tiny_disk), argos_archive)
    assert names(tiny_disk) == []


def test_an_archive_that_unpacks_to_too_much_is_refused(
    argos_archive: Path, tmp_path: Path
) -> None:
    folder = PackageFolder(tmp_path / "packages")
    with (
        pytest.raises(PackageBroken, match="it would take 4"),
        open_installer(folder, max_unpacked_bytes=1_000_000) as installer,
    ):
        installer.install(argos_archive)
    assert names(folder.path) == []
