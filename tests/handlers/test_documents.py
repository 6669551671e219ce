"""Files in a chat: summaries of documents, chapters of books, translated files."""

import re

import pytest

from bot.playground import Chat, Person, Playground
from testkit.documents import (
    docx,
    epub,
    fb2,
    part_of,
    pptx,
    slide_run,
    slide_shape,
    word_paragraph,
    word_run,
    zipped,
)
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import (
    ask,
    next_after,
    once_answered,
    press_for,
    press_until,
    sent_file,
)

PARAGRAPHS = ENGLISH.text.split("\n\n")
DOCX = docx(
    word_paragraph(word_run(PARAGRAPHS[0]), '<w:pStyle w:val="1"/>')
    + "".join(word_paragraph(word_run(text)) for text in PARAGRAPHS[1:]),
    author="Ann Lee",
)
PPTX = pptx(
    slide_shape(slide_run(PARAGRAPHS[0]), placeholder="ctrTitle"),
    slide_shape(*map(slide_run, PARAGRAPHS[1:])),
)
CHAPTER = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:]) * 10
BOOK = epub(
    {f"{n}.xhtml": f"<h1>Part {n}</h1>{CHAPTER}" for n in range(10)},
    title="The river",
    contents={f"{n}.xhtml": f"Part {n}" for n in range(10)},
)


async def test_a_file_is_summarised_as_an_article_with_its_name_as_the_source(john: Person) -> None:
    sent = john.send_document(DOCX, "report.docx")
    answer = await next_after(john, sent)

    title, facts, *_ = answer.text.splitlines()
    assert title == "Old bridge open again"
    assert facts == "report.docx · by Ann Lee · English · 84 words → 3 sentences"
    assert len(sentences_of(answer.text)) == 3
    assert answer.replied() is sent


async def test_a_presentation_is_an_article_and_is_translated_into_one(
    telegram: Playground, john: Person
) -> None:
    sent = john.send_document(PPTX, "bridge.pptx")
    answer = await john.next_message()
    assert answer.text.startswith(f"{PARAGRAPHS[0]}\nbridge.pptx · English")
    assert len(sentences_of(answer.text)) == 3

    name, data = sent_file(telegram, await next_after(john, john.reply(sent, "/translate ru")))
    assert name == "bridge.ru.pptx"
    slides = [part_of(data, f"ppt/slides/slide{n}.xml") for n in (1, 2)]
    assert all(re.search("[а-я]{3}", slide) for slide in slides)


async def test_what_only_has_the_name_of_an_old_word_file_is_summarised(john: Person) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in ENGLISH.text.split("\n\n"))
    john.send_document(f"<html><body>{paragraphs}</body></html>".encode(), "report.doc")
    assert len(sentences_of((await john.next_message()).text)) == 3


@pytest.mark.parametrize("album", ["", "1"])
async def test_each_of_several_files_is_answered_in_order(john: Person, album: str) -> None:
    sent = [
        john.send_document(ENGLISH.text.encode(), f"bridge-{n}.txt", media_group_id=album)
        for n in range(3)
    ]
    answers = [await john.next_message() for _ in sent]

    assert [answer.replied() for answer in answers] == sent
    assert [f"bridge-{n}.txt" in answer.text for n, answer in enumerate(answers)] == [True] * 3


async def test_files_that_come_while_a_translation_is_made_are_answered_after_it(
    telegram: Playground, john: Person
) -> None:
    file = john.send_document(ENGLISH.text.encode(), "bridge.txt")
    summary = await john.next_message()
    held = telegram.hold("sendDocument")
    await john.press(summary, "🌐 Russian")
    await held.wait_until_carried_out()
    toast = await john.press(summary, "🌐 Russian")
    sent = [john.send_document(ENGLISH.text.encode(), f"bridge-{n}.txt") for n in range(2)]
    held.release()
    answers = [await john.next_message() for _ in range(3)]

    assert toast == "I’m already working on it."
    assert [answer.replied() for answer in answers] == [file, *sent]


async def test_a_forwarded_file_with_a_caption_is_read_too(olena: Person) -> None:
    sent = olena.forward("Дивіться", hidden_name="Хтось", document=DOCX, document_name="a.docx")
    answer = await next_after(olena, sent)
    assert "a.docx · автор: Ann Lee · англійська → українська" in answer.text


async def test_commands_take_a_file_that_they_reply_to(john: Person, group: Chat) -> None:
    file = john.send_document(RUSSIAN.text.encode("cp1251"), "bridge.txt", to=group)
    answer = await next_after(john, john.reply(file, "/summary 2 en"))
    assert "bridge.txt · Russian → English" in answer.text
    assert len(sentences_of(answer.text)) == 2


@pytest.mark.sandboxed
async def test_a_file_is_translated_in_its_own_format(telegram: Playground, john: Person) -> None:
    sent = await once_answered(john, john.send_document(DOCX, "report.docx"))
    john.reply(sent, "/translate ru")
    answer = await john.wait_for(lambda m: "document" in m.media)
    name, data = sent_file(telegram, answer)
    text = part_of(data, "word/document.xml")

    assert name == "report.ru.docx"
    assert answer.replied() is sent
    assert answer.text == "English → Russian"
    assert part_of(data, "word/media/picture.bin") == "\0\1\2"
    assert "Старый мост" in text
    assert '<w:pStyle w:val="1"/>' in text
    assert "bridge" not in text


async def test_the_button_of_a_file_and_a_bare_command_translate_the_file(
    telegram: Playground, olena: Person
) -> None:
    olena.send_document(f"# {PARAGRAPHS[0]}\n\n> {PARAGRAPHS[2]}\n".encode(), "bridge.md")
    summary = await olena.next_message()
    name, data = sent_file(telegram, await press_for(olena, summary, "🌐 Повний переклад"))

    assert name == "bridge.uk.md"
    assert data.decode().startswith("# Старий міст")
    assert "\n\n> " in data.decode()
    answer = await ask(olena, "/translate ru")
    assert answer.text == "англійська → російська"
    assert sent_file(telegram, answer)[0] == "bridge.ru.md"


async def test_the_mark_of_a_note_stays_at_its_word_in_a_translated_docx(
    telegram: Playground, john: Person
) -> None:
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    before, after = "The city repaired the old bridge", " over the river. The market is open today."
    body = word_paragraph(word_run(before) + mark + word_run(after))
    sent = await once_answered(john, john.send_document(docx(body), "bridge.docx"))
    _, data = sent_file(telegram, await next_after(john, john.reply(sent, "/translate uk")))

    words = re.sub("<(?!w:footnoteReference)[^>]*>", "", part_of(data, "word/document.xml"))
    assert re.search(r"міст<w:footnoteReference [^>]*> \w+", words)


async def test_a_fictionbook_is_translated_into_a_docx(telegram: Playground, john: Person) -> None:
    book = fb2(f"<section><p>{RUSSIAN.text}</p></section>", title="Мост")
    sent = await once_answered(john, john.send_document(zipped({"b.fb2": book}), "bridge.fb2.zip"))
    name, data = sent_file(telegram, await next_after(john, john.reply(sent, "/translate en")))
    assert name == "bridge.en.docx"
    assert "bridge" in part_of(data, "word/document.xml")


async def test_chapters_of_a_book_are_offered_page_by_page_and_summarised(john: Person) -> None:
    book = john.send_document(BOOK, "river.epub")
    summary = await john.next_message()
    assert summary.text.startswith("The river\nriver.epub · English")

    contents = await press_for(john, summary, "📖 Chapters: 10")
    assert contents.text == "Which chapter of “The river” should I summarise?"
    assert contents.button_texts == [*(f"Part {n}" for n in range(8)), "9–10 ›"]

    await press_until(john, contents, "9–10 ›", lambda m: m.button_texts[0] == "Part 8")
    assert contents.button_texts == ["Part 8", "Part 9", "‹ 1–8"]

    chapter = await press_for(john, contents, "Part 9")
    assert chapter.text.startswith("Part 9\nThe river · English · 802 words → 3 sentences")
    assert chapter.replied() is book


async def test_the_chapters_of_a_book_are_for_whoever_asked_for_its_summary(
    john: Person, olena: Person, group: Chat
) -> None:
    file = john.send_document(BOOK, "river.epub", to=group)
    summary = await next_after(john, john.reply(file, "/summary"))
    alert = str(await olena.press(summary, "📖 Chapters: 10"))
    assert alert.startswith("Ці кнопки діють лише для автора запиту")


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
OLD = "is an old Word file, which I can’t read. Please save it as DOCX and send that."
# The last one is larger than Telegram says, and not downloaded to its end.
UNREADABLE = [
    (OLD_WORD, "report.doc", None, f"report.doc {OLD}"),
    (b"PK\x03\x04 and so on", "a.docx", None, "a.docx is damaged"),
    (b"\x89PNG\r\n\x1a\n\0\0", "a.pdf", None, "I can’t find any text in a.pdf"),
    (b"%PDF-1.7 and so on", "a.pdf", None, "a.pdf is damaged"),
    (b" ", "a.txt", None, "I can’t find any text in a.txt"),
    (b"data", "program.exe", None, "I read articles"),
    (b"small", "big.txt", 21 * 2**20, "big.txt is too large: my limit is"),
    (b"word " * (5 * 2**20), "big.txt", 1000, "big.txt is too large"),
]


async def test_a_file_that_cannot_be_read_is_answered_with_the_reason(john: Person) -> None:
    for data, name, size, answer in UNREADABLE:
        file = john.send_document(data, name, size=size)
        assert (await next_after(john, file)).text.startswith(answer)
        assert (await ask(john, "/help")).text.startswith("Forward an article")
