"""Two people who talk to the bot."""

import pytest

from bot.playground import Person, Playground


@pytest.fixture
def john(telegram: Playground) -> Person:
    return telegram.person("John", language_code="en")


@pytest.fixture
def olena(telegram: Playground) -> Person:
    return telegram.person("Олена", language_code="uk")
