"""Answers in chats that the bot is not in: to a mention, and what somebody sends through it."""

import asyncio
import logging
import re
from dataclasses import replace
from urllib.parse import urlsplit

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.botapi.entities import message_entities
from bot.botapi.sending import NO_PREVIEW, InlineMessage, InlineQuery
from bot.botapi.updates import chat_of_inline, parse_update
from bot.domain.article import Article
from bot.domain.incoming import ARTICLE_COMMANDS, IncomingMessage, UpdateKind
from bot.domain.rich_text import RichText
from bot.errors import DragomanError, LanguageUnclear, LengthOutOfRange
from bot.languages.data import words_of_all
from bot.reading.pages import link_in
from bot.rendering.words import INTERFACE_LANGUAGES
from handlers.arguments import parse_summary_arguments
from handlers.routes import Routes
from handlers.summary import summarize_command
from handlers.translation import translate_command, translation_of
from handlers.turn import Turn

log = logging.getLogger(__name__)

LONGEST_QUERY = 256
"""Characters; Telegram cuts what is longer."""
_LONGEST_TITLE = 100

_PUNCTUATION = re.compile(r"[\s,.:;!?–—-]+")
_WORD = re.compile(r"[^\W\d_]+")


def with_command(message: IncomingMessage, bot: str) -> IncomingMessage:
    """Return what was asked elsewhere as the command that it means; other updates as they are.

    "@bot translate this into Ukrainian" is "/translate into Ukrainian", a mention alone "/summary".
    """
    if message.kind is UpdateKind.CHOSEN:
        command = message.result_id if message.result_id in ARTICLE_COMMANDS else "summary"
        return _as_command(message, command, message.text)
    if message.kind is not UpdateKind.GUEST or message.command in ARTICLE_COMMANDS:
        return message
    command, rest = _split_command(_without_filler(_without_mention(message.text, bot)))
    return _as_command(message, command or "summary", _without_filler(rest))


def _split_command(text: RichText) -> tuple[str, RichText]:
    """Return the command that a text begins with in words, or "", and the rest of the text."""
    word = _WORD.match(text.text)
    said = word.group().casefold() if word else ""
    for command in ARTICLE_COMMANDS:
        if said in words_of_all("mention", command):
            return command, text[len(said) :]
    return "", text


def _as_command(message: IncomingMessage, command: str, rest: RichText) -> IncomingMessage:
    return replace(message, command=command, other_bot="", text=RichText(f"/{command} ") + rest)


def _without_mention(text: RichText, bot: str) -> RichText:
    found = re.search(rf"@{re.escape(bot)}\b", text.text, re.IGNORECASE)
    if found is None:  # the mention is a name without "@"
        return text.strip()
    return _without_punctuation(text[: found.start()] + text[found.end() :])


def _without_punctuation(text: RichText) -> RichText:
    found = _PUNCTUATION.match(text.text)
    return text[found.end() if found else 0 :].strip()


def _without_filler(text: RichText) -> RichText:
    """Return a text without words such as "this" and "please" at its beginning."""
    text = _without_punctuation(text)
    word = _WORD.match(text.text)
    if word is None or word.group().casefold() not in words_of_all("mention", "between"):
        return text
    return _without_filler(text[word.end() :])


async def answer_mention(turn: Turn) -> None:
    """Answer a mention with a stub at once, and put the answer in its place."""
    assert isinstance(turn.elsewhere, InlineMessage)
    try:
        await turn.elsewhere.show(RichText(turn.words.say("elsewhere-reading")))
    except BadRequest as refusal:
        log.info("A mention can no longer be answered: %s", refusal.message)
        return
    await complete(await _without_others_words(turn))


async def _without_others_words(turn: Turn) -> Turn:
    """Return the turn without words that are for other people, where it replies to a message."""
    message, languages = turn.incoming, turn.services.articles.languages
    said, came = message.after_command, parse_update(message.update)
    is_named = came and (
        came.command
        or _split_command(_without_filler(_without_mention(came.text, turn.bot.username)))[0]
    )
    if is_named or not said or not (message.replied or message.quote):
        return turn
    try:
        given = await asyncio.to_thread(parse_summary_arguments, said, languages)
        is_for_bot = not given.text or link_in(said) is not None
    except LengthOutOfRange:
        is_for_bot = True
    except DragomanError:
        is_for_bot = False
    return (
        turn if is_for_bot else replace(turn, incoming=_as_command(message, "summary", RichText()))
    )


async def complete(turn: Turn) -> None:
    """Put the answer in place of a stub, or of a link that was sent through the bot."""
    assert isinstance(turn.elsewhere, InlineMessage)
    chat_id = chat_of_inline(turn.elsewhere.id)
    replied = turn.incoming.replied and replace(turn.incoming.replied, chat_id=chat_id)
    turn = replace(turn, incoming=replace(turn.incoming, chat_id=chat_id, replied=replied))
    answer = translate_command if turn.incoming.command == "translate" else summarize_command
    await answer(turn)


async def answer_query(turn: Turn) -> None:
    """Offer what can be made of the words that somebody types after the bot's name."""
    query, words, typed = turn.elsewhere, turn.words, turn.incoming.text.strip()
    assert isinstance(query, InlineQuery)
    link = link_in(typed)
    if not typed:
        await query.offer((), words.say("inline-empty"))
    elif len(typed) >= LONGEST_QUERY:
        await query.offer((), words.say("inline-too-long"))
    elif link is None:
        results, instead = await _translations(turn, typed)
        await query.offer(results, "" if results else instead)
    elif turn.services.settings.open_links:
        await query.offer(
            [_link_result(turn, command, link) for command in ("summary", "translate")]
        )
    else:
        await query.offer((), words.say("inline-no-links"))


def _link_result(turn: Turn, command: str, link: str) -> InlineQueryResultArticle:
    """Return a message about a link that is completed once it was sent.

    It has a button, since Telegram lets no other be edited.
    """
    words, site = turn.words, urlsplit(link).hostname or link
    text = f"{link}\n\n{words.say('elsewhere-reading')}"
    open_page = InlineKeyboardButton(f"🔗 {site}", url=link)
    return InlineQueryResultArticle(
        command,
        words.say(f"inline-{command}", language=turn.person.target),
        InputTextMessageContent(text, link_preview_options=NO_PREVIEW),
        reply_markup=InlineKeyboardMarkup.from_button(open_page),
        description=site,
    )


async def _translations(turn: Turn, typed: RichText) -> tuple[list[InlineQueryResultArticle], str]:
    """Return translations of a short text, the person's language first, and why there are none."""
    articles, words, target = turn.services.articles, turn.words, turn.person.target
    try:
        article = await articles.identified(Article(RichText(), typed), target)
        sources = [article.language or ""]
    except LanguageUnclear as unclear:
        sources = [*unclear.languages]
    if not sources:
        return [], words.say("inline-unclear")
    targets = dict.fromkeys((target, *INTERFACE_LANGUAGES))
    directions = [
        (source, into)
        for source in sources
        for into in targets
        if into != source and into in articles.targets(source)
    ]
    if not directions:
        return [], words.say("inline-no-package", language=sources[0])
    found = [await _translation(turn, typed, *direction) for direction in directions]
    return [each for each in found if each is not None], words.say("inline-nothing")


async def _translation(
    turn: Turn, typed: RichText, source: str, target: str
) -> InlineQueryResultArticle | None:
    text = await translation_of(turn, Article(RichText(), typed, source), target)
    if text is None:
        return None
    name = turn.words.language_name
    return InlineQueryResultArticle(
        f"{source}-{target}",
        " ".join(text.text[:_LONGEST_TITLE].split()),
        InputTextMessageContent(
            text.text, entities=message_entities(text), link_preview_options=NO_PREVIEW
        ),
        description=f"{name(source)} → {name(target)}",
    )


ROUTES = Routes(
    kinds={
        UpdateKind.GUEST: answer_mention,
        UpdateKind.CHOSEN: complete,
        UpdateKind.INLINE: answer_query,
    }
)
