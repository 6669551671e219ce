"""Where the sentences of a summary stand: each is quoted from its message, or shown there."""

import asyncio

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.botapi import sending
from bot.botapi.keyboards import ShowPlace, ShowPlaces, parse_action, with_places
from bot.rendering.places import Place, place_text, quote_of
from bot.storage import RecentArticle
from bot.summarizing import places
from handlers.callbacks import acknowledge, pressed_article, pressed_before
from handlers.routes import Routes
from handlers.turn import Turn

# What Telegram says of a message that was deleted.
_GONE = "replied"


async def press_places(turn: Turn) -> None:
    """Offer a number for each sentence of a summary below it, or take the numbers away again."""
    action = parse_action(turn.incoming.button)
    article = await pressed_article(turn, action)
    if article is None or not isinstance(action, ShowPlaces):
        return
    result = await turn.services.articles.summarize(
        article.article, action.length, None, action.method, turn.person.length.medium
    )
    found = [Place(*place) for place in places(result.summary.sentences)]
    before = turn.message.reply_markup
    is_offered = any(isinstance(parse_action(data), ShowPlaces) for data in turn.incoming.buttons)
    if before is None or not is_offered or action.first >= len(found):
        await acknowledge(turn.query, turn.words.say("article-gone"))
        return
    keyboard = with_places(before, action, found)
    hint = turn.words.say("places-hint") if _is_longer(keyboard, before) else ""
    await acknowledge(turn.query, toast=hint)
    await sending.edit_keyboard(turn.message, keyboard)


def _is_longer(keyboard: InlineKeyboardMarkup, before: InlineKeyboardMarkup) -> bool:
    return len(keyboard.inline_keyboard) > len(before.inline_keyboard)


async def press_place(turn: Turn) -> None:
    """Show a sentence where it stands, as an answer to its message."""
    action = parse_action(turn.incoming.button)
    article = await pressed_article(turn, action)
    if article is None or not isinstance(action, ShowPlace):
        return
    if not article.article.body.text[action.start : action.end].strip():
        await acknowledge(turn.query, turn.words.say("article-gone"))
        return
    await acknowledge(turn.query)
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
