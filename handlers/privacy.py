"""/privacy: what is kept and for how long. /forget: deletes what is kept about a person."""

import re
from contextlib import suppress
from dataclasses import asdict

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.botapi import sending
from bot.config import Settings
from bot.domain.rich_text import Kind, RichText
from bot.jobs.values import JSON
from bot.rendering.words import Words
from bot.services import Services
from bot.storage import Forgotten
from handlers.context import Context, Reader, message_of, reader_of

_DELETE, _KEEP = "delete", "keep"
_DATA = re.compile(rf"f:(\d{{1,18}}):({_DELETE}|{_KEEP})")


async def explain_privacy(update: Update, context: Context) -> None:
    reader = await reader_of(update, context)
    text = _privacy(context.bot_data.settings, reader.words)
    await sending.reply(message_of(update), text)


def _privacy(settings: Settings, words: Words) -> RichText:
    kept = [
        words.say("privacy-articles", time=words.say("days", count=settings.keep_articles_days))
    ]
    if settings.translation_memory_sentences:
        time = words.say("days", count=settings.translation_memory_days)
    else:
        # Until the work that they are for is done, and the hourly look comes after that.
        time = words.say("hours", count=2)
    kept.append(words.say("privacy-translations", time=time))
    kept.append(words.say("privacy-settings"))
    if settings.articles_per_hour or settings.characters_per_day:
        kept.append(words.say("privacy-usage"))
    hours = words.say("hours", count=settings.keep_updates_hours)
    kept.append(words.say("privacy-updates", time=hours))
    paragraphs = [*map(_listed, kept), words.say("privacy-machine")]
    if settings.open_links:
        paragraphs.append(words.say("privacy-links"))
    paragraphs.append(words.say("privacy-forget"))
    if settings.operator:
        paragraphs.append(words.say("privacy-operator", operator=settings.operator))
    if settings.contact:
        paragraphs.append(words.say("privacy-contact", contact=settings.contact))
    heading = RichText.styled(words.say("privacy"), Kind.BOLD)
    return RichText("\n\n").join([heading, *map(RichText, paragraphs)])


async def ask_to_forget(update: Update, context: Context) -> None:
    """Once, since nothing brings back what was deleted."""
    reader = await reader_of(update, context)
    question = RichText(reader.words.say("forget"))
    await sending.reply(message_of(update), question, _choice(reader))


def _choice(reader: Reader) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    reader.words.say(f"forget-{answer}"), callback_data=f"f:{reader.id}:{answer}"
                )
                for answer in (_DELETE, _KEEP)
            ]
        ]
    )


async def press_answer(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    match = _DATA.fullmatch(query.data or "")
    if match is None or int(match[1]) != reader.id or not isinstance(query.message, Message):
        await query.answer(reader.words.say("forget-not-yours"), show_alert=True)
        return
    if match[2] == _KEEP:
        await query.answer()
        await sending.edit(query.message, RichText(reader.words.say("forget-kept")), None)
        return
    services = context.bot_data
    if query.data in await services.inbox.pressed_before(update.update_id, reader.id):
        await query.answer(reader.words.say("working-on-it"))
        return
    await _delete(query, query.message, reader, services)


async def _delete(
    query: CallbackQuery, question: Message, reader: Reader, services: Services
) -> None:
    # Kept, since when this begins again there is nothing left to count.
    counts = await services.workflows.step("forget", lambda: _forget(reader.id, services))
    deleted = _named(Forgotten(**counts), reader.words)
    hours = reader.words.say("hours", count=services.settings.keep_updates_hours)
    last = reader.words.say("forget-last", time=hours)
    if not deleted:
        # A second tap, perhaps. What the first one's answer says stays.
        await query.answer(f"{reader.words.say('forget-nothing')} {last}", show_alert=True)
        with suppress(BadRequest):
            await question.edit_reply_markup(None)
        return
    await query.answer()
    paragraphs = [
        "\n".join([reader.words.say("forget-done"), *map(_listed, deleted)]),
        reader.words.say("forget-messages"),
        last,
    ]
    await sending.edit(question, RichText("\n\n".join(paragraphs)), None)


async def _forget(person_id: int, services: Services) -> JSON:
    # First what would go on to keep something.
    await services.workflows.forget_person(str(person_id))
    return asdict(await services.store.forget_person(person_id))


def _named(forgotten: Forgotten, words: Words) -> list[str]:
    """What was deleted; nothing where there were only records of asking for this."""
    named = []
    if forgotten.articles:
        named.append(words.say("articles", count=forgotten.articles))
    if forgotten.settings:
        named.append(words.say("forget-settings"))
    return [*named, words.say("forget-records")] if named else []


def _listed(text: str) -> str:
    return f"• {text}"


HANDLERS = [
    CommandHandler("privacy", explain_privacy, filters.UpdateType.MESSAGE),
    CommandHandler("forget", ask_to_forget, filters.UpdateType.MESSAGE),
    CallbackQueryHandler(press_answer, pattern=r"^f:"),
]
