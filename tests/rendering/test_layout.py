"""What a person sees of a sentence whose translation was no good."""

import pytest

from bot.domain.article import Article, Ranking, Sentence
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair, Problem, Translation
from bot.rendering.layout import summary_text, translation_text
from bot.rendering.words import words_in
from bot.service.articles import SummaryResult

BODY = RichText.styled("Cats sleep. Dogs run.\nBirds fly.", Kind.BLOCKQUOTE)
ARTICLE = Article(RichText("News"), BODY, "en")
SENTENCES = tuple(
    Sentence(index, paragraph, start, BODY[start:end])
    for index, (paragraph, start, end) in enumerate([(0, 0, 11), (0, 12, 21), (1, 22, 32)])
)


def translation(*rejected: int, title_problem: Problem | None = None) -> Translation:
    pairs = tuple(
        Pair(sentence, sentence.text, Problem.LOOP)
        if sentence.index in rejected
        else Pair(sentence, RichText.styled("Да.", Kind.BLOCKQUOTE))
        for sentence in SENTENCES
    )
    target = ARTICLE.title if title_problem else RichText("Новости")
    title = Pair(Sentence.of_title(ARTICLE.title), target, title_problem)
    return Translation("en", "ru", title, pairs, ())


def test_sentences_that_stayed_in_the_original_are_marked_and_the_mark_is_explained() -> None:
    text = translation_text(ARTICLE, translation(1, title_problem=Problem.LOOP), words_in("ru"))

    title, body, title_note, note = text.text.split("\n\n")
    assert title.startswith("News ⚠\n")
    assert body == "Да. Dogs run. ⚠\nДа."
    assert title_note.startswith("⚠ Заголовок оставлен на языке оригинала")
    assert note == "⚠ 1 предложение осталось на языке оригинала: перевод не прошёл проверку."


def test_a_mark_does_not_break_a_quotation_in_two() -> None:
    text = translation_text(ARTICLE, translation(1), words_in("en"))
    (quotation,) = (span for span in text.spans if span.kind is Kind.BLOCKQUOTE)
    assert text.text[quotation.start : quotation.end] == "Да. Dogs run. ⚠\nДа."


def test_a_translation_without_problems_has_no_mark_and_no_note() -> None:
    text = translation_text(ARTICLE, translation(), words_in("en")).text
    assert "⚠" not in text
    assert text.endswith("\n\nДа. Да.\nДа.")


def test_a_translated_summary_is_marked_too() -> None:
    summary = Ranking(ARTICLE, SENTENCES, (0, 1, 2), (3.0, 2.0, 1.0), ((), (), ()), (1, 2, 3)).best(
        3
    )

    text = summary_text(SummaryResult(summary, translation(0)), words_in("en")).text

    _, first, second, _, note = text.split("\n\n")
    assert (first, second) == ("Cats sleep. ⚠", "Да.")
    left = "⚠ 1 sentence is left in the original language"
    assert note == f"{left}: the translation didn’t pass my checks."


@pytest.mark.parametrize(
    ("language", "count", "begins"),
    [
        ("en", 3, "⚠ 3 sentences are left"),
        ("ru", 1, "⚠ 1 предложение осталось на"),
        ("ru", 5, "⚠ 5 предложений осталось на"),
        ("uk", 1, "⚠ 1 речення залишилося мовою"),
        ("uk", 12, "⚠ 12 речень залишилося мовою"),
    ],
)
def test_the_note_counts_in_the_persons_language(language: str, count: int, begins: str) -> None:
    assert words_in(language).say("kept-original", count=count).startswith(begins)
