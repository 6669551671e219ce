"""Files that people and the bot have sent, kept in memory up to a bound. Knows no chats."""

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count

from bot.playground.wire import Json

BYTES_KEPT = 256 * 2**20
"""The oldest files are forgotten beyond this; asking for one is then a 400."""


@dataclass(frozen=True, slots=True)
class File:
    """`size` is what Telegram says it is, so that a test needs no 30 MB to send 30 MB."""

    id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    size: int
    data: bytes = field(repr=False)

    def to_json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": self.size}


class Files:
    """Every file by its id and by its download path."""

    def __init__(self) -> None:
        self._by_id: OrderedDict[str, File] = OrderedDict()
        self._by_path: dict[str, File] = {}
        self._numbers = count(1)
        self._bytes = 0

    def add(
        self, data: bytes, folder: str, name: str, content_type: str, size: int | None = None
    ) -> File:
        number = next(self._numbers)
        ending = name.rpartition(".")[2].lower() if "." in name else "bin"
        ending = ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else "bin"
        file = File(
            id=f"{folder.upper()}_AgACAgIAAx{number:016x}",
            unique_id=f"AQAD{number:010x}",
            path=f"{folder}/file_{number}.{ending}",
            name=name,
            content_type=content_type,
            size=len(data) if size is None else size,
            data=data,
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        self._bytes += len(data)
        while self._bytes > BYTES_KEPT and len(self._by_id) > 1:
            _, oldest = self._by_id.popitem(last=False)
            del self._by_path[oldest.path]
            self._bytes -= len(oldest.data)
        return file

    def get(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        return self._by_path.get(path)
