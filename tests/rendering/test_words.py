"""The bot's own words: three languages that say the same, with the right plurals."""

import re
from pathlib import Path

import pytest
from fluent.syntax import ast

import bot
from bot.config import CAUSES
from bot.rendering.words import INTERFACE_LANGUAGES, interface_language, words_in
from testkit import messages as interface
from testkit.messages import LOCALES, errors, parts

NUMBERS = {
    *("characters", "count", "days", "hours", "limit"),
    *("megabytes", "minutes", "percent", "seconds"),
}
LANGUAGES = {"language", "source", "target"}
# Chooses between wordings and is not shown itself.
CHOICES = {"kind", "code", "line", "mistake", "wall"}


def variables(message: ast.Message) -> set[str]:
    return parts(message).variables


def messages(language: str) -> list[ast.Message]:
    return interface.messages(LOCALES / f"{language}.ftl")


def spoken(language: str, message: ast.Message) -> str:
    """Return the message with a value for each of its variables."""
    values: dict[str, str | int] = {}
    for name in variables(message):
        values[name] = 5 if name in NUMBERS else "uk" if name in LANGUAGES else f"<{name}>"
    return words_in(language).say(message.id.name, **values)


def test_every_file_of_words_is_of_an_interface_language() -> None:
    assert {path.stem for path in LOCALES.glob("*.ftl")} == set(INTERFACE_LANGUAGES)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_message_comes_out_with_all_its_values_and_no_braces(language: str) -> None:
    for message in messages(language):
        text = spoken(language, message)
        free = variables(message) - NUMBERS - LANGUAGES - CHOICES
        assert text.strip(), message.id.name
        assert all(f"<{name}>" in text for name in free), text
        assert not re.search(r"[{}]|LANGUAGE\(|\$\w", text), text


@pytest.mark.parametrize("language", [code for code in INTERFACE_LANGUAGES if code != "en"])
def test_no_message_was_left_in_english(language: str) -> None:
    english = {m.id.name: spoken("en", m) for m in messages("en")}

    for message in messages(language):
        text = spoken(language, message)
        plain = re.sub("<.+?>", "", english[message.id.name]).removesuffix("uk")
        if re.search(r"[A-Za-z]{2}", plain):
            assert text != english[message.id.name], message.id.name


# What a thing is not called, since it has another name everywhere else.
NOT_SAID = {
    "en": "Argos package|playground|machine|the person who runs|I take up to",
    "ru": "саммари|выжимк|суммир|материал|символ|страничк|машин|параметр|опци|светлин|площадк|"
    "держит|сохранять|Argos-",
    "uk": "самарі|підсум|резюмув|матеріал|символ|папк|картинк|глав|машин|параметр|опці|світлин|"
    "майданчик|тримає|стерти|задовго|лишається",
}
FOREIGN_LETTERS = {"en": "[а-яёіїєґ]", "ru": "[іїєґ]", "uk": "[ыэёъ]"}
MIXED_WORD = "[a-z][а-яіїєґё]|[а-яіїєґё][a-z]"
DASH_OR_UNIT_THAT_MAY_BEGIN_A_LINE = r" —|\d (%|М?Б|с|ч|год|мин|хв)\b"
MISTAKES = [
    *((language, f"(?i){letters}") for language, letters in FOREIGN_LETTERS.items()),
    *((language, f"(?i){MIXED_WORD}") for language in ("ru", "uk")),
    *((language, rf"\b(?:{words})") for language, words in NOT_SAID.items()),
    *((language, DASH_OR_UNIT_THAT_MAY_BEGIN_A_LINE) for language in ("ru", "uk")),
]


@pytest.mark.parametrize(("language", "mistake"), MISTAKES)
def test_no_message_is_written_with_such_a_mistake(language: str, mistake: str) -> None:
    for message in messages(language):
        text = spoken(language, message)
        assert not re.findall(mistake, text), text


def test_every_cause_has_a_message_and_no_message_is_left_over() -> None:
    sources = [file.read_text(encoding="utf-8") for file in Path(bot.__file__).parent.rglob("*.py")]
    named = {
        *(f"cause-{name}" for text in sources for name in re.findall(r'Cause\(\s*"([^"]+)"', text)),
        *(f"cause-must-{name}" for text in sources for name in re.findall(r'_must\("(.+?)"', text)),
        *(f"cause-{name}" for name in CAUSES.values()),
        # A process that converts a model says the name on standard error.
        *(
            f"cause-{name}"
            for text in sources
            for name in re.findall(r'ValueError\(f?"([a-z]+-[a-z-]+)', text)
        ),
    }

    assert named == {m.id.name for m in messages("en") if m.id.name.startswith("cause-")}


def test_every_error_has_a_message_of_its_own() -> None:
    ids = [error.message_id for error in errors()]
    assert sorted(ids) == sorted(set(ids))


PLURALS = {
    "ru": {
        "words": {"слово": [1, 21, 101, 1001], "слова": [2, 3, 4, 22, 104], "слов": [0, 5, 11, 14]},
        "sentences": {
            "предложение": [1, 21, 31],
            "предложения": [2, 4, 22],
            "предложений": [0, 5, 11, 12, 14, 20, 25, 111],
        },
    },
    "uk": {
        "words": {"слово": [1, 21, 101, 1001], "слова": [2, 3, 4, 22, 104], "слів": [0, 5, 11, 14]},
        "sentences": {"речення": [1, 2, 4, 21, 22, 31], "речень": [0, 5, 11, 12, 14, 20, 25, 111]},
    },
    "en": {
        "words": {"word": [1], "words": [0, 2, 5, 11, 21]},
        "sentences": {"sentence": [1], "sentences": [0, 2, 5, 11, 21]},
    },
}


@pytest.mark.parametrize(
    ("language", "message_id", "word", "count"),
    [
        (language, message_id, word, count)
        for language, of_language in PLURALS.items()
        for message_id, forms in of_language.items()
        for word, counts in forms.items()
        for count in counts
    ],
)
def test_a_number_has_the_right_plural(
    language: str, message_id: str, word: str, count: int
) -> None:
    assert re.sub(r"[\d,\s]", "", words_in(language).say(message_id, count=count)) == word


def test_a_large_number_is_grouped_as_the_language_does_it() -> None:
    assert words_in("en").say("words", count=12345) == "12,345 words"
    assert words_in("uk").say("words", count=12345) == "12\N{NO-BREAK SPACE}345 слів"


def test_a_language_is_called_by_its_name_in_running_text() -> None:
    assert "украинский" in words_in("ru").say("error-unsupported-language", language="uk")


def test_a_value_that_is_missing_or_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="words"):
        words_in("en").say("words")
    with pytest.raises(KeyError):
        words_in("en").say("no-such-message")


@pytest.mark.parametrize(
    ("code", "language"),
    [("uk", "uk"), ("RU", "ru"), ("en-GB", "en"), ("de", "ru"), ("", "ru"), (None, "ru")],
)
def test_whoever_speaks_another_language_gets_the_default(code: str | None, language: str) -> None:
    assert interface_language(code, "ru") == language
