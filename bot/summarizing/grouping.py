"""Sentences that are shown together or not at all: a label and its item, the halves of an item."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.article import Role, Sentence
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, final_mark, word_count
from bot.summarizing.phrases import normal, words

_MOST_ITEMS = 3
# Words.
_LONGEST_LABEL = 4
_LONGEST_ITEM = 15
_LONGEST_LIST = 45
_LONGEST_HALVES = 80

_ENUMERATOR = re.compile(r"(?:\d{1,3}|[ivx]{1,5}|[^\W\d_])?[.:)]?\s*$")


def groups_of(
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    roles: Sequence[Role],
    known: Sequence[range] = (),
) -> tuple[range, ...]:
    """Return runs of sentences that belong together; `known` are those of the genre."""
    taken: list[range] = []
    found = sorted(
        (
            *known,
            *_labels(sentences, lines, roles),
            *_lists(sentences, lines, roles),
            *_halves(sentences, lines, roles),
        ),
        key=lambda group: (group.start, -group.stop),
    )
    covered = {index for group in known for index in group}
    fixed = set(known)
    for group in found:
        if group not in fixed and not covered.isdisjoint(group):
            continue
        if taken and group.start < taken[-1].stop:
            continue
        if len(group) > 1:
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
        if end < line.sentences.stop or (
            line.final != ":"
            and number + 1 < len(lines)
            and roles[lines[number + 1].sentences.start] in (Role.TEXT, Role.LIST_ITEM)
        ):
            yield range(start, end + 1)


def _is_label(sentence: Sentence, line: Line, is_first: bool) -> bool:
    text = sentence.text.text
    if word_count(sentence) > _LONGEST_LABEL + 1 or text[-1:] in "?!;,…":
        return False
    head = normal(text).lstrip("—– ")
    phrases = words()
    for known in (phrases.ordinals, phrases.steps):
        if (length := known.opening(head)) and _ENUMERATOR.fullmatch(head[length:].strip()):
            return True
    if not is_first:
        return False
    if text.endswith(":"):
        return word_count(sentence) <= _LONGEST_LABEL
    is_marked = line.marker in ITEM_MARKERS or line.marker is Marker.DASH
    return is_marked and text.endswith((".", ":")) and len(line.sentences) > 1


def _lists(
    sentences: Sequence[Sentence], lines: Sequence[Line], roles: Sequence[Role]
) -> Iterator[range]:
    """Yield a sentence that ends with a colon with what it opens, where that is short."""
    for number, line in enumerate(lines):
        if line.final != ":" or number + 1 >= len(lines):
            continue
        end = number + 1
        count = 0
        first = lines[end]
        if first.marker is Marker.NONE and first.words > _LONGEST_ITEM:
            if roles[first.sentences.start] is Role.TEXT and line.words <= _LONGEST_ITEM:
                yield range(line.sentences.stop - 1, first.sentences.start + 1)
            continue
        while end < len(lines) and end - number <= _MOST_ITEMS + 1:
            item = lines[end]
            if item.marker is not first.marker or item.words > _LONGEST_ITEM:
                break
            if item.gap and end > number + 1:
                break
            if roles[item.sentences.start] not in (Role.TEXT, Role.LIST_ITEM, Role.HEADING):
                break
            count += item.words
            end += 1
            if item.final in (".", "!") and item.marker is Marker.NONE:
                break
        if 1 < end - number <= _MOST_ITEMS + 1 and count <= _LONGEST_LIST:
            yield range(line.sentences.stop - 1, lines[end - 1].sentences.stop)


def _halves(
    sentences: Sequence[Sentence], lines: Sequence[Line], roles: Sequence[Role]
) -> Iterator[range]:
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
