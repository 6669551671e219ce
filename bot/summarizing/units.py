"""What a summary takes as one: a sentence, or what would be cut by taking less of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.domain.article import Sentence
from bot.summarizing.greedy import Candidate
from bot.summarizing.quotations import cut_pieces


@dataclass(frozen=True, slots=True)
class Unit:
    """The indices of sentences that follow each other."""

    sentences: range
    is_cut_quotation: bool = False


def units_of(sentences: Sequence[Sentence]) -> list[Unit]:
    """Every sentence in one unit, in the order of the text."""
    quotations = [Unit(piece, is_cut_quotation=True) for piece in cut_pieces(sentences)]
    quoted = set(chain.from_iterable(unit.sentences for unit in quotations))
    singles = (Unit(range(i, i + 1)) for i in range(len(sentences)) if i not in quoted)
    return sorted((*quotations, *singles), key=lambda unit: unit.sentences.start)


def joined(
    candidates: Sequence[Candidate], units: Sequence[Unit], leans_on: Sequence[int | None]
) -> list[Candidate]:
    """A candidate for each unit, made of those for its sentences.

    A unit comes after the one that it leans on, and what of a quotation cannot be shown alone comes
    last: it is long, and what matters is seldom said in it.
    """
    unit_of = {index: place for place, unit in enumerate(units) for index in unit.sentences}
    found: list[Candidate] = []
    for unit in units:
        parts = candidates[unit.sentences.start : unit.sentences.stop]
        antecedent = leans_on[unit.sentences.start]
        whole = parts[0] if len(parts) == 1 else _together(parts)
        if antecedent is not None or unit.is_cut_quotation:
            after = unit_of[antecedent] if antecedent is not None else None
            whole = replace(whole, after=after, last=unit.is_cut_quotation)
        found.append(whole)
    return found


def _together(parts: Sequence[Candidate]) -> Candidate:
    return Candidate(
        tuple(dict.fromkeys(chain.from_iterable(part.concepts for part in parts))),
        divisor=sum(part.divisor for part in parts),
        bonus=max(part.bonus for part in parts),
    )
