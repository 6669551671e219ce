"""Translates texts in several languages: each sentence from its own, in the order of the text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.article import Article, Sentence
from bot.domain.glossary import Glossary
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating import Translator

Progress = Callable[[int, int], None]
"""Called with the number of sentences that are done, and of all."""


async def translate_mixed(
    translator: Translator,
    article: Article,
    title_language: str,
    sentences: Sequence[Sentence],
    target: str,
    progress: Progress | None = None,
    glossary: Glossary = (),
) -> Translation:
    """Translate sentences and title of an article; what is in `target` already stays as it is.

    So does what is in another language than the article's and cannot be translated: the result's
    `untranslated` names these languages. Raises SameLanguage, ModelMissing and PackageBroken.
    """
    assert article.language is not None
    groups: dict[str, list[Sentence]] = {article.language: []}
    for sentence in sentences:
        groups.setdefault(sentence.language or article.language, []).append(sentence)
    if article.title:
        groups.setdefault(title_language, [])
    translations: dict[str, Translation] = {}
    untranslated: list[str] = []
    missing: ModelMissing | None = None
    done = 0
    for source, group in groups.items():
        title = article.title if source == title_language else RichText()
        if source == target or not (group or title):
            continue
        report = _offset(progress, done, len(sentences))
        try:
            translations[source] = await translator.translate(
                group, title, source, target, report, glossary
            )
        except ModelMissing as error:
            if source == article.language:
                raise
            untranslated.append(source)
            missing = missing or error
        else:
            done += len(group)
    if not translations:
        if missing is not None:
            raise missing
        raise SameLanguage(language=target)
    pairs = {pair.source.index: pair for made in translations.values() for pair in made.sentences}
    routes = chain.from_iterable(made.route for made in translations.values())
    models = chain.from_iterable(made.models for made in translations.values())
    titled = translations.get(title_language)
    original_title = Pair(Sentence.of_title(article.title), article.title)
    return replace(
        next(iter(translations.values())),
        source_language=article.language,
        title=titled.title if titled else original_title,
        sentences=tuple(pairs.get(s.index) or Pair(s, s.text) for s in sentences),
        route=tuple(dict.fromkeys(routes)),
        models=tuple(dict.fromkeys(models)),
        untranslated=tuple(untranslated),
    )


def _offset(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Return a callback that counts from `before`, of the `total` of all languages."""
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)
