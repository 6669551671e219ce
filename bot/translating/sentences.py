"""Takes sentences through the packages of a route, and keeps what a model must not touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bot.text import RichText
from bot.translating.cutting import Piece, cut
from bot.translating.decoding import Output
from bot.translating.form import Framed, framed
from bot.translating.loading import Tokenizer
from bot.translating.steps import Step


@dataclass(frozen=True, slots=True)
class Translated:
    """A sentence in the other language."""

    text: RichText


async def translate_sentences(texts: Sequence[RichText], steps: Sequence[Step]) -> list[Translated]:
    """The translation of each sentence, through one package after the other.

    Raises PackageBroken.
    """
    off_loop = steps[0].off_loop
    frames = await off_loop(_framed, texts)
    words = await _through(steps, frames)
    # Where the model garbled an address or the like, it is asked again for what stands around it.
    groups = await off_loop(_split_where_garbled, frames, words)
    again = iter(await _through(steps, [*chain.from_iterable(groups)]))
    return [
        Translated(
            sum((part.filled(next(again)) for part in group), RichText())
            if group
            else frame.filled(text)
        )
        for frame, text, group in zip(frames, words, groups, strict=True)
    ]


def _framed(texts: Sequence[RichText]) -> list[Framed]:
    return [framed(text) for text in texts]


def _split_where_garbled(
    frames: Sequence[Framed], words: Sequence[str]
) -> list[tuple[Framed, ...]]:
    return [
        frame.split() if frame.garbled_by(text) else ()
        for frame, text in zip(frames, words, strict=True)
    ]


async def _through(steps: Sequence[Step], frames: Sequence[Framed]) -> list[str]:
    words = [frame.core.text for frame in frames]
    for step in steps:
        words = await _translated(words, step)
    return words


async def _translated(texts: Sequence[str], step: Step) -> list[str]:
    cuts = await step.off_loop(_cut, texts, step.tokenizer)
    outputs = iter(await step.translate([piece.tokens for piece in chain.from_iterable(cuts)]))
    return [
        "".join(
            _detokenized(next(outputs), step.tokenizer, piece) + piece.space_after
            for piece in pieces
        )
        if pieces
        else text
        for text, pieces in zip(texts, cuts, strict=True)
    ]


def _cut(texts: Sequence[str], tokenizer: Tokenizer) -> list[list[Piece]]:
    return [list(cut(text, tokenizer.encode)) if text.strip() else [] for text in texts]


def _detokenized(output: Output, tokenizer: Tokenizer, piece: Piece) -> str:
    return tokenizer.decode(output.target).removeprefix(" ") or piece.text
