"""What becomes of the answers of a model that was asked for single words."""

import pytest

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Problem, Translation
from bot.service.keywords import take_keywords, with_keywords

ARTICLE = Article(RichText(), RichText("Мельники молчат."), "ru")
SENTENCE = Sentence(0, 0, 0, ARTICLE.body)


def translated(*answers: tuple[str, str, Problem | None]) -> Translation:
    title = Pair(Sentence.of_title(RichText()), RichText())
    pairs = [Pair(SENTENCE, RichText("Ukrainian millers are silent."))]
    keywords = [source for source, _, _ in answers]
    asked = with_keywords(ARTICLE, [SENTENCE], keywords)[1:]
    pairs += (
        Pair(sentence, RichText(target), problem)
        for sentence, (_, target, problem) in zip(asked, answers, strict=True)
    )
    return take_keywords(Translation("ru", "en", title, tuple(pairs), ()), 1)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("мельник", "miller", "miller"),
        ("мельник", "Miller.", "miller"),
        ("Нижняя Речка", "Nizhnyaya Rechka", "Nizhnyaya Rechka"),
        ("украинская", "Ukrainian", "Ukrainian"),
        ("мельник", "The miller is a man who owns a mill", "мельник"),
        ("мельник", "Miller. Miller. Miller.", "мельник"),
        ("мельник", "", "мельник"),
        ("мельник", "…", "мельник"),
    ],
)
def test_an_answer_is_taken_if_it_is_a_word(source: str, target: str, expected: str) -> None:
    translation = translated((source, target, None))
    assert translation.keywords == (expected,)
    assert len(translation.sentences) == 1


def test_a_rejected_answer_leaves_the_word_as_it_was() -> None:
    assert translated(("мельник", "miller", Problem.LOOP)).keywords == ("мельник",)


def test_two_words_that_become_one_are_named_once() -> None:
    assert translated(("мост", "bridge", None), ("мостик", "Bridge", None)).keywords == ("bridge",)


def test_words_of_another_language_than_all_sentences_are_not_asked_for() -> None:
    foreign = Sentence(0, 0, 0, RichText("Millers are silent."), "en")
    assert with_keywords(ARTICLE, [foreign], ["мельник"]) == (foreign,)
