import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Ranking
from bot.domain.rich_text import Kind, RichText, Span
from bot.languages import split_sentences
from bot.summarizing import Method, rank

STORY = (
    "Storks have come back to the old chimney of the brickworks in Lowerfield. "
    "The weather was mild. "
    "Two storks built their nest there for the first time in forty years. "
    "Neighbours brought chairs. "
    "The council wants to protect the chimney and the nest of the storks. "
    "The council wants to protect the chimney and the nest of the storks. "
    "A café sells pancakes nearby."
)
WORDS = st.sampled_from(
    ["storks", "nest", "chimney", "council", "the", "and", "аист", "гнездо", "лелека", "COVID-19"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: " ".join(words) + ".")
BODIES = st.lists(SENTENCES, min_size=1, max_size=12).map("\n".join)
LANGUAGES = st.sampled_from(["en", "ru", "uk", "de"])


def ranked(
    body: str | RichText, language: str = "en", title: str = "", method: Method = Method.READER
) -> Ranking:
    body = RichText(body) if isinstance(body, str) else body
    article = Article(RichText(title), body, language)
    return rank(article, split_sentences(body, language), method)


def best(body: str, count: int, language: str = "en", title: str = "") -> list[str]:
    summary = ranked(body, language, title).best(count)
    return [sentence.text.text for sentence in summary.sentences]


def score(body: str, index: int, language: str = "en", title: str = "") -> float:
    ranking = ranked(body, language, title)
    return dict(zip(ranking.order, ranking.scores, strict=True))[index]


def test_the_sentences_that_say_most_are_taken_in_the_order_of_the_article() -> None:
    shown = best(STORY, 4)
    assert shown[0] == "Storks have come back to the old chimney of the brickworks in Lowerfield."
    assert shown[-2:] == [
        "Two storks built their nest there for the first time in forty years.",
        "The council wants to protect the chimney and the nest of the storks.",
    ]
    assert best(STORY, 2, title="Council protects nest")[-1] == (
        "The council wants to protect the chimney and the nest of the storks."
    )


def test_a_sentence_is_read_in_its_own_language() -> None:
    russian = "Мельнику привезли железные колёса. Было ещё много железных обручей и гвоздей."
    found = ranked(f"Млин біля річки стоїть із березня.\n{russian}\nМлина ніхто не лагодить.", "uk")
    words = [word for covered in found.covered for word in covered]
    # One stem in Russian, two if the stemmer is the article's.
    assert ("железные" in words) != ("железных" in words)


def test_without_a_title_the_first_sentence_says_what_the_article_is_about() -> None:
    body = (
        "The old ferry will be sold. "
        "Mayors from six towns met in a hotel and spoke about roads, buses and the budget. "
        "Mayors spoke about roads and buses in May too. "
        "Nobody has wanted the ferry for a year."
    )
    assert best(body, 1) == ["The old ferry will be sold."]
    assert best(body, 1, title="Mayors speak about roads")[0].startswith("Mayors")


def test_a_repeated_sentence_does_not_matter_twice_as_much() -> None:
    caption = "Photo by the press office of the brickworks."
    assert caption not in best(f"{STORY} {caption} {caption} {caption}", 2)


def test_what_has_been_said_is_not_said_again() -> None:
    ranking = ranked(STORY)
    assert 4 in ranking.order
    assert 5 not in ranking.order


def test_the_title_decides_what_matters() -> None:
    body = "The river rose by a metre at night. The museum lends its bells to a school in May."
    assert best(body, 1) == ["The river rose by a metre at night."]
    bells = "Bells lent to a school"
    assert score(body, 1, title=bells) > score(body, 1, title="The river rose")
    assert score(body, 0, title=bells) < score(body, 0, title="The river rose")


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("ru", "Аисты", "Погода была тёплой и ясной весь день. Над рекой снова видели аистов."),
        ("uk", "Лелеки", "Погода була теплою і ясною весь день. Над річкою знову бачили лелек."),
        ("en", "Storks", "It was a warm and clear day all along. One stork was seen by the river."),
    ],
)
def test_an_inflected_word_is_the_same_word(language: str, title: str, body: str) -> None:
    assert score(body, 1, language, title) > score(body, 1, language, "xyz") + 0.2


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("en", "COVID-19", "It was a warm and clear day all along. People fear COVID-19 again."),
        ("en", "2024", "It was a warm and clear day all along. The bridge opens in 2024."),
        ("uk", "М’яч", "Погода була теплою і ясною весь день. Діти загубили мʼяч у парку."),
        ("uk", "П'ять", "Погода була теплою і ясною весь день. Лишилося п’ять квитків."),
    ],
)
def test_digits_and_every_apostrophe_are_part_of_words(
    language: str, title: str, body: str
) -> None:
    assert score(body, 1, language, title) > score(body, 1, language, "xyz") + 0.2


def test_formatting_stays_in_the_summary() -> None:
    body = RichText(STORY, (Span(0, 6, Kind.BOLD), Span(16, 26, Kind.TEXT_LINK, "https://a.bc")))
    sentence = ranked(body).best(9).sentences[0]
    assert sentence.text == body[sentence.start : sentence.end]
    assert sentence.text.spans


def test_a_language_without_a_stemmer_is_ranked_too() -> None:
    assert len(ranked("Bociany wróciły. Gniazdo jest nowe.", "pl", "Bociany").order) == 2


def test_no_sentences_make_an_empty_ranking() -> None:
    ranking = rank(Article(RichText("A title"), RichText(), "en"), ())
    assert ranking.order == ()
    assert ranking.best(3).sentences == ()


def test_sentences_without_words_are_left_out() -> None:
    assert ranked("***\nStorks are back.\n🎉🎉").order == (1,)


@given(BODIES, LANGUAGES, SENTENCES, st.sampled_from(Method))
def test_every_sentence_has_at_most_one_place(
    body: str, language: str, title: str, method: Method
) -> None:
    ranking = ranked(body, language, title, method)
    assert len(set(ranking.order)) == len(ranking.order) > 0
    assert set(ranking.order) <= set(range(len(ranking.sentences)))
    assert len(ranking.scores) == len(ranking.covered) == len(ranking.order) == ranking.stops[-1]


@given(BODIES, LANGUAGES, st.sampled_from(Method))
def test_a_longer_summary_holds_every_sentence_of_a_shorter_one(
    body: str, language: str, method: Method
) -> None:
    ranking = ranked(body, language, method=method)
    lengths = [len(ranking.best(count).sentences) for count in ranking.stops]
    assert lengths == list(ranking.stops)
    for count in range(1, len(ranking.sentences)):
        shorter, longer = ranking.best(count).sentences, ranking.best(count + 1).sentences
        assert set(shorter) <= set(longer)
        assert list(longer) == sorted(longer, key=lambda sentence: sentence.index)


def test_the_order_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "from tests.summarizing.test_ranking import *;"
        "r = ranked(STORY * 3, title='Storks'); print((r.order, r.scores))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    ranking = ranked(STORY * 3, title="Storks")
    assert shown.strip() == repr((ranking.order, ranking.scores))


def test_sumy_is_not_imported_before_the_first_ranking() -> None:
    program = "import sys, bot.summarizing, bot.languages; print('sumy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert shown.stdout.strip() == b"False"


@pytest.mark.slow
@pytest.mark.timeout(60)
@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_ten_thousand_sentences_take_seconds_at_most(language: str) -> None:
    ranked(STORY, language)  # imports sumy
    body = "\n".join(
        f"Слово{number % 977} і word{number % 89} разом утворюють речення {number} про погоду."
        for number in range(10_000)
    )
    article = Article(RichText("Погода"), RichText(body), language)
    sentences = split_sentences(article.body, language)
    ranking = rank(article, sentences)
    assert len(ranking.order) == 10_000


TRANSCRIPT = """[00:00:02] ANNA: Good evening and welcome to the programme about our rivers.
[00:00:08] LEO: Thank you. The council closed the weir in March because two gates had cracked.
[00:00:19] ANNA: Who pays for the repair?
[00:00:22] LEO: The county pays 4 million euros, and the town adds 600,000 euros of its own.
[00:00:31] ANNA: And the fish?
[00:00:34] LEO: The fish ladder stays open, so that salmon can reach the upper river in autumn."""


def test_a_summary_shows_sentences_without_what_is_glued_to_them() -> None:
    ranking = ranked(TRANSCRIPT)

    summary, whole = ranking.best(2), ranking.whole()

    assert not [s.text.text for s in summary.sentences if "00:" in s.text.text]
    for sentence in summary.sentences:
        assert TRANSCRIPT[sentence.start : sentence.end] == sentence.text.text
    assert "[00:00:22]" in " ".join(sentence.text.text for sentence in whole.sentences)
