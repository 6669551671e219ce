"""Texts in two languages: each sentence stands there in both, in its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Sentence
from bot.domain.preferences import Bilingual
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair, Problem, Translation
from bot.languages import split_sentences
from bot.translating import translated_body, translated_parts

BODY = RichText("One cat. Two dogs.\n\n• An owl.\n• OK.")


def translation_of(body: RichText, *problems: int) -> Translation:
    """Translate into capital letters, but for sentences with problems."""
    pairs = tuple(
        Pair(sentence, sentence.text, Problem.LOOP)
        if sentence.index in problems
        else Pair(sentence, RichText(sentence.text.text.upper(), sentence.text.spans))
        for sentence in split_sentences(body, "en")
    )
    title = Pair(Sentence.of_title(RichText()), RichText())
    return Translation("en", "uk", title, pairs, ())


def shown(body: RichText, way: Bilingual, *problems: int) -> RichText:
    return translated_body(Article(RichText(), body, "en"), translation_of(body, *problems), way)


def words_of(text: RichText) -> list[str]:
    """Return the words without the markers of lists, which need not stand there twice."""
    return text.text.replace("•", " ").split()


def quotations(text: RichText) -> list[str]:
    spans = [span for span in text.spans if span.kind is Kind.EXPANDABLE_BLOCKQUOTE]
    return [text.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("way", "text", "quoted"),
    [
        (
            Bilingual.ORIGINAL_BELOW,
            "ONE CAT. TWO DOGS.\nOne cat. Two dogs.\n\n• AN OWL.\n• An owl.\n• OK.",
            ["One cat. Two dogs.", "• An owl."],
        ),
        (
            Bilingual.TRANSLATION_BELOW,
            "One cat. Two dogs.\nONE CAT. TWO DOGS.\n\n• An owl.\n• AN OWL.\n• OK.",
            ["ONE CAT. TWO DOGS.", "• AN OWL."],
        ),
        (
            Bilingual.SENTENCES,
            "ONE CAT.\nOne cat.\nTWO DOGS.\nTwo dogs.\n\n• AN OWL.\nAn owl.\n• OK.",
            [],
        ),
    ],
)
def test_what_differs_stands_there_twice(way: Bilingual, text: str, quoted: list[str]) -> None:
    both = shown(BODY, way)

    assert both.text == text
    assert quotations(both) == quoted


@pytest.mark.parametrize("way", Bilingual)
def test_what_has_no_translation_stands_there_once(way: Bilingual) -> None:
    assert shown(RichText("One cat."), way, 0).text == "One cat. ⚠"


def test_a_sentence_over_two_lines_stays_whole() -> None:
    body = RichText("The cat sat\non the mat.")
    pair = Pair(Sentence(0, 0, 0, body), RichText("THE CAT SAT\nON THE MAT."))
    translation = replace(translation_of(body), sentences=(pair,))

    both = translated_body(Article(RichText(), body), translation, Bilingual.ORIGINAL_BELOW)

    assert both.text == "THE CAT SAT\nON THE MAT.\nThe cat sat\non the mat."


def test_no_quotation_stands_inside_another() -> None:
    both = shown(RichText.styled("One cat.", Kind.BLOCKQUOTE), Bilingual.ORIGINAL_BELOW)

    assert [(span.kind, span.start) for span in both.spans] == [
        (Kind.BLOCKQUOTE, 0),
        (Kind.EXPANDABLE_BLOCKQUOTE, 9),
    ]


def test_an_object_of_a_document_stands_there_once() -> None:
    part = RichText("See page ") + RichText.styled("3", Kind.OBJECT, "0") + RichText(".")
    pairs = translation_of(part).sentences

    for way in (Bilingual.ORIGINAL_BELOW, Bilingual.TRANSLATION_BELOW, Bilingual.SENTENCES):
        (both,) = translated_parts([part], 2, pairs, way)

        assert [span.kind for span in both.spans].count(Kind.OBJECT) == 1
        assert both.text.count("3") == 2


@given(
    body=st.text(st.sampled_from("ab.!? \n•»1"), max_size=80),
    way=st.sampled_from(
        [Bilingual.ORIGINAL_BELOW, Bilingual.TRANSLATION_BELOW, Bilingual.SENTENCES]
    ),
)
def test_all_words_are_there_in_both_languages_in_their_order(body: str, way: Bilingual) -> None:
    article = Article(RichText(), RichText(body), "en")
    translation = translation_of(article.body)
    words = words_of(translated_body(article, translation, way))
    for wanted in (article.body, translated_body(article, translation)):
        rest = iter(words)
        assert all(word in rest for word in words_of(wanted))
