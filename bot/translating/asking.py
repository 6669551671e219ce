"""Takes plain sentences through the packages of a route, one after the other.

Cutting, tokens and alignment are settled here; what a sentence is, and whether the answer is any
good, is the business of whoever asks.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.translating.engine.cutting import Piece, cut
from bot.translating.engine.decoding import ARGOS_DECODING, Decoding, Output
from bot.translating.engine.steps import Step
from bot.translating.packages.argos import Tokenizer

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment


@dataclass(frozen=True, slots=True)
class Question:
    """A text to translate. Where the words went is told if it is to be `aligned`."""

    text: str
    decoding: Decoding = ARGOS_DECODING
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    text: str
    alignment: "Alignment | None" = None


async def ask(questions: Sequence[Question], steps: Sequence[Step]) -> list[Answer]:
    """The answer to each question, in their order. Raises PackageBroken."""
    groups = list(dict.fromkeys(question.decoding for question in questions))
    answers = await asyncio.gather(
        *(
            _asked([question for question in questions if question.decoding == decoding], steps)
            for decoding in groups
        )
    )
    waiting = dict(zip(groups, map(iter, answers), strict=True))
    return [next(waiting[question.decoding]) for question in questions]


async def _asked(questions: Sequence[Question], steps: Sequence[Step]) -> list[Answer]:
    """The answers to questions with the same decoding."""
    answers = [Answer(question.text) for question in questions]
    for step in steps:
        cuts = await step.off_loop(_cut, [answer.text for answer in answers], step.tokenizer)
        tokens = [piece.tokens for pieces in cuts for piece in pieces if piece.tokens]
        outputs = iter(await step.translate(tokens, questions[0].decoding))
        answers = await step.off_loop(_joined, questions, answers, cuts, outputs, step.tokenizer)
    return answers


def _cut(texts: Sequence[str], tokenizer: Tokenizer) -> list[list[Piece]]:
    return [list(cut(text, tokenizer.encode)) if text.strip() else [] for text in texts]


def _joined(
    questions: Sequence[Question],
    sources: Sequence[Answer],
    cuts: Sequence[Sequence[Piece]],
    outputs: Iterator[Output],
    tokenizer: Tokenizer,
) -> list[Answer]:
    answers: list[Answer] = []
    for question, source, pieces in zip(questions, sources, cuts, strict=True):
        parts: list[tuple[str, str, Output]] = []
        text = "" if pieces else source.text
        for piece in pieces:
            output = next(outputs) if piece.tokens else Output((), (), b"")
            translated = tokenizer.decode(output.target).strip() or piece.text
            parts.append((piece.text, translated, output))
            text += translated + piece.space_after
        alignment = _aligned(parts, source, text) if question.aligned else None
        answers.append(Answer(text, alignment))
    return answers


def _aligned(parts: Sequence[tuple[str, str, Output]], source: Answer, text: str) -> "Alignment":
    """From the words of the question to those of the `text` that came of a `source`."""
    # Most sentences have no formatting inside, and NumPy takes 13 MB.
    from bot.translating.formatting.alignment import aligned

    alignment = aligned(parts, source.text, text)
    return alignment if source.alignment is None else source.alignment.then(alignment)
