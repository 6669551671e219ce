"""Two languages at once: /bilingual, summaries, translations and files."""

import io
import zipfile

from bot.domain.preferences import Bilingual, Preferences
from bot.domain.rich_text import Entity, Kind, RichText
from bot.playground import Message, Person, Playground
from bot.storage import Store
from testkit.documents import docx, word_paragraph, word_run
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, once_answered, sent_file

ORIGINALS = [part for part in ENGLISH.text.split("\n\n")[1:] if part]


def quotations(message: Message) -> list[str]:
    text = RichText.from_entities(
        message.text, [Entity(e.offset, e.length, Kind(e.type)) for e in message.entities]
    )
    spans = [span for span in text.spans if span.kind is Kind.EXPANDABLE_BLOCKQUOTE]
    return [text.text[span.start : span.end] for span in spans]


async def choose(person: Person, label: str) -> None:
    page = await ask(person, "/bilingual")
    await person.press(page, label)
    await person.wait_for(lambda m: m is page and f"✓ {label}" in m.button_texts)


async def test_a_translation_has_its_original_below_each_paragraph(olena: Person) -> None:
    await choose(olena, "переклад, під ним оригінал")

    sent = olena.forward(ENGLISH, hidden_name="Somebody")
    summary = await olena.next_message()
    translation = await next_after(olena, olena.reply(sent, "/translate"))

    assert quotations(translation) == ORIGINALS
    assert len(quotations(summary)) == 3
    assert all(quoted in ENGLISH.text for quoted in quotations(summary))


async def test_sentences_stand_below_each_other(olena: Person) -> None:
    await choose(olena, "речення за реченням")

    sent = await once_answered(olena, olena.forward(ENGLISH, hidden_name="Somebody"))
    olena.reply(sent, "/translate")
    lines = (await olena.next_message()).text.splitlines()

    originals = [line for line in lines if line and line in ENGLISH.text]
    assert len(originals) > len(ORIGINALS)


async def test_what_was_chosen_can_be_taken_back(olena: Person) -> None:
    await choose(olena, "оригінал, під ним переклад")
    await choose(olena, "лише переклад")

    sent = await once_answered(olena, olena.forward(ENGLISH, hidden_name="Somebody"))
    olena.reply(sent, "/translate")

    assert quotations(await olena.next_message()) == []


async def test_a_file_comes_back_in_both_languages(
    olena: Person, telegram: Playground, store: Store
) -> None:
    await store.prefer(olena.id, Preferences(bilingual=Bilingual.ORIGINAL_BELOW))
    olena.send_document(docx(word_paragraph(word_run("The old bridge is open."))), "a.docx")
    await olena.next_message()

    olena.send("/translate")
    name, data = sent_file(telegram, await olena.next_message())

    written = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert name == "a.uk.docx"
    assert "The old bridge is open." in written
    assert written.index("міст") < written.index("<w:br/>") < written.index("The old bridge")


async def test_nothing_is_lost_where_messages_are_cut(olena: Person, store: Store) -> None:
    await store.prefer(olena.id, Preferences(bilingual=Bilingual.ORIGINAL_BELOW))
    paragraphs = [f"{number}. {part}" for number, part in enumerate(ORIGINALS * 6, 1)]
    olena.send("/translate uk " + "\n\n".join(paragraphs))

    quoted: list[str] = []
    while len(" ".join(quoted)) < len(" ".join(paragraphs)):
        quoted += quotations(await olena.next_message())

    assert " ".join(quoted).split() == " ".join(paragraphs).split()
