"""Unpacks the archives that packages come in, which are not trusted.

An archive (`.argosmodel`) is a zip of one package directory. Nothing is written outside the given
folder, and links, unsafe names and too large contents are refused.
"""

import errno
import io
import shutil
import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from bot.errors import Cause, system_cause
from bot.translating.packages.argos import METADATA_FILE
from bot.translating.packages.package import broken

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 4 * 2**30
"""The largest published packages take about 0.3 GiB."""

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)

_MAX_METADATA_BYTES = 2**20
_MAX_READ_BYTES = 4 * 2**20
"""Enough for the list of files of an archive with MAX_MEMBERS members."""

_ENCRYPTED = 0x1


def unpack(
    file: Path,
    folder: Path,
    max_bytes: int = MAX_UNPACKED_BYTES,
    markers: Sequence[str] = (METADATA_FILE,),
) -> Path:
    """Unpack an archive into `folder` and return the one directory that holds one of the `markers`.

    Raises PackageBroken for an invalid archive or one that unpacks to more than `max_bytes`, and
    OSError where the disk is full.
    """
    try:
        with _ArchiveFile(file) as packed, zipfile.ZipFile(packed) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            problem = _archive_problem(members, max_bytes)
            if problem is not None:
                raise broken(file, problem)
            if _total_size(members) > shutil.disk_usage(folder).free:
                raise OSError(errno.ENOSPC, "No room to unpack", str(folder))
            for member in members:
                _extract(archive, member, folder)
    except FileNotFoundError as error:
        raise broken(file, system_cause(error)) from None
    except zipfile.BadZipFile as error:
        raise broken(file, Cause("it-is-not-a-whole-zip-archive", detail=str(error))) from error
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno in DISK_FULL:
            raise
        raise broken(file, Cause("it-cannot-be-unpacked", detail=str(error))) from error

    found = {
        path.parent for name in markers for path in (*folder.glob(name), *folder.glob(f"*/{name}"))
    }
    if len(found) != 1:
        missing = Cause("file-is-missing", file=markers[0])
        cause = Cause("it-holds-several-packages") if found else missing
        raise broken(file, cause)
    return found.pop()


class _ArchiveFile(io.BufferedReader):
    """Limits how much zipfile reads at once: it reads a list of files as long as is stated."""

    def __init__(self, file: Path) -> None:
        super().__init__(io.FileIO(file))

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:  # zipfile reads the end of the file, where the list is
            size = _MAX_READ_BYTES
        if size > _MAX_READ_BYTES:
            raise zipfile.BadZipFile("its list of files is too long")
        return super().read(size)


def _archive_problem(members: list[zipfile.ZipInfo], max_bytes: int) -> Cause | None:
    if len(members) > MAX_MEMBERS:
        return Cause("it-holds-too-many-files", limit=MAX_MEMBERS)
    if _total_size(members) > max_bytes:
        return Cause("it-would-take", megabytes=round(_total_size(members) / 1e6))
    for member in members:
        if member.filename.endswith(METADATA_FILE) and member.file_size > _MAX_METADATA_BYTES:
            return Cause("file-is-too-long", file=METADATA_FILE)
        if not _is_safe_name(member.filename):
            return Cause("it-would-write-outside-its-folder", file=member.filename)
        # Archives made on Windows state no type of file at all.
        if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            return Cause("not-a-plain-file", file=member.filename)
        if member.flag_bits & _ENCRYPTED:
            return Cause("it-is-locked-with-a-password")
    return None


def _total_size(members: list[zipfile.ZipInfo]) -> int:
    # zipfile reads no more of a member than its stated size.
    return sum(member.file_size for member in members)


def _is_safe_name(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:")


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("xb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
