"""The help and the complaints about a command line, in the language of the terminal."""

import pytest

from bot.__main__ import COMMANDS
from bot.cli.command_line import CommandLine
from tests.cli.conftest import Dragoman

LANGUAGES = {"en_GB.UTF-8": "Usage: ", "ru_RU.UTF-8": "Использование: ", "uk_UA": "Використання: "}


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_a_help_with_its_options_that_fits_the_screen(
    dragoman: Dragoman, command: str, locale: str
) -> None:
    result = dragoman(*command.split(), "--help", LANG=locale)

    assert result.stderr == ""
    assert result.stdout.startswith(f"{LANGUAGES[locale]}dragoman {command}".rstrip())
    assert max(map(len, result.stdout.splitlines())) <= 80
    if command:
        line = CommandLine(command, ["--help"])
        with pytest.raises(SystemExit):
            COMMANDS[command](line, None)
        for option in line.options:
            assert f"  {option.option_strings[0]}" in result.stdout


@pytest.mark.parametrize(
    ("locale", "words", "complaint"),
    [
        (
            "en_GB",
            ("summary", "--lenght", "3"),
            "There is no option --lenght. Did you mean --length? Help: dragoman summary --help",
        ),
        ("en_GB", ("sumary",), "There is no command “sumary”. Did you mean summary? Help: drag"),
        ("ru_RU", ("translate",), "Не указано: --to. Справка: dragoman translate --help"),
        ("ru_RU", ("demo", "--port", "x"), "«x»\xa0— не порт: --port принимает от 0 до 65535."),
        ("uk_UA", ("summary", "-n"), "Для --length потрібне значення. Довідка: dragoman summary"),
        ("uk_UA", ("summary", "--method", "fast"), "«fast»\xa0— не метод: --method приймає reader"),
        ("uk_UA", ("models", "lst"), "Команди «lst» немає. Можливо, ви мали на увазі list."),
    ],
)
def test_a_complaint_is_in_the_persons_language_and_leads_to_the_help(
    dragoman: Dragoman, locale: str, words: tuple[str, ...], complaint: str
) -> None:
    result = dragoman(*words, LANG=locale, ends=2)
    assert result.stdout == ""
    assert result.stderr.startswith(f"dragoman: {complaint}")
    assert result.stderr.count("\n") == 1


def test_without_a_command_the_help_is_shown(dragoman: Dragoman) -> None:
    for words in ((), ("models",)):
        result = dragoman(*words, ends=2)
        assert "--help" in result.stdout
