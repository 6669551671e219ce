"""What people get for a link."""

import pytest

from bot.domain.preferences import Automatic
from bot.playground import Chat, Person, Playground, bold, link
from bot.storage import Preferences, Store
from testkit.documents import docx, epub, word_paragraph, word_run
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, next_after, press_for
from tests.web import Web

pytestmark = pytest.mark.usefixtures("web")


@pytest.mark.sandboxed
async def test_a_link_is_answered_with_a_summary_of_its_page(john: Person) -> None:
    answer = await ask(john, "http://news.example/bridge")
    assert answer.parts("bold") == ["Old bridge open again", "old bridge"]
    assert answer.parts("text_link") == ["Bridge News"]
    assert "old bridge" in answer.text
    assert "Sport" not in answer.text


async def test_a_link_on_words_and_a_link_after_a_command_are_links_too(john: Person) -> None:
    summary = await ask(john, link("Look at this", "http://news.example/bridge"))
    assert "Bridge News" in summary.text
    assert len(sentences_of((await ask(john, "/summary 1 http://news.example/bridge")).text)) == 1
    assert "Bridge News" in (await ask(john, "/translate uk http://news.example/bridge")).text


async def test_commands_on_links_are_about_pages(john: Person, olena: Person, group: Chat) -> None:
    shared = john.send("http://news.example/bridge", to=group)
    answer = await next_after(olena, olena.reply(shared, "/summary 2 en"))
    assert "Bridge News" in answer.text
    assert answer.replied() is shared


async def test_a_post_with_a_link_in_it_is_still_the_post(john: Person, web: Web) -> None:
    more = bold("More: ") + link("here", "http://news.example/bridge")
    assert "Bridge News" not in (await ask(john, ENGLISH + "\n\n" + more)).text
    assert web.asked == []


async def test_why_a_page_cannot_be_read_is_told_in_the_persons_language(
    olena: Person, web: Web
) -> None:
    web.page("news.example/gone", "<h1>Not found</h1>", status=404)
    for address, reason in (
        ("http://news.example/gone", "На news.example немає такої сторінки"),
        ("http://192.168.0.1/admin", "Посилання на 192.168.0.1"),
        ("http://nowhere.invalid/", "Сайт nowhere.invalid не відповідає"),
    ):
        assert (await ask(olena, address)).text.startswith(reason)


async def test_links_stay_closed_where_the_settings_say_so(
    run_bot: RunBot, web: Web, john: Person
) -> None:
    async with run_bot(open_links=False):
        answer = await ask(john, "http://news.example/bridge")
    assert answer.text.startswith("I can’t open this link")
    assert web.asked == []


async def test_a_link_to_a_document_is_answered_with_its_summary(john: Person, web: Web) -> None:
    paragraphs = "".join(word_paragraph(word_run(text)) for text in ENGLISH.text.split("\n\n")[1:])
    document = docx(paragraphs, title="The bridge", author="Ann Lee")
    web.page("files.example/report.docx", document, content_type="application/octet-stream")
    sent = john.send("Read this: http://files.example/report.docx")
    answer = await john.next_message()

    assert answer.text.startswith("The bridge\nreport.docx · by Ann Lee · English · 82 words")
    assert answer.parts("text_link") == ["report.docx"]
    assert "мост" in (await next_after(john, john.reply(sent, "/translate ru"))).text


@pytest.mark.slow
async def test_a_linked_book_has_chapters_and_is_translated_as_text(john: Person, web: Web) -> None:
    page = "".join(f"<p>{ENGLISH.text} {n}</p>" for n in range(20))
    pages = {f"{name}.xhtml": page for name in ("a", "b", "c")}
    contents = {name: f"Part {n}" for n, name in enumerate(pages, 1)}
    book = epub(pages, title="The river", contents=contents)
    web.page("files.example/book.epub", book, content_type="application/epub+zip")
    sent = john.send("http://files.example/book.epub")
    answer = await john.next_message()
    listed = await press_for(john, answer, "📖 Chapters: 3")
    assert listed.text == "Which chapter of “The river” should I summarise?"
    assert listed.button_texts == ["Part 1", "Part 2", "Part 3"]
    chapter = await press_for(john, listed, "Part 2")
    assert chapter.text.startswith("Part 2\nThe river · English")
    assert chapter.replied() is sent

    # Telegram has no file of it that could be written anew.
    john.reply(answer, "/translate uk")
    assert "document" not in (await john.wait_for(lambda m: "міст" in m.text, 60)).media


async def test_a_command_with_a_link_to_a_book_offers_chapters(john: Person, web: Web) -> None:
    book = f"# One\n\n{ENGLISH.text * 30}\n\n# Two\n\n{ENGLISH.text * 30}\n".encode()
    address = web.page("files.example/book.md", book, content_type="text/markdown")
    john.send(f"/summary 2 {address}")
    assert "📖 Chapters: 2" in (await john.next_message()).button_texts


async def test_a_group_may_have_links_to_pages_in_other_languages_answered(
    telegram: Playground, store: Store, john: Person
) -> None:
    groups = []
    for target in ("uk", "en"):
        group = telegram.group("Readers", members=[john], bot_is_admin=True)
        groups.append(group)
        await store.prefer(group.id, Preferences(target=target, automatic=Automatic.ARTICLES))
        john.send("http://news.example/bridge", to=group)
    theirs, ours = groups
    summary = await john.wait_for(lambda m: bool(m.buttons), where=theirs)
    assert "англійська → українська" in summary.text
    assert not (await ask(john, "/help", to=ours)).buttons
