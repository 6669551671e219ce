"""The phrases by which parts of documents are known: the section `[documents]` of the languages.

Captions, credits and contents are those of the section `[outline]` too, by which sentences are
ranked.
"""

from dataclasses import dataclass
from functools import cache

from bot.languages.phrases import Phrases, read_phrases


@dataclass(frozen=True, slots=True)
class DocumentPhrases:
    """Phrases by what they tell; the names are those of the language files."""

    captions: Phrases
    credits: Phrases
    contents: Phrases
    bibliography: Phrases
    sections: Phrases
    numbered_sections: Phrases
    no_authors: Phrases
    no_titles: Phrases
    organisations: Phrases
    works: Phrases
    people: Phrases
    approvals: Phrases
    topics: Phrases


@cache
def phrases() -> DocumentPhrases:
    """Return the phrases of all languages."""
    return read_phrases(DocumentPhrases, "documents", "outline")
