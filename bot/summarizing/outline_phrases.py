"""The phrases that tell what a line of an article is: the section `[outline]` of the languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.languages.phrases import KEY, Phrases, filed, normal, read_phrases

# White space that str.split() knows, besides the space, the tab and the line feed.
_SPACES = (
    "\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)


def normal_body(text: str) -> str:
    """Return a long text in normal form, with one kind of space between the words of a line."""
    folded = normal(text)
    for space in _SPACES:
        folded = folded.replace(space, " ")
    return folded


@dataclass(frozen=True, slots=True)
class OutlinePhrases:
    """Phrases by what they tell; the names are those of the language files."""

    greetings: Phrases
    sign_offs: Phrases
    contacts: Phrases
    boilerplate: Phrases
    notices: Phrases
    credits: Phrases
    tails: Phrases
    brackets: Phrases
    flashes: Phrases
    captions: Phrases
    contents: Phrases
    ordinals: Phrases
    steps: Phrases
    askers: Phrases
    you: Phrases
    says: Phrases
    page_phrases: Phrases
    page_labels: Phrases
    page_notices: Phrases
    bylines: Phrases
    name_links: Phrases
    dates: Phrases
    recipe_ingredients: Phrases
    recipe_method: Phrases
    recipe_servings: Phrases
    recipe_units: Phrases
    contract_titles: Phrases
    contract_parties: Phrases
    contract_sums: Phrases
    contract_terms: Phrases
    contract_liability: Phrases
    contract_ending: Phrases
    transcript_decisions: Phrases


# Lists of what a sentence or a line begins with that is no prose, and of what stands in one.
_OPENINGS = (
    *("greetings", "sign_offs", "contacts", "boilerplate", "credits", "flashes", "captions"),
    *("contents", "page_phrases", "page_labels", "bylines", "dates"),
)
_NOTICES = ("notices", "page_notices")


@cache
def outline_phrases() -> OutlinePhrases:
    """Return the phrases of all languages. Raises ValueError for a list that nobody reads."""
    return read_phrases(OutlinePhrases, "outline")


def may_open(text: str, start: int = 0) -> bool:
    """Return whether `text[start:]` begins like a phrase that opens something else than prose.

    The text is in normal form.
    """
    phrases = _openings().get(text[start : start + KEY])
    return phrases is not None and text.startswith(phrases, start)


@cache
def _openings() -> Mapping[str, tuple[str, ...]]:
    """Return the beginnings of those phrases, filed."""
    lists: list[Phrases] = [getattr(outline_phrases(), name) for name in _OPENINGS]
    firsts = {first for phrases in lists for first, _ in phrases.gapped}
    return filed(firsts.union(*(phrases.whole.union(phrases.stems) for phrases in lists)))


@cache
def notice_signs() -> frozenset[str]:
    """Return words of which each notice has one."""
    lists: list[Phrases] = [getattr(outline_phrases(), name) for name in _NOTICES]
    signs = frozenset().union(*(phrases.signs() for phrases in lists))
    return frozenset(sign for sign in signs if not any(other in sign for other in signs - {sign}))
