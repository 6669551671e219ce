"""Pressed buttons: whose article they are about, who may press them, and what they ask first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.botapi import sending
from bot.botapi.buttons import (
    Action,
    ArticleAction,
    ChooseLanguage,
    DownloadModels,
    keyboard,
    parse_action,
)
from bot.domain.rich_text import RichText
from bot.errors import LanguageUnclear, ModelMissing
from bot.storage import RecentArticle
from handlers.turn import Turn

Asked = TypeVar("Asked", bound=Action)


async def pressed(turn: Turn, kind: type[Asked]) -> tuple[RecentArticle, Asked] | None:
    """Return the article whose button was pressed, and what the button asks for.

    The press is not acknowledged yet. None, after an alert that says why, where the button asks
    for something else, or the article is gone or another person's.
    """
    # A forged press could name any article. Telegram does not say which buttons an inline message
    # has; its article is known by what stands for its chat.
    action, shown = parse_action(turn.incoming.button), map(parse_action, turn.incoming.buttons)
    if isinstance(action, kind) and (
        turn.elsewhere or action.article_id in (each.article_id for each in shown if each)
    ):
        article = await turn.services.store.article(action.article_id)
        if article is not None and article.chat_id == turn.chat_id:
            owned = await _owned(turn, article)
            if owned is None:
                await turn.alert("not-your-button")
                return None
            return owned, action
    await turn.alert("article-gone")
    return None


async def _owned(turn: Turn, article: RecentArticle) -> RecentArticle | None:
    """Return an article of whoever pressed its button; None where it is another person's."""
    if await turn.may_act_for(article.person_id):
        return article
    # Telegram does not say who writes for a channel: its buttons are for who presses them first.
    is_of_channel = article.person_id < 0 and article.person_id != article.chat_id
    if is_of_channel and await turn.services.store.claim(article, turn.person.id):
        return replace(article, person_id=turn.person.id)
    return None


async def pressed_before(turn: Turn) -> list[str]:
    """Return the data of the person's earlier presses that are still being worked on."""
    return await turn.services.inbox.pressed_before(turn.incoming.update_id, turn.person.id)


@asynccontextmanager
async def asking_for_language(
    turn: Turn, article: RecentArticle, action: ArticleAction
) -> AsyncIterator[None]:
    """Ask for the article's language where the work inside needs it and it is not clear.

    The buttons of the question go on with `action`.
    """
    try:
        yield
    except LanguageUnclear as unclear:
        if not unclear.languages:
            raise
        words = turn.words
        choices = [
            (words.language_title(code), str(ChooseLanguage(code, action)))
            for code in unclear.languages
        ]
        question = RichText(words.say("ask-language"))
        await sending.reply(turn.destination, question, keyboard(choices), to=article.message_id)


def may_download(turn: Turn) -> bool:
    """Return whether the person may have models downloaded, and here."""
    return turn.elsewhere is None and turn.services.limits.is_admin(turn.person.id)


async def offer_download(
    turn: Turn, below: InlineKeyboardMarkup | None, action: ArticleAction, missing: ModelMissing
) -> InlineKeyboardMarkup:
    """Return a keyboard with a button that downloads what is missing for an action on top."""
    source, target = str(missing.details["source"]), str(missing.details["target"])
    megabytes = await asyncio.to_thread(turn.services.downloads.megabytes, source, target)
    label = turn.words.say("button-download", megabytes=megabytes)
    button = InlineKeyboardButton(label, callback_data=str(DownloadModels(action)))
    return InlineKeyboardMarkup([[button], *(below.inline_keyboard if below else ())])
