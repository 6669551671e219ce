"""The answer to "Which language is this text in?": one tap goes on with what was asked."""

from dataclasses import replace

from telegram.error import BadRequest

from bot.botapi import sending
from bot.botapi.keyboards import LanguageChoice, ShowSummary, parse_choice
from bot.errors import DragomanError
from bot.storage import RecentArticle
from handlers import summary, translation
from handlers.callbacks import acknowledge, pressed_article, pressed_before
from handlers.routes import Routes
from handlers.turn import Turn


async def press_language(turn: Turn) -> None:
    """Go on with what was asked, in the language that was chosen."""
    data = turn.incoming.button
    is_below = turn.elsewhere or data in turn.incoming.buttons
    choice = parse_choice(data) if is_below else None
    article = await pressed_article(turn, choice.action if choice else None)
    if article is None or choice is None:
        return
    if await _is_worked_on(turn, article):
        await acknowledge(turn.query, toast=turn.words.say("working-on-it"))
        return
    await acknowledge(turn.query)
    # Where it is known, an earlier tap has answered the question already.
    if article.article.language is None:
        await _go_on(turn, article, choice)
    await _remove(turn)


async def _is_worked_on(turn: Turn, article: RecentArticle) -> bool:
    """Return whether a tap on one of the answers is already being worked on."""
    choices = map(parse_choice, await pressed_before(turn))
    return any(choice.action.article_id == article.id for choice in choices if choice)


async def _go_on(turn: Turn, article: RecentArticle, choice: LanguageChoice) -> None:
    known = replace(article, article=replace(article.article, language=choice.language))
    store = turn.services.store
    try:
        if isinstance(choice.action, ShowSummary):
            await summary.answer_with_summary(turn, known, choice.action)
        else:
            await translation.begin(turn, known, choice.action)
    except DragomanError:
        # The question is answered, whatever the answer leads to.
        await store.learn_language(article.id, choice.language)
        await _remove(turn)
        raise
    # Stored at the end, so that after a crash this tap is not taken for a second one.
    await store.learn_language(article.id, choice.language)


async def _remove(turn: Turn) -> None:
    if turn.elsewhere:  # the answer stands in place of the question
        return
    question = turn.message
    try:
        await question.delete()
    except BadRequest:
        # Too old to be deleted, or gone already.
        await sending.edit_keyboard(question, None)


ROUTES = Routes(buttons={"l": press_language})
