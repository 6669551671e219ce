"""Tables of RTF control words: signs, formatting, hidden groups, encodings."""

import codecs

from bot.domain.rich_text import Kind

KINDS = {
    b"b": Kind.BOLD, b"i": Kind.ITALIC, b"ul": Kind.UNDERLINE, b"strike": Kind.STRIKETHROUGH,
    b"super": Kind.SUPERSCRIPT, b"sub": Kind.SUBSCRIPT,
}  # fmt: skip
SIGNS = {
    b"tab": "\t", b"line": "\n", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emdash": "—", b"endash": "–", b"bullet": "•", b"cell": " ",
    b"nestcell": " ",
}  # fmt: skip
CELLS = frozenset({b"cell", b"nestcell"})
MARGINS = frozenset(b"header footer headerl headerr headerf footerl footerr footerf".split())
BOX_AGAIN = b"shprslt"
"""A copy of a box for older programs."""
# Groups whose text is not text of the document.
HIDDEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator "
    b"themedata colorschememapping datastore latentstyles fldinst xmlnstbl pntext listtext shppict "
    b"nonshppict filetbl revtbl annotation bkmkstart bkmkend".split()
) | {*MARGINS, BOX_AGAIN}
# The character sets of fonts as encodings, except "ANSI" and "default".
CHARACTER_SETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
CODE_PAGES = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}
_PAGES = {
    10000: "mac-roman",
    10007: "mac-cyrillic",
    10017: "mac-cyrillic",
    20866: "koi8-r",
    21866: "koi8-u",
}
WESTERN = ("cp1252", "mac-roman", "cp437", "cp850")
"""Encodings that files declare wrongly."""
CYRILLIC = ("cp1251", "cp866", "mac-cyrillic", "koi8-u")


def code_page(number: int) -> str | None:
    """Return the encoding of a code page, or None."""
    try:
        return codecs.lookup(_PAGES.get(number, f"cp{number}")).name
    except LookupError:
        return None
