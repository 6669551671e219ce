import pytest

from bot.summarizing.words import WordTokenizer, stop_words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("COVID-19 struck in 2020.", ("COVID-19", "struck", "in", "2020")),
        ("Rates fell to 3.5% or 1,2 bn.", ("Rates", "fell", "to", "3.5", "or", "1,2", "bn")),
        ("П’ять мʼячів і сім'я", ("П'ять", "м'ячів", "і", "сім'я")),
        ("Don’t ‘quote’ me!", ("Don't", "quote", "me")),
        ("…!?", ()),
    ],
)
def test_words_keep_digits_apostrophes_and_hyphens(sentence: str, words: tuple[str, ...]) -> None:
    assert WordTokenizer().to_words(sentence) == words


@pytest.mark.parametrize(
    ("language", "word"), [("en", "the"), ("ru", "который"), ("uk", "який"), ("de", "und")]
)
def test_function_words_are_stop_words(language: str, word: str) -> None:
    assert word in stop_words(language)


def test_a_language_without_a_list_has_no_stop_words() -> None:
    assert stop_words("be") == frozenset()
