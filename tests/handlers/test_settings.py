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
    assert "Мой язык: Русский (как в вашем Telegram)" in settings.text
    assert "✓ Автоматически" in settings.button_texts

    await ivan.press(settings, "Українська")
    await ivan.wait_for(lambda m: "Моя мова: Українська" in m.text)
    ivan.send("/help")
    assert (await ivan.next_message()).text.startswith("Перешліть статтю")

    await ivan.press(settings, "Автоматично")
    await ivan.wait_for(lambda m: "Мой язык" in m.text)


async def test_the_chosen_length_is_that_of_the_next_summary(ivan: Person) -> None:
    ivan.send("/settings")
    settings = await ivan.next_message()
    await ivan.press(settings, "5")
    await ivan.wait_for(lambda m: "В пересказе: 5 предложений" in m.text)
    ivan.forward(ENGLISH, hidden_name="Кто-то")
    assert len(sentences_of((await ivan.next_message()).text)) == 5


async def test_nobody_changes_the_settings_of_somebody_else(
    telegram: Playground, ivan: Person
) -> None:
    john = telegram.person("John")
    group = telegram.group("Readers", members=[ivan, john])
    ivan.send("/settings", to=group)
    settings = await ivan.next_message(where=group)

    assert "person who asked" in str(await john.press(settings, "8"))

    forged = settings.buttons[-1][-1].data.replace(str(ivan.id), str(john.id))
    answer = await john.press_data(settings, forged)
    assert not answer.show_alert  # his own settings, which he may change
    ivan.send("/settings", to=group)
    assert "3 предложения" in (await ivan.next_message(where=group)).text
