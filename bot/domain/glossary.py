"""A glossary: words that somebody wants to be translated in their own way, or not at all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a text, and what it becomes in `language`.

    That is one of `forms`, the first where nothing tells which. Without a language and forms it
    stays as it is in every language.
    """

    text: str
    language: str | None = None
    forms: tuple[str, ...] = ()


Glossary = tuple[Term, ...]
"""Of two that are alike, the later one counts."""
