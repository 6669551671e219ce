"""Unpacks an `.argosmodel` file, a zip archive of one package directory, without trusting it.

Nothing is written outside the given folder, and nothing is unpacked that is too large, a link, or
has a name that could mean another place. What is in a package is not looked at here.
"""

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
_ENCRYPTED = 0x1


def unpack(file: Path, folder: Path) -> Path:
    """Unpack into `folder`, and find the directory in which metadata.json lies.

    Raises PackageBroken.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            problem = _problem(members, shutil.disk_usage(folder).free)
            if problem is not None:
                raise PackageBroken(path=str(file), reason=problem)
            for member in members:
                _extract(archive, member, folder)
    except FileNotFoundError:
        raise PackageBroken(path=str(file), reason="there is no such file") from None
    except zipfile.BadZipFile as error:
        raise PackageBroken(
            path=str(file), reason=f"it is not a whole zip archive ({error})"
        ) from error
    except (OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        raise PackageBroken(path=str(file), reason=f"it cannot be unpacked ({error})") from error

    found = [path.parent for path in (*folder.glob(_METADATA), *folder.glob(f"*/{_METADATA}"))]
    if len(found) != 1:
        reason = f"{_METADATA} is missing" if not found else "it holds several packages"
        raise PackageBroken(path=str(file), reason=reason)
    return found[0]


def _problem(members: list[zipfile.ZipInfo], free_bytes: int) -> str | None:
    if len(members) > MAX_MEMBERS:
        return f"it holds more than {MAX_MEMBERS} files"
    # zipfile reads no more of a member than the size that is stated for it.
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        return f"it would take {unpacked // 2**20} MiB, more than any package should"
    if unpacked > free_bytes:
        return f"there is no room for its {unpacked // 2**20} MiB on the disk"
    for member in members:
        if not _is_plain_name(member.filename):
            return f"it would write outside its folder ({member.filename!r})"
        if not _is_plain_file(member):
            return f"it holds something that is not a plain file ({member.filename!r})"
        if member.flag_bits & _ENCRYPTED:
            return "it is locked with a password"
    return None


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
