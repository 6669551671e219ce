import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarizing.coverage import Candidate, CoverageSummarizer, Step, greedy
from bot.summarizing.document import build_document
from bot.summarizing.words import WordTokenizer, stop_words

SENTENCES = [
    "A ferry links the two islands.",
    "It rained.",
    "The ferry carries cars and cattle between the islands.",
    "Tickets are cheap.",
]


def test_the_summarizer_is_called_as_those_of_sumy_are() -> None:
    document = build_document("The ferry", SENTENCES)
    summary = CoverageSummarizer()(document, 2)
    assert [str(sentence) for sentence in summary] == [SENTENCES[0], SENTENCES[2]]


@pytest.mark.parametrize(("count", "length"), [("50%", 2), ("3", 3), (9, 4), (0, 0)])
def test_counts_are_understood_as_sumy_understands_them(count: int | str, length: int) -> None:
    assert len(CoverageSummarizer()(build_document("", SENTENCES), count)) == length


def test_equal_sentences_are_taken_as_two() -> None:
    document = build_document("", ["The ferry sails.", "The ferry sails."])
    assert len(CoverageSummarizer()(document, 2)) == 2


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


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.lists(st.sampled_from("abcdef"), max_size=4, unique=True).map(tuple),
        st.sampled_from([1.0, 2.0, 4.0]),
        st.sampled_from([0.0, 0.5]),
    ),
    max_size=8,
)


@given(CANDIDATES, st.tuples(*[st.sampled_from([0.25, 1.0, 3.0])] * 6))
def test_the_lazy_order_is_the_greedy_order(
    candidates: list[Candidate], values: tuple[float, ...]
) -> None:
    weights = dict(zip("abcdef", values, strict=True))
    left = list(range(len(candidates)))
    covered: set[str] = set()
    expected: list[Step] = []
    while left:
        gains = {index: candidates[index].gain(weights, covered) for index in left}
        index = max(left, key=lambda index: (gains[index], -index))
        expected.append(Step(index, gains[index]))
        covered.update(candidates[index].concepts)
        left.remove(index)
    assert greedy(candidates, weights) == expected
