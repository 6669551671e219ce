"""SRT, WebVTT and ASS subtitles. Only the words of cues can be replaced."""

import re
import textwrap
from dataclasses import dataclass, replace

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.languages.patterns import ending_with
from bot.reading.documents.document import Broken, Document, EditableDocument, Passage
from bot.reading.documents.plain import PlainParagraph, decoded, editable
from bot.reading.plain_text import with_replacements

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
_LINE = re.compile(r"[^\n]+")
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
    """Return the words of all cues; the cues of one sentence are one passage.

    A sentence continues in the next cue unless it ends or somebody else speaks. Sounds, such as
    "[door slams]", are labels and do not end a sentence.
    """
    passages: list[Passage] = []
    unfinished: int | None = None
    """The index of the passage whose sentence has not ended."""
    for cue in edit(data).texts:
        text = cue.read()
        if _SOUND.fullmatch(text.text):
            passages.append(Passage(text, Role.LABEL))
            continue
        if unfinished is not None and not _SPEAKER.match(text.text):
            whole = RichText(" ").join([passages[unfinished].text, text])
            passages[unfinished] = replace(passages[unfinished], text=whole)
        else:
            unfinished = len(passages)
            passages.append(Passage(text))
        if _ENDED.search(text.text):
            unfinished = None
    return Document(tuple(passages))


@dataclass(slots=True)
class CueText(PlainParagraph):
    """The words of a cue, or of one of the several speakers in it."""

    line_end: str = "\n"

    def read(self) -> RichText:
        return _without_tags(_LINE_END.sub(" ", self.source[self.start : self.end])).strip()

    def put(self, text: RichText) -> None:
        """Replace the text; one without line breaks gets as many lines as the old one."""
        cue = self.source[self.start : self.end].strip()
        before, behind = _tags_around(cue)
        words = _with_tags(_in_lines(text, len(_LINE_END.split(cue))))
        self.put_text = before + words.replace("\n", self.line_end) + behind


def edit(data: bytes) -> EditableDocument:
    """Return subtitles whose words can be replaced; timing, order and settings stay as they are."""
    text = decoded(data)
    cues = [
        cue.span(1) for timing in _TIMING.finditer(text) if (cue := _CUE.match(text, timing.end()))
    ]
    found = [
        CueText(text, start, end, None) for cue in cues for start, end in _speeches(text, *cue)
    ] or [
        CueText(text, *line.span(2), None, line_end="\\N")
        for line in _DIALOGUE.finditer(text)
        if not _DRAWING.search(line[1])
    ]
    if not found:
        raise Broken("no cues")
    return editable(text, [cue for cue in found if cue.read()])


def _speeches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ends of a cue, or of each of its lines where several people speak."""
    cue = text[start:end].rstrip("\n")
    lines = cue.split("\n")
    if len(lines) < 2 or not all(_SPEAKER.match(line) for line in lines):
        return [(start, start + len(cue))]
    return [(start + line.start(), start + line.end()) for line in _LINE.finditer(cue)]


def _tags_around(cue: str) -> tuple[str, str]:
    """Return the tags around the words of a cue that are not formatting: place, speaker, colour."""
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
    return with_replacements(text.text, ((at, at, mark) for at, _, mark in sorted(marks)))


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
