"""Which characters the bytes of a page are."""

import re

from bot.reading.encodings import decode

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_WITHIN = 4096

# HTML calls Latin-1 what is Windows-1252.
_MEANT = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
# Not an encoding of text, or one that grows without end.
_TEXT_ENCODING = re.compile(
    r"utf[-_]?(8|16|16le|16be|16-le|16-be)|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[rut]|mac\w+"
    r"|x-mac-cyrillic|gb\w+|big5|euc-\w+|shift_jis",
    re.IGNORECASE,
)


def page_text(data: bytes, declared: str) -> str:
    """Return the text of a page: UTF-8 where it is that, else as the server or the page says, else
    by what reads best. Broken bytes become U+FFFD.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _as_declared(data, declared) or decode(data) or data.decode("utf-8", "replace")
    return text.replace("\0", "\ufffd")


def _as_declared(data: bytes, declared: str) -> str | None:
    for name in (declared, *_own_words(data)):
        encoding = _MEANT.get(name.lower(), name)
        if not _TEXT_ENCODING.fullmatch(encoding):
            continue
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _own_words(data: bytes) -> list[str]:
    head = data[:_WITHIN]
    matches = (_META.search(head), _XML.match(head))
    return [match[1].decode("ascii", "replace") for match in matches if match]
