"""Replies that name the model which translated, where that was chosen for the chat."""

from bot.domain.preferences import Preferences
from bot.playground import Person
from bot.storage import Store
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import next_after, press_for, summary_of, tap


async def test_answers_name_the_family_of_the_model_if_wanted(olena: Person, store: Store) -> None:
    assert "Argos" not in (await summary_of(olena, ENGLISH)).text
    await store.prefer(olena.id, Preferences(details=True))

    summary = await summary_of(olena, ENGLISH)
    assert " · англійська → українська · Argos · " in summary.text.splitlines()[1]
    translation = await next_after(olena, olena.reply(summary, "/translate"))
    assert "англійська → українська · Argos · " in translation.text
    assert "Argos" not in (await tap(olena, summary, "📄 Оригінал")).text


async def test_a_translated_file_names_it_too(olena: Person, store: Store) -> None:
    await store.prefer(olena.id, Preferences(details=True))
    note = b"# The old bridge\n\nThe old bridge is open again.\n"
    summary = await next_after(olena, olena.send_document(note, "note.md"))
    file = await press_for(olena, summary, "🌐 Повний переклад")
    assert file.text.splitlines()[0] == "англійська → українська · Argos"
