from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import Kind, RichText
from bot.languages import split_sentences
from bot.summarizing import places, rank, shown
from bot.summarizing.quotations import cut_pieces, missing_marks

LONG_QUOTATION = (
    "“The wheel has stood still since March. The river brings too little water in a dry spring."
    " Rain in May would help,” the miller said."
)


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
MARKS = '"«»„“”'
PIECES = st.sampled_from(
    [
        *("KYIV, Oct. 27 (Reuters) — ", "Київ. 3 травня. УНН. ", "The mill is open. ", "Міст! "),
        *(
            "“We paid. ",
            "It is ours,” said Ann. ",
            "«Так. ",
            "Ні», — сказав він. ",
            "\n",
            '"Yes." ',
        ),
    ]
)


def sentences_of(body: str) -> tuple[Sentence, ...]:
    return split_sentences(RichText(body), "en")


def texts(sentences: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text.text for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The mill stands still.", "", ""),
        ("He said “yes” and “no”.", "", ""),
        ("“The mill has stood still since March.", "", "”"),
        ("It will turn again in May,” the miller said.", "“", ""),
        ("«Колесо стоїть із березня.", "", "»"),
        ("В мае оно снова завертится», — сказал мельник.", "«", ""),
        ("„Das Rad steht still.", "", "“"),
        ('"The wheel stands still.', "", '"'),
        ('The wheel turns," he said.', '"', ""),
        ("«Мельница „Заря“ стоит с марта.", "", "»"),
    ],
)
def test_a_cut_quotation_lacks_one_mark(text: str, before: str, after: str) -> None:
    assert missing_marks(text) == (before, after)


@pytest.mark.parametrize("text", ["“One “two.", "one” two“", "one» two» three", "”One” two”"])
def test_where_more_is_wrong_nothing_is_said_to_be_missing(text: str) -> None:
    assert missing_marks(text) is None


def test_a_piece_of_a_quotation_is_shown_with_the_mark_that_it_lacks() -> None:
    first, second = sentences_of(
        "“The wheel has stood still since the beginning of March. The river brings too little water"
        " in a dry spring,” the miller said."
    )
    assert texts(shown([first])) == ["“The wheel has stood still since the beginning of March.”"]
    assert texts(shown([second])) == [
        "“The river brings too little water in a dry spring,” the miller said."
    ]


def test_a_quotation_that_is_all_there_is_shown_as_it_is() -> None:
    sentences = sentences_of(LONG_QUOTATION)
    assert shown(sentences) == sentences
    assert texts(shown(sentences[::2]))[0] == "“The wheel has stood still since March.”"


def test_formats_stay_in_place_behind_an_added_mark() -> None:
    text = RichText("It creaks,” he said.") + RichText.styled(" Loudly.", Kind.BOLD)
    (sentence,) = shown([Sentence(0, 0, 0, text)])
    (span,) = sentence.text.spans
    assert sentence.text.text[span.start : span.end] == " Loudly."


@pytest.mark.parametrize(
    "body",
    [
        "“I never saw the wheel turn before the end of March. The river did it in a night or two,”"
        " the miller said.",
        "«Мы не видели, чтобы колесо крутилось до конца марта. Всё это за одну ночь сделала река»,"
        " — сказал мельник.",
        "«Ми не бачили, щоб колесо крутилося до кінця березня. Усе це за одну ніч зробила річка», —"
        " сказав мельник.",
    ],
)
def test_who_says_i_is_not_quoted_without_the_rest(body: str) -> None:
    assert 0 in next(iter(cut_pieces(sentences_of(body))))


def test_a_piece_between_two_others_would_look_like_the_articles_own_words() -> None:
    assert list(cut_pieces(sentences_of(LONG_QUOTATION))) == [range(1, 2)]


@given(st.text(alphabet='aI .«»“”„"\n', max_size=60), st.integers(1, 6))
def test_every_summary_shows_its_sentences_whole(body: str, count: int) -> None:
    article = Article(RichText("a"), RichText(body), "en")
    summary = rank(article, split_sentences(article.body, "en")).best(count)
    for sentence, seen in zip(summary.sentences, shown(summary.sentences), strict=True):
        assert sentence.text.text in seen.text.text
        assert len(seen.text) <= len(sentence.text) + 1


def only_marks_added(words: str, whole: str) -> bool:
    """Return whether the one text is the other, but for quotation marks that were added to it."""
    return words == whole or words in {whole[1:], whole[:-1], whole[1:-1]}


@given(st.lists(PIECES, min_size=1, max_size=10))
def test_every_sentence_that_is_shown_is_found_in_its_article(pieces: list[str]) -> None:
    body = "".join(pieces)
    sentences = split_sentences(RichText(body), "en")

    for sentence, (start, end) in zip(shown(sentences), places(sentences), strict=True):
        whole = sentence.text.text
        assert only_marks_added(body[start:end], whole)
        assert whole.strip(MARKS) in body


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_sentence_of_the_examples_is_found(file: Path) -> None:
    article = Article(RichText(), RichText(file.read_text("utf-8")), file.stem[:2])
    sentences = split_sentences(article.body, article.language or "")

    for sentence, (start, end) in zip(shown(sentences), places(sentences), strict=True):
        assert only_marks_added(article.body.text[start:end], sentence.text.text)
