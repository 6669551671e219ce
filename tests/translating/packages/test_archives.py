"""Archives that are damaged or hostile are refused, and leave nothing behind."""

import stat
import zipfile
from pathlib import Path

import pytest

from bot.errors import PackageBroken
from bot.rendering.words import words_in
from bot.translating import PackageFolder
from bot.translating.packages.archives import MAX_UNPACKED_BYTES
from tests.translating.packages.conftest import install, names

METADATA = '{"package_version": "1", "from_code": "en", "to_code": "ru"}'


def refusal(file: Path, tmp_path: Path) -> str:
    """Return why the archive is refused, as people are told and as it is logged.

    Nothing may be left of the attempt.
    """
    packages = tmp_path / "packages"
    with pytest.raises(PackageBroken) as broken:
        install(PackageFolder(packages), file)
    assert broken.value.details["path"] == str(file)
    assert names(packages) == []
    return f"{words_in('en').explain(broken.value)} {broken.value.details['reason']}"


def zip_of(file: Path, *members: str | zipfile.ZipInfo, content: str = METADATA) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, content)
    return file


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "there is no such file or folder" in refusal(tmp_path / "nothing.argosmodel", tmp_path)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "page.argosmodel"
    file.write_text("<html>404 Not Found</html>")

    assert "it is not a whole zip archive" in refusal(file, tmp_path)


def test_an_incomplete_archive_is_refused(argos_archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "half.argosmodel"
    file.write_bytes(argos_archive.read_bytes()[:100_000])

    assert "it is not a whole zip archive" in refusal(file, tmp_path)


def test_an_archive_with_a_flipped_bit_is_refused(argos_archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "flipped.argosmodel"
    data = bytearray(argos_archive.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)

    reason = refusal(file, tmp_path)

    assert "not a whole zip archive" in reason or "cannot be unpacked" in reason


@pytest.mark.parametrize(
    "name", ["../evil", "/tmp/evil", "en_ru/../../evil", "en_ru\\..\\..\\evil", "C:/evil"]
)
def test_a_name_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    file = zip_of(tmp_path / "evil.argosmodel", "en_ru/metadata.json", name)

    assert "it would write outside its folder" in refusal(file, tmp_path)
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_is_refused(tmp_path: Path, kind: int) -> None:
    member = zipfile.ZipInfo("en_ru/model")
    member.external_attr = (kind | 0o777) << 16
    file = zip_of(tmp_path / "link.argosmodel", "en_ru/metadata.json", member, content="/etc")

    assert "not a plain file (en_ru/model)" in refusal(file, tmp_path)


def test_an_archive_that_states_too_large_a_size_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "bomb.argosmodel", "en_ru/metadata.json")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("en_ru/model/model.bin", b"")
        archive.infolist()[-1].file_size = MAX_UNPACKED_BYTES

    assert "it would take 4,295\N{NO-BREAK SPACE}MB" in refusal(file, tmp_path)


def test_an_archive_that_unpacks_to_more_than_it_states_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "liar.argosmodel", "en_ru/metadata.json")
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("en_ru/model/model.bin", bytes(50_000_000))
        archive.infolist()[-1].file_size = 1000

    assert "it is not a whole zip archive" in refusal(file, tmp_path)


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "many.argosmodel", *(f"en_ru/{n}" for n in range(10_001)), content="")

    assert "it holds more than 10,000 files" in refusal(file, tmp_path)


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "locked.argosmodel", "en_ru/metadata.json")
    data = file.read_bytes().replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )
    file.write_bytes(data)

    assert "it is locked with a password" in refusal(file, tmp_path)


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = zip_of(tmp_path / "twice.argosmodel", "en_ru/metadata.json", "en_ru/metadata.json")

    assert "it cannot be unpacked" in refusal(file, tmp_path)


def test_a_file_whose_name_is_also_a_directory_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "both.argosmodel", "en_ru", "en_ru/metadata.json")

    assert "it cannot be unpacked" in refusal(file, tmp_path)


def test_an_archive_of_several_packages_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "two.argosmodel", "en_ru/metadata.json", "ru_en/metadata.json")

    assert "it holds several packages" in refusal(file, tmp_path)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        ("metadata.json", "metadata.json is missing"),
        ("sentencepiece.model", "it has no tokenizer (sentencepiece.model, bpe.model)"),
        ("model.bin", "model/model.bin is missing"),
        ("vocabulary.json", "its model cannot be loaded"),
    ],
)
def test_an_incomplete_package_is_refused(
    argos_archive: Path, tmp_path: Path, left_out: str, reason: str
) -> None:
    file = tmp_path / "lacking.argosmodel"
    with zipfile.ZipFile(argos_archive) as whole, zipfile.ZipFile(file, "w") as lacking:
        for name in whole.namelist():
            if not name.endswith((left_out, "/")):
                lacking.writestr(name, whole.read(name))

    assert reason in refusal(file, tmp_path)


def test_a_package_that_does_not_translate_is_refused(tmp_path: Path) -> None:
    sentences = '{"type": "sbd", "package_version": "1", "from_codes": ["en"]}'
    file = zip_of(tmp_path / "sbd.argosmodel", "sbd/metadata.json", content=sentences)

    assert "it is not for translating" in refusal(file, tmp_path)


def test_too_long_metadata_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "long.argosmodel", "en_ru/metadata.json", content=" " * 2_000_000)

    assert "metadata.json is too long" in refusal(file, tmp_path)


def test_a_too_long_list_of_files_is_refused(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "long.argosmodel", *(f"{n:0>200}" for n in range(20_000)), content="")

    assert "its list of files is too long" in refusal(file, tmp_path)


@pytest.mark.parametrize("tokenizer", ["sentencepiece.model", "bpe.model"])
def test_an_invalid_tokenizer_is_refused(
    argos_archive: Path, tmp_path: Path, tokenizer: str
) -> None:
    file = tmp_path / "rubbish.argosmodel"
    with zipfile.ZipFile(argos_archive) as whole, zipfile.ZipFile(file, "w") as rubbish:
        for name in whole.namelist():
            if not name.endswith(("sentencepiece.model", "/")):
                rubbish.writestr(name, whole.read(name))
        rubbish.writestr(f"translate-en_ru-1_9/{tokenizer}", "one two three\n")

    assert "its tokenizer cannot be read" in refusal(file, tmp_path)
