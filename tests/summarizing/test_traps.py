"""Articles that are easy to summarise badly; each names its trap."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.article import Article, Ranking, Summary
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import Method, rank, shown


@dataclass(frozen=True)
class Trap:
    """An article, ranked, and what en.toml says of its keys."""

    ranking: Ranking
    never: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    once: tuple[str, ...]
    shown: str

    @property
    def summaries(self) -> list[list[str]]:
        return [sentences_of(self.ranking.best(count)) for count in self.ranking.stops]


def sentences_of(summary: Summary) -> list[str]:
    return [sentence.text.text for sentence in summary.sentences]


def traps() -> list[object]:
    files = sorted(Path(__file__).with_name("traps").glob("*.toml"))
    return [
        pytest.param((file.stem, article, method), id=f"{file.stem}: {article['trap']} by {method}")
        for file in files
        for article in tomllib.loads(file.read_text(encoding="utf-8"))["articles"]
        for method in (Method.READER, Method.TEXTRANK)
    ]


@pytest.fixture(params=traps())
def trap(request: pytest.FixtureRequest) -> Trap:
    language, texts, method = request.param
    article = Article(RichText(texts["title"]), RichText(texts["body"]), language)
    return Trap(
        rank(article, split_sentences(article.body, language), method),
        tuple(texts.get("never", ())),
        tuple((one, other) for one, other in texts.get("pairs", ())),
        tuple(texts.get("once", ())),
        texts.get("shown", ""),
    )


def test_boilerplate_is_in_no_summary(trap: Trap) -> None:
    longest = " ".join(trap.summaries[-1])
    assert [words for words in trap.never if words in longest] == []


def test_everything_else_is_in_the_longest_summary_once(trap: Trap) -> None:
    wanted = [
        sentence.text.text
        for sentence in trap.ranking.sentences
        if not any(words in sentence.text.text for words in trap.never)
    ]
    for words in trap.once:
        first, second = (place for place, sentence in enumerate(wanted) if words in sentence)
        del wanted[second]
        assert words in wanted[first]
    assert trap.summaries[-1] == wanted


def test_a_sentence_that_depends_on_another_comes_with_it(trap: Trap) -> None:
    for dependent, antecedent in trap.pairs:
        for summary in trap.summaries:
            if any(dependent in sentence for sentence in summary):
                assert any(antecedent in sentence for sentence in summary)


def test_quotation_marks_come_in_pairs_in_what_is_shown(trap: Trap) -> None:
    for count in trap.ranking.stops:
        sentences = shown(trap.ranking.best(count).sentences)
        text = " ".join(sentence.text.text for sentence in sentences)
        assert [text.count("«"), text.count("“")] == [text.count("»"), text.count("”")]
        assert text.count('"') % 2 == 0


def test_the_dateline_is_left_out_of_what_is_shown_only(trap: Trap) -> None:
    if trap.shown:
        first = trap.ranking.best(len(trap.ranking.order)).sentences[0]
        (without,) = shown([first])
        assert without.text.text == trap.shown
        assert first.text.text.endswith(trap.shown)
        assert len(first.text) > len(trap.shown)
        assert trap.ranking.article.body[without.start : without.end] == without.text
