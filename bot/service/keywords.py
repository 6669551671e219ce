"""The key words of a summary, translated with it as if they were short sentences of the article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation

# A model may translate a single word by a whole sentence.
_PAUSE = re.compile(r"[.!?…;:\n]")
_MOST_WORDS_MORE = 2
_MOST_TIMES_LONGER = 3
_SHORT = 10


def with_keywords(
    article: Article, sentences: Sequence[Sentence], keywords: Sequence[str]
) -> tuple[Sentence, ...]:
    """Return the sentences, and behind them the key words where any sentence is in their language.

    Take them off the translation with `take_keywords`.
    """
    if all(sentence.language not in (None, article.language) for sentence in sentences):
        return tuple(sentences)
    first = max((sentence.index for sentence in sentences), default=-1) + 1
    end = len(article.body)
    added = (Sentence(first + n, 0, end, RichText(word)) for n, word in enumerate(keywords))
    return (*sentences, *added)


def take_keywords(translation: Translation, sentences: int) -> Translation:
    """Return the translation of so many sentences; what comes behind them are its key words.

    One that has no good translation stays as it is.
    """
    shown, asked = translation.sentences[:sentences], translation.sentences[sentences:]
    text = " ".join(pair.target.text for pair in (translation.title, *shown))
    words = {word.casefold(): word for word in (_translated(pair, text) for pair in asked)}
    return replace(translation, sentences=shown, keywords=tuple(words.values()))


def _translated(pair: Pair, text: str) -> str:
    source = pair.source.text.text
    target = pair.target.text.strip().removesuffix(".")
    is_one = (
        any(map(str.isalpha, target))
        and not _PAUSE.search(target)
        and len(target.split()) <= len(source.split()) + _MOST_WORDS_MORE
        and len(target) <= max(_MOST_TIMES_LONGER * len(source), _SHORT)
    )
    if pair.problem is not None or not is_one:
        return source
    # A model begins an answer with a capital letter; "Ukrainians" have theirs in the text too.
    lower = target[0].lower() + target[1:]
    is_beginning = source[0].islower() and (target not in text or lower in text)
    return lower if is_beginning else target
