"""The answer to "Which language is this text in?": one tap goes on with what was asked."""

from dataclasses import replace

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.botapi.keyboards import LanguageChoice, ShowSummary, parse_choice
from bot.errors import DragomanError
from bot.storage import RecentArticle
from handlers import summary, translation
from handlers.asking import pressed_article
from handlers.context import Context, Reader, reader_of
from handlers.presses import acknowledge


async def press_language(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query is not None
    reader = await reader_of(update, context)
    choice = parse_choice(query.data or "")
    article = await pressed_article(query, choice.press if choice else None, reader, context)
    if article is None or choice is None:
        return
    question = query.message
    assert isinstance(question, Message)
    if await _is_worked_on(update, article, reader, context):
        await acknowledge(query, toast=reader.words.say("working-on-it"))
        return
    await acknowledge(query)
    # Answered already, by a tap that came before the question was gone.
    if article.article.language is None:
        await _go_on(update, question, article, choice, reader, context)
    await _remove(question)


async def _is_worked_on(
    update: Update, article: RecentArticle, reader: Reader, context: Context
) -> bool:
    """Whether a tap on one of the answers is already being worked on."""
    inbox = context.bot_data.inbox
    choices = map(parse_choice, await inbox.pressed_before(update.update_id, reader.id))
    return any(choice.press.article_id == article.id for choice in choices if choice)


async def _go_on(
    update: Update,
    question: Message,
    article: RecentArticle,
    choice: LanguageChoice,
    reader: Reader,
    context: Context,
) -> None:
    known = replace(article, article=replace(article.article, language=choice.language))
    try:
        if isinstance(choice.press, ShowSummary):
            await summary.answer_with_summary(question, known, choice.press, reader, context)
        else:
            await translation.begin(update, known, choice.press, reader, context)
    except DragomanError:
        # The question is answered, whatever the answer leads to.
        await context.bot_data.store.learn_language(article.id, choice.language)
        await _remove(question)
        raise
    # Kept at the end, so that after a crash the tap is not taken for an answered one.
    await context.bot_data.store.learn_language(article.id, choice.language)


async def _remove(question: Message) -> None:
    try:
        await question.delete()
    except BadRequest:
        # Too old to be deleted, or gone already.
        await question.edit_reply_markup(None)


HANDLERS = [CallbackQueryHandler(press_language, pattern=r"^l:")]
