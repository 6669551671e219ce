"""Translates sentences through a route, all of them together, and counts what the checks found."""

from collections.abc import Sequence

from bot.domain.rich_text import RichText
from bot.translating.asking import Answer, Question, ask
from bot.translating.conversation import Circumstances, Patience, Talk, Translated, talk, together
from bot.translating.engine.steps import Step
from bot.translating.formatting.casing import names_in
from bot.translating.tally import Tally


async def translate_sentences(
    texts: Sequence[RichText], steps: Sequence[Step], tally: Tally
) -> list[Translated]:
    """The translation of each sentence, through one package after the other.

    Raises PackageBroken.
    """
    off_loop = steps[0].off_loop
    talks = await off_loop(_begun, texts, steps)
    turn = await off_loop(_next_turn, talks, None)
    while not isinstance(turn, list):
        turn = await off_loop(_next_turn, talks, await ask(turn, steps))
    for translated in turn:
        tally.add(translated.problem, translated.retries)
    return turn


def _begun(texts: Sequence[RichText], steps: Sequence[Step]) -> Talk[list[Translated]]:
    circumstances = Circumstances(
        source=steps[0].package.source,
        target=steps[-1].package.target,
        names=names_in(text.text for text in texts),
        patience=Patience(len(texts)),
    )
    return together([talk(text, circumstances) for text in texts])


def _next_turn(
    talks: Talk[list[Translated]], answers: Sequence[Answer] | None
) -> tuple[Question, ...] | list[Translated]:
    """What is asked next; at the end, the translations."""
    try:
        return next(talks) if answers is None else talks.send(answers)
    except StopIteration as end:
        translated: list[Translated] = end.value
        return translated
