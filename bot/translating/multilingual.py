"""Translates texts in several languages: each sentence from its own, in the order of the text.

Knows nothing of how a language is translated, only which sentences go together.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating import Translator

Progress = Callable[[int, int], None]
"""Called with how many sentences are done, and of how many."""


async def translate_mixed(
    translator: Translator,
    article: Article,
    title_language: str,
    sentences: Sequence[Sentence],
    target: str,
    progress: Progress | None = None,
) -> Translation:
    """Sentences and title of an article in `target`; what is in it already stays as it is.

    So does what is in another language than the article's and cannot be translated: the result's
    `untranslated` names these languages. Raises SameLanguage, ModelMissing and PackageBroken.
    """
    assert article.language is not None
    groups: dict[str, list[Sentence]] = {article.language: []}
    for sentence in sentences:
        groups.setdefault(sentence.language or article.language, []).append(sentence)
    if article.title:
        groups.setdefault(title_language, [])
    made: dict[str, Translation] = {}
    untranslated: list[str] = []
    for source, group in groups.items():
        title = article.title if source == title_language else RichText()
        if source == target or not (group or title):
            continue
        done = sum(len(translation.sentences) for translation in made.values())
        report = _reporting(progress, done, len(sentences))
        try:
            made[source] = await translator.translate(group, title, source, target, report)
        except ModelMissing:
            if source == article.language:
                raise
            untranslated.append(source)
    if not made:
        if untranslated:
            raise ModelMissing(source=untranslated[0], target=target)
        raise SameLanguage(language=target)
    united = _united(article.title, sentences, made, title_language)
    return replace(united, source_language=article.language, untranslated=tuple(untranslated))


def _reporting(progress: Progress | None, before: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)


def _united(
    title: RichText,
    sentences: Sequence[Sentence],
    made: dict[str, Translation],
    title_language: str,
) -> Translation:
    pairs = {
        pair.source.index: pair for translation in made.values() for pair in translation.sentences
    }
    routes = chain.from_iterable(translation.route for translation in made.values())
    return replace(
        next(iter(made.values())),
        title=made[title_language].title
        if title_language in made
        else Pair(Sentence.of_title(title), title),
        sentences=tuple(pairs.get(s.index) or Pair(s, s.text) for s in sentences),
        route=tuple(dict.fromkeys(routes)),
    )
