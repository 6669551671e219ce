"""What of a sentence is to be shown, where a marker, a time or an advertisement is glued to it."""

import re
from collections.abc import Mapping, Sequence

from bot.domain.article import Role, Sentence
from bot.summarizing.dialogue import speaker_length
from bot.summarizing.genres import Genre
from bot.summarizing.lines import Line, Marker, marker_length, trailing_emoji
from bot.summarizing.phrases import normal, words
from bot.summarizing.roles import timestamp_length

# Code points at either end of a sentence that can be glued to it.
_LONGEST_HEAD = 160
_LONGEST_TAIL = 200
_FEWEST_WORDS = 3
_ADDRESS_SIGNS = ("#", "@", "://", "www.", "t.me/")
_SEPARATORS = " \t\u00a0—–|•·\ufe0f\U0001f449\U0001f447\u27a1\u25b6"

_AS_IS = frozenset({Role.CODE, Role.TABLE, Role.CREDIT, Role.BOILERPLATE, Role.HEADER_FOOTER})
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*[.!?]?\s*$")
# Links and names after a sign that parts them from the sentence; tags that it does not go on with.
_LINKS = re.compile(
    r"(?:\s*[|:•·—–→►▶\U0001f449\U0001f447\U0001f517]\ufe0f?|(?<=[.!?…»”)]))\s*"
    r"(?:(?:https?://|www\.|t\.me/|@)\S+[\s|,;•·]*)+$"
)
_TAGS = re.compile(r"(?:\s*(?<!\w)[#@][^\W\d]\w*)*\s*(?<!\w)#[^\W\d]\w*\s*$")
_SEAM = re.compile(
    r"(?:[.!?…][»”\")]*\s|\s[—–|•·]\s|\s?[\U0001f449\U0001f447\u27a1\u25b6]\ufe0f?)\s*"
)


def trims_of(
    sentences: Sequence[Sentence],
    lines: Sequence[Line],
    roles: Sequence[Role],
    groups: Sequence[range],
    genre: Genre,
) -> Mapping[int, tuple[int, int]]:
    """Return the place in the body, for each sentence of which not all is to be shown.

    Dashes and names say who speaks where a question is shown with its answer, so they stay there.
    """
    is_dialogue = genre in (Genre.INTERVIEW, Genre.TRANSCRIPT)
    together = {index for group in groups for index in group} if is_dialogue else set()
    opening = {line.sentences.start: line for line in lines}
    trims = {}
    for index, sentence in enumerate(sentences):
        if roles[index] in _AS_IS:
            continue
        text = sentence.text.text
        start = 0
        if index in opening:
            # A dash opens direct speech, which is shown as such.
            is_speech = opening[index].marker is Marker.DASH and roles[index] is Role.TEXT
            keeps = index in together or (is_speech and not is_dialogue)
            start = _head(text, is_dialogue, keeps)
        end = _tail(text)
        if end < len(text) and len(text[start:end].split()) < _FEWEST_WORDS:
            end = len(text)
        if (start or end < len(text)) and any(map(str.isalnum, text[start:end])):
            trims[index] = (sentence.start + start, sentence.start + end)
    return trims


def _head(text: str, is_dialogue: bool, keeps_speaker: bool) -> int:
    """Return how many code points before the sentence itself are a marker, a time, or a name."""
    start = timestamp_length(text[:_LONGEST_HEAD])
    if keeps_speaker:
        return start
    if not start:
        start = marker_length(text[:_LONGEST_HEAD])
    if is_dialogue:
        start += speaker_length(text[:_LONGEST_HEAD], start)
    head = normal(text[start:_LONGEST_HEAD])
    if (length := words().flashes.opening(head)) and head[length : length + 1] in (":", "!"):
        start += length
        while text[start : start + 1] in (":", "!"):
            start += 1
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _tail(text: str) -> int:
    """Return where the sentence itself ends."""
    end = len(text.rstrip())
    while True:
        begin = max(0, end - _LONGEST_TAIL)
        part = text[begin:end]
        cut = _tail_start(part)
        if cut is None or begin + cut == 0 or begin + cut >= end:
            return end
        end = len(text[: begin + cut].rstrip())


def _tail_start(part: str) -> int | None:
    if found := trailing_emoji(part):
        return found.start()
    if any(sign in part for sign in _ADDRESS_SIGNS):
        for pattern in (_LINKS, _TAGS):
            if found := pattern.search(part):
                return found.start()
    phrases = words()
    if part.rstrip(".!? ")[-1:] in (")", "]"):
        found = _BRACKETS.search(part)
        if found and phrases.brackets.opening(normal(found[1])):
            return found.start()
    for seam in _SEAM.finditer(part):
        if phrases.tails.opening(normal(part[seam.end() : seam.end() + 60])):
            return seam.start() + len(seam[0].rstrip(_SEPARATORS))
    return None
