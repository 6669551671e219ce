import pytest

from bot.playground import Playground
from tests.handlers.conversation import ask


@pytest.mark.parametrize(
    ("language_code", "greeting", "help_text"),
    [
        ("en", "Hello! I’m Dragoman.", "Forward an article"),
        ("ru", "Здравствуйте! Я Dragoman.", "Перешлите статью"),
        ("uk", "Вітаю! Я Dragoman.", "Перешліть статтю"),
        ("pt-br", "Hello! I’m Dragoman.", "Forward an article"),
        ("", "Hello! I’m Dragoman.", "Forward an article"),
    ],
)
async def test_start_and_help_speak_the_persons_language(
    telegram: Playground, language_code: str, greeting: str, help_text: str
) -> None:
    person = telegram.person("Somebody", language_code=language_code)
    assert (await ask(person, "/start")).text.startswith(greeting)
    assert (await ask(person, "/help")).text.startswith(help_text)
