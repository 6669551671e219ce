"""SRT, WebVTT and ASS subtitles: the words of cues may change, all else stays."""

import re
import textwrap
from dataclasses import dataclass, replace

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.languages.patterns import ending_with
from bot.reading.documents.document import Broken, Document, Passage
from bot.reading.documents.plain import Place as TextPlace
from bot.reading.documents.plain import decoded, replaced

_TIMING = re.compile(
    r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->[ \t]+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}.*$",
    re.MULTILINE,
)
_CUE = re.compile(r"\n((?:[^\n]*\S[^\n]*(?:\n|$))*)")
# The words are the last field of such a line, and Aegisub's tags stand in front of them.
_DIALOGUE = re.compile(
    r"^Dialogue:(?:[^,\n]*,){9}((?:[ \t]*\{[^{}\n]*\})*)([^\n]*)$", re.MULTILINE | re.IGNORECASE
)
_DRAWING = re.compile(r"\\p[1-9]")
_LINE_END = re.compile(r"[ \t]*(?:\n|<br[ \t]*/?>|\\[Nnh])[ \t]*", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(b|i|u)>|<[^<>\n]{1,200}>|\{\\[^{}\n]{1,200}\}")
_OTHER_TAG = re.compile(r"<(?!/|[biu]>)(\w+)[^<>\n]{0,200}>|\{\\[^{}\n]{1,200}\}")
_KINDS = {"b": Kind.BOLD, "i": Kind.ITALIC, "u": Kind.UNDERLINE}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_SPACE = re.compile(r"\s")
_SPEAKER = re.compile(r"\s*(?:[-–—]|>>)\s*\S")
_SOUND = re.compile(r"[-–—\s]*(?:\[[^\[\]]*\]|\([^()]*\)|\*[^*]*\*|[♪♫][^♪♫]*[♪♫]*)[\s.]*")
_ENDED = ending_with(".!?…♪♫])")


def read(data: bytes) -> Document:
    """Return the words of all cues; those of one sentence are one paragraph.

    A cue goes on in the next one unless a sentence ends there, or somebody else speaks. Sounds,
    such as "[door slams]", are labels and end no sentence.
    """
    passages: list[Passage] = []
    going_on: int | None = None
    """The passage whose sentence has not ended."""
    for place in Editing(data).places:
        text = place.read()
        if _SOUND.fullmatch(text.text):
            passages.append(Passage(text, Role.LABEL))
            continue
        if going_on is not None and not _SPEAKER.match(text.text):
            whole = RichText(" ").join([passages[going_on].text, text])
            passages[going_on] = replace(passages[going_on], text=whole)
        else:
            going_on = len(passages)
            passages.append(Passage(text))
        if _ENDED.search(text.text):
            going_on = None
    return Document(tuple(passages))


@dataclass(slots=True)
class Place(TextPlace):
    """The words of a cue, or what one of several speakers says in it."""

    line_end: str = "\n"

    def read(self) -> RichText:
        return _without_tags(_LINE_END.sub(" ", self.source[self.start : self.end])).strip()

    def put(self, text: RichText) -> None:
        """Write another text in its own lines, or else in as many as there were, about as long."""
        cue = self.source[self.start : self.end].strip()
        before, behind = _tags_around(cue)
        words = _with_tags(_in_lines(text, len(_LINE_END.split(cue))))
        self.put_text = before + words.replace("\n", self.line_end) + behind


class Editing:
    """Subtitles whose words can be replaced; timing, order and settings stay as they are."""

    def __init__(self, data: bytes) -> None:
        self._text = decoded(data)
        cues = [
            cue.span(1)
            for timing in _TIMING.finditer(self._text)
            if (cue := _CUE.match(self._text, timing.end()))
        ]
        places = [
            Place(self._text, start, end, None)
            for cue in cues
            for start, end in _spoken(self._text, *cue)
        ] or [
            Place(self._text, *line.span(2), None, line_end="\\N")
            for line in _DIALOGUE.finditer(self._text)
            if not _DRAWING.search(line[1])
        ]
        if not places:
            raise Broken("no cues")
        self.places = [place for place in places if place.read()]

    def save(self, language: str) -> bytes:
        """Return the subtitles in UTF-8."""
        return replaced(self._text, [*self.places]).encode()


def _spoken(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the whole cue, or line by line where several people speak."""
    cue = text[start:end].rstrip("\n")
    lines = cue.split("\n")
    if len(lines) < 2 or not all(_SPEAKER.match(line) for line in lines):
        return [(start, start + len(cue))]
    places = []
    for line in lines:
        places.append((start, start + len(line)))
        start += len(line) + 1
    return places


def _tags_around(cue: str) -> tuple[str, str]:
    """Return the tags before the words of a cue that are no formatting of ours, and those that end
    them behind the words: its place, its speaker, its colour.
    """
    before, behind = "", ""
    position = 0
    while tag := _OTHER_TAG.match(cue, position):
        position = tag.end()
        ending = f"</{tag[1]}>" if tag[1] else ""
        if cue.endswith(ending + behind):
            before, behind = before + tag[0], ending + behind
        elif tag[1] == "v":
            before += tag[0]
    return before, behind


def _without_tags(text: str) -> RichText:
    parts: list[str] = []
    spans: list[Span] = []
    open_at: dict[str, int] = {}
    length = position = 0
    for tag in _TAG.finditer(text):
        parts.append(text[position : tag.start()])
        length += tag.start() - position
        position = tag.end()
        closing, name = tag[1], tag[2]
        if name and not closing:
            open_at.setdefault(name, length)
        elif name and name in open_at:
            spans.append(Span(open_at.pop(name), length, _KINDS[name]))
    parts.append(text[position:])
    return RichText("".join(parts), tuple(spans))


def _with_tags(text: RichText) -> str:
    marks: list[tuple[int, int, str]] = []
    for span in text.spans:
        if span.kind in _NAMES:
            name = _NAMES[span.kind]
            marks += ((span.start, 1, f"<{name}>"), (span.end, 0, f"</{name}>"))
    parts: list[str] = []
    position = 0
    for place, _, mark in sorted(marks):
        parts += (text.text[position:place], mark)
        position = place
    return "".join((*parts, text.text[position:]))


def _in_lines(text: RichText, count: int) -> RichText:
    if "\n" in text.text:
        return text
    words = _SPACE.sub(" ", text.text)
    if count == 1 or words != " ".join(words.split()):
        return RichText(words, text.spans)
    for width in range(max(-(-len(words) // count), 1), len(words) + 1):
        lines = textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= count:
            # A line feed stands where a space stood, so the formatting stays where it is.
            return RichText("\n".join(lines), text.spans)
    return RichText(words, text.spans)
