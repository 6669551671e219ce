"""Read zip archives that may lie about their sizes: at most a fixed number of bytes is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from bot.reading.documents.document import Broken, Encrypted, TooDemanding

MOST_MEMBERS = 10_000
MOST_UNPACKED = 256 * 2**20
"""Bytes of all members together."""
MOST_UNPACKED_MEMBER = 64 * 2**20
"""Bytes of one member."""
# Not implemented is a compression that Python does not have.
_DAMAGES = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError)


class Archive:
    """An archive in memory. Every method may raise Broken, Encrypted and TooDemanding."""

    def __init__(self, data: bytes) -> None:
        self._bytes_left = MOST_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGES as error:
            raise Broken(str(error)) from error
        self.names = self._zip.namelist()
        if len(self.names) > MOST_MEMBERS:
            raise TooDemanding(f"{len(self.names)} members")

    def read(self, name: str) -> bytes:
        """Return a member. Raises Broken if there is none of this name."""
        most = min(MOST_UNPACKED_MEMBER, self._bytes_left)
        try:
            with self._zip.open(name) as member:
                data = member.read(most + 1)
        except (*_DAMAGES, KeyError, zlib.error, EOFError) as error:
            raise Broken(f"{name}: {error}") from error
        except RuntimeError as error:
            raise Encrypted(str(error)) from error
        if len(data) > most:
            raise TooDemanding(f"{name} is over {most} bytes")
        self._bytes_left -= len(data)
        return data

    def read_if_there(self, name: str) -> bytes | None:
        return self.read(name) if name in self._zip.NameToInfo else None

    def with_members(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the archive as bytes, with these members replaced."""
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
            for info in self._zip.infolist():
                if info.is_dir():
                    continue
                data = changed.get(info.filename)
                if data is None:
                    data = self.read(info.filename)
                # The first member of an EPUB or ODT, `mimetype`, must not be compressed.
                packed.writestr(info.filename, data, info.compress_type)
        return output.getvalue()
