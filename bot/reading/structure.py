"""Find the roles of lines by their looks: bold headings, code, captions, credits, tags, times.

For texts whose markup says too little. Roles that depend on wording are found in `bot.summarizing`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from bot.domain.article import Block, Role
from bot.domain.rich_text import Kind, RichText
from bot.languages.patterns import LETTER, ending_with
from bot.languages.phrases import normal_line
from bot.languages.scripts import CAPITALS, SMALL_LETTERS
from bot.reading.document_phrases import document_phrases
from bot.reading.text import StructuredText

_LONGEST_HEADING = 15
_LONGEST_QUESTION = 6
"""Words; a longer question in bold is part of an interview."""
_LONGEST_CREDIT = 12
_LONGEST_CAPTION = 300
"""Characters."""
_LONGEST_LOOKED_AT = 1_000
"""Characters; a longer line can only be code."""
_MOST_LINKED_LINES = 2
_MOST_STACKED = 2
"""Consecutive headings without text between them."""

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_HASH_TAGS = re.compile(r"(?:[#@]\w+[\s,;|•·]*)+")
_ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE)
# People use Markdown headings in plain text too.
_MARKED_HEADING = re.compile(r"#{1,6}\s+\S")
_ROW = re.compile(r"\|[^|]*\|.*\|", re.DOTALL)
_PAGE = re.compile(r"(?<![^\s.…_·])(?:\d{1,4}|[ivxlc]{1,7})\Z", re.IGNORECASE)
_LEADERS = " \t\xa0.…_·"
_FEWEST_DOTS = 4
_TIME = re.compile(
    r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
    r"(?:\s*(?:-->|[-–—])\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)?[\])]?"
)
# "Speaker 1 00:12", «Іван Петренко (0:05):», "ANN:".
_SPEAKER = re.compile(
    rf"(?P<name>[{CAPITALS}][\w.'’-]*(?: [\w.'’-]+){{0,3}})"
    r"(?:,? *[\[(]?(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})[\])]?:?|:)"
)
_CAPTION_NUMBER = re.compile(
    r" ?[№#]? ?\d{1,3}(?:[.\-–]\d{1,3})*"
    rf"[{SMALL_LETTERS}]? ?(?:[.:)–—-]+ ?\S.*|[{CAPITALS}«\"“].*[^.])?"
)
_COLON = re.compile(r"\s*:\s*\S")
# "(c)" is also written with the Cyrillic letter.
_RIGHTS = re.compile(r"(?:copyright )?(?:©|\([c\u0441]\) ?\d)")
_FINISHED = ending_with(".!…,;")


@dataclass(frozen=True, slots=True)
class _Line:
    """A non-empty line, without the white space around it."""

    start: int
    text: RichText

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def with_line_roles(given: StructuredText) -> StructuredText:
    """Return a text with blocks for lines that look like something other than plain text.

    Existing roles are kept.
    """
    lines = list(_lines(given))
    roles = [_role(line.text) for line in lines]
    _mark_speakers(lines, roles)
    _mark_headings(lines, roles)
    _mark_links_at_end(lines, roles)
    found = [
        Block(line.start, line.end, role)
        for line, role in zip(lines, roles, strict=True)
        if role is not None
    ]
    if not found:
        return given
    blocks = sorted((*given.blocks, *found), key=lambda block: block.start)
    return replace(given, blocks=tuple(blocks))


def is_bold(text: RichText) -> bool:
    """Return whether a text has letters and all of them are bold."""
    return _is_all(text, {Kind.BOLD}, LETTER)


def is_contents_line(text: str) -> bool:
    """Return whether a line ends with dots and a page number: «Вступ ........ 3»."""
    text = text.strip()
    page = _PAGE.search(text) if len(text) <= _LONGEST_LOOKED_AT else None
    if page is None:
        return False
    name = text[: page.start()].rstrip(_LEADERS)
    leader = text[len(name) : page.start()]
    dots = sum(4 if sign == "…" else sign in "._·" for sign in leader)
    return dots >= _FEWEST_DOTS and bool(LETTER.search(name))


def is_caption(text: str) -> bool:
    """Return whether a paragraph is a caption with a number: "Fig. 2. A bridge"."""
    if len(text) > _LONGEST_CAPTION:
        return False
    name = document_phrases().captions.opening(normal_line(text))
    return name > 0 and bool(_CAPTION_NUMBER.fullmatch(" ".join(text.split()), name))


def _lines(given: StructuredText) -> Iterator[_Line]:
    """Yield the lines without a role."""
    places: list[tuple[int, int]] = []
    position, number = 0, 0
    for line in given.text.text.split("\n"):
        end = position + len(line)
        while number < len(given.blocks) and given.blocks[number].end <= position:
            number += 1
        is_known = number < len(given.blocks) and given.blocks[number].start < end
        if line.strip() and not is_known:
            start = position + len(line) - len(line.lstrip())
            places.append((start, start + len(line.strip())))
        position = end + 1
    for (start, _), text in zip(places, given.text.slices(places), strict=True):
        yield _Line(start, text)


def _role(line: RichText) -> Role | None:
    text = line.text
    if _is_all(line, {Kind.PRE}):
        return Role.CODE
    if len(text) > _LONGEST_LOOKED_AT:
        return None
    if _is_all(line, {Kind.CODE}) and not _FINISHED.search(text):
        return Role.CODE
    if is_contents_line(text):
        return Role.CONTENTS
    if _ROW.fullmatch(text):
        return Role.TABLE
    if _MARKED_HEADING.match(text) and len(text.split()) <= _LONGEST_HEADING:
        return Role.HEADING
    if _TIME.fullmatch(text):
        return Role.LABEL
    if _HASH_TAGS.fullmatch(text) or _ADDRESS.fullmatch(text) or _is_credit(text):
        return Role.CREDIT
    return Role.CAPTION if is_caption(text) else None


def _is_credit(text: str) -> bool:
    if len(text.split()) > _LONGEST_CREDIT:
        return False
    words = normal_line(text)
    name = document_phrases().credits.opening(words)
    if name and _COLON.match(words, name):
        return True
    return bool(_RIGHTS.match(words) or document_phrases().catalogue_numbers.opening(words))


def _is_all(
    line: RichText, kinds: Set[Kind], characters: re.Pattern[str] = _LETTER_OR_DIGIT
) -> bool:
    """Return whether spans of these kinds cover every letter and digit."""
    position = 0
    for span in line.spans:
        if span.kind in kinds:
            if characters.search(line.text, position, span.start):
                return False
            position = max(position, span.end)
    return position > 0 and not characters.search(line.text, position)


def _mark_speakers(lines: Sequence[_Line], roles: list[Role | None]) -> None:
    """Mark names of speakers on lines of their own, with a time or a colon, if several."""
    found = [
        _SPEAKER.fullmatch(line.text.text) if role is None else None
        for line, role in zip(lines, roles, strict=True)
    ]
    names = Counter(match["name"] for match in found if match)
    timed = sum(bool(match and match["time"]) for match in found)
    for number, match in enumerate(found):
        if match and (names[match["name"]] > 1 or (match["time"] and timed > 1)):
            roles[number] = Role.LABEL


def _mark_headings(lines: Sequence[_Line], roles: list[Role | None]) -> None:
    """Mark bold lines above other lines, unless most of the text is bold."""
    bold = [role is None and is_bold(line.text) for line, role in zip(lines, roles, strict=True)]
    in_bold = sum(len(line.text) for line, is_so in zip(lines, bold, strict=True) if is_so)
    if 2 * in_bold > sum(len(line.text) for line in lines):
        return
    for are_bold, group in groupby(range(len(lines)), key=bold.__getitem__):
        run = [*group]
        if are_bold and len(run) <= _MOST_STACKED and run[-1] + 1 < len(lines):
            for number in run:
                if _reads_as_heading(lines[number].text.text):
                    roles[number] = Role.HEADING


def _reads_as_heading(text: str) -> bool:
    words = len(text.split())
    if text.endswith("?"):
        return words <= _LONGEST_QUESTION
    return words <= _LONGEST_HEADING and not _FINISHED.search(text)


def _mark_links_at_end(lines: Sequence[_Line], roles: list[Role | None]) -> None:
    """Mark the last lines if they are only links, and other lines are not."""
    linked = frozenset({Kind.TEXT_LINK, Kind.URL, Kind.MENTION, Kind.EMAIL})
    found: list[int] = []
    for number in reversed(range(len(lines))):
        text = lines[number].text
        if roles[number] is Role.CREDIT:
            continue
        if not _is_all(text, linked) or len(text.text.split()) > _LONGEST_CREDIT:
            if len(found) <= _MOST_LINKED_LINES:
                for index in found:
                    roles[index] = Role.CREDIT
            return
        found.append(number)
