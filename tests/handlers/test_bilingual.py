"""Two languages at once: /bilingual, summaries, translations and files."""

from bot.domain.preferences import Bilingual, Preferences
from bot.domain.rich_text import Entity, Kind, RichText
from bot.playground import Message, Person, Playground
from bot.storage import Store
from testkit.documents import docx, part_of, word_paragraph, word_run
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, once_answered, sent_file, tap

ORIGINALS = [part for part in ENGLISH.text.split("\n\n")[1:] if part]


def quotations(message: Message) -> list[str]:
    text = RichText.from_entities(
        message.text, [Entity(e.offset, e.length, Kind(e.type)) for e in message.entities]
    )
    spans = [span for span in text.spans if span.kind is Kind.EXPANDABLE_BLOCKQUOTE]
    return [text.text[span.start : span.end] for span in spans]


async def choose(person: Person, label: str) -> None:
    page = await tap(person, await ask(person, "/bilingual"), label)
    assert f"✓ {label}" in page.button_texts


async def test_paragraphs_have_their_original_below_until_that_is_taken_back(olena: Person) -> None:
    await choose(olena, "переклад, під ним оригінал")

    sent = olena.forward(ENGLISH, hidden_name="Somebody")
    summary = await next_after(olena, sent)
    assert quotations(await next_after(olena, olena.reply(sent, "/translate"))) == ORIGINALS
    assert len(quotations(summary)) == 3
    assert all(quoted in ENGLISH.text for quoted in quotations(summary))

    await choose(olena, "лише переклад")
    assert quotations(await next_after(olena, olena.reply(sent, "/translate"))) == []


async def test_sentences_stand_below_each_other(olena: Person) -> None:
    await choose(olena, "речення за реченням")
    sent = await once_answered(olena, olena.forward(ENGLISH, hidden_name="Somebody"))
    lines = (await next_after(olena, olena.reply(sent, "/translate"))).text.splitlines()
    originals = [line for line in lines if line and line in ENGLISH.text]
    assert len(originals) > len(ORIGINALS)


async def test_a_file_has_both_languages(olena: Person, telegram: Playground, store: Store) -> None:
    await store.prefer(olena.id, Preferences(bilingual=Bilingual.ORIGINAL_BELOW))
    olena.send_document(docx(word_paragraph(word_run("The old bridge is open."))), "a.docx")
    await olena.next_message()

    name, data = sent_file(telegram, await ask(olena, "/translate"))

    written = part_of(data, "word/document.xml")
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
