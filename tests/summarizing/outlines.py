"""Short ways to an outline, for tests."""

from bot.domain.article import Article, Block
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing.structure import Outline, outline


def outlined(body: str, language: str = "en", title: str = "", *blocks: Block) -> Outline:
    """Return the outline of an article."""
    article = Article(RichText(title), RichText(body), language, blocks=blocks)
    return outline(article, split_sentences(article.body, language))


def shown(body: str, language: str = "en") -> list[str]:
    """Return what of each sentence is to be shown, of those that can be shown alone."""
    sentences = split_sentences(RichText(body), language)
    found = outlined(body, language)
    return [
        body[slice(*found.trims.get(sentence.index, (sentence.start, sentence.end)))]
        for sentence in sentences
        if sentence.index not in found.hidden
    ]
