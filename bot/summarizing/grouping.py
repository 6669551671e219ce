"""Which sentences are shown together or not at all, and what of a sentence is shown.

A label goes with its item, and so do the halves of an item; markers, times and advertisements that
are glued to a sentence are cut off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from bot.domain.article import Role, Sentence
from bot.summarizing.dialogue import speaker_length
from bot.summarizing.genres import Genre
from bot.summarizing.lines import (
    ITEM_MARKERS,
    Layout,
    Line,
    ListRun,
    Marker,
    final_mark,
    is_bold,
    marker_length,
    timestamp_length,
    trailing_emoji,
    word_count,
)
from bot.summarizing.outline_phrases import outline_phrases

_MOST_ITEMS = 3
# Words.
_LONGEST_LABEL = 4
_LONGEST_NAME = 2
_LONGEST_EMOJI_LABEL = 3
_LONGEST_BOLD_LABEL = 8
_LONGEST_OPENER = 12
_LONGEST_LIST = 45
_LONGEST_HALVES = 80

# Code points.
_LONGEST_LABEL_TEXT = 60

# What is not shown even beside what it belongs to.
_NEVER_SHOWN = frozenset(
    {Role.BOILERPLATE, Role.CREDIT, Role.CONTENTS, Role.TITLE_PAGE, Role.HEADER_FOOTER, Role.CODE}
)

_ITEM_NUMBER = re.compile(r"\s*(?:№|#)?\s*(?:\d{1,3}|[ivx]{1,5})[.:)]?\s*")

# Code points at either end of a sentence that can be glued to it.
_LONGEST_HEAD = 160
_LONGEST_TAIL = 200
_FEWEST_WORDS = 3
_LINK_SIGNS = ("#", "@", "://", "www.", "t.me/")
_SEPARATORS = " \t\u00a0—–|•·\ufe0f\U0001f449\U0001f447\u27a1\u25b6"

_AS_IS = frozenset({Role.CODE, Role.TABLE, Role.CREDIT, Role.BOILERPLATE, Role.HEADER_FOOTER})
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*[.!?]?\s*$")
# Links and names after a sign that parts them from the sentence; tags that it does not go on with.
_LINKS = re.compile(
    r"(?:\s*[|:•·—–→►▶\U0001f449\U0001f447\U0001f517]\ufe0f?|(?<=[.!?…»”)]))\s*"
    r"(?:(?:https?://|www\.|t\.me/|@)\S+[\s|,;•·]*)+$"
)
_TAGS = re.compile(r"(?:\s*(?<!\w)[#@][^\W\d]\w*)*\s*(?<!\w)#[^\W\d]\w*\s*$")
# What parts a sentence from what is glued to it, and the signs that it begins with.
_SEAM = re.compile(
    r"(?:[.!?…][»”\")]*\s|(?<=\s)[—–|•·]\s|[\U0001f449\U0001f447\u27a1\u25b6]\ufe0f?)\s*"
)
_SEAM_SIGNS = ".!?…—–|•·\U0001f449\U0001f447\u27a1\u25b6"


def groups_of(
    layout: Layout, lists: Sequence[ListRun], roles: Sequence[Role], known: Sequence[range] = ()
) -> tuple[range, ...]:
    """Return runs of sentences that belong together; `known` are those of the genre."""
    sentences, lines = layout.sentences, layout.lines
    covered = {index for group in known for index in group}
    found = [
        group
        for group in chain(
            _lists(sentences, lines, lists),
            _openers(sentences, lines, lists, roles),
            _labels(layout, roles),
            _halves(layout),
            _broken(lines),
        )
        if covered.isdisjoint(group) and not any(roles[index] in _NEVER_SHOWN for index in group)
    ]
    taken: list[range] = []
    for group in sorted((*known, *found), key=lambda group: (group.start, -group.stop)):
        if len(group) > 1 and (not taken or group.start >= taken[-1].stop):
            taken.append(group)
    return tuple(taken)


def _labels(layout: Layout, roles: Sequence[Role]) -> Iterator[range]:
    """Yield a label at the beginning of a line with the sentence that it names."""
    sentences, lines = layout.sentences, layout.lines
    for number, line in enumerate(lines):
        start = end = line.sentences.start
        while end < line.sentences.stop and _is_label(layout, end, line):
            end += 1
        if end == start:
            continue
        # "Second. Money. The repair costs…"
        if end + 1 < line.sentences.stop and word_count(sentences[end]) <= _LONGEST_NAME:
            end += 1
        if end < line.sentences.stop or (
            line.final != ":"
            and number + 1 < len(lines)
            and roles[lines[number + 1].sentences.start] in (Role.TEXT, Role.LIST_ITEM)
        ):
            yield range(start, end + 1)


def _is_label(layout: Layout, index: int, line: Line) -> bool:
    sentence = layout.sentences[index]
    text = sentence.text.text
    if len(text) > _LONGEST_LABEL_TEXT or text[-1:] in "?!;,…":
        return False
    head = layout.marks.normal(index).lstrip("—– ")
    phrases = outline_phrases()
    if (found := phrases.ordinals.opening(head)) and not head[found:].strip(".:) "):
        return True
    if (found := phrases.steps.opening(head)) and _ITEM_NUMBER.fullmatch(head, found):
        return True
    is_first = index == line.sentences.start
    if is_first and is_bold(sentence.text) and not line.is_bold:
        return text[-1:] in ".:" and word_count(sentence) <= _LONGEST_BOLD_LABEL
    length = word_count(sentence) - (
        line.marker is not Marker.NONE and line.content > sentence.start
    )
    if not is_first or length > _LONGEST_LABEL:
        return False
    if text.endswith(":"):
        return True
    if not text.endswith(".") or len(line.sentences) == 1:
        return False
    if line.marker is Marker.DASH:
        return any(map(str.isdigit, text))
    if line.marker is Marker.EMOJI:
        return length <= _LONGEST_EMOJI_LABEL
    return line.marker in ITEM_MARKERS


def _lists(
    sentences: Sequence[Sentence], lines: Sequence[Line], lists: Sequence[ListRun]
) -> Iterator[range]:
    """Yield a sentence that ends with a colon with the list below it, where that is short."""
    for run in lists:
        if run.opener is None or len(run.items) > _MOST_ITEMS:
            continue
        opener = lines[run.opener]
        last = lines[run.items[-1]]
        length = sum(lines[number].words for number in run.items)
        count = last.sentences.stop - lines[run.items[0]].sentences.start
        if length > _LONGEST_LIST or count > _MOST_ITEMS + 1:
            continue
        if _is_opener(sentences[opener.sentences[-1]]):
            yield range(opener.sentences.stop - 1, last.sentences.stop)


def _openers(
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    lists: Sequence[ListRun],
    roles: Sequence[Role],
) -> Iterator[range]:
    """Yield a sentence that ends with a colon with the beginning of the paragraph below it."""
    opened = {run.opener for run in lists}
    for number, line in enumerate(lines[:-1]):
        if line.final != ":" or number in opened or not _is_opener(sentences[line.sentences[-1]]):
            continue
        following = lines[number + 1]
        if roles[following.sentences.start] is Role.TEXT and following.final not in ("", ":", ";"):
            yield range(line.sentences.stop - 1, following.sentences.start + 1)


def _is_opener(sentence: Sentence) -> bool:
    """Return whether a sentence is meaningless without its list, as short ones are."""
    return word_count(sentence) <= _LONGEST_OPENER


def _broken(lines: Sequence[Line]) -> Iterator[range]:
    """Yield the two parts of a sentence that continues on the next line."""
    for line, following in pairwise(lines):
        if line.goes_on_in(following):
            yield range(line.sentences.stop - 1, following.sentences.start + 1)


def _halves(layout: Layout) -> Iterator[range]:
    """Yield what a semicolon or a colon inside a line parts."""
    sentences = layout.sentences
    for line in layout.lines:
        # The last one goes on in no other sentence of the line.
        inner = [index for index in line.sentences[:-1] if index in layout.marks.unusual]
        end = -1
        for start in inner:
            if start <= end:
                continue
            end = start
            length = word_count(sentences[start])
            while (
                end + 1 < line.sentences.stop
                and final_mark(sentences[end].text.text[-80:]) in (";", ":", ",")
                and length <= _LONGEST_HALVES
            ):
                end += 1
                length += word_count(sentences[end])
            if end > start:
                yield range(start, end + 1)


def trims_of(
    layout: Layout, roles: Sequence[Role], groups: Sequence[range], genre: Genre
) -> Mapping[int, tuple[int, int]]:
    """Return the place in the body, for each sentence of which not all is to be shown.

    Dashes and names say who speaks where a question is shown with its answer, so they stay there.
    """
    is_dialogue = genre in (Genre.INTERVIEW, Genre.TRANSCRIPT)
    together = {index for group in groups for index in group} if is_dialogue else set()
    opening = {line.sentences.start: line for line in layout.lines}
    marks = layout.marks
    begun = range(len(roles)) if is_dialogue else marks.starts | marks.openings
    seams = marks.seams | marks.pointers | marks.cells
    ended = seams | marks.ends | marks.addresses
    trims = {}
    for index in sorted(ended | set(begun)):
        if roles[index] in _AS_IS:
            continue
        sentence = layout.sentences[index]
        text = sentence.text.text
        folded = marks.normal(index)
        start = 0
        if index in opening and index in begun:
            # A dash opens direct speech, which is shown as such.
            is_speech = opening[index].marker is Marker.DASH and roles[index] is Role.TEXT
            keeps = index in together or (is_speech and not is_dialogue)
            start = _head(text, folded, is_dialogue, keeps)
        end = _tail(text, folded, index in seams) if index in ended else len(text)
        if end < len(text) and len(text[start:end].split()) < _FEWEST_WORDS:
            end = len(text)
        if (start or end < len(text)) and any(map(str.isalnum, text[start:end])):
            trims[index] = (sentence.start + start, sentence.start + end)
    return trims


def _head(text: str, folded: str, is_dialogue: bool, keeps_speaker: bool) -> int:
    """Return how many code points before the sentence itself are a marker, a time, or a name."""
    start = timestamp_length(text[:_LONGEST_HEAD])
    if keeps_speaker:
        return start
    if not start:
        start = marker_length(text[:_LONGEST_HEAD])
    if is_dialogue:
        start += speaker_length(text[:_LONGEST_HEAD], start)
    length = outline_phrases().flashes.opening(folded, start)
    if length and text[start + length : start + length + 1] in (":", "!"):
        start += length
        while text[start : start + 1] in (":", "!"):
            start += 1
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _tail(text: str, folded: str, has_seam: bool) -> int:
    """Return where the sentence itself ends."""
    end = len(text.rstrip())
    while True:
        begin = max(0, end - _LONGEST_TAIL)
        cut = _tail_start(text[begin:end], folded[begin:end], has_seam)
        if cut is None or begin + cut == 0 or begin + cut >= end:
            return end
        end = len(text[: begin + cut].rstrip())


def _tail_start(part: str, folded: str, has_seam: bool) -> int | None:
    if found := trailing_emoji(part):
        return found.start()
    if any(map(part.__contains__, _LINK_SIGNS)):
        for pattern in (_LINKS, _TAGS):
            if found := pattern.search(part):
                return found.start()
    phrases = outline_phrases()
    if part.rstrip(".!? ")[-1:] in (")", "]"):
        found = _BRACKETS.search(part)
        if found and phrases.brackets.opening(folded, found.start(1)):
            return found.start()
    if has_seam:
        glued = [seam for seam in _seams(part) if phrases.tails.opening(folded, seam.end())]
        if glued:
            seam = min(glued, key=re.Match.start)
            return seam.start() + len(seam[0].rstrip(_SEPARATORS))
    return None


def _seams(part: str) -> Iterator[re.Match[str]]:
    # To look for each sign takes a fifth of the time of looking for the pattern.
    for sign in _SEAM_SIGNS:
        place = part.find(sign)
        while place >= 0:
            if found := _SEAM.match(part, place):
                yield found
            place = part.find(sign, place + 1)
