"""Read RTF files: groups in braces, control words, and bytes in the encoding of the font in use."""

import re
from dataclasses import dataclass, field, replace
from functools import partial

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents import rtf_words as words
from bot.reading.documents.document import Broken, Document, Passage, TooDemanding
from bot.reading.documents.objects import ParagraphBuilder, link_address
from bot.reading.documents.outline import is_section_name
from bot.reading.documents.styles import Style, inherited, style_named
from bot.reading.encodings import likeliest
from bot.reading.metadata import real_title

# Control words and signs, braces, text.
_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-fA-F]{2})|([^a-zA-Z]))"
    rb"|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_DEEPEST = 500
_STYLES = b"stylesheet"
_LONGEST_NAME = 100
_LONGEST_ADDRESS = 2_000
_MARKERS = (b"pntext", b"listtext")
_LONGEST_MARKER = 20
_NUMBER = re.compile(r"\s*(\(?(?:\d{1,3}|[^\W\d_])[.)])\s*")
_LONGEST_ROW = 400
"""Characters of a row of a table; in a longer one, the table is a frame around a text."""
_RAISED = frozenset({Kind.SUPERSCRIPT, Kind.SUBSCRIPT})
_INSTRUCTION = b"fldinst"
_SAMPLE = 20_000
"""Bytes from which an encoding is guessed."""


@dataclass(slots=True)
class _State:
    """The state that ends with a group."""

    kinds: frozenset[Kind] = frozenset()
    font: int | None = None
    """None is the default font."""
    hidden: bool = False
    invisible: bool = False
    left_out: bool = False
    """Whether the same text follows in Unicode, so that this one is skipped."""
    destination: bytes = b""
    link: str = ""
    note: str = ""
    """The number of the note that the text is in."""
    box: int = 0
    """The depth of groups at which the box with the text began; 0 outside of boxes."""
    skip_after_unicode: int = 1
    level: int = 0
    item: bool = False
    cell: bool = False
    centred: bool | None = None
    style: int = 0


def read(data: bytes) -> Document:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Broken("no RTF")
    reader = _parsed(data)
    likely = likeliest(bytes(reader.western_bytes), (words.WESTERN[0], *words.CYRILLIC))
    if likely not in words.WESTERN:
        reader = _parsed(data, likely)
    info = {name: "".join(parts).strip() for name, parts in reader.info.items()}
    title = real_title(info[b"title"]) or reader.title
    passages = (*reader.passages, *reader.notes)
    return Document(passages, title=title, author=info[b"author"])


def _parsed(data: bytes, western: str = "") -> "_RtfReader":
    reader = _RtfReader(western)
    position = 0
    while position < len(data):
        token = _TOKEN.match(data, position)
        position = token.end() if token else position + 1
        if token and token[1] == b"bin":
            position += max(0, int(token[2] or 0))  # binary data
        elif token:
            reader.read_token(token)
    reader.end()
    return reader


_new_builder = partial(ParagraphBuilder, for_reading=True)


@dataclass(slots=True)
class _RtfReader:
    """Turns tokens into passages.

    `western` is the real encoding of bytes that the file declares as Western, if it is known.
    """

    western: str = ""
    passages: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    info: dict[bytes, list[str]] = field(default_factory=lambda: {b"title": [], b"author": []})
    title: str = ""
    """The first paragraph in the style of titles."""
    western_bytes: bytearray = field(default_factory=bytearray)
    """A sample of the text that the file declares as Western."""
    _style_names: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, Style] = field(default_factory=dict)
    """The styles by their numbers."""
    _bases: dict[str, str] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)
    _outer: list[_State] = field(default_factory=list)
    _encoding: str = words.WESTERN[0]
    _fonts: dict[int, str] = field(default_factory=dict)
    _default_font: int = 0
    _text: ParagraphBuilder = field(default_factory=_new_builder)
    _interrupted: list[ParagraphBuilder] = field(default_factory=list)
    """The paragraphs that the current note or box interrupts."""
    _boxes: list[Passage] = field(default_factory=list)
    _has_cells: bool = False
    _notes: int = 0
    _instruction: str = ""
    """The instruction of the last field."""
    _pending: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _group_begins: bool = False
    _half_pair: int = 0
    _marker: str | None = None
    """The marker of the list item, if the paragraph is one."""

    def read_token(self, token: re.Match[bytes]) -> None:
        word, number, code, sign, brace, text = token.groups()
        if code is not None:
            self._add_bytes(bytes([int(code, 16)]))
            return
        if text is not None:
            self._add_bytes(text)
        else:
            self._flush()
        if brace == b"{":
            if len(self._outer) >= _DEEPEST:
                raise TooDemanding("nested too deep")
            self._outer.append(self._state)
            self._state = replace(self._state)
        elif brace == b"}" and self._outer:
            self._end_group(self._outer.pop())
        elif word is not None:
            self._apply_word(word, int(number) if number else None)
        elif sign is not None:
            self._apply_sign(sign)
        self._group_begins = brace == b"{"

    def end(self) -> None:
        """End the text, also inside of an unfinished note."""
        self._flush()
        while self._interrupted and self._outer:
            self._end_group(self._outer.pop())
        self.end_paragraph()

    def end_paragraph(self) -> None:
        self._flush()
        text = self._text.text()
        if text and self._state.note:
            self.notes.append(Passage(text, Role.NOTE, note=self._state.note))
        elif text:
            (self._boxes if self._interrupted else self.passages).append(self._passage(text))
        if not self._interrupted:  # a box follows its paragraph
            self.passages += self._boxes
            self._boxes.clear()
        self._text, self._marker, self._has_cells = _new_builder(), None, False

    def _passage(self, text: RichText) -> Passage:
        state = self._state
        style = inherited(str(state.style), self._styles, self._bases)
        role, level = style.role, style.level
        if state.level:
            role, level = Role.HEADING, state.level
        elif role is Role.TEXT and (state.cell or self._has_cells) and len(text) <= _LONGEST_ROW:
            role = Role.TABLE
        elif role is Role.TEXT and (state.item or self._marker is not None):
            role = Role.LIST_ITEM
            if number := _NUMBER.fullmatch(self._marker or ""):
                text = RichText(f"{number[1]} ") + text
        if style.is_title and not self.title and not is_section_name(text.text):
            self.title = text.text
        centred = style.centred if state.centred is None else state.centred
        return Passage(text, role, level, bool(centred))

    def _end_group(self, outer: _State) -> None:
        if (self._state.note, self._state.box) != (outer.note, outer.box):
            self.end_paragraph()
            self._text = self._interrupted.pop()
        self._state = outer

    def _begin_note(self) -> None:
        self._notes += 1
        self._text.attach(str(self._notes))
        self._interrupted.append(self._text)
        self._text = _new_builder()
        self._state.note, self._state.hidden = str(self._notes), False
        self._state.kinds -= _RAISED

    def _is_hidden_elsewhere(self) -> bool:
        """Return whether a box is in a note or a running header, or a copy of another box."""
        outer = {state.destination for state in self._outer}
        return bool(self._state.note) or not outer.isdisjoint({*words.MARGINS, words.BOX_AGAIN})

    def _begin_box(self) -> None:
        self._interrupted.append(self._text)
        self._text = _new_builder()
        self._state = replace(_State(), font=self._state.font, box=len(self._outer))

    def _apply_sign(self, sign: bytes) -> None:
        if sign == b"*" and self._group_begins:
            self._state.hidden = True
        elif sign in b"\\{}":
            self._add(sign.decode("ascii"))
        elif sign in b"~_":
            self._add("\xa0" if sign == b"~" else "\u2011")
        elif sign in b"\r\n":
            self.end_paragraph()

    def _apply_word(self, word: bytes, number: int | None) -> None:
        if word in words.HIDDEN:
            self._state.hidden = True
            self._state.destination = word
            if word in _MARKERS:
                self._marker = ""
        elif word in self.info:
            self._state.destination = word
        elif word in words.KINDS:
            on = number != 0
            kinds = self._state.kinds
            self._state.kinds = kinds | {words.KINDS[word]} if on else kinds - {words.KINDS[word]}
        elif word in words.SIGNS:
            self._has_cells = self._has_cells or word in words.CELLS
            self._add(words.SIGNS[word])
        else:
            self._apply_rare_word(word, number)

    def _apply_rare_word(self, word: bytes, number: int | None) -> None:
        state = self._state
        match word:
            case b"par" | b"sect" | b"page" | b"row" | b"nestrow":
                if not state.hidden:
                    self.end_paragraph()
            case b"pard":
                state.level, state.item, state.cell, state.style = 0, False, False, 0
                state.centred = None
            case b"footnote" if self._outer and not (self._outer[-1].hidden or state.note):
                self._begin_note()
            case b"field":
                self._instruction = ""
            case b"fldrslt":
                state.link = link_address(self._instruction) or state.link
            case b"nosupersub":
                state.kinds -= _RAISED
            case b"plain":
                state.kinds, state.font, state.invisible = frozenset(), None, False
            case b"upr":
                state.left_out = True
            case b"ud":
                state.left_out = False
                state.hidden = bool(self._outer) and self._outer[-1].hidden
            case b"ulnone":
                state.kinds -= {Kind.UNDERLINE}
            case b"v" | b"deleted":
                state.invisible = number != 0
            case b"shptxt" | b"dptxbxtext" if not self._is_hidden_elsewhere():
                self._begin_box()
            case b"u" if number is not None:
                self._add_unit(number % 0x10000)
                self._to_skip = state.skip_after_unicode
            case b"uc" if number is not None:
                state.skip_after_unicode = max(0, min(number, 9))
            case b"outlinelevel" if number is not None:
                state.level = min(max(number, 0) + 1, 9)
            case b"ls":
                state.item = True
            case b"intbl":
                state.cell = True
            case b"qc" | b"ql" | b"qr" | b"qj":
                state.centred = word == b"qc"
            case b"s" if number is not None:
                state.style = number
            case b"sbasedon" if number is not None and state.destination == _STYLES:
                self._bases[str(state.style)] = str(number)
            case b"ansicpg" if number:
                self._encoding = words.code_page(number) or self._encoding
            case b"mac" | b"pc" | b"pca":
                self._encoding = words.CODE_PAGES[word]
            case b"deff" if number is not None:
                self._default_font = number
            case b"f" if number is not None:
                state.font = number
            case b"fcharset" if number in words.CHARACTER_SETS:
                self._fonts[self._font] = words.CHARACTER_SETS[number]
            case b"cpg" if number and (encoding := words.code_page(number)):
                self._fonts[self._font] = encoding

    @property
    def _font(self) -> int:
        return self._default_font if self._state.font is None else self._state.font

    def _add_unit(self, unit: int) -> None:
        """Add a UTF-16 code unit, which may be half a character."""
        first, self._half_pair = self._half_pair, 0
        if 0xD800 <= unit < 0xDC00:
            self._half_pair = unit
        elif 0xDC00 <= unit < 0xE000:
            code = 0x10000 + ((first - 0xD800) << 10) + unit - 0xDC00
            self._add(chr(code) if first else "\ufffd")
        else:
            self._add(chr(unit))

    def _add_bytes(self, data: bytes) -> None:
        while self._to_skip and data:
            data = data[1:]
            self._to_skip -= 1
        self._pending += data

    def _flush(self) -> None:
        """Decode the collected bytes; together, since a character may take two."""
        if self._pending:
            encoding = self._fonts.get(self._font, self._encoding)
            if encoding in words.WESTERN:
                encoding = self.western or encoding
                if not self._state.hidden and len(self.western_bytes) < _SAMPLE:
                    self.western_bytes += self._pending
            text = self._pending.decode(encoding, "replace")
            self._pending.clear()
            self._add(text)
        if not self._pending:
            self._to_skip = 0

    def _add(self, text: str) -> None:
        if self._state.left_out:
            return
        if self._state.destination in self.info:
            self.info[self._state.destination].append(text)
        if self._state.destination == _STYLES:
            number = str(self._state.style)
            name = (self._style_names.get(number, "") + text)[:_LONGEST_NAME]
            self._style_names[number] = name
            self._styles[number] = style_named(name.strip(" ;"))
        if self._state.destination == _INSTRUCTION and len(self._instruction) < _LONGEST_ADDRESS:
            self._instruction += text
        if self._state.destination in _MARKERS:
            self._marker = ((self._marker or "") + text)[:_LONGEST_MARKER]
        if self._state.hidden or self._state.invisible:
            return
        start = self._text.length
        self._text.add(text, self._state.kinds)
        self._text.add_link(start, self._state.link)
