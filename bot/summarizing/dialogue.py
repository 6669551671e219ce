"""Interviews and transcripts: whose turn each line is, and what is asked."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.article import Role, Sentence
from bot.languages.patterns import DIGIT
from bot.languages.phrases import normal
from bot.summarizing.dependence import depends_on_previous
from bot.summarizing.genres import Genre, Shape
from bot.summarizing.lines import Line, Marker, timestamp_length
from bot.summarizing.outline_phrases import outline_phrases

_SPEAKER = re.compile(
    r"(?P<name>[^\W\d_][\w'’ʼ.\- ]{0,40})(?:(?:\s?\([^()]{1,30}\))?\s?:(?=\s|$)"
    # A message copied from a chat: "Anna, [27.11.2026 10:15]".
    r"|,?\s\[[\d.,:/ ]{5,25}\]:?)"
)
_INSERTED = re.compile(r"[,!?…»]\s*[—–]{1,2}\s+(\w+)")
_LONGEST_NAME = 4
# Code points.
_LONGEST_SPEAKER = 120
_LOOKED_AT = 600
_LONGEST_TURN = 200
# With so few words, an answer says nothing without its question.
_SHORT_ANSWER = 5
# Those at the end of a turn that tell who says it.
_LAST_WORDS = 4
# With so few, somebody only says that they listen.
_FILLER = 3
_FEWEST_TURNS = 4
_FEWEST_SPEAKERS = 2
_FEWEST_QUESTIONS = 3
_FEWEST_ASKED = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """The sentences of one person at a time, and the speaker; empty if unknown."""

    sentences: range
    speaker: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Turns of a conversation; `is_interview` where one asks and another answers."""

    turns: tuple[Turn, ...]
    is_interview: bool


def speaker_length(text: str, start: int = 0) -> int:
    """Return how many code points a speaker's name with its colon takes; 0 without one."""
    found = _speaker(text, start)
    return found.end() - start if found else 0


def conversation_shape(
    lines: Sequence[Line], sentences: Sequence[Sentence], roles: Sequence[Role]
) -> Shape | None:
    """Return the shape of an interview or a transcript, None for a text that is neither."""
    dialogue = (
        _labelled(lines, sentences)
        or _dashed(lines, sentences)
        or _in_bold(lines)
        or _questions_and_answers(lines, sentences, roles)
    )
    return _shape(dialogue, sentences) if dialogue else None


def _shape(dialogue: Dialogue, sentences: Sequence[Sentence]) -> Shape:
    has_times = sum(
        timestamp_length(sentences[turn.sentences.start].text.text) > 0 for turn in dialogue.turns
    )
    is_transcript = not dialogue.is_interview or 2 * has_times >= len(dialogue.turns)
    shape = Shape(Genre.TRANSCRIPT if is_transcript else Genre.INTERVIEW)
    decisions = outline_phrases().transcript_decisions
    for turn in dialogue.turns:
        for index in turn.sentences:
            text = sentences[index].text.text
            if _is_speaker(text):
                shape.roles[index] = Role.LABEL
            elif turn.asks and (dialogue.is_interview or text.endswith("?")):
                shape.roles[index] = Role.QUESTION
            elif not is_transcript:
                continue
            elif decisions.occur_in(normal(text[:_LOOKED_AT])):
                shape.weights[index] = 1.0
            elif _is_filler(text):
                shape.weights[index] = -1.0
    shape.groups.extend(_answers_to_keep(dialogue.turns, sentences))
    return shape


def _is_filler(text: str) -> bool:
    start = timestamp_length(text)
    said = text[start + speaker_length(text, start) :]
    return len(said.split()) <= _FILLER and not DIGIT.search(said)


def _answers_to_keep(turns: Sequence[Turn], sentences: Sequence[Sentence]) -> list[range]:
    """Return each question with the beginning of its answer, where that needs the question."""
    groups = []
    for question, answer in pairwise(turns):
        if not question.asks or answer.asks or not answer.sentences:
            continue
        first = answer.sentences.start
        if _is_speaker(sentences[first].text.text) and first + 1 < answer.sentences.stop:
            first += 1
        text = sentences[first].text.text.lstrip("—– ")
        said = _spoken(text)
        if said > _SHORT_ANSWER and not depends_on_previous(text):
            continue
        end = first + 1
        if said <= _SHORT_ANSWER and end < answer.sentences.stop:
            end += 1
        asked = question.sentences.stop - 1
        groups.append(range(asked, end))
    return groups


def _is_speaker(text: str) -> bool:
    """Return whether a text is a speaker's name and nothing else."""
    start = timestamp_length(text)
    return 0 < speaker_length(text, start) == len(text) - start


def _spoken(text: str) -> int:
    """Return the number of words without dashes and without the speaker's name."""
    said = text[speaker_length(text, timestamp_length(text)) :]
    return sum(any(map(str.isalnum, word)) for word in said.split())


def _speaker(text: str, start: int) -> re.Match[str] | None:
    end = start + _LONGEST_SPEAKER
    if text.find(":", start, end) < 0 and text.find("[", start, end) < 0:
        return None
    found = _SPEAKER.match(text, start, end)
    return found if found and _is_name(found["name"]) else None


def _is_name(name: str) -> bool:
    parts = name.split()
    if not 0 < len(parts) <= _LONGEST_NAME:
        return False
    return outline_phrases().askers.hold(normal(name)) or all(part[0].isupper() for part in parts)


def _labelled(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Dialogue | None:
    """Return the turns that names with a colon open, on the line or above it."""
    opened: list[tuple[int, str]] = []
    for number, line in enumerate(lines):
        text = sentences[line.sentences.start].text.text
        if found := _speaker(text, timestamp_length(text)):
            opened.append((number, normal(found["name"]).strip()))
    names = Counter(name for _, name in opened)
    repeated = sum(count > 1 for count in names.values())
    if repeated < _FEWEST_SPEAKERS or len(names) > max(_FEWEST_SPEAKERS, 0.6 * len(opened)):
        return None
    turns = []
    for (number, name), following in pairwise((*opened, (len(lines), ""))):
        said = lines[number : following[0]]
        held = range(said[0].sentences.start, said[-1].sentences.stop)
        turns.append(Turn(held, name, any(line.final == "?" for line in said)))
    is_alone = sum(len(turn.sentences) > 1 for turn in turns)
    if len(turns) < max(_FEWEST_TURNS, 0.4 * (len(lines) - is_alone)):
        return None
    asker = _asker(turns)
    if asker is None:
        return Dialogue(tuple(turns), is_interview=False)
    return Dialogue(
        tuple(Turn(turn.sentences, turn.speaker, turn.speaker == asker) for turn in turns),
        is_interview=True,
    )


def _asker(turns: Sequence[Turn]) -> str | None:
    """Return the speaker who asks the others, if there is one."""
    asked = Counter(turn.speaker for turn in turns if turn.asks)
    if not asked:
        return None
    speaker, count = asked.most_common(1)[0]
    own = sum(turn.speaker == speaker for turn in turns)
    most = max(_FEWEST_ASKED, 0.6 * asked.total(), 0.5 * own)
    return speaker if count >= most else None


def _dashed(lines: Sequence[Line], sentences: Sequence[Sentence]) -> Dialogue | None:
    """Return the turns that dashes open, where they alternate as no novel's dialogue does."""
    dashed = [
        number
        for number, line in enumerate(lines)
        if line.marker is Marker.DASH or (line.marker is Marker.BULLET and line.symbol in "–-")
    ]
    if len(dashed) < _FEWEST_TURNS + 2 or len(dashed) < 0.5 * (len(lines) - dashed[0]):
        return None
    told = sum(_is_narrated(lines[number], sentences) for number in dashed)
    if told > 0.1 * len(dashed):
        return None
    turns = []
    for number, following in zip(dashed, (*dashed[1:], len(lines)), strict=True):
        held = range(lines[number].sentences.start, lines[following - 1].sentences.stop)
        turns.append(Turn(held, "", asks=lines[number].final == "?"))
    asking = [place for place, turn in enumerate(turns) if turn.asks]
    even = sum(place % 2 == 0 for place in asking)
    if len(asking) < max(_FEWEST_QUESTIONS, 0.25 * len(turns)):
        return None
    if max(even, len(asking) - even) < 0.75 * len(asking):
        return None
    if even in (0, len(asking)):
        parity = asking[0] % 2
        turns = [Turn(turn.sentences, "", place % 2 == parity) for place, turn in enumerate(turns)]
    return Dialogue(tuple(turns), is_interview=True)


def _in_bold(lines: Sequence[Line]) -> Dialogue | None:
    """Return the turns of an interview whose questions are in bold."""
    bold = {number for number, line in enumerate(lines) if line.is_bold}
    asking = sum(lines[number].final == "?" for number in bold)
    if asking < max(_FEWEST_QUESTIONS, 0.5 * len(bold)) or 2 * len(bold) > len(lines):
        return None
    return Dialogue(tuple(_turns(lines, bold)), is_interview=True)


def _questions_and_answers(
    lines: Sequence[Line], sentences: Sequence[Sentence], roles: Sequence[Role]
) -> Dialogue | None:
    """Return the turns of paragraphs, some of which ask somebody and are answered below."""
    asking = {
        number
        for number, line in enumerate(lines)
        if line.final == "?" and roles[line.sentences.start] is not Role.BOILERPLATE
    }
    if len(asking) < max(_FEWEST_TURNS, 0.2 * (len(lines) - min(asking, default=0))):
        return None
    if len({number + 1 for number in asking} - asking) < 0.7 * len(asking):
        return None
    you = outline_phrases().you
    addressed = sum(
        any(you.hold(word.strip(".,?!—–")) for word in normal(_text(lines[n], sentences)).split())
        for n in asking
    )
    if addressed < 0.6 * len(asking):
        return None
    return Dialogue(tuple(_turns(lines, asking)), is_interview=True)


def _turns(lines: Sequence[Line], asking: Set[int]) -> Iterator[Turn]:
    """Yield the turns from the first question on; lines that ask one after the other are one."""
    start = min(asking)
    for number in range(start + 1, len(lines) + 1):
        if number == len(lines) or (number in asking) is not (number - 1 in asking):
            sentences = range(lines[start].sentences.start, lines[number - 1].sentences.stop)
            yield Turn(sentences, "", start in asking)
            start = number


def _is_narrated(line: Line, sentences: Sequence[Sentence]) -> bool:
    """Return whether a turn names its speaker with a verb of speech, as in a novel."""
    says = outline_phrases().says
    last = normal(_text(line, sentences)[:_LONGEST_TURN]).split()[-_LAST_WORDS:]
    return any(map(says.hold, last)) or any(
        says.hold(found[1]) for found in _INSERTED.finditer(line.head)
    )


def _text(line: Line, sentences: Sequence[Sentence]) -> str:
    return " ".join(sentences[index].text.text[:400] for index in line.sentences[:8])
