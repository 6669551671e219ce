"""What is shown of a sentence, and where that stands in its article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import places, shown

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
