"""Sentences that are shown together or not at all: a label and its item, the halves of an item."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from bot.domain.article import Role, Sentence
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, final_mark, is_bold, word_count
from bot.summarizing.lists import ListRun
from bot.summarizing.phrases import normal, words

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

_NUMBER = re.compile(r"\s*(?:№|#)?\s*(?:\d{1,3}|[ivx]{1,5})[.:)]?\s*")


def groups_of(
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    lists: Sequence[ListRun],
    roles: Sequence[Role],
    known: Sequence[range] = (),
) -> tuple[range, ...]:
    """Return runs of sentences that belong together; `known` are those of the genre."""
    covered = {index for group in known for index in group}
    found = [
        group
        for group in chain(
            _lists(sentences, lines, lists),
            _openers(sentences, lines, lists, roles),
            _labels(sentences, lines, roles),
            _halves(sentences, lines),
            _broken(lines),
        )
        if covered.isdisjoint(group) and not any(roles[index] in _NEVER_SHOWN for index in group)
    ]
    taken: list[range] = []
    for group in sorted((*known, *found), key=lambda group: (group.start, -group.stop)):
        if len(group) > 1 and (not taken or group.start >= taken[-1].stop):
            taken.append(group)
    return tuple(taken)


def _labels(
    sentences: Sequence[Sentence], lines: Sequence[Line], roles: Sequence[Role]
) -> Iterator[range]:
    """Yield a label at the beginning of a line with the sentence that it names."""
    for number, line in enumerate(lines):
        start = end = line.sentences.start
        while end < line.sentences.stop and _is_label(sentences[end], line, end == start):
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


def _is_label(sentence: Sentence, line: Line, is_first: bool) -> bool:
    text = sentence.text.text
    if len(text) > _LONGEST_LABEL_TEXT or text[-1:] in "?!;,…":
        return False
    head = normal(text).lstrip("—– ")
    phrases = words()
    if (found := phrases.ordinals.opening(head)) and not head[found:].strip(".:) "):
        return True
    if (found := phrases.steps.opening(head)) and _NUMBER.fullmatch(head, found):
        return True
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
    """Return whether a sentence says nothing without its list; a longer one does."""
    return word_count(sentence) <= _LONGEST_OPENER


def _broken(lines: Sequence[Line]) -> Iterator[range]:
    """Yield the halves of a sentence that goes on in the next line."""
    for line, following in pairwise(lines):
        if line.goes_on_in(following):
            yield range(line.sentences.stop - 1, following.sentences.start + 1)


def _halves(sentences: Sequence[Sentence], lines: Sequence[Line]) -> Iterator[range]:
    """Yield what a semicolon or a colon inside a line parts."""
    for line in lines:
        start = line.sentences.start
        while start < line.sentences.stop:
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
            start = end + 1
