"""The layout of a summary and of a translation, of any length."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import quote

from bot.domain.article import Article, Sentence, Source, Summary
from bot.domain.preferences import Bilingual, Preferences
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Translation
from bot.errors import DragomanError
from bot.rendering.words import Words
from bot.service.articles import SummaryResult
from bot.summarizing import shown
from bot.translating import differs, marked, translated_body, translated_pair

_BETWEEN = RichText(" · ")
_ARROW = RichText(" → ")
_BLANK_LINE = RichText("\n\n")
_LINE_END = RichText("\n")

# A language with a smaller share of the sentences is not named.
_SECOND_LANGUAGE_SHARE = 0.25
_MOST_LANGUAGES = 2

_NOTHING_CHOSEN = Preferences()

_SHARING = "https://t.me/share/url?"
_LONGEST_ADDRESS = 2_000
"""Characters, of which a letter that is not Latin takes six."""


def summary_text(
    result: SummaryResult,
    words: Words,
    explain: Callable[[DragomanError], str] | None = None,
    chosen: Preferences = _NOTHING_CHOSEN,
) -> RichText:
    """Return the title, the source and how much was kept, then each sentence as a paragraph.

    `explain` says why there is no translation, in place of `words.explain`. What was `chosen` says
    whether models are named, and whether the original is shown with its translation.
    """
    summary, translation = result.summary, result.translation
    facts = [
        *_source(summary.article, words),
        _languages(summary.article, summary.sentences, translation, words),
        *(_models(translation) if chosen.details else ()),
        RichText(_kept(summary, words)),
    ]
    keywords = summary.keywords if translation is None else translation.keywords
    title = _title(translation, chosen) if translation else [summary.article.title]
    header = _LINE_END.join([_header(title, facts), *_keywords(keywords, words)])
    parts = [header, *shown_sentences(result, chosen.bilingual)]
    if translation is not None:
        parts += notes(translation, words)
    if result.obstacle is not None:
        reason = (explain or words.explain)(result.obstacle)
        note = words.say("not-translated", reason=reason)
        parts.append(RichText.styled(note, Kind.ITALIC))
    return _BLANK_LINE.join(parts)


def shown_title(result: SummaryResult) -> RichText:
    """Return the title in the language of the summary."""
    if result.translation is None:
        return result.summary.article.title
    return marked(result.translation.title)


def shown_sentences(result: SummaryResult, way: Bilingual = Bilingual.OFF) -> list[RichText]:
    """Return the sentences in the language of the summary, or in both languages."""
    if result.translation is None:
        return [sentence.text for sentence in shown(result.summary.sentences)]
    return [translated_pair(pair, way) for pair in result.translation.sentences]


def translation_text(
    article: Article, translation: Translation, words: Words, chosen: Preferences = _NOTHING_CHOSEN
) -> RichText:
    """Return the title, the source, then the whole text with its paragraphs as they were.

    What was `chosen` says the same as for a summary.
    """
    facts = [
        *_source(article, words),
        _languages(article, [pair.source for pair in translation.sentences], translation, words),
        *(_models(translation) if chosen.details else ()),
        RichText(words.say("words", count=article.word_count)),
    ]
    header = _header(_title(translation, chosen), facts)
    if translation.left:
        end = max((pair.source.end for pair in translation.sentences), default=0)
        article = replace(article, body=article.body[:end])
    body = translated_body(article, translation, chosen.bilingual)
    return _BLANK_LINE.join(filter(None, [header, body, *notes(translation, words)]))


def notes(translation: Translation, words: Words) -> list[RichText]:
    """Say what the marks mean, and which languages stay as they are, if there are any."""
    said = []
    if translation.title.problem is not None:
        said.append(words.say("kept-title"))
    if count := translation.kept_sentences:
        said.append(words.say("kept-original", count=count))
    if translation.untranslated:
        languages = ", ".join(words.language_name(code) for code in translation.untranslated)
        said.append(words.say("partly-not-translated", languages=languages))
    if translation.left:
        said.append(words.say("stopped", percent=translation.percent))
    return [RichText.styled(note, Kind.ITALIC) for note in said]


def _title(translation: Translation, chosen: Preferences) -> list[RichText]:
    """Return the title, and in both languages where the text is."""
    title = marked(translation.title)
    if chosen.bilingual is Bilingual.OFF or not differs(translation.title):
        return [title]
    return [title, translation.title.source.text]


def _header(title: list[RichText], facts: list[RichText]) -> RichText:
    lines = [line.with_span(Kind.BOLD) for line in title if line]
    return _LINE_END.join([*lines, _BETWEEN.join(facts)])


def _source(article: Article, words: Words) -> list[RichText]:
    facts = [_linked(article.source)] if article.source.name else []
    if article.author:
        facts.append(RichText(words.say("by-author", author=article.author)))
    return facts


def _linked(source: Source) -> RichText:
    if source.link:
        return RichText.styled(source.name, Kind.TEXT_LINK, source.link)
    return RichText(source.name)


def _languages(
    article: Article, sentences: Sequence[Sentence], translation: Translation | None, words: Words
) -> RichText:
    """Name the one or two main languages of an article, and the way of its translation."""
    way = [*translation.pivots, translation.target_language] if translation is not None else []
    counts = Counter(sentence.language or article.language for sentence in sentences)
    del counts[way[-1] if way else None]
    fewest = _SECOND_LANGUAGE_SHARE * counts.total()
    common = [code for code, count in counts.most_common(_MOST_LANGUAGES) if count >= fewest]
    codes = common or [article.language]
    names = [", ".join(words.language_name(code) for code in codes if code)]
    names += map(words.language_name, way)
    return _ARROW.join(RichText(name) for name in names if name)


def _models(translation: Translation | None) -> list[RichText]:
    """Name the families of the models that translated."""
    names = translation.models if translation is not None else ()
    return [RichText(", ".join(names))] if names else []


def _keywords(keywords: Sequence[str], words: Words) -> list[RichText]:
    """Say what the article is about."""
    if not keywords:
        return []
    line = words.say("keywords", words=", ".join(keywords))
    return [RichText.styled(line, Kind.ITALIC)]


def _kept(summary: Summary, words: Words) -> str:
    whole = words.say("words", count=summary.article.word_count)
    if summary.is_whole:
        return f"{whole}, {words.say('already-short')}"
    if summary.items:
        shown = words.say("list-shown", items=len(summary.items), shown=summary.items_shown)
        return f"{whole} → {shown}"
    return f"{whole} → {words.say('sentences', count=len(summary.sentences))}"


def sharing_address(result: SummaryResult) -> str:
    """Return a link that shares a summary with its source in Telegram; empty without a source."""
    source = result.summary.article.source.link
    if not source:
        return ""
    address = f"{_SHARING}url={quote(source, safe='')}"
    between = "&text="
    for line in (shown_title(result), *shown_sentences(result)):
        added = between + quote(line.text, safe="")
        if len(address) + len(added) > _LONGEST_ADDRESS:
            break
        if line:
            address += added
            between = "%0A%0A"
    return address
