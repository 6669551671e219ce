"""Translated sentences stand where their originals stood."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Pair, Translation
from bot.translating import translated_body


def article_of(body: RichText) -> Article:
    return Article(RichText(), body, "en")


def translation_of(body: RichText, ranges: list[tuple[int, int]], *targets: str) -> Translation:
    sentences = (
        Sentence(index, 0, start, body[start:end]) for index, (start, end) in enumerate(ranges)
    )
    pairs = tuple(
        Pair(
            sentence,
            RichText(
                target, tuple(Span(0, len(target), s.kind, s.data) for s in sentence.text.spans)
            ),
        )
        for sentence, target in zip(sentences, targets, strict=True)
    )
    title = Pair(Sentence.of_title(RichText()), RichText())
    return Translation("en", "ru", title, pairs, ())


def test_everything_between_the_sentences_stays() -> None:
    body = RichText("  One.  Two!\r\n\r\n • Three\n\n\nFour. \n")
    ranges = [(2, 6), (8, 12), (19, 24), (27, 32)]

    translation = translation_of(body, ranges, "Раз.", "Два!", "Три", "Четыре.")

    assert translated_body(article_of(body), translation).text == (
        "  Раз.  Два!\r\n\r\n • Три\n\n\nЧетыре. \n"
    )


def test_a_sentence_without_a_translation_stays() -> None:
    body = RichText("One. Two.")

    assert translated_body(article_of(body), translation_of(body, [(5, 9)], "Два.")).text == (
        "One. Два."
    )


def test_a_quotation_over_several_sentences_stays_one_quotation() -> None:
    body = RichText.styled("One. Two.\nThree.", Kind.BLOCKQUOTE)
    translation = translation_of(body, [(0, 4), (5, 9), (10, 16)], "Раз.", "Два.", "Три.")

    assert translated_body(article_of(body), translation) == RichText.styled(
        "Раз. Два.\nТри.", Kind.BLOCKQUOTE
    )


def test_formatting_of_one_sentence_moves_with_it() -> None:
    body = RichText("One. Two. Three.", (Span(5, 9, Kind.BOLD),))
    translation = translation_of(body, [(0, 4), (5, 9)], "Двадцать один.", "Два.")

    assert translated_body(article_of(body), translation) == RichText(
        "Двадцать один. Два. Three.", (Span(15, 19, Kind.BOLD),)
    )


@given(st.text(st.sampled_from("ab. \n"), max_size=60), st.sets(st.integers(0, 60), max_size=12))
def test_an_unchanged_translation_gives_the_same_body(text: str, cuts: set[int]) -> None:
    body = RichText.styled(text, Kind.ITALIC)
    places = sorted(cut for cut in cuts if cut <= len(text))
    ranges = list(zip(places[::2], places[1::2], strict=False))
    translation = translation_of(body, ranges, *(text[start:end] for start, end in ranges))

    assert translated_body(article_of(body), translation) == body
