"""Pressed buttons: what a press asks for, whose article it is about, and how it is answered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.botapi import sending
from bot.botapi.keyboards import Action, ArticleAction, article_of, language_buttons, with_download
from bot.domain.rich_text import RichText
from bot.errors import LanguageUnclear, ModelMissing
from bot.storage import RecentArticle
from handlers.turn import Turn, begin_turn


async def acknowledge(query: CallbackQuery, alert: str = "", *, toast: str = "") -> None:
    """Stop the waiting sign of a button, with an alert or a toast where there is something to say.

    A press that came while the bot was away is too old to be acknowledged; its work is done all the
    same.
    """
    try:
        await query.answer(alert or toast or None, show_alert=bool(alert))
    except BadRequest as error:
        if "too old" not in error.message:
            raise


async def pressed_article(turn: Turn, action: Action | None) -> RecentArticle | None:
    """Return the article whose button was pressed, not acknowledged yet.

    None, after an alert that says why, where the article is gone or another person's.
    """
    query, words = turn.query, turn.words
    # Otherwise anybody could put their own article into the place of another person's.
    # What stands below an inline message is not known, but what was read for it is.
    known = map(article_of, turn.incoming.buttons)
    is_below = action and (turn.elsewhere or action.article_id in known)
    article = await turn.services.store.article(action.article_id) if action and is_below else None
    if article is None or article.chat_id != turn.incoming.chat_id:
        await acknowledge(query, words.say("article-gone"))
        return None
    if await owners_turn(turn, article.person_id) is not None:
        return article
    # Telegram does not say who writes for a channel: its buttons are for who presses them first.
    is_of_channel = article.person_id < 0 and article.person_id != article.chat_id
    if is_of_channel and await turn.services.store.claim(article, turn.person.id):
        return replace(article, person_id=turn.person.id)
    await acknowledge(query, words.say("not-your-button"))
    return None


async def owners_turn(turn: Turn, owner_id: int) -> Turn | None:
    """Return the turn of the owner of a pressed button; None where somebody else pressed it.

    That of a chat is for its administrators, who then act for the chat.
    """
    if owner_id == turn.person.id:
        return turn
    if not await may_act_for(turn, owner_id):
        return None
    return await begin_turn(replace(turn.incoming, person_id=owner_id), turn.update, turn.services)


async def may_act_for(turn: Turn, owner_id: int) -> bool:
    """Return whether the sender of an update is this person or chat, or an administrator of it."""
    return owner_id == turn.person.id or (
        owner_id < 0 < turn.person.id
        and await turn.services.administrators.include(turn.bot, owner_id, turn.person.id)
    )


async def refuse_channel(turn: Turn) -> bool:
    """Refuse a command whose buttons would work for nobody: one of an unknown channel."""
    owner_id, bot = turn.person.id, turn.bot
    if owner_id >= 0 or owner_id == turn.incoming.chat_id:
        return False
    if await turn.services.administrators.include(bot, owner_id, bot.id):
        return False
    words = turn.words.say("not-as-channel", command=f"/{turn.incoming.command}")
    await sending.say(turn.message, words)
    return True


async def pressed_before(turn: Turn) -> list[str]:
    """Return the data of the buttons that the person pressed before and that are worked on."""
    return await turn.services.inbox.pressed_before(turn.incoming.update_id, turn.person.id)


@asynccontextmanager
async def asking_for_language(
    turn: Turn, article: RecentArticle, action: ArticleAction
) -> AsyncIterator[None]:
    """Ask for the article's language where the work inside cannot be done without.

    The buttons of the question go on with `action`.
    """
    try:
        yield
    except LanguageUnclear as unclear:
        if not unclear.languages:
            raise
        question = RichText(turn.words.say("ask-language"))
        keyboard = language_buttons(unclear.languages, action, turn.words)
        await sending.reply(turn.place, question, keyboard, to=article.message_id)


def may_download(turn: Turn) -> bool:
    """Return whether it is for the person to say that models are downloaded, and here."""
    return turn.elsewhere is None and turn.services.limits.is_admin(turn.person.id)


async def offer_download(
    turn: Turn,
    keyboard: InlineKeyboardMarkup | None,
    action: ArticleAction,
    missing: ModelMissing,
) -> InlineKeyboardMarkup:
    """Return the keyboard with a button that downloads what is missing for an action."""
    source, target = str(missing.details["source"]), str(missing.details["target"])
    megabytes = await asyncio.to_thread(turn.services.downloads.megabytes, source, target)
    return with_download(keyboard, action, megabytes, turn.words)
