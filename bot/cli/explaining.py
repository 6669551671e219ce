"""Why a summary has the sentences that it has: what `dragoman summary --explain` adds."""

import re
from collections.abc import Iterator, Sequence

from bot.domain.article import Summary
from bot.domain.rich_text import Kind, RichText, Span
from bot.rendering.words import Words
from bot.summarizing import shown

_BAR = 10
"""Cells."""


def explanation_text(summary: Summary, words: Words) -> RichText:
    """Each sentence below a bar for what it added, with the words that were new in bold."""
    legend = RichText.styled(words.say("terminal-explained"), Kind.ITALIC)
    shares = _shares(summary.scores)
    parts = [
        RichText(f"{_bar(share)} {score:.3g}\n") + _highlighted(sentence.text.text, covered)
        for share, score, sentence, covered in zip(
            shares, summary.scores, shown(summary.sentences), summary.covered, strict=True
        )
    ]
    return RichText("\n\n").join([legend, *parts])


def _shares(scores: Sequence[float]) -> list[float]:
    """Scores between 0 and 1; a method may give negative ones."""
    lowest, highest = min((0.0, *scores)), max((0.0, *scores))
    return [(score - lowest) / (highest - lowest or 1.0) for score in scores]


def _bar(share: float) -> str:
    filled = round(_BAR * share)
    return "█" * filled + "░" * (_BAR - filled)


def _highlighted(sentence: str, covered: Sequence[str]) -> RichText:
    return RichText(sentence, tuple(_spans(sentence, covered)))


def _spans(sentence: str, covered: Sequence[str]) -> Iterator[Span]:
    # Words were read with one kind of apostrophe for all.
    plain = re.sub("[’ʼ]", "'", sentence)
    for word in covered:
        if found := re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain):
            yield Span(found.start(), found.end(), Kind.BOLD)
            yield Span(found.start(), found.end(), Kind.UNDERLINE)
