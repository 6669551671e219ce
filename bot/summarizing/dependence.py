"""Find sentences that cannot be shown alone: "However, he did." needs the one before."""

import re
from functools import cache

from bot.languages.data import sections, words_of_all
from bot.languages.patterns import any_of
from bot.languages.scripts import SMALL_LETTERS

# With so many words or fewer behind it, a connective or a conjunction leaves too little to stand
# on; a longer sentence says by itself what it is about.
_SHORT_WITH_CONNECTIVE = 10
_SHORT_WITH_CONJUNCTION = 8

# Characters; lowering so many is much faster than a pattern that ignores case.
_LONGEST_OPENING = 60
# "…" he said: the words after a piece of direct speech that was cut off.
_CONTINUES = re.compile(rf"[«“„\"'(—–-]?\s*[{SMALL_LETTERS}]")


def depends_on_previous(sentence: str) -> bool:
    """Return whether a sentence needs the one before it in order to be understood."""
    if opening := _openings().match(sentence[:_LONGEST_OPENING].lower()):
        if opening["pronoun"]:
            return True
        most = _SHORT_WITH_CONNECTIVE if opening["connective"] else _SHORT_WITH_CONJUNCTION
        if len(sentence.split()) <= most:
            return True
    return _CONTINUES.match(sentence) is not None


@cache
def _openings() -> re.Pattern[str]:
    """Return what finds the words of all languages, since a text may be in several."""

    def words(key: str) -> str:
        return any_of(words_of_all("openings", key))

    no_time = rf"(?!\s+(?:\w+\s+)?(?:{words('times')}))"
    about = "|".join(
        rf"(?:{any_of(each['prepositions'].split())})\s+(?:{any_of(each['objects'].split())})"
        for each in sections("openings")
        if {"prepositions", "objects"} <= each.keys()
    )
    pronoun = rf"(?:{words('pronouns')}|(?:{words('demonstratives')}){no_time})"
    connective = rf"(?:{words('connectives')}|(?:{about}){no_time})"
    conjunction = rf"(?:{words('conjunctions')})"
    return re.compile(
        rf"[^\w]*(?:(?P<pronoun>(?:(?:{conjunction}|{connective}),?\s+)?{pronoun})"
        rf"|(?P<connective>{connective})|(?P<conjunction>{conjunction}))(?=[\s,:;—–]|$)"
    )
