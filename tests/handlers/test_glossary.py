import pytest

from bot.playground import Message, Person, Playground
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, summary_of
from tests.handlers.test_documents import BOOK

TEXT = "The old bridge is open. The mayor saw the bridge and the bear."


async def pressed(person: Person, message: Message, label: str, shown: str) -> Message:
    await person.press(message, label)
    return await person.wait_for(lambda m: m is message and shown in m.text)


@on_both_databases
async def test_terms_are_added_shown_and_used(run_bot: RunBot, olena: Person) -> None:
    async with run_bot():
        empty = await ask(olena, "/glossary")
        assert "Тут поки що нічого немає" in empty.text
        added = await ask(olena, "/glossary add mayor\nbridge = віадук\nbear → ведмедик")
        assert added.text.splitlines() == [
            "Тепер у глосарії:",
            "• mayor (не перекладати)",
            "• bridge → віадук (українська)",
            "• bear → ведмедик (українська)",
        ]
        shown = await ask(olena, "/glossary")
        assert shown.text.splitlines()[0] == "Глосарій"
        assert len(shown.text.splitlines()) == 5
        translated = await ask(olena, f"/translate uk {TEXT}")

    assert "Цей старий віадук є відкритий." in translated.text
    assert "Цей mayor побачив цей віадук і цей ведмедик." in translated.text


async def test_a_summary_has_the_terms_and_keeps_their_formatting(
    run_bot: RunBot, olena: Person
) -> None:
    async with run_bot():
        await ask(olena, "/glossary bridge = віадук")
        summary = await summary_of(olena, ENGLISH, by="Хтось")

    assert summary.parts("text_link") == ["Цей місто полагодив цей старий віадук"]


async def test_a_file_is_translated_with_the_terms(run_bot: RunBot, olena: Person) -> None:
    async with run_bot():
        await ask(olena, "/glossary add river = річище")
        summary = await next_after(olena, olena.send_document(BOOK, "river.epub"))
    assert "річище" in summary.text.lower()


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("/glossary bank = банк", "• bank → банк (українська)"),
        ("/glossary додати ru: bank = банк / банка", "• bank → банк / банка (російська)"),
        ("/glossary add\nmachine  learning — машинне навчання", "→ машинне навчання (українська)"),
        ("/glossary\nKubernetes, Docker", "• Docker (не перекладати)"),
        ("/glossary add k8s = Kubernetes", "• k8s → Kubernetes (усі мови)"),
        ("/glossary add C++ = Сі (плюс плюс)", "• C++ → Сі (плюс плюс) (українська)"),
        ("/glossary add 🚀 Launch", "• 🚀 Launch (не перекладати)"),
        ("/glossary add שלום = привіт", "• שלום → привіт (українська)"),
    ],
)
async def test_a_term_is_written_as_people_guess(olena: Person, asked: str, line: str) -> None:
    assert line in (await ask(olena, asked)).text


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/glossary add bank =", "бракує перекладу"),
        ("/glossary add !!!", "тут нема чого перекладати"),
        ("/glossary add " + "a" * 201, "довше ніж 200 знаків"),
        ("/glossary add", "Щоб слово не перекладалося"),
        ("/glossary remove nothing", "«nothing» у глосарії немає"),
        ("/glossary add " + "\n".join(f"name{n}" for n in range(501)), "не більше ніж 500"),
    ],
)
async def test_what_cannot_be_taken_is_refused_and_changes_nothing(
    olena: Person, asked: str, answer: str
) -> None:
    assert answer in (await ask(olena, asked)).text
    assert "Тут поки що нічого немає" in (await ask(olena, "/glossary")).text


async def test_an_unclear_language_is_asked_for(telegram: Playground) -> None:
    john = telegram.person("John", language_code="en")
    refused = await ask(john, "/glossary add bank = банк")
    assert "for example ru: bank = банк" in refused.text.replace("first, ", "")
    assert "(Russian)" in (await ask(john, "/glossary add ru: bank = банк")).text


async def test_a_term_is_changed_and_removed_by_command(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук\nBridge = ru: мост\nbear")
    await ask(olena, "/glossary add Bridge = міст")
    shown = await ask(olena, "/glossary")
    assert "• Bridge → міст (українська)" in shown.text
    assert "віадук" not in shown.text
    assert "(російська)" in shown.text
    removed = await ask(olena, "/glossary видалити bridge, BEAR")
    assert removed.text.splitlines()[0] == "Видалено з глосарія:"
    assert len(removed.text.splitlines()) == 4
    assert "нічого немає" in (await ask(olena, "/glossary")).text


async def test_what_stays_as_it_is_takes_the_place_of_translations(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук")
    await ask(olena, "/glossary add bridge")
    shown = await ask(olena, "/glossary")
    assert shown.text.splitlines()[2:] == ["• bridge (не перекладати)"]


async def test_a_term_is_changed_and_removed_by_buttons(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук\nbear")
    shown = await ask(olena, "/glossary")
    choice = await pressed(olena, shown, "Змінити", "Що змінити?")
    card = await pressed(olena, choice, "bridge → віадук (українська)", "надішліть")
    assert card.text.splitlines()[-1] == "/glossary add uk: bridge = віадук"
    again = await ask(olena, card.text.splitlines()[-1])
    assert "• bridge → віадук (українська)" in again.text
    left = await pressed(olena, card, "Видалити", "Глосарій")
    assert left.text.splitlines()[2:] == ["• bear (не перекладати)"]


async def test_terms_are_added_in_an_answer_to_the_explanation(olena: Person) -> None:
    shown = await ask(olena, "/glossary")
    explained = await pressed(olena, shown, "+ Додати", "/glossary add Kubernetes")
    answer = await next_after(olena, olena.reply(explained, "bridge = віадук\nbear"))
    assert "• bridge → віадук (українська)" in answer.text


async def test_everything_is_removed_only_when_that_is_confirmed(olena: Person) -> None:
    await ask(olena, "/glossary add bridge\nbear")
    asked = await ask(olena, "/glossary clear")
    assert "2 терміни" in asked.text
    await pressed(olena, asked, "‹ Назад", "bridge")
    again = await ask(olena, "/glossary clear")
    await pressed(olena, again, "Видалити все", "нічого немає")


async def test_a_long_glossary_has_pages(olena: Person) -> None:
    await ask(olena, "/glossary add\n" + "\n".join(f"name{n:02}" for n in range(40)))
    shown = await ask(olena, "/glossary")
    assert "name14" in shown.text
    assert "name15" not in shown.text
    second = await pressed(olena, shown, "2 ›", "name15")
    choice = await pressed(olena, second, "Змінити", "Що змінити?")
    assert "name15 (не перекладати)" in choice.button_texts
    await olena.press(choice, "3 ›")
    await olena.wait_for(lambda m: m is choice and "name39 (не перекладати)" in m.button_texts)


async def test_in_a_group_only_administrators_change_the_glossary(
    telegram: Playground, olena: Person
) -> None:
    john = telegram.person("John")
    group = telegram.group("Readers", members=[olena, john])
    refused = await ask(john, "/glossary add bridge = віадук", group)
    assert "Only administrators can change" in refused.text
    await ask(olena, "/glossary add bridge = віадук", group)
    await john.next_message(where=group)
    shown = await ask(john, "/glossary", to=group)
    assert "• bridge → віадук (Ukrainian)" in shown.text
    alert = await john.press(shown, "Change")
    assert "Only administrators" in str(alert)
    for data in ("g:x", "g:c", "g:p:0"):
        assert "Only administrators" in (await john.press_data(shown, data)).text
    assert "• bridge → віадук" in (await ask(john, "/glossary", to=group)).text
    translated = await ask(john, f"/translate uk {TEXT}", to=group)
    assert "віадук" in translated.text
    alone = await ask(john, f"/translate uk {TEXT}")
    assert "віадук" not in alone.text


@on_both_databases
async def test_forget_deletes_the_glossary_of_a_person(run_bot: RunBot, olena: Person) -> None:
    async with run_bot():
        await ask(olena, "/glossary add bridge")
        asked = await ask(olena, "/forget")
        done = await pressed(olena, asked, "Видалити", "Видалено")
        assert "• ваш глосарій" in done.text
        assert "нічого немає" in (await ask(olena, "/glossary")).text


async def test_the_help_and_privacy_name_the_glossary(olena: Person) -> None:
    assert "/glossary" in (await ask(olena, "/help")).text
    assert "глосарій" in (await ask(olena, "/privacy")).text
