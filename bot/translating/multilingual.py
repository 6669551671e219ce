"""Translate texts in several languages: each sentence from its own, in the order of the text."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Glossary, Pair, Progress, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating import Translator


async def translate_mixed(
    translator: Translator,
    article: Article,
    title_language: str,
    sentences: Sequence[Sentence],
    target: str,
    progress: Progress | None = None,
    glossary: Glossary = (),
    stop: asyncio.Event | None = None,
) -> Translation:
    """Translate sentences and title of an article; what is in `target` already stays as it is.

    So does what is in another language than the article's and cannot be translated: the result's
    `untranslated` names these languages. `stop` is as for `Translator.translate`. Raises
    SameLanguage, ModelMissing and PackageBroken.
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
        if stop is not None and stop.is_set() and translations:
            break
        report = _offset(progress, done, len(sentences))
        try:
            translations[source] = await translator.translate(
                group, title, source, target, report, glossary, stop
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
    left = {
        sentence.index: source
        for source, group in groups.items()
        for sentence in group
        if source not in (target, *untranslated) and sentence.index not in pairs
    }
    first = next(iter(translations))
    end = next((n for n, s in enumerate(sentences) if left.get(s.index) == first), None)
    original_title = Pair(Sentence.of_title(article.title), article.title)
    return replace(
        translations[first],
        source_language=article.language,
        title=titled.title if titled else original_title,
        sentences=tuple(pairs.get(s.index) or Pair(s, s.text) for s in sentences[:end]),
        route=tuple(dict.fromkeys(routes)),
        models=tuple(dict.fromkeys(models)),
        untranslated=tuple(untranslated),
        left=len(left),
    )


def _offset(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Return a callback that counts from `before`, of the `total` of all languages."""
    if progress is None:
        return None
    return lambda done, _, new: progress(before + done, total, new)
