"""Small PDF files, and pictures of pages, from lines of text."""

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence

from bot.reading.documents.document import Scanned
from bot.reading.documents.pdf import pictures


def pdf_line(text: str, x: float, y: float, size: float = 10, *, bold: bool = False) -> str:
    """Return a line of text as it stands in a page's content stream."""
    return f"BT /{'B' if bold else 'F'} {size} Tf 1 0 0 1 {x} {y} Tm <{_codes(text)}> Tj ET\n"


def pdf_lines(*lines: str, top: float = 700, size: float = 10, x: float = 50) -> str:
    """Return lines below each other, 12 points apart."""
    return "".join(pdf_line(line, x, top - 12 * n, size) for n, line in enumerate(lines))


def scan(pages: Iterable[Sequence[str]]) -> bytes:
    """Return a PDF of pictures of pages with these lines."""
    return pdf([_picture_page(_pgm(lines)) for lines in pages])


def png(lines: Sequence[str]) -> bytes:
    """Return a picture of a page with these lines."""
    header, rows = _pgm(lines)
    width, height = map(int, header.split()[1:3])
    raw = b"".join(b"\0" + rows[n * width : (n + 1) * width] for n in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(raw)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def _pgm(lines: Sequence[str]) -> tuple[bytes, bytes]:
    text = "".join(
        f"BT /H 16 Tf 1 0 0 1 50 {700 - 24 * n} Tm ({line}) Tj ET\n" for n, line in enumerate(lines)
    )
    (page,) = pictures(pdf([text]), Scanned())
    header, _, rows = page.partition(b"\n")
    return header, rows


def _picture_page(picture: tuple[bytes, bytes]) -> str:
    header, rows = picture
    width, height = map(int, header.split()[1:3])
    packed = zlib.compress(rows).hex()
    return (
        f"q 600 0 0 800 0 0 cm BI /W {width} /H {height} /BPC 8 /CS /G /F [/AHx /Fl] ID "
        f"{packed}> EI Q\n"
    )


def pdf(
    pages: Iterable[str],
    *,
    title: str = "",
    author: str = "",
    outline: Sequence[tuple[str, int]] = (),
    resources: str = "",
    trailer: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Make a PDF of content streams, with two fonts, F and B (bold), for any script of the BMP.

    `links` are addresses with the box of each on all pages: left, bottom, right, top.
    """
    annotations = "".join(
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/A<</S/URI/URI({address})>>>>"
        for address, box in links
    )
    streams = [page.encode("ascii") for page in pages]
    first_page = 11
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(len(streams)))
    first_mark = first_page + 2 * len(streams)
    objects: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{' /Outlines 9 0 R' if outline else ''}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(),
        3: _font("Sans", 6),
        4: _font("Sans-Bold", 10),
        5: _stream(_TO_UNICODE),
        6: _letters("Sans"),
        10: _letters("Sans-Bold"),
        8: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        7: f"<</Title<{_utf16(title)}>/Author<{_utf16(author)}>>>".encode(),
    }
    for number, stream in enumerate(streams):
        page = first_page + 2 * number
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {page + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R/B 4 0 R/H 8 0 R>>{resources}>>"
            f"/Annots[{annotations}]>>"
        ).encode()
        objects[page + 1] = _stream(stream)
    if outline:
        last = first_mark + len(outline) - 1
        objects[9] = f"<</First {first_mark} 0 R/Last {last} 0 R/Count {len(outline)}>>".encode()
    for number, (name, page) in enumerate(outline):
        mark = first_mark + number
        following = f"/Next {mark + 1} 0 R" if number + 1 < len(outline) else ""
        objects[mark] = (
            f"<</Title<{_utf16(name)}>/Parent 9 0 R{following}"
            f"/Dest[{first_page + 2 * page} 0 R/Fit]>>"
        ).encode()
    return _assembled(objects, trailer)


_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"5 beginbfrange <0020> <00FF> <0020> <0100> <01FF> <0100> <0400> <04FF> <0400> "
    b"<2000> <20FF> <2000> <2100> <21FF> <2100> endbfrange endcmap end end"
)


def _font(name: str, letters: int) -> bytes:
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{letters} 0 R]/ToUnicode 5 0 R>>"
    ).encode()


def _letters(name: str) -> bytes:
    return (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%b\nendstream" % (len(data), data)


def _codes(text: str) -> str:
    return "".join(f"{ord(character):04X}" for character in text)


def _utf16(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex()


def _assembled(objects: Mapping[int, bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj%b endobj\n" % (number, content)
    start = len(data)
    size = max(objects) + 1
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        data += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    data += f"trailer<</Root 1 0 R/Info 7 0 R/Size {size}{trailer}>>\n".encode()
    return bytes(data + b"startxref\n%d\n%%%%EOF" % start)
