"""The phrases that mark parts of documents and pages, from the language files.

Captions, credits and contents have the phrases of the section `[outline]` too.
"""

from dataclasses import dataclass
from functools import cache

from bot.languages.phrases import Phrases, read_phrases


@dataclass(frozen=True, slots=True)
class DocumentPhrases:
    """Lists of phrases by their names in the language files."""

    captions: Phrases
    credits: Phrases
    sources: Phrases
    catalogue_numbers: Phrases
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
    acts: Phrases
    act_topics: Phrases
    topics: Phrases
    pages: Phrases
    volumes: Phrases


@dataclass(frozen=True, slots=True)
class PagePhrases:
    """Phrases around an article on a page, and on pages without an article."""

    pointers: Phrases
    bot_checks: Phrases
    logins: Phrases
    login_titles: Phrases
    missing: Phrases
    broken: Phrases
    paywalls: Phrases
    consent_titles: Phrases
    consent_words: Phrases


@cache
def document_phrases() -> DocumentPhrases:
    """Return the section `[documents]` of all languages."""
    return read_phrases(DocumentPhrases, "documents", "outline")


@cache
def page_phrases() -> PagePhrases:
    """Return the section `[pages]` of all languages."""
    return read_phrases(PagePhrases, "pages")
