"""Word lists and endings that distinguish names and nouns from other words.

The lists stand in the [keywords] sections of the languages' files.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from bot.languages.data import section_values
from bot.languages.inflection import singular, without_endings
from bot.languages.scripts import ROMAN_DIGITS
from bot.summarizing.words import folded, stop_words

_SHORTEST_NOUN = 3
_LONGEST_ACRONYM = 6
_ROMAN = re.compile(rf"[{ROMAN_DIGITS}DM]+")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Words in lower case, with a straight apostrophe; endings, the longest first.

    A language without `endings` does not inflect its nouns but for `plurals`.
    """

    language: str
    stop_words: frozenset[str]
    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    before_verbs: frozenset[str] = frozenset()
    quantities: frozenset[str] = frozenset()
    """Before a noun that is not in the nominative: "пять", "багато"."""
    generic: frozenset[str] = frozenset()
    """Nouns of any text, which do not describe it."""
    calendar: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    """Words before a name, capitalised like it."""
    connectives: frozenset[str] = frozenset()
    """Inside a name: "Bank of England"."""
    others: frozenset[str] = frozenset()
    """Words of other kinds than nouns which their endings do not give away."""
    nouns: frozenset[str] = frozenset()
    """Nouns that look like something else."""
    noun_suffixes: tuple[str, ...] = ()
    adjective_suffixes: tuple[str, ...] = ()
    verb_suffixes: tuple[str, ...] = ()
    adverb_suffixes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    adjective_endings: tuple[str, ...] = ()
    oblique: tuple[str, ...] = ()
    """Endings that no nominative has, or hardly any."""
    many: tuple[str, ...] = ()
    """Endings of the plural, and of cases besides the nominative."""
    ending_names: tuple[str, ...] = ()
    """Endings, in the genitive, of names behind which another one begins: "України"."""
    agreeing: tuple[str, ...] = ()
    """Endings that two nouns in a row seldom share, but an adjective and its noun do."""
    alternations: Sequence[tuple[re.Pattern[str], str]] = ()
    """What the beginning of a word becomes where an ending is added: "будинок", "будинку"."""
    plurals: Sequence[tuple[str, str]] = ()
    possessive: str = ""
    """A pattern of what is taken off the end of a word: "Kyiv's"."""
    title_case: bool = False
    """Whether Titles Are Written Like This."""
    foreign_letters: frozenset[str] = frozenset()
    """Of a language that is easily taken for this one."""

    @cached_property
    def generic_bases(self) -> frozenset[str]:
        return frozenset(map(self.base, self.generic))

    @cached_property
    def honorific_bases(self) -> frozenset[str]:
        return frozenset(map(self.name_base, self.honorifics))

    @cached_property
    def suspicious_suffixes(self) -> tuple[str, ...]:
        """Endings of other words than nouns."""
        return self.adjective_suffixes + self.verb_suffixes + self.adverb_suffixes

    def base(self, word: str) -> str:
        """Return what the forms of a noun have in common."""
        if self.endings:
            return next(without_endings(word, self.endings), word)
        return singular(word, self.plurals)

    def name_base(self, word: str) -> str:
        """Return what the forms of a name, which may be an adjective, have in common."""
        if not self.endings:
            return word
        if "-" in word:
            return "-".join(map(self.name_base, word.split("-")))
        both = (self.endings, self.adjective_endings)
        return min((next(without_endings(word, each), word) for each in both), key=len)


@dataclass(frozen=True, eq=False)
class Form:
    """A word as it is spelled, and its properties; rare ones are computed when first needed.

    Compared by identity: `forms` gives the same for the same word.
    """

    text: str
    """Without the possessive of English."""
    lower: str
    """With a straight apostrophe."""
    base: str
    name_base: str
    is_possessive: bool
    is_stop_word: bool
    is_mixed: bool
    """Capital letters inside, as in "iPhone"."""
    is_capitalized: bool
    known: Lexicon

    @cached_property
    def other_bases(self) -> tuple[str, ...]:
        return other_bases(self.base, self.known.language)

    @cached_property
    def is_acronym(self) -> bool:
        return 2 <= len(self.text) <= _LONGEST_ACRONYM and self.text.isupper()

    @cached_property
    def is_capital_letter(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()

    @cached_property
    def is_number(self) -> bool:
        return bool(_ROMAN.fullmatch(self.text)) or not any(map(str.isalpha, self.text))

    @cached_property
    def is_connective(self) -> bool:
        return self.lower in self.known.connectives

    @cached_property
    def is_honorific(self) -> bool:
        return self.name_base in self.known.honorific_bases

    @cached_property
    def is_adjective_like(self) -> bool:
        return self.lower.endswith(self.known.adjective_suffixes)

    @cached_property
    def is_noun_like(self) -> bool:
        return self.lower.endswith(self.known.noun_suffixes)

    @cached_property
    def is_plain(self) -> bool:
        """Whether no other kind of word than a noun ends like this."""
        return self.is_noun_like or not self.lower.endswith(self.known.suspicious_suffixes)

    @cached_property
    def is_agreeing(self) -> bool:
        return self.lower.endswith(self.known.agreeing)

    @cached_property
    def precedes_oblique(self) -> bool:
        """Whether no nominative can follow."""
        known = self.known
        return bool(known.endings) and (
            self.lower in known.prepositions
            or self.lower in known.quantities
            or self.lower.isdecimal()
        )

    @cached_property
    def says_nothing(self) -> bool:
        """Whether this is not a noun, or one that does not describe a text."""
        known = self.known
        return (
            self.lower in known.others
            or self.lower in known.prepositions
            or self.lower in known.quantities
            or self.lower in known.calendar
            or self.base in known.generic_bases
        )

    @cached_property
    def may_be_noun(self) -> bool:
        """Whether this may be a noun that describes a text."""
        return (
            not self.is_stop_word
            and len(self.lower) >= _SHORTEST_NOUN
            and self.lower.replace("-", "").replace("'", "").isalpha()
            and not self.says_nothing
        )

    @cached_property
    def may_follow_adjective(self) -> bool:
        """Whether this may be the noun of an adjective that is a name: "Чорне море"."""
        is_word = self.lower.isalpha() and not self.is_stop_word and not self.is_capitalized
        return is_word and self.is_plain and not self.says_nothing

    @cached_property
    def is_no_name(self) -> bool:
        """Whether a capital letter makes no name of this word."""
        known = self.known
        return any(self.lower in words for words in (known.calendar, known.others, known.generic))

    @cached_property
    def may_be_name(self) -> bool:
        """Whether this may be a name alone."""
        may_be = self.is_capitalized and not self.is_stop_word and len(self.text) > 1
        return may_be and not self.is_no_name

    @cached_property
    def may_be_inside_name(self) -> bool:
        """Whether a word that is no name alone may be a part of one: "New Zealand"."""
        known = self.known
        if not self.is_capitalized:
            return False
        if known.endings and (self.is_stop_word or self.lower in known.others):
            return False
        return not (
            self.lower in known.calendar
            or (self.lower in known.prepositions and len(self.text) > 1)
            or self.lower in known.determiners
            or self.lower in known.before_verbs
        )

    @cached_property
    def may_begin_name(self) -> bool:
        """Whether a word that the text has nowhere else may begin a name."""
        return (
            not self.is_stop_word
            and "-" not in self.text
            and not self.is_no_name
            and not self.is_honorific
            and self.lower not in self.known.prepositions
            and not self.lower.endswith(self.known.adjective_suffixes + self.known.adverb_suffixes)
            and self.looks_nominative
        )

    @cached_property
    def looks_nominative(self) -> bool:
        known = self.known
        return not known.endings or not self.lower.endswith(known.oblique + known.many)

    @cached_property
    def ends_name(self) -> bool:
        """Whether another name begins behind it."""
        return self.lower.endswith(self.known.ending_names)


@cache
def forms(language: str) -> Callable[[str], Form]:
    """Return what gives the properties of a word of a text, and remembers those of many."""
    known = lexicon(language)

    @lru_cache(maxsize=20_000)
    def form_of(word: str) -> Form:
        text = (known.possessive and re.sub(known.possessive, "", word)) or word
        lower = text.lower().replace("’", "'").replace("ʼ", "'")
        straight = folded(word).replace("’", "'").replace("ʼ", "'")
        is_mixed = not text.isupper() and text[1:].lower() != text[1:]
        return Form(
            text,
            lower,
            known.base(lower),
            known.name_base(lower),
            is_possessive=text != word,
            is_stop_word=straight in known.stop_words,
            is_mixed=is_mixed,
            is_capitalized=text[0].isupper() or is_mixed,
            known=known,
        )

    return form_of


@lru_cache(maxsize=20_000)
def other_bases(base: str, language: str) -> tuple[str, ...]:
    """Return what else the forms of a word may begin with."""
    changed = (
        pattern.sub(replacement, base) for pattern, replacement in lexicon(language).alternations
    )
    return tuple(other for other in changed if other != base)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; an empty one where its file has no [keywords]."""
    values = section_values(language, "keywords", Lexicon)
    values["alternations"] = [
        (re.compile(pattern), other) for pattern, other in values.get("alternations", ())
    ]
    return Lexicon(language, stop_words(language), **values)
