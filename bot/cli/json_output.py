"""What `--json` prints, for other programs: one object, the same for a summary and a translation.

The shape is stable: keys are added, never renamed or taken away. Formatting is left out.
"""

from dataclasses import dataclass, replace

from bot.domain.article import Article, Sentence, Summary
from bot.domain.parts import Place
from bot.domain.translation import Pair, Translation
from bot.rendering.places import headings, link_to, neighbours, page_of
from bot.summarizing import places


@dataclass(frozen=True, slots=True)
class RetryOutput:
    """What the checks found in a translation, and how the model was asked once more."""

    problem: str
    way: str


@dataclass(frozen=True, slots=True)
class PlaceOutput:
    """Where a sentence stands: in `context` between its neighbours, below the `headings`.

    `page` is that of a PDF, from 1 on, else null; `link` jumps to the sentence where the article
    has an address, else it is null.
    """

    headings: tuple[str, ...]
    page: int | None
    link: str | None
    context: str


@dataclass(frozen=True, slots=True)
class SentenceOutput:
    """A sentence that is shown.

    `index` counts the sentences of the article and `paragraph` its paragraphs, both from 0;
    `score` says how much the summary gained by taking the sentence, and is null in a translation
    of the whole article; `translation` is null where nothing was translated. `problem` says why a
    translation was thrown away, `retries` what was tried before that, or before it was good.
    `language` is the sentence's own. `concepts` are the words of the sentence that no sentence
    taken before it says, the weightiest first; empty in a translation of the whole article, where
    `place` is null.
    """

    index: int
    paragraph: int
    score: float | None
    text: str
    translation: str | None
    problem: str | None
    retries: tuple[RetryOutput, ...]
    language: str
    concepts: tuple[str, ...]
    place: PlaceOutput | None


@dataclass(frozen=True, slots=True)
class Output:
    """The object that is printed.

    `language` is what the text is in now, `source_language` what the article is in, both as ISO 639
    codes. `word_count` and `sentence_count` are those of the whole article, title included.
    `route` names the packages that translated, in their order, such as "en→ru 1.9"; without a
    translation it is empty, and `not_translated` says why where one was asked for. `title_problem`
    says why the translation of the title was thrown away. `untranslated` are languages of single
    sentences that no package leads from. `method` is how the summary was made, null for a
    translation of the whole article; `keywords` are what the article is about, and
    `translated_keywords` the same in the language of the translation, empty without one.
    """

    language: str
    source_language: str
    title: str
    title_translation: str | None
    author: str
    word_count: int
    sentence_count: int
    sentences: tuple[SentenceOutput, ...]
    route: tuple[str, ...]
    not_translated: str | None
    title_problem: str | None
    untranslated: tuple[str, ...]
    method: str | None
    keywords: tuple[str, ...]
    translated_keywords: tuple[str, ...]


def summary_output(
    summary: Summary, translation: Translation | None, not_translated: str | None, method: str
) -> Output:
    """Return a summary, with its translation where there is one."""
    article, found = summary.article, places(summary.sentences)
    pairs = {pair.source.index: pair for pair in (translation.sentences if translation else ())}
    sentences = tuple(
        replace(
            _sentence(sentence, article, pairs.get(sentence.index)),
            score=score,
            concepts=covered,
            place=_place(article, place),
        )
        for sentence, score, covered, place in zip(
            summary.sentences, summary.scores, summary.covered, found, strict=True
        )
    )
    return replace(
        _output(article, translation, sentences),
        sentence_count=summary.sentence_count,
        not_translated=not_translated,
        method=method,
        keywords=summary.keywords,
    )


def _place(article: Article, place: Place) -> PlaceOutput:
    return PlaceOutput(
        headings=tuple(headings(article, (), place)),
        page=page_of(article, place),
        link=link_to(article, place) or None,
        context=neighbours(article, place).text,
    )


def translation_output(article: Article, translation: Translation) -> Output:
    """Return the whole article in two languages."""
    sentences = tuple(_sentence(pair.source, article, pair) for pair in translation.sentences)
    return _output(article, translation, sentences)


def _sentence(sentence: Sentence, article: Article, pair: Pair | None) -> SentenceOutput:
    return SentenceOutput(
        index=sentence.index,
        paragraph=sentence.paragraph,
        score=None,
        text=sentence.text.text,
        translation=pair.target.text if pair and pair.problem is None else None,
        problem=pair.problem if pair else None,
        retries=tuple(
            RetryOutput(retry.problem, retry.strategy) for retry in (pair.retries if pair else ())
        ),
        language=sentence.language or article.language or "",
        concepts=(),
        place=None,
    )


def _output(
    article: Article, translation: Translation | None, sentences: tuple[SentenceOutput, ...]
) -> Output:
    language = article.language or ""
    title = translation.title if translation else None
    return Output(
        language=translation.target_language if translation else language,
        source_language=language,
        title=article.title.text,
        title_translation=title.target.text if title and title.problem is None else None,
        author=article.author,
        word_count=article.word_count,
        sentence_count=len(sentences),
        sentences=sentences,
        route=translation.route if translation else (),
        not_translated=None,
        title_problem=title.problem if title else None,
        untranslated=translation.untranslated if translation else (),
        method=None,
        keywords=(),
        translated_keywords=translation.keywords if translation else (),
    )
