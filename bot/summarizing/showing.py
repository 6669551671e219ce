"""Sentences as a summary shows them, which is not always how their article has them."""

from collections.abc import Sequence

from bot.domain.article import Sentence
from bot.domain.parts import Place
from bot.summarizing.datelines import without_dateline
from bot.summarizing.quotations import cut_quotations, with_marks


def shown(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return sentences without datelines, and with the quotation mark that a cut quotation lacks.

    A quotation of which all is there stays as it is. A text with a mark more is no longer what
    `start` and `end` say.
    """
    found = [without_dateline(sentence) for sentence in sentences]
    for run in cut_quotations(found):
        if len(run) == 1:
            found[run.start] = with_marks(found[run.start])
    return tuple(found)


def places(sentences: Sequence[Sentence]) -> tuple[Place, ...]:
    """Return where the sentences stand, without what `shown` leaves out of them.

    A quotation mark that was added to one stands nowhere.
    """
    return tuple(Place(each.start, each.end) for each in map(without_dateline, sentences))
