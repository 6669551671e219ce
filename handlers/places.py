"""Where the sentences of a summary stand: each is quoted from its message, or shown there."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from telegram.error import BadRequest

from bot.botapi import sending
from bot.botapi.buttons import ShowPlace, ShowPlaces, in_rows, keyboard, page_turns, parse_action
from bot.domain.parts import Place
from bot.rendering.places import place_text, quote_of
from bot.storage import RecentArticle
from bot.summarizing import places
from handlers.callbacks import pressed, pressed_before
from handlers.routes import Routes
from handlers.turn import Turn

_A_PAGE = 24
_MOST_IN_A_ROW = 8
# What Telegram says of a message that was deleted.
_GONE = "replied"


async def press_places(turn: Turn) -> None:
    """Offer a number for each sentence of a summary below it, or take the numbers away again."""
    found = await pressed(turn, ShowPlaces)
    if found is None:
        return
    article, action = found
    result = await turn.services.articles.summarize(
        article.article, action.length, None, action.method, turn.person.length.medium
    )
    before = turn.keyboard
    data = [[str(button.callback_data or "") for button in row] for row in before]
    is_offer = [any(isinstance(parse_action(each), ShowPlaces) for each in row) for row in data]
    rows = _numbers(action, places(result.summary.sentences))
    if not any(is_offer) or not rows:
        await turn.alert("article-gone")
        return
    kept = before[: is_offer.index(True) + 1]
    if rows[0][0][1] in (each for row in data for each in row):
        rows = []
    if len(kept) + len(rows) > len(before):
        await turn.toast("places-hint")
    else:
        await turn.acknowledge()
    await sending.edit_keyboard(turn.message, keyboard(*kept, *rows))


def _numbers(action: ShowPlaces, found: tuple[Place, ...]) -> list[Sequence[tuple[str, str]]]:
    """Return rows of a page of numbers, of which each shows a sentence in its place."""
    page = found[action.first : action.first + _A_PAGE]
    if not page:
        return []
    numbers = [
        (str(number), str(ShowPlace(action.article_id, number, *place)))
        for number, place in enumerate(page, action.first + 1)
    ]
    height = -(-len(numbers) // _MOST_IN_A_ROW)
    width = -(-len(numbers) // height)
    lines = in_rows(numbers, width)
    turns = page_turns(
        action.first, len(found), _A_PAGE, lambda first: str(replace(action, first=first))
    )
    return [*lines, turns] if turns else lines


async def press_place(turn: Turn) -> None:
    """Show a sentence where it stands, as an answer to its message."""
    found = await pressed(turn, ShowPlace)
    if found is None:
        return
    article, action = found
    if not article.article.body.text[action.start : action.end].strip():
        await turn.alert("article-gone")
        return
    await turn.acknowledge()
    if str(action) not in await pressed_before(turn):
        await _show(turn, article, action)


async def _show(turn: Turn, article: RecentArticle, action: ShowPlace) -> None:
    place = Place(action.start, action.end)
    opening = "place"
    quoted = quote_of(article.article, place)
    if quoted is not None:
        text = turn.words.say("place-quoted", number=action.number)
        try:
            await sending.reply_with_quote(turn.message, text, quoted)
            return
        except BadRequest as refusal:
            is_gone = _GONE in refusal.message.lower()
            opening = "place-gone" if is_gone else "place-not-quoted"
    chapters = article.document.chapters if article.document else ()
    said = turn.words.say(opening, number=action.number)
    # Off the loop, since a book is long.
    shown = await asyncio.to_thread(place_text, article.article, chapters, place, said, turn.words)
    await sending.reply(turn.message, shown, to=article.message_id)


ROUTES = Routes(buttons={"w": press_places, "q": press_place})
