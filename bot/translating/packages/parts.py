"""What has arrived of a file that is being downloaded, kept on disk beside what it is a part of."""

import errno
import json
import shutil
from pathlib import Path

from bot.translating.packages.archives import NO_ROOM


class Part:
    """The file `folder/part` from `url`, which an earlier download may have begun."""

    def __init__(self, folder: Path, url: str) -> None:
        self.path = folder / "part"
        self._url = url
        self._origin = folder / "origin.json"

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def validator(self) -> str:
        """What the server gave to recognise the file by; empty where it makes no sense to go on."""
        try:
            origin = json.loads(self._origin.read_text(encoding="utf-8"))
            url, validator = origin["url"], origin["validator"]
        except (OSError, ValueError, LookupError, TypeError):
            return ""
        return str(validator) if url == self._url and self.size else ""

    def begin(self, validator: str) -> None:
        """Start at the first byte."""
        self.discard()
        self.path.touch()
        origin = {"url": self._url, "validator": validator}
        self._origin.write_text(json.dumps(origin), encoding="utf-8")

    def append(self, data: bytes) -> None:
        try:
            with self.path.open("ab") as file:
                file.write(data)
        except OSError as error:
            if error.errno in NO_ROOM:
                self.discard()
            raise

    def check_room(self, more: int) -> None:
        """Raises OSError where there is no room for so many more bytes."""
        if more > shutil.disk_usage(self.path.parent).free:
            self.discard()
            raise OSError(errno.ENOSPC, "No room to download", str(self.path))

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)
        self._origin.unlink(missing_ok=True)
