"""The answer to "Which language is this text in?": one tap goes on with what was asked."""

from dataclasses import replace

from telegram.error import BadRequest

from bot.botapi import sending
from bot.botapi.buttons import ChooseLanguage, ShowSummary, parse_action
from bot.errors import DragomanError
from bot.storage import RecentArticle
from handlers import summary, translation
from handlers.callbacks import pressed, pressed_before
from handlers.routes import Routes
from handlers.turn import Turn


async def press_language(turn: Turn) -> None:
    """Go on with what was asked, in the language that was chosen."""
    data = turn.incoming.button
    if not (turn.elsewhere or data in turn.incoming.buttons):
        await turn.alert("article-gone")
        return
    found = await pressed(turn, ChooseLanguage)
    if found is None:
        return
    article, choice = found
    if await _is_worked_on(turn, article):
        await turn.toast("working-on-it")
        return
    await turn.acknowledge()
    # Where it is known, an earlier tap has answered the question already.
    if article.article.language is None:
        await _go_on(turn, article, choice)
    await _remove(turn)


async def _is_worked_on(turn: Turn, article: RecentArticle) -> bool:
    """Return whether a tap on one of the answers is already being worked on."""
    earlier = map(parse_action, await pressed_before(turn))
    return any(isinstance(e, ChooseLanguage) and e.article_id == article.id for e in earlier)


async def _go_on(turn: Turn, article: RecentArticle, choice: ChooseLanguage) -> None:
    known = replace(article, article=replace(article.article, language=choice.language))
    store = turn.services.store
    try:
        if isinstance(choice.action, ShowSummary):
            await summary.answer_with_summary(turn, known, choice.action)
        else:
            await translation.translate(turn, known, choice.action)
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
