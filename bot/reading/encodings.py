"""Guess encodings by how much the text looks like one of our languages."""

import codecs
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache

from bot.languages import SERVED
from bot.languages.data import languages
from bot.languages.scripts import CYRILLIC

_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks; UTF-32 first, since its mark begins with the mark of UTF-16."""

_ONE_BYTE = ("cp1252", "cp1251", "koi8-u", "cp866", "mac-cyrillic")
_SAMPLE = 100_000
_MOST_CONTROLS = 0.01

_ACCENTED = re.compile(r"[à-öø-ÿ]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096

# In HTML, Latin-1 means Windows-1252.
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
# Encodings that pages may declare; others are not for text, or may expand without limit.
_TEXT_ENCODING = re.compile(
    r"utf[-_]?(8|16|16le|16be|16-le|16-be)|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[rut]|mac\w+"
    r"|x-mac-cyrillic|gb\w+|big5|euc-\w+|shift_jis",
    re.IGNORECASE,
)


def decode(data: bytes) -> str | None:
    """Return the text of a file, or None if it is not text."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decoded(data, encoding)
    if (text := _decoded(data, "utf-8")) is not None:
        return text
    if b"\0" in data:
        return _unmarked_utf16(data)
    readings = [_decoded(data, encoding) for encoding in _ONE_BYTE]
    readings.append(_decoded(data, "utf-8", errors="replace"))  # a few broken bytes, or cut short
    return max((text for text in readings if text is not None), key=_likelihood, default=None)


def decode_markup(data: bytes, declared: str = "") -> str | None:
    """Return the text of a page: as UTF-8, else as declared, else by the best guess, else None."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as_declared(data, declared) or decode(data)


def likeliest(data: bytes, encodings: Sequence[str]) -> str:
    """Return the encoding in which the bytes look most like text; the first one if unsure."""
    likelihoods = [_likelihood(data.decode(encoding, "replace")) for encoding in encodings]
    best = max(likelihoods)
    return encodings[likelihoods.index(best)] if best > 0 else encodings[0]


def _decoded(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    controls = len(_CONTROL.findall(text))
    return None if "\0" in text or controls > _MOST_CONTROLS * len(text) else text


def _unmarked_utf16(data: bytes) -> str | None:
    """Return UTF-16 without a mark, in the byte order that gives European letters, or None."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _decoded(data, encoding)
        if text is not None and sum(character < "\u0530" for character in text) > len(text) / 2:
            return text
    return None


def _likelihood(text: str) -> float:
    """Rate how much a decoded text looks real; wrong encodings give capitals and signs."""
    sample = text[:_SAMPLE]
    runs, usual, unusual = _cyrillic()
    lengths = [len(run) for run in runs.findall(sample)]
    accented = len(_ACCENTED.findall(sample))
    strange = sum(character > "\x7f" for character in sample) - sum(lengths) - accented
    strange += len(unusual.findall(sample)) - len(usual.findall(sample))
    words = sum(length for length in lengths if length > 1)
    return max(words, accented) - 2.0 * strange


@cache
def _cyrillic() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns of runs of Cyrillic letters, of their usual and unusual neighbours."""
    known = (languages().by_code[code].identification.alphabet for code in SERVED)
    small = "".join(filter(CYRILLIC.match, sorted(frozenset().union(*known))))
    capitals = small.upper()
    return (
        re.compile(rf"[{small}]+"),
        re.compile(rf"[{capitals}«»„“”‘’–—…№£€\xa0]"),
        # A capital or a sign inside a word or at its end, two scripts in one, a closing sign in
        # front.
        re.compile(
            rf"(?<=[{small}])[{capitals}№£€]|(?<=[a-z])[{small}]|(?<=[{small}])[a-z]"
            rf"|(?<!\S)[‘’…»—–№£€](?=[{small}])"
        ),
    )


def _as_declared(data: bytes, declared: str) -> str | None:
    """Return the text in the first possible encoding that the server or the page itself names."""
    head = data[:_DECLARED_WITHIN]
    own = filter(None, (_META.search(head), _XML.match(head)))
    for name in (declared, *(match[1].decode("ascii", "replace") for match in own)):
        encoding = _MEANT.get(name.lower(), name)
        if _TEXT_ENCODING.fullmatch(encoding):
            with suppress(UnicodeDecodeError, LookupError):
                return data.decode(encoding)
    return None
