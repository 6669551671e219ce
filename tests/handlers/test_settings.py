import pytest

from bot.playground import Message, Person, Playground
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, summary_of, tap


@pytest.fixture
def ivan(telegram: Playground) -> Person:
    return telegram.person("Иван", language_code="ru")


async def settings_of(person: Person, *buttons: str) -> Message:
    """Open one's settings, and press these buttons one after the other."""
    return await tap(person, await ask(person, "/settings"), *buttons)


async def test_the_words_follow_telegrams_language_until_one_is_chosen(ivan: Person) -> None:
    settings = await settings_of(ivan, "Язык")
    assert "Язык: Русский (как в Telegram)" in settings.text
    assert "✓ Автоматически" in settings.button_texts

    assert "Мова: Українська" in (await tap(ivan, settings, "Українська")).text
    assert (await ask(ivan, "/help")).text.startswith("Перешліть статтю")
    assert "Язык" in (await tap(ivan, settings, "Автоматично")).text


async def test_the_chosen_length_is_that_of_the_next_summary(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа", "5")
    assert "Длина пересказа: 5 предложений" in settings.text
    assert len(sentences_of((await summary_of(ivan, ENGLISH, by="Кто-то")).text)) == 5


async def test_a_word_is_a_length_to_choose(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа")
    assert settings.button_texts[-9:-6] == ["Кратко", "Средне", "Подробно"]

    for label, told, count in (
        ("Кратко", "кратко", 1),
        ("Средне", "средне (3 предложения)", 3),
        ("Подробно", "подробно", 5),
    ):
        assert f"Длина пересказа: {told}" in (await tap(ivan, settings, label)).text
        assert [text for text in settings.button_texts[-9:] if "✓" in text] == [f"✓ {label}"]
        summary = await summary_of(ivan, ENGLISH, by="Кто-то")
        assert len(sentences_of(summary.text)) == count


async def test_the_words_go_by_the_number_that_was_chosen(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа", "1")
    assert "Длина пересказа: 1 предложение" in settings.text
    for word, count in (("кратко", 1), ("средне", 1), ("подробно", 5)):
        assert len(sentences_of((await ask(ivan, f"/summary {word}\n" + ENGLISH)).text)) == count


async def test_nobody_changes_the_settings_of_somebody_else(
    telegram: Playground, ivan: Person, john: Person
) -> None:
    settings = await ask(ivan, "/settings")
    group = telegram.group("Readers", members=[ivan, john])
    in_group = await ask(ivan, "/settings", to=group)

    forged = settings.buttons[0][0].data + ":uk"
    assert "send /settings again" in (await john.press_data(in_group, forged)).text
    his_own = forged.replace(str(ivan.id), str(john.id))
    # His own settings, which he may change.
    assert not (await john.press_data(in_group, his_own)).show_alert
    assert "3 предложения" in (await ask(ivan, "/settings")).text


async def test_what_is_chosen_is_shown_on_the_first_page(ivan: Person) -> None:
    settings = await settings_of(ivan, "Переводить на", "Украинский", "‹ Назад")
    assert "Не переводить" in settings.button_texts
    await tap(ivan, settings, "Показывать модель")
    assert "Не показывать модель" in settings.button_texts
    assert settings.text.splitlines() == [
        "Настройки",
        "Язык: Русский (как в Telegram)",
        "Переводить на: украинский",
        "Не переводить: украинский",
        "Длина пересказа: 3 предложения",
        "В переводах показывать: только перевод",
        "Реакции: ✍ — пересказ, 👀 — перевод",
        "Сведения о модели: показывать",
    ]


async def test_a_language_that_is_read_is_not_translated(ivan: Person) -> None:
    settings = await settings_of(ivan, "Не переводить")
    assert "Русский" not in settings.button_texts  # that it is translated into
    await tap(ivan, settings, "Английский")
    assert "Не переводить: русский, английский" in settings.text
    summary = await summary_of(ivan, ENGLISH, by="Кто-то")
    assert "The city repaired the old bridge" in summary.text
    assert "🌐 Полный перевод" in summary.button_texts

    assert "Английский" in (await tap(ivan, settings, "✓ Английский")).button_texts
    assert "английский → русский" in (await summary_of(ivan, ENGLISH, by="Кто-то")).text


async def test_the_language_to_translate_into_need_not_be_that_of_the_words(ivan: Person) -> None:
    settings = await settings_of(ivan, "Переводить на", "Украинский")
    assert "✓ Украинский" in settings.button_texts
    assert "английский → украинский" in (await summary_of(ivan, ENGLISH, by="Кто-то")).text
    assert "английский → украинский" in (await ask(ivan, "/translate")).text
    assert "✓ Автоматически" in (await tap(ivan, settings, "Автоматически")).button_texts
    assert "английский → русский" in (await ask(ivan, "/translate")).text


async def test_values_that_no_button_has_change_nothing(ivan: Person) -> None:
    settings = await ask(ivan, "/settings")
    before = settings.text
    for page in ("language", "target", "read", "length", "mode", "group", "nothing"):
        for value in ("xx", "auto-", "99", "", "off", "foreign"):
            await ivan.press_data(settings, f"p:{ivan.id}:0:{page}:{value}")
    assert not settings.is_edited
    assert (await ask(ivan, "/settings")).text == before


async def test_buttons_of_earlier_versions_ask_for_the_command(ivan: Person) -> None:
    old = await ivan.press_data(await ask(ivan, "/settings"), f"p:{ivan.id}:5")
    assert old.text.startswith("Эти настройки устарели")
