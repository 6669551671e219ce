import pytest

from bot.playground import Person, Playground
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, summary_of, tap
from tests.handlers.test_documents import BOOK

TEXT = "The old bridge is open. The mayor saw the bridge and the bear."


@on_both_databases
async def test_terms_are_added_shown_and_used(bot: None, olena: Person) -> None:
    assert "Тут поки що нічого немає" in (await ask(olena, "/glossary")).text
    added = await ask(olena, "/glossary add mayor\nbridge = віадук\nbear → ведмедик")
    assert added.text.splitlines() == [
        "Тепер у глосарії:",
        "• mayor (не перекладати)",
        "• bridge → віадук (українська)",
        "• bear → ведмедик (українська)",
    ]
    shown = (await ask(olena, "/glossary")).text.splitlines()
    assert shown[0] == "Глосарій"
    assert len(shown) == 5
    translated = (await ask(olena, f"/translate uk {TEXT}")).text
    assert "Цей старий віадук є відкритий." in translated
    assert "Цей mayor побачив цей віадук і цей ведмедик." in translated


async def test_a_summary_has_the_terms_and_keeps_their_formatting(olena: Person) -> None:
    await ask(olena, "/glossary bridge = віадук")
    summary = await summary_of(olena, ENGLISH, by="Хтось")
    assert summary.parts("text_link") == ["Цей місто полагодив цей старий віадук"]


async def test_a_file_is_translated_with_the_terms(olena: Person) -> None:
    await ask(olena, "/glossary add river = річище")
    summary = await next_after(olena, olena.send_document(BOOK, "river.epub"))
    assert "річище" in summary.text.lower()


GUESSES = [
    ("/glossary bank = банк", "• bank → банк (українська)"),
    ("/glossary додати ru: bank = банк / банка", "• bank → банк / банка (російська)"),
    ("/glossary add\nmachine  learning — машинне навчання", "→ машинне навчання (українська)"),
    ("/glossary\nKubernetes, Docker", "• Docker (не перекладати)"),
    ("/glossary add k8s = Kubernetes", "• k8s → Kubernetes (усі мови)"),
    ("/glossary add C++ = Сі (плюс плюс)", "• C++ → Сі (плюс плюс) (українська)"),
    ("/glossary add 🚀 Launch", "• 🚀 Launch (не перекладати)"),
    ("/glossary add שלום = привіт", "• שלום → привіт (українська)"),
]


async def test_a_term_is_written_as_people_guess(olena: Person) -> None:
    for asked, line in GUESSES:
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


async def test_an_unclear_language_is_asked_for(john: Person) -> None:
    refused = await ask(john, "/glossary add bank = банк")
    assert "for example ru: bank = банк" in refused.text.replace("first, ", "")
    assert "(Russian)" in (await ask(john, "/glossary add ru: bank = банк")).text


async def test_a_term_is_changed_and_removed_by_command(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук\nBridge = ru: мост\nbear")
    await ask(olena, "/glossary add Bridge = міст")
    shown = (await ask(olena, "/glossary")).text
    assert "• Bridge → міст (українська)" in shown
    assert "віадук" not in shown
    assert "(російська)" in shown
    removed = (await ask(olena, "/glossary видалити bridge, BEAR")).text.splitlines()
    assert removed[0] == "Видалено з глосарія:"
    assert len(removed) == 4
    assert "нічого немає" in (await ask(olena, "/glossary")).text


async def test_what_stays_as_it_is_takes_the_place_of_translations(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук")
    await ask(olena, "/glossary add bridge")
    assert (await ask(olena, "/glossary")).text.splitlines()[2:] == ["• bridge (не перекладати)"]


async def test_a_term_is_changed_and_removed_by_buttons(olena: Person) -> None:
    await ask(olena, "/glossary add bridge = віадук\nbear")
    page = await tap(olena, await ask(olena, "/glossary"), "Змінити")
    assert "Що змінити?" in page.text
    await tap(olena, page, "bridge → віадук (українська)")
    assert "надішліть" in page.text
    command = page.text.splitlines()[-1]
    assert command == "/glossary add uk: bridge = віадук"
    assert "• bridge → віадук (українська)" in (await ask(olena, command)).text
    await tap(olena, page, "Видалити")
    assert page.text.startswith("Глосарій")
    assert page.text.splitlines()[2:] == ["• bear (не перекладати)"]


async def test_terms_are_added_in_an_answer_to_the_explanation(olena: Person) -> None:
    explained = await tap(olena, await ask(olena, "/glossary"), "+ Додати")
    assert "/glossary add Kubernetes" in explained.text
    answer = await next_after(olena, olena.reply(explained, "bridge = віадук\nbear"))
    assert "• bridge → віадук (українська)" in answer.text


async def test_everything_is_removed_only_when_that_is_confirmed(olena: Person) -> None:
    await ask(olena, "/glossary add bridge\nbear")
    asked = await ask(olena, "/glossary clear")
    assert "2 терміни" in asked.text
    assert "bridge" in (await tap(olena, asked, "‹ Назад")).text
    again = await tap(olena, await ask(olena, "/glossary clear"), "Видалити все")
    assert "нічого немає" in again.text


async def test_a_long_glossary_has_pages(olena: Person) -> None:
    await ask(olena, "/glossary add\n" + "\n".join(f"name{n:02}" for n in range(40)))
    page = await ask(olena, "/glossary")
    assert "name14" in page.text
    assert "name15" not in page.text
    assert "name15" in (await tap(olena, page, "2 ›")).text
    assert "Що змінити?" in (await tap(olena, page, "Змінити")).text
    assert "name15 (не перекладати)" in page.button_texts
    assert "name39 (не перекладати)" in (await tap(olena, page, "3 ›")).button_texts


async def test_in_a_group_only_administrators_change_the_glossary(
    telegram: Playground, john: Person, olena: Person
) -> None:
    group = telegram.group("Readers", members=[olena, john])
    refused = await ask(john, "/glossary add bridge = віадук", group)
    assert "Only administrators can change" in refused.text
    await ask(olena, "/glossary add bridge = віадук", group)
    await john.next_message(where=group)
    shown = await ask(john, "/glossary", to=group)
    assert "• bridge → віадук (Ukrainian)" in shown.text
    assert "Only administrators" in str(await john.press(shown, "Change"))
    for data in ("g:x", "g:c", "g:p:0"):
        assert "Only administrators" in (await john.press_data(shown, data)).text
    assert "• bridge → віадук" in (await ask(john, "/glossary", to=group)).text
    assert "віадук" in (await ask(john, f"/translate uk {TEXT}", to=group)).text
    assert "віадук" not in (await ask(john, f"/translate uk {TEXT}")).text


@on_both_databases
async def test_forget_deletes_the_glossary_of_a_person(bot: None, olena: Person) -> None:
    await ask(olena, "/glossary add bridge")
    said = await tap(olena, await ask(olena, "/forget"), "Видалити")
    assert said.text.startswith("Видалено")
    assert "• ваш глосарій" in said.text
    assert "нічого немає" in (await ask(olena, "/glossary")).text


async def test_the_help_and_privacy_name_the_glossary(olena: Person) -> None:
    assert "/glossary" in (await ask(olena, "/help")).text
    assert "глосарій" in (await ask(olena, "/privacy")).text
