"""Replies that name the model which translated, where that was chosen for the chat."""

from bot.domain.preferences import Preferences
from bot.playground import Person
from bot.storage import Store
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import next_after, press_for, summary_of


async def test_a_summary_and_a_translation_name_the_family_of_the_model(
    olena: Person, store: Store
) -> None:
    await store.prefer(olena.id, Preferences(details=True))

    summary = await summary_of(olena, ENGLISH)
    facts = summary.text.splitlines()[1]
    translation = await next_after(olena, olena.reply(summary, "/translate"))
    await olena.press(summary, "📄 Оригінал")
    original = await olena.wait_for(lambda m: m.id == summary.id and m.is_edited)

    assert " · англійська → українська · Argos · " in facts
    assert "англійська → українська · Argos · " in translation.text
    assert "Argos" not in original.text


async def test_a_translated_file_names_it_too(olena: Person, store: Store) -> None:
    await store.prefer(olena.id, Preferences(details=True))
    olena.send_document(b"# The old bridge\n\nThe old bridge is open again.\n", "note.md")
    summary = await olena.next_message()

    file = await press_for(olena, summary, "🌐 Повний переклад")

    assert file.text.splitlines()[0] == "англійська → українська · Argos"


async def test_otherwise_nobody_is_told_of_models(olena: Person) -> None:
    olena.forward(ENGLISH, hidden_name="Somebody")

    assert "Argos" not in (await olena.next_message()).text
