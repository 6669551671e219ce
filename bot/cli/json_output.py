"""What `--json` prints, for other programs: one object, the same for a summary and a translation.

`docs/json.md` says what each key is. The shape is stable: keys are added, never renamed or taken
away. Formatting is left out.
"""

from collections.abc import Sequence
from typing import TypeAlias

from bot.domain.article import Article, Sentence, Summary
from bot.domain.parts import Place
from bot.domain.translation import Pair, Translation
from bot.rendering.places import headings, link_to, neighbours, page_of
from bot.summarizing import places

Object: TypeAlias = dict[str, object]


def summary_object(
    summary: Summary, translation: Translation | None, not_translated: str | None, method: str
) -> Object:
    """Return a summary, with its translation where there is one, or why there is none."""
    article, found = summary.article, places(summary.sentences)
    pairs = {pair.source.index: pair for pair in (translation.sentences if translation else ())}
    sentences = [
        _sentence(sentence, article, pairs.get(sentence.index))
        | {"score": score, "concepts": covered, "place": _place(article, place)}
        for sentence, score, covered, place in zip(
            summary.sentences, summary.scores, summary.covered, found, strict=True
        )
    ]
    return _object(article, translation, sentences) | {
        "sentence_count": summary.sentence_count,
        "not_translated": not_translated,
        "method": method,
        "keywords": summary.keywords,
    }


def translation_object(article: Article, translation: Translation) -> Object:
    """Return the whole article in two languages."""
    sentences = [_sentence(pair.source, article, pair) for pair in translation.sentences]
    return _object(article, translation, sentences)


def _place(article: Article, place: Place) -> Object:
    return {
        "headings": tuple(headings(article, (), place)),
        "page": page_of(article, place),
        "link": link_to(article, place) or None,
        "context": neighbours(article, place).text,
    }


def _sentence(sentence: Sentence, article: Article, pair: Pair | None) -> Object:
    retries = pair.retries if pair else ()
    return {
        "index": sentence.index,
        "paragraph": sentence.paragraph,
        "score": None,
        "text": sentence.text.text,
        "translation": pair.target.text if pair and pair.problem is None else None,
        "problem": pair.problem if pair else None,
        "retries": [{"problem": each.problem, "way": each.strategy} for each in retries],
        "language": sentence.language or article.language or "",
        "concepts": (),
        "place": None,
    }


def _object(
    article: Article, translation: Translation | None, sentences: Sequence[Object]
) -> Object:
    language = article.language or ""
    title = translation.title if translation else None
    return {
        "language": translation.target_language if translation else language,
        "source_language": language,
        "title": article.title.text,
        "title_translation": title.target.text if title and title.problem is None else None,
        "author": article.author,
        "word_count": article.word_count,
        "sentence_count": len(sentences),
        "sentences": sentences,
        "route": translation.route if translation else (),
        "not_translated": None,
        "title_problem": title.problem if title else None,
        "untranslated": translation.untranslated if translation else (),
        "method": None,
        "keywords": (),
        "translated_keywords": translation.keywords if translation else (),
    }
