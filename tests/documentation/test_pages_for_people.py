"""The README is short; the page for friends names what the bot has, in each language."""

import re

import pytest

from bot.app import MENU
from bot.rendering.words import words_in
from tests.documentation.pages import PAGES

FOR_PEOPLE = {"en": "docs/commands.md", "ru": "docs/commands.ru.md", "uk": "docs/commands.uk.md"}
BUTTONS = ("shorter", "longer", "places", "original")


def test_the_readme_is_short() -> None:
    assert len(PAGES["README.md"].splitlines()) < 120


@pytest.mark.parametrize(("language", "name"), FOR_PEOPLE.items())
def test_it_has_every_command(language: str, name: str) -> None:
    rows = re.findall(r"^\| `/(\w+)` \|", PAGES[name], re.M)
    # /start is what Telegram's own button sends.
    assert sorted(rows) == sorted(set(MENU) - {"start"})


@pytest.mark.parametrize(("language", "name"), FOR_PEOPLE.items())
def test_its_buttons_are_those_of_the_bot(language: str, name: str) -> None:
    words = words_in(language)
    for button in BUTTONS:
        assert f"**{words.say(f'button-{button}')}**" in PAGES[name]
