"""Unpacks an `.argosmodel` file, a zip archive of one package directory, without trusting it.

Nothing is written outside the given folder, and nothing is unpacked that is too large, a link, or
has a name that could mean another place. What is in a package is not looked at here.
"""

import errno
import io
import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from bot.errors import PackageBroken

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 4 * 2**30
"""The largest packages published take about 0.3 GiB."""

_METADATA = "metadata.json"
_MAX_METADATA_BYTES = 2**20
_ENCRYPTED = 0x1
_MAX_READ_BYTES = 4 * 2**20
"""Room for what an archive says about its members, if they are no more than MAX_MEMBERS."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
"""What the system says of a disk that is full."""


class _Archive(io.BufferedReader):
    """zipfile reads the list of members at once, however large an archive says that it is."""

    def __init__(self, file: Path) -> None:
        super().__init__(io.FileIO(file))

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:  # the end of the file, where zipfile looks for the list
            size = _MAX_READ_BYTES
        if size > _MAX_READ_BYTES:
            raise zipfile.BadZipFile("its list of files is too long")
        return super().read(size)


def unpack(file: Path, folder: Path, max_bytes: int = MAX_UNPACKED_BYTES) -> Path:
    """Unpack into `folder`, and find the directory in which metadata.json lies.

    Raises PackageBroken for an archive that is no good or unpacks to more than `max_bytes`, and the
    system's OSError where there is no room on the disk.
    """
    try:
        with _Archive(file) as packed, zipfile.ZipFile(packed) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            problem = _problem(members, max_bytes)
            if problem is not None:
                raise PackageBroken(path=str(file), reason=problem)
            if _size(members) > shutil.disk_usage(folder).free:
                raise OSError(errno.ENOSPC, "No room to unpack", str(folder))
            for member in members:
                _extract(archive, member, folder)
    except FileNotFoundError:
        raise PackageBroken(path=str(file), reason="there is no such file") from None
    except zipfile.BadZipFile as error:
        raise PackageBroken(
            path=str(file), reason=f"it is not a whole zip archive ({error})"
        ) from error
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise
        raise PackageBroken(path=str(file), reason=f"it cannot be unpacked ({error})") from error

    found = [path.parent for path in (*folder.glob(_METADATA), *folder.glob(f"*/{_METADATA}"))]
    if len(found) != 1:
        reason = f"{_METADATA} is missing" if not found else "it holds several packages"
        raise PackageBroken(path=str(file), reason=reason)
    return found[0]


def _problem(members: list[zipfile.ZipInfo], max_bytes: int) -> str | None:
    if len(members) > MAX_MEMBERS:
        return f"it holds more than {MAX_MEMBERS} files"
    if _size(members) > max_bytes:
        return f"it would take {_size(members) / 1e6:.0f} MB, more than a package may"
    for member in members:
        if member.filename.endswith(_METADATA) and member.file_size > _MAX_METADATA_BYTES:
            return f"its {_METADATA} is too long"
        if not _is_plain_name(member.filename):
            return f"it would write outside its folder ({member.filename!r})"
        if not _is_plain_file(member):
            return f"it holds something that is not a plain file ({member.filename!r})"
        if member.flag_bits & _ENCRYPTED:
            return "it is locked with a password"
    return None


def _size(members: list[zipfile.ZipInfo]) -> int:
    # zipfile reads no more of a member than the size that is stated for it.
    return sum(member.file_size for member in members)


def _is_plain_name(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not set(name) & set("\\:")


def _is_plain_file(member: zipfile.ZipInfo) -> bool:
    # Archives made on Windows state no kind of file at all.
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in (0, stat.S_IFREG)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder / member.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("xb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
