"""Explain why a summary has its sentences, and where they stand: `--explain` and `--where`."""

from collections.abc import Iterator, Sequence

from bot.domain.article import Summary
from bot.domain.rich_text import Kind, RichText
from bot.rendering.places import facts_of, link_to, neighbours
from bot.rendering.words import Words
from bot.summarizing import Explained, Method, Reason, explain, places

_BAR = 10
"""Cells."""
_BEST_GRADE = 3.0
_LONGEST_OPENING = 60


def explanation_text(summary: Summary, method: Method, words: Words) -> RichText:
    """Return the reasons for each sentence, and against the best one that was left out.

    Methods other than the readers' grades give ratings only.
    """
    if method is not Method.READER:
        legend = words.say("terminal-explained-method", method=method.value)
        bars = [
            f"{number}. {_bar(share)} {score:.3g}"
            for number, (share, score) in enumerate(
                zip(_shares(summary.scores), summary.scores, strict=True), 1
            )
        ]
        return _paragraph(legend, bars)
    found = explain(summary)
    lines = [f"{number}. {_line(each, words)}" for number, each in enumerate(found.taken, 1)]
    text = _paragraph(words.say("terminal-explained"), lines)
    if found.left_out is None:
        return text
    opening = found.left_out.sentence.text.text
    if len(opening) > _LONGEST_OPENING:
        opening = f"{opening[:_LONGEST_OPENING].rsplit(' ', 1)[0]}…"
    left_out = _paragraph(
        words.say("terminal-left-out"), [opening, _line(found.left_out, words, turned=True)]
    )
    return RichText("\n\n").join([text, left_out])


def places_text(summary: Summary, words: Words) -> RichText:
    """Return each sentence between its neighbours, below its heading and page, with a link."""
    article = summary.article
    parts = [RichText.styled(words.say("terminal-where"), Kind.ITALIC)]
    for number, place in enumerate(places(summary.sentences), 1):
        facts = facts_of(article, (), place, words)
        lines = [RichText(" ".join([f"{number}.", *facts])), neighbours(article, place)]
        if link := link_to(article, place):
            lines.append(RichText(link))
        parts.append(RichText("\n").join(lines))
    return RichText("\n\n").join(parts)


def _paragraph(legend: str, lines: Sequence[str]) -> RichText:
    return RichText("\n").join([RichText.styled(legend, Kind.ITALIC), *map(RichText, lines)])


def _line(explained: Explained, words: Words, *, turned: bool = False) -> str:
    """Return the grade and the reasons, those against a sentence first if `turned`."""
    grade = min(max(explained.grade, 0.0), _BEST_GRADE)
    pro = ", ".join(_said(explained.pro, explained, words, against=False))
    contra = ", ".join(_said(explained.contra, explained, words, against=True))
    need = "terminal-needs-another" if explained.needs_another else "terminal-needs-none"
    reasons = [
        words.say("terminal-for", reasons=pro) if pro else "",
        words.say("terminal-against", reasons=contra) if contra else "",
    ]
    parts = [*(reversed(reasons) if turned else reasons), words.say(need)]
    return f"{_bar(grade / _BEST_GRADE)} {grade:.1f}  {'; '.join(filter(None, parts))}"


def _said(
    reasons: Sequence[Reason], explained: Explained, words: Words, *, against: bool
) -> Iterator[str]:
    for reason in reasons:
        match reason:
            case Reason.PLACE:
                yield words.say("reason-place", place=explained.place, count=explained.count)
            case Reason.TITLE:
                yield words.say("reason-title", count=explained.title_words)
            case Reason.LENGTH:
                yield words.say("reason-length", count=explained.words)
            case Reason.TOPIC if against:
                yield words.say("reason-not-topic")
            case _:
                yield words.say(f"reason-{reason}")


def _shares(scores: Sequence[float]) -> list[float]:
    """Return scores as shares between 0 and 1; a method may give negative ones."""
    lowest, highest = min((0.0, *scores)), max((0.0, *scores))
    return [(score - lowest) / (highest - lowest or 1.0) for score in scores]


def _bar(share: float) -> str:
    filled = round(_BAR * share)
    return "█" * filled + "░" * (_BAR - filled)
