"""A file in a private chat is summarised; the chapters of a book are offered by buttons."""

from bot.botapi import sending
from bot.botapi.buttons import (
    CHAPTERS_A_PAGE,
    ShowChapter,
    ShowChapters,
    keyboard,
    page_turns,
    parse_action,
    shortened,
)
from bot.botapi.long_jobs import Job
from bot.domain.rich_text import RichText
from bot.reading.documents.reader import chapter_article
from handlers.articles import READING, keep_file
from handlers.callbacks import pressed, pressed_before
from handlers.files import readable_file
from handlers.routes import Routes
from handlers.summary import summarize
from handlers.turn import Turn

_LONGEST_TITLE = 100
_LONGEST_LABEL = 60


async def summarize_file(turn: Turn) -> None:
    """Start a job that reads a document which was sent or forwarded."""
    task = f"{READING}:{turn.chat_id}:{turn.incoming.message_id}"
    await turn.services.jobs.start(Job(turn.incoming.update, task), turn.person.id)


async def carry_out(turn: Turn, _: Job) -> None:
    """Read the document of a message, and answer with its summary."""
    file = readable_file(turn, turn.incoming)
    assert file is not None
    find = turn.services.gathering.article
    await summarize(turn, await find(lambda: keep_file(turn, turn.incoming, file)))


async def press_chapters(turn: Turn) -> None:
    """List the chapters as an answer, or turn the pages of the list."""
    found = await pressed(turn, ShowChapters)
    if found is None:
        return
    article, action = found
    titles = [each.title for each in article.document.chapters] if article.document else []
    if action.number >= len(titles):
        await turn.alert("article-gone")
        return
    await turn.acknowledge()
    rows = [
        [(shortened(title, _LONGEST_LABEL), str(ShowChapter(article.id, number)))]
        for number, title in enumerate(titles)
    ]
    pages = keyboard(
        *rows[action.number : action.number + CHAPTERS_A_PAGE],
        page_turns(
            action.number,
            len(titles),
            CHAPTERS_A_PAGE,
            lambda first: str(ShowChapters(article.id, first // CHAPTERS_A_PAGE)),
        ),
    )
    if any(isinstance(parse_action(data), ShowChapter) for data in turn.incoming.buttons):
        await sending.edit_keyboard(turn.message, pages)
        return
    name = article.document.name if article.document else ""
    title = (article.article.title.text or name)[:_LONGEST_TITLE]
    question = RichText(turn.words.say("chapters-of", title=title))
    await sending.reply(turn.message, question, pages, to=article.message_id)


async def press_chapter(turn: Turn) -> None:
    """Summarise a chapter."""
    found = await pressed(turn, ShowChapter)
    if found is None:
        return
    article, action = found
    chapters = article.document.chapters if article.document else ()
    if action.number >= len(chapters):
        await turn.alert("article-gone")
        return
    await turn.acknowledge()
    if str(action) in await pressed_before(turn):
        return
    kept = await turn.services.store.keep(
        article.chat_id,
        article.person_id,
        article.message_id,
        chapter_article(article.article, chapters[action.number]),
        topic_id=article.topic_id,
    )
    await summarize(turn, kept)


def _is_readable_file(turn: Turn) -> bool:
    return turn.incoming.is_private_message and readable_file(turn, turn.incoming) is not None


ROUTES = Routes(
    buttons={"c": press_chapters, "k": press_chapter},
    messages=[(_is_readable_file, summarize_file)],
    jobs={READING: carry_out},
)
