"""Texts that are no articles, or too much of one."""

import pytest

from bot.domain.article import Article, Ranking
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import Method, MethodTooSlow, rank

POEM = """The heron stands where reeds are thin
And looks at what the water is,
A grey umbrella, folded in,
With nothing in the pond but his.

The children throw it bits of bread,
It does not turn its narrow head."""
DIALOGUE = """— Ти бачив, що міст закрили?
— Бачив. Його ремонтуватимуть до весни.
— А як же діти їздитимуть до школи?
— Поромом. Пором ходитиме щогодини."""
LIST = """Что взять на остров:
• палатку на двоих
• котелок и спички
• карту, на которой есть тропы
1. Приехать до шести утра.
2. Купить билет на паром."""
CODE = """def read(path):
    with open(path) as file:
        return [line.strip() for line in file if line]

if __name__ == "__main__":
    print(read("names.txt"))"""
NO_FULL_STOP = "the ferry sails at noon and the harbour is full of people who wave " * 90
ODD = [
    "",
    " \n \n",
    "One sentence is an article too.",
    "***\n!!!\n12 34\n🎉",
    "Photo: Jane Doe",
    "#one #two\nhttps://example.org",
    '"\n" "\n«»„“',
    POEM,
    DIALOGUE,
    LIST,
    CODE,
    NO_FULL_STOP,
]


def ranked(text: str, language: str = "en", method: Method = Method.READER) -> Ranking:
    body = RichText(text)
    return rank(Article(RichText(), body, language), split_sentences(body, language), method)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("text", ODD)
def test_whatever_has_sentences_has_a_summary(text: str, method: Method) -> None:
    for language in ("en", "ru", "uk"):
        ranking = ranked(text, language, method)
        assert bool(ranking.best(1).sentences) == bool(ranking.sentences)
        assert ranking.best(10_000).is_longest


def test_a_thousand_identical_sentences_are_one() -> None:
    ranking = ranked("The ferry sails at noon. " * 1000)
    assert len(ranking.order) == 1
    assert ranking.best(3).is_longest
    assert not ranking.best(3).is_whole


def test_the_lines_of_a_poem_a_talk_and_a_list_are_all_there_to_be_taken() -> None:
    assert len(ranked(POEM).order) == 6
    assert len(ranked(DIALOGUE, "uk").order) == 6
    assert len(ranked(LIST, "ru").order) == 6


def test_a_text_beyond_the_limit_of_a_method_is_refused_before_any_work() -> None:
    text = " ".join(f"The ferry number {number} sails." for number in range(6_000))
    body = RichText(text)
    article = Article(RichText(), body, "en")
    sentences = split_sentences(body, "en")
    for method in Method:
        if method is not Method.READER:
            with pytest.raises(MethodTooSlow) as raised:
                rank(article, sentences, method)
            assert raised.value.details["method"] == method


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [
        *("word ", "Word. ", "“a ", "« ", '" ', "a|b ", "1 2 ", "# ", "Photo: ", "he ", "AB 1 "),
        pytest.param("a\n", marks=pytest.mark.slow),
    ],
)
def test_the_longest_article_of_anything_takes_seconds(unit: str) -> None:
    text = (unit * 300_000)[:300_000]
    body = RichText(text)
    sentences = split_sentences(body, "en")
    rank(Article(RichText(), body, "en"), sentences)
