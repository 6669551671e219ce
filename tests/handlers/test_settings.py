import pytest

from bot.playground import Chat, Message, Person, Playground
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, summary_of


@pytest.fixture
def ivan(telegram: Playground) -> Person:
    return telegram.person("Иван", language_code="ru")


async def settings_of(person: Person, page: str, shown: str, where: Chat | None = None) -> Message:
    """Open a page of one's settings, which is shown when this button is."""
    settings = await ask(person, "/settings", to=where)
    await person.press(settings, page)
    return await person.wait_for(lambda m: m is settings and shown in m.button_texts, where=where)


async def test_the_words_follow_telegrams_language_until_one_is_chosen(ivan: Person) -> None:
    settings = await settings_of(ivan, "Язык", "Українська")
    assert "Язык: Русский (как в Telegram)" in settings.text
    assert "✓ Автоматически" in settings.button_texts

    await ivan.press(settings, "Українська")
    await ivan.wait_for(lambda m: "Мова: Українська" in m.text)
    assert (await ask(ivan, "/help")).text.startswith("Перешліть статтю")

    await ivan.press(settings, "Автоматично")
    await ivan.wait_for(lambda m: "Язык" in m.text)


async def test_the_chosen_length_is_that_of_the_next_summary(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа", "5")
    await ivan.press(settings, "5")
    await ivan.wait_for(lambda m: "Длина пересказа: 5 предложений" in m.text)
    ivan.forward(ENGLISH, hidden_name="Кто-то")
    assert len(sentences_of((await ivan.next_message()).text)) == 5


async def test_a_word_is_a_length_to_choose(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа", "5")
    assert settings.button_texts[-9:-6] == ["Кратко", "Средне", "Подробно"]

    found = {}
    for label, told in [
        ("Кратко", "кратко"),
        ("Средне", "средне (3 предложения)"),
        ("Подробно", "подробно"),
    ]:
        await ivan.press(settings, label)
        changed = await ivan.wait_for(
            lambda m, told=told: f"Длина пересказа: {told}" in m.text  # type: ignore[misc]
        )
        assert [text for text in changed.button_texts[-9:] if "✓" in text] == [f"✓ {label}"]
        ivan.forward(ENGLISH, hidden_name="Кто-то")
        found[label] = len(sentences_of((await ivan.next_message()).text))
    assert found == {"Кратко": 1, "Средне": 3, "Подробно": 5}


async def test_the_words_go_by_the_number_that_was_chosen(ivan: Person) -> None:
    settings = await settings_of(ivan, "Длина пересказа", "5")
    await ivan.press(settings, "1")
    await ivan.wait_for(lambda m: "Длина пересказа: 1 предложение" in m.text)

    counts = []
    for word in ("кратко", "средне", "подробно"):
        ivan.send(f"/summary {word}\n" + ENGLISH)
        counts.append(len(sentences_of((await ivan.next_message()).text)))
    assert counts == [1, 1, 5]


async def test_nobody_changes_the_settings_of_somebody_else(
    telegram: Playground, ivan: Person
) -> None:
    john = telegram.person("John")
    settings = await ask(ivan, "/settings")
    group = telegram.group("Readers", members=[ivan, john])
    in_group = await ask(ivan, "/settings", to=group)

    forged = settings.buttons[0][0].data + ":uk"
    assert "send /settings again" in (await john.press_data(in_group, forged)).text
    his_own = forged.replace(str(ivan.id), str(john.id))
    answer = await john.press_data(in_group, his_own)
    assert not answer.show_alert  # his own settings, which he may change
    assert "3 предложения" in (await ask(ivan, "/settings")).text


async def test_what_is_chosen_is_shown_on_the_first_page(ivan: Person) -> None:
    settings = await settings_of(ivan, "Переводить на", "Украинский")
    await ivan.press(settings, "Украинский")
    await ivan.wait_for(lambda m: "Переводить на: украинский" in m.text)
    await ivan.press(settings, "‹ Назад")
    await ivan.wait_for(lambda m: m is settings and "Не переводить" in m.button_texts)
    await ivan.press(settings, "Показывать модель")
    await ivan.wait_for(lambda m: m is settings and "Не показывать модель" in m.button_texts)
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
    settings = await settings_of(ivan, "Не переводить", "Английский")
    assert "Русский" not in settings.button_texts  # that it is translated into
    await ivan.press(settings, "Английский")
    await ivan.wait_for(lambda m: "✓ Английский" in m.button_texts)
    assert "Не переводить: русский, английский" in settings.text
    summary = await summary_of(ivan, ENGLISH, by="Кто-то")
    assert "The city repaired the old bridge" in summary.text
    assert "🌐 Полный перевод" in summary.button_texts

    await ivan.press(settings, "✓ Английский")
    await ivan.wait_for(lambda m: m is settings and "Английский" in m.button_texts)
    assert "английский → русский" in (await summary_of(ivan, ENGLISH, by="Кто-то")).text


async def test_the_language_to_translate_into_need_not_be_that_of_the_words(ivan: Person) -> None:
    settings = await settings_of(ivan, "Переводить на", "Украинский")
    await ivan.press(settings, "Украинский")
    await ivan.wait_for(lambda m: "✓ Украинский" in m.button_texts)
    assert "английский → украинский" in (await summary_of(ivan, ENGLISH, by="Кто-то")).text
    assert "английский → украинский" in (await ask(ivan, "/translate")).text
    await ivan.press(settings, "Автоматически")
    await ivan.wait_for(lambda m: m is settings and "✓ Автоматически" in m.button_texts)
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
    settings = await ask(ivan, "/settings")
    answer = await ivan.press_data(settings, f"p:{ivan.id}:5")
    assert answer.text.startswith("Эти настройки устарели")
