"""Read the words of a PDF page with their boxes and fonts, through PDFium's raw API."""

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from bot.domain.rich_text import Kind
from bot.languages.scripts import CYRILLIC
from bot.reading.documents.styles import is_monospaced
from bot.reading.encodings import likeliest
from bot.reading.raised import is_mark, raised

# PDFium has this for a hyphen at the end of a line, with no line end behind it.
_HYPHEN = "\x02"
_FILLER = "\u2060"
"""The second half of a character that PDFium counts as two."""
UNKNOWN = "\ufffd"
"""A glyph whose character the file does not say."""
_MOST_UNMAPPED = 0.25
"""The share of characters on a page that may be numbers of glyphs in the font."""
_FEWEST_UNMAPPED = 20
_FIRST_IDEOGRAPH = "\u2e80"
_DRAWN_AGAIN = 0.15
"""The largest distance of a letter that is drawn twice to look bold, in font sizes."""
_WESTERN = re.compile(r"[À-ÿ]")
_UKRAINIAN = {"№": "є", "Ё": "ї", "i": "і"}
"""Where TeX's Ukrainian fonts differ from cp1251."""
_IN_WORD = re.compile(
    rf"(?<={CYRILLIC.pattern})[№Ёi](?!\w*[A-Z])|[№i](?={CYRILLIC.pattern})|(?<!\S)[№i](?=\s{CYRILLIC.pattern})"
)
_WORD = re.compile(rf"[^\s{_HYPHEN}]+{_HYPHEN}?|{_HYPHEN}")
_ASKEW = 0.1
"""The largest slope of a straight character, in quarter turns."""
_SMALL_DIGIT = 0.85
_RAISED_BY = 0.08
"""The largest size of a superscript digit and its smallest offset, in font sizes."""
_BOLD_WEIGHT = 600
_FLAG_ITALIC = 1 << 6
_FLAG_FORCE_BOLD = 1 << 18
_FONT_NAME_BYTES = 128
_MOST_LINKS = 500
"""On one page."""
_LONGEST_ADDRESS = 2_000
MOST_PAGE_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    italic: bool
    monospaced: bool = False
    link: str = ""
    """The address of a link."""


def page_words(page: pdfium.PdfPage) -> list[Word]:
    """Return the words in the order in which the file draws them.

    Words turned against the others, such as watermarks, are left out. If the whole page is turned,
    the boxes are turned back.
    """
    text_page = page.get_textpage()
    links = _links(page)
    try:
        count = min(text_page.count_chars(), MOST_PAGE_CHARACTERS)
        text = _with_cyrillic(_text(text_page, count))
        reader = _Boxes(text_page)
        turned: dict[int | None, list[Word]] = {turns: [] for turns in (0, 1, 2, 3, None)}
        drawn: dict[str, Word] = {}
        for match in _WORD.finditer(text):
            turns = reader.turns(match.start())
            word = reader.word(match.group(), match.start(), match.end())
            if not _is_drawn_again(word, drawn.get(word.text)):
                turned[turns].append(_linked(word, links))
            drawn[word.text] = word
    finally:
        text_page.close()
    askew = turned.pop(None)
    turns, words = max(turned.items(), key=lambda item: len(item[1]))
    # A page with all of its text askew was scanned like this.
    return [_turned_back(word, turns or 0) for word in words or askew]


class _Link(NamedTuple):
    """An area of a page that is a link."""

    address: str
    left: float
    right: float
    bottom: float
    top: float


def _links(page: pdfium.PdfPage) -> list[_Link]:
    """Return the links of a page to addresses; one link may have several areas."""
    found: list[_Link] = []
    position, link = ctypes.c_int(), pdfium_c.FPDF_LINK()
    while len(found) < _MOST_LINKS and pdfium_c.FPDFLink_Enumerate(
        page, ctypes.byref(position), ctypes.byref(link)
    ):
        address = _address(page.pdf, link)
        if not address:
            continue
        quads = [pdfium_c.FS_QUADPOINTSF() for _ in range(pdfium_c.FPDFLink_CountQuadPoints(link))]
        for number, quad in enumerate(quads):
            if pdfium_c.FPDFLink_GetQuadPoints(link, number, ctypes.byref(quad)):
                across, up = ([getattr(quad, f"{axis}{n}") for n in (1, 2, 3, 4)] for axis in "xy")
                found.append(_Link(address, min(across), max(across), min(up), max(up)))
        box = pdfium_c.FS_RECTF()
        if not quads and pdfium_c.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            found.append(_Link(address, box.left, box.right, box.bottom, box.top))
    return found


def _address(pdf: pdfium.PdfDocument, link: Any) -> str:
    """Return the address of a link; empty for one within the document."""
    action = pdfium_c.FPDFLink_GetAction(link)
    if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
        return ""
    address = ctypes.create_string_buffer(_LONGEST_ADDRESS)
    length = pdfium_c.FPDFAction_GetURIPath(pdf, action, address, _LONGEST_ADDRESS)
    return address.value.decode("utf-8", "replace") if length <= _LONGEST_ADDRESS else ""


def _linked(word: Word, links: Sequence[_Link]) -> Word:
    across, up = (word.left + word.right) / 2, (word.bottom + word.top) / 2
    for link in links:
        if link.left <= across <= link.right and link.bottom <= up <= link.top:
            return replace(word, link=link.address)
    return word


def _text(text_page: pdfium.PdfTextPage, count: int) -> str:
    """Return the characters of a page, each at its index in PDFium."""
    units: list[int] = [pdfium_c.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    characters: list[str] = []
    for before, unit, following in zip([0, *units], units, [*units[1:], 0], strict=False):
        if 0xD800 <= unit < 0xDC00 <= following < 0xE000:
            characters.append(chr(0x10000 + ((unit - 0xD800) << 10) + following - 0xDC00))
        elif 0xD800 <= before < 0xDC00 <= unit < 0xE000:
            characters.append(_FILLER)
        else:
            # Half a surrogate pair, or not a character at all.
            is_whole = unit < 0xD800 or 0xE000 <= unit < 0x110000
            characters.append(chr(unit) if is_whole else UNKNOWN)
    for index in _unmapped(text_page, characters):
        characters[index] = UNKNOWN
    return "".join(c if c >= " " or c == _HYPHEN else " " for c in characters)


def _is_drawn_again(word: Word, before: Word | None) -> bool:
    """Return whether a word is drawn a second time, with a slight offset."""
    if before is None:
        return False
    off = max(abs(word.left - before.left), abs(word.bottom - before.bottom))
    return off < _DRAWN_AGAIN * word.size


def _with_cyrillic(text: str) -> str:
    """Return a text with Cyrillic letters instead of the Western ones that its font claims."""
    western, letters = len(_WESTERN.findall(text)), sum(map(str.isalpha, text))
    if 3 * western <= letters:
        return text
    # Formulas would mislead.
    words = " ".join(filter(_WESTERN.search, text.split()))
    likely = likeliest(words.encode("cp1252", "replace"), ("cp1252", "cp1251"))
    # No Western language has half of its letters outside of ASCII.
    if likely != "cp1251" and 2 * western <= letters:
        return text
    # Some bytes are undefined in one of the two.
    read = (c.encode("cp1252", "ignore").decode("cp1251", "ignore") for c in text)
    text = "".join(new or old for new, old in zip(read, text, strict=True))
    return _IN_WORD.sub(lambda match: _UKRAINIAN[match[0]], text)


def _unmapped(text_page: pdfium.PdfTextPage, characters: Sequence[str]) -> list[int]:
    """Return the indexes of glyphs without a known character, if there are many."""
    found = [
        index
        for index in range(len(characters))
        if pdfium_c.FPDFText_HasUnicodeMapError(text_page, index) == 1
    ]
    # In some files, the numbers of glyphs are code points.
    likely = sum(c.islower() or c >= _FIRST_IDEOGRAPH for c in map(characters.__getitem__, found))
    is_many = len(found) > max(_MOST_UNMAPPED * len(characters), _FEWEST_UNMAPPED)
    return found if is_many and 2 * likely < len(found) else []


def _turned_back(word: Word, turns: int) -> Word:
    """Return a word of a page that is turned clockwise by `turns` quarters."""
    for _ in range(turns):
        word = replace(word, left=word.bottom, right=word.top, bottom=-word.right, top=-word.left)
    return word


class _Boxes:
    """Reads boxes and fonts of characters into reused buffers."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._page = text_page
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(edge) for edge in self._edges]
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags = ctypes.c_int()

    def turns(self, index: int) -> int | None:
        """Return the counterclockwise quarter turns of a character; None if it is askew."""
        matrix = self._matrix(index)
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) < _ASKEW else None

    def _matrix(self, index: int) -> Any:
        """Return how a character is scaled and turned: x' = ax + cy, y' = bx + dy."""
        matrix = pdfium_c.FS_MATRIX()
        if not pdfium_c.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix)):
            matrix.a = matrix.d = 1.0
        return matrix

    def word(self, text: str, start: int, end: int) -> Word:
        left, first_right, bottom, top = self._box(start)
        last_left, right, last_bottom, last_top = self._box(end - 1)
        size = self._size(start)
        if end - start > 1 and any(map(str.isdigit, text)):
            text = self._with_raised(text, start, size)
        style = self._style(start)
        if text[::2] == text[1::2]:
            second, _, second_bottom, _ = self._box(start + 1)
            if max(abs(second - left), abs(second_bottom - bottom)) < _DRAWN_AGAIN * size:
                text = text[::2]
        return Word(
            text.replace(_HYPHEN, "-").replace(_FILLER, ""),
            min(left, last_left),
            max(right, first_right),
            min(bottom, last_bottom),
            max(top, last_top),
            # Without a size, estimate it by the height of the letters.
            size if size > 2 else max(top - bottom, last_top - last_bottom, 1.0) * 1.4,
            *style,
        )

    def _size(self, index: int) -> float:
        """Return the size of a character as it is drawn."""
        matrix = self._matrix(index)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        return float(pdfium_c.FPDFText_GetFontSize(self._page, index)) * scale or 1.0

    def _with_raised(self, text: str, start: int, size: float) -> str:
        """Return a word with characters such as ⁶ and ₂, and without the marks of notes."""
        line = self._baseline(start)
        parts: list[str] = []
        for kind, group in groupby(
            range(len(text)), lambda n: self._position(text[n], start + n, line, size)
        ):
            part = "".join(map(text.__getitem__, group))
            if kind is Kind.SUPERSCRIPT and is_mark(part, "".join(parts)):
                continue
            parts.append((raised(part, kind) if kind else None) or part)
        return "".join(parts)

    def _position(self, character: str, index: int, line: float, size: float) -> Kind | None:
        """Return whether a character is a superscript or a subscript digit, or None."""
        if not character.isdigit() or self._size(index) > _SMALL_DIGIT * size:
            return None
        off = self._baseline(index) - line
        if abs(off) < _RAISED_BY * size:
            return None
        return Kind.SUPERSCRIPT if off > 0 else Kind.SUBSCRIPT

    def _baseline(self, index: int) -> float:
        left, bottom = self._references[:2]
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, left, bottom)
        return self._edges[1].value

    def _box(self, index: int) -> tuple[float, float, float, float]:
        left, right, bottom, top = self._references
        if not pdfium_c.FPDFText_GetCharBox(self._page, index, left, right, bottom, top):
            return 0.0, 0.0, 0.0, 0.0
        values = [edge.value for edge in self._edges]
        return values[0], values[1], values[2], values[3]

    def _style(self, index: int) -> tuple[bool, bool, bool]:
        """Return whether a character is bold, italic and monospaced."""
        length = pdfium_c.FPDFText_GetFontInfo(
            self._page, index, self._name, _FONT_NAME_BYTES, ctypes.byref(self._flags)
        )
        name = self._name.value.lower() if 0 < length <= _FONT_NAME_BYTES else b""
        flags = self._flags.value
        bold = (
            b"bold" in name
            or bool(flags & _FLAG_FORCE_BOLD)
            or pdfium_c.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT
        )
        italic = b"italic" in name or b"oblique" in name or bool(flags & _FLAG_ITALIC)
        return bold, italic, is_monospaced(name.decode("latin-1"))
