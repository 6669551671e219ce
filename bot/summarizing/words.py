"""What counts as a word, which words say nothing, and what a word's stem is, by language.

sumy's own tokenizer drops every word with a digit or a curly apostrophe in it, and sumy has neither
Russian stop words nor a stemmer that is fast, hence this module.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from bot.languages.data import language_table

Stem = Callable[[str], str]

# Letters and digits, held together by apostrophes and hyphens: "COVID-19", "м’яч", "don't", "3.5".
_WORD = re.compile(r"\w+(?:(?:['-]|(?<=\d)[.,](?=\d))\w+)*")

_SNOWBALL = {"en": "english", "ru": "russian"}


_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[a-z]")
_LOOK_ALIKES = str.maketrans("aceopxyi", "асеорхуі")


def folded(word: str) -> str:
    """Return a word in lower case and in one alphabet.

    Some sites write "Пpо" with a Latin p, so that nobody can copy it.
    """
    lower = word.lower()
    if _LATIN_LETTER.search(lower) and _CYRILLIC_LETTER.search(lower):
        return lower.translate(_LOOK_ALIKES)
    return lower


class WordTokenizer:
    """Splits a sentence into words, with the method that sumy's document model asks for."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(sentence.replace("’", "'").replace("ʼ", "'")))


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words to leave out of account, in lower case; none for a language without a list."""
    from sumy.utils import get_stop_words

    if table := language_table(language).get("stop_words"):
        return frozenset(table["words"].split())
    try:
        return frozenset(get_stop_words(language))
    except LookupError:
        return frozenset()


def stemmer(language: str) -> Stem:
    """Return a stemmer for words in lower case; not to be shared between threads."""
    if name := _SNOWBALL.get(language):
        return _snowball_stemmer(name)
    if language == "uk":
        return _ukrainian_stem
    return str.lower


def _snowball_stemmer(name: str) -> Stem:
    from Stemmer import Stemmer

    # Without a cache: `Reader` asks once for each word.
    stem: Stem = Stemmer(name, 0).stemWord
    return stem


# sumy's stemmer tries some ten regular expressions on a word, and a long text repeats its words.
@lru_cache(maxsize=50_000)
def _ukrainian_stem(word: str) -> str:
    from sumy.nlp.stemmers.ukrainian import stem_word

    return str(stem_word(word))
