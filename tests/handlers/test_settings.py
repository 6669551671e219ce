import pytest

from bot.playground import Person, Playground
from tests.handlers.articles import ENGLISH, sentences_of

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def ivan(telegram: Playground) -> Person:
    return telegram.person("Иван", language_code="ru")


async def test_the_words_follow_telegrams_language_until_one_is_chosen(ivan: Person) -> None:
    ivan.send("/settings")
    settings = await ivan.next_message()
    assert "Язык: Русский (как в Telegram)" in settings.text
    assert "✓ Автоматически" in settings.button_texts

    await ivan.press(settings, "Українська")
    await ivan.wait_for(lambda m: "Мова: Українська" in m.text)
    ivan.send("/help")
    assert (await ivan.next_message()).text.startswith("Перешліть статтю")

    await ivan.press(settings, "Автоматично")
    await ivan.wait_for(lambda m: "Язык" in m.text)


async def test_the_chosen_length_is_that_of_the_next_summary(ivan: Person) -> None:
    ivan.send("/settings")
    settings = await ivan.next_message()
    await ivan.press(settings, "5")
    await ivan.wait_for(lambda m: "Длина пересказа: 5 предложений" in m.text)
    ivan.forward(ENGLISH, hidden_name="Кто-то")
    assert len(sentences_of((await ivan.next_message()).text)) == 5


async def test_a_word_is_a_length_to_choose(ivan: Person) -> None:
    ivan.send("/settings")
    settings = await ivan.next_message()
    assert settings.button_texts[-8:-5] == ["Кратко", "Средне", "Подробно"]

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
        assert [text for text in changed.button_texts[-8:] if "✓" in text] == [f"✓ {label}"]
        ivan.forward(ENGLISH, hidden_name="Кто-то")
        found[label] = len(sentences_of((await ivan.next_message()).text))
    assert found == {"Кратко": 1, "Средне": 3, "Подробно": 5}


async def test_the_words_go_by_the_number_that_was_chosen(ivan: Person) -> None:
    ivan.send("/settings")
    settings = await ivan.next_message()
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
    group = telegram.group("Readers", members=[ivan, john])
    ivan.send("/settings", to=group)
    settings = await ivan.next_message(where=group)

    assert "person who sent /settings" in str(await john.press(settings, "8"))

    forged = settings.buttons[-1][-1].data.replace(str(ivan.id), str(john.id))
    answer = await john.press_data(settings, forged)
    assert not answer.show_alert  # his own settings, which he may change
    ivan.send("/settings", to=group)
    assert "3 предложения" in (await ivan.next_message(where=group)).text
