"""Files that people and the bot have sent: kept in memory, described as Telegram does, measured."""

import struct
import zlib
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count

from bot.playground.calls import Json, bad_request

BYTES_KEPT = 256 * 2**20
"""The oldest files are forgotten beyond this; asking for one is then a 400."""


@dataclass(frozen=True, slots=True)
class File:
    """A file. `size` is what Telegram says it is, so that a test needs no 30 MB to send 30 MB."""

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
    """All files, by id and by download path."""

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


def document(file: File) -> Json:
    """Return the media fields of a message with this document."""
    described = {"file_name": file.name, "mime_type": file.content_type}
    return {"document": described | file.to_json()}


def photo(file: File) -> Json:
    """Return the media fields of a message with this photo, in two sizes as Telegram makes them."""
    size = image_size(file.data)
    if size is None or not all(size):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    scale = min(1.0, 90 / max(size))
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return {"photo": [file.to_json() | small, file.to_json() | {"width": width, "height": height}]}


def image_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, GIF or JPEG, None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (SOF), which holds the size."""
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + max(length, 2)
    return None


def grey_picture(width: int = 96, height: int = 64) -> bytes:
    """Return a PNG in one shade of grey."""
    rows = (b"\x00" + b"\x99" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
