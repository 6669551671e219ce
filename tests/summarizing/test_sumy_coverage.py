"""Our summarizer as one of sumy's."""

import pytest
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import rank
from bot.summarizing.sumy_coverage import CoverageSummarizer
from bot.summarizing.words import WordTokenizer

TITLE = "Старий міст знову відкрито"
BODY = (
    "Місто відкрило старий міст через річку після трирічного ремонту. Роботи тривали з весни "
    "2021 року. Мер назвав міст головною дорогою до ринку. Уранці на річці стояв туман. Рибалки "
    "кажуть, що риби цього року небагато. Ремонт мосту коштував 40 мільйонів гривень."
)


def document(title: str, body: str, language: str) -> ObjectDocumentModel:
    words = WordTokenizer()
    heading = Sentence(title, words, is_heading=True)
    sentences = [Sentence(s.text.text, words) for s in split_sentences(RichText(body), language)]
    return ObjectDocumentModel([Paragraph([heading, *sentences])])


@pytest.mark.parametrize("count", [1, 2, 4])
def test_it_takes_the_sentences_that_the_bot_takes(count: int) -> None:
    article = Article(RichText(TITLE), RichText(BODY), "uk")
    ranking = rank(article, split_sentences(article.body, "uk"))
    chosen = CoverageSummarizer("uk")(document(TITLE, BODY, "uk"), count)
    assert [str(s) for s in chosen] == [s.text.text for s in ranking.best(count).sentences]


def test_it_takes_a_share_as_any_summarizer_of_sumys_does() -> None:
    assert len(CoverageSummarizer("uk")(document(TITLE, BODY, "uk"), "50%")) == 3
