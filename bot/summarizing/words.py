"""Words of a language: how a text is tokenized, its stop words and its stemmer.

sumy's own tokenizer drops every word with a digit or a curly apostrophe in it, and sumy has neither
Russian stop words nor a stemmer that is fast, hence this module.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

from bot.languages import language_name
from bot.languages.data import language_table
from bot.languages.scripts import CYRILLIC, LATIN, LOOK_ALIKES

Stem = Callable[[str], str]

# Letters and digits, held together by apostrophes and hyphens: "COVID-19", "м’яч", "don't", "3.5".
_WORD = re.compile(r"(\w++(?:[-'.,](?:(?<=['-])|(?<=\d.)(?=\d))\w++)*+)")


def folded(word: str) -> str:
    """Return a word in lower case and in one alphabet.

    Some sites write "Пpо" with a Latin p, so that nobody can copy it.
    """
    lower = word.lower()
    if LATIN.search(lower) and CYRILLIC.search(lower):
        return lower.translate(LOOK_ALIKES)
    return lower


def words_and_gaps(sentence: str) -> list[str]:
    """Return what stands before, between and behind the words, and the words in between."""
    return _WORD.split(sentence.replace("’", "'").replace("ʼ", "'"))


class WordTokenizer:
    """Splits a sentence into words, with the method that sumy's document model asks for."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(words_and_gaps(sentence)[1::2])


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language, in lower case; none where there is no list."""
    if table := language_table(language).get("stop_words"):
        return frozenset(table["words"].split())
    # Not by sumy's own function: that loads an HTTP client and a table of all languages, a third of
    # what the first summary costs.
    name = language_name(language, "en").lower()
    file = files("sumy").joinpath("data", "stopwords", f"{name}.txt")
    return frozenset(file.read_text("utf-8").split()) if file.is_file() else frozenset()


def stemmer(language: str) -> Stem:
    """Return a stemmer for words in lower case; not to be shared between threads.

    It is Snowball's, else sumy's; where neither has one, words stay as they are.
    """
    from Stemmer import Stemmer

    try:
        # Without a cache: `Reader` asks once for each word.
        stem: Stem = Stemmer(language, 0).stemWord
    except KeyError:
        return _sumy_stemmer(language)
    return stem


@cache
def _sumy_stemmer(language: str) -> Stem:
    from sumy.nlp.stemmers import Stemmer

    try:
        # It tries some ten regular expressions on a word, and a long text repeats its words.
        return lru_cache(maxsize=50_000)(Stemmer(language))
    except LookupError:
        return str.lower
