"""From an article's sentences to their ranking. Keeps sumy, slow to import, out of start-up."""

from collections.abc import Sequence

from bot.article import Article, Ranking, Sentence


def rank(article: Article, sentences: Sequence[Sentence]) -> Ranking:
    """All sentences of the article in the order in which a summary takes them.

    Uses the title, and the stems and stop words of the article's language where it has any. The
    same input always gives the same order.
    """
    from bot.summarizing.coverage import CoverageSummarizer
    from bot.summarizing.document import build_document
    from bot.summarizing.words import stemmer, stop_words

    language = article.language or ""
    summarizer = CoverageSummarizer(stemmer(language))
    summarizer.stop_words = stop_words(language)
    texts = [sentence.text.text for sentence in sentences]
    steps = summarizer.order(build_document(article.title.text, texts))
    return Ranking(
        article,
        tuple(sentences),
        tuple(step.index for step in steps),
        tuple(step.gain for step in steps),
    )
