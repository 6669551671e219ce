"""The bot's own words in the person's language, from the Fluent files in `locales/`."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from bot.errors import Cause, Detail, DragomanError
from bot.languages import language_name

# Of messages whose values are numbers, if any; so none of a person's words is remembered.
_MOST_REMEMBERED = 4096
_LOCALES = Path(__file__).parent / "locales"

INTERFACE_LANGUAGES = tuple(sorted(path.stem for path in _LOCALES.glob("*.ftl")))


class Words:
    """The messages of one language. Get one with `words_in`."""

    def __init__(self, language: str) -> None:
        self.language = language

        def named(code: Any) -> Any:
            return language_name(str(code), language)

        self._bundle = FluentBundle(
            [language],
            # Isolation marks would come back as stray characters in quotes and in the terminal.
            use_isolating=False,
            functions={"LANGUAGE": named},
        )
        source = (_LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
        self._bundle.add_resource(FluentResource(source))
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._formatted)

    def say(self, message_id: str, **values: Detail) -> str:
        """Return a message with its values, languages as codes. KeyError where there is none.

        A value that the message needs and does not get is a ValueError.
        """
        said = [(name, self._in_words(value)) for name, value in values.items()]
        are_numbers = all(type(value) is int for _, value in said)
        return (self._remembered if are_numbers else self._formatted)(message_id, *said)

    def _formatted(self, message_id: str, *said: tuple[str, str | int]) -> str:
        pattern = self._bundle.get_message(message_id).value
        assert pattern is not None, f"{message_id} has attributes only"
        text, errors = self._bundle.format_pattern(pattern, dict(said))
        if errors:
            raise ValueError(f"{message_id} in {self.language}: {errors}")
        return str(text)

    def _in_words(self, value: Detail) -> str | int:
        if isinstance(value, Cause):
            return self.say(value.message_id, **value.details)
        if isinstance(value, str | int):
            return value
        return "; ".join(str(self._in_words(cause)) for cause in value)

    def explain(self, error: DragomanError) -> str:
        """Say what happened, and what the person can do about it."""
        return self.say(error.message_id, **error.details)

    def language_name(self, code: str) -> str:
        """Return the name of a language for running text."""
        return language_name(code, self.language)

    def language_title(self, code: str) -> str:
        """Return the name of a language with a capital letter, to stand alone."""
        name = self.language_name(code)
        return name[:1].upper() + name[1:]


@cache
def words_in(language: str) -> Words:
    """Return the words of a language out of INTERFACE_LANGUAGES."""
    return Words(language)


def interface_language(language_code: str | None, default: str) -> str:
    """Return the language of the bot's words for somebody whose Telegram speaks `language_code`.

    That is an IETF tag such as "uk" or "en-GB"; whoever has none of our languages gets the default.
    """
    language = (language_code or "").split("-")[0].lower()
    return language if language in INTERFACE_LANGUAGES else default
