"""A file in a private chat is summarised; the chapters of a book are offered by buttons."""

from bot.botapi import sending
from bot.botapi.keyboards import (
    ShowChapter,
    ShowChapters,
    ShowSummary,
    chapter_buttons,
    parse_action,
)
from bot.botapi.long_jobs import Job
from bot.domain.rich_text import RichText
from bot.reading.documents.articles import chapter_article
from bot.storage import KeptDocument, RecentArticle
from handlers.article_lookup import READING
from handlers.articles import keep_file, recorded
from handlers.callbacks import acknowledge, asking_for_language, pressed_article, pressed_before
from handlers.files import readable_file
from handlers.routes import Routes
from handlers.summary import answer_with_summary
from handlers.turn import Turn

_LONGEST_TITLE = 100


async def summarize_file(turn: Turn) -> None:
    """Start a job that reads a document which was sent or forwarded."""
    task = f"{READING}:{turn.incoming.chat_id}:{turn.incoming.message_id}"
    await turn.services.jobs.start(Job(turn.incoming.update, task), turn.person.id)


async def carry_out(turn: Turn, _: Job) -> None:
    """Read the document of a message, and answer with its summary."""
    file = readable_file(turn, turn.incoming)
    assert file is not None
    article = await recorded(turn, "article", lambda: keep_file(turn, turn.incoming, file))
    action = ShowSummary(
        article.id, turn.person.length.extent, turn.person.language_for(article.article)
    )
    async with asking_for_language(turn, article, action):
        await answer_with_summary(turn, article, action)


async def press_chapters(turn: Turn) -> None:
    """List the chapters as an answer, turn the pages of the list, or summarise a chapter."""
    action = parse_action(turn.incoming.button)
    article = await pressed_article(turn, action)
    if article is None or not isinstance(action, ShowChapter | ShowChapters):
        return
    document = article.document
    if document is None or action.number >= len(document.chapters):
        await acknowledge(turn.query, turn.words.say("article-gone"))
        return
    await acknowledge(turn.query)
    if isinstance(action, ShowChapters):
        await _show_chapters(turn, article, document, action.page)
    elif str(action) not in await pressed_before(turn):
        await _summarize_chapter(turn, article, document, action)


async def _show_chapters(
    turn: Turn, article: RecentArticle, document: KeptDocument, page: int
) -> None:
    titles = [chapter.title for chapter in document.chapters]
    keyboard = chapter_buttons(article.id, titles, page)
    if any(isinstance(parse_action(data), ShowChapter) for data in turn.incoming.buttons):
        await sending.edit_keyboard(turn.message, keyboard)
        return
    title = (article.article.title.text or document.name)[:_LONGEST_TITLE]
    question = RichText(turn.words.say("chapters-of", title=title))
    await sending.reply(turn.message, question, keyboard, to=article.message_id)


async def _summarize_chapter(
    turn: Turn, article: RecentArticle, document: KeptDocument, action: ShowChapter
) -> None:
    chapter = chapter_article(article.article, document.chapters[action.number])
    kept = await turn.services.store.keep(
        article.chat_id,
        article.person_id,
        article.message_id,
        chapter,
        topic_id=article.topic_id,
    )
    show = ShowSummary(kept.id, turn.person.length.extent, turn.person.language_for(kept.article))
    await answer_with_summary(turn, kept, show)


def _is_readable_file(turn: Turn) -> bool:
    return turn.incoming.is_private and readable_file(turn, turn.incoming) is not None


ROUTES = Routes(
    buttons={"c": press_chapters, "k": press_chapters},
    messages=[(_is_readable_file, summarize_file)],
)
