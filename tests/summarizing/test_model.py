import json
from pathlib import Path

from benchmarks.training import fit, read_graded
from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing.model import Model, reader_model
from bot.summarizing.ranking import Material, prepare

BODY = "A court fined the mill over the flood of May. A crowd watched the mill from the old bridge."


def material(body: str, language: str = "en") -> Material:
    article = Article(RichText(""), RichText(body), language)
    return prepare(article, split_sentences(article.body, language))


def test_a_word_adds_its_weight_to_the_sentences_that_have_it() -> None:
    features = material(BODY).features
    model = reader_model()
    without = Model(model.names, model.weights, {}, model.base)
    with_one = Model(model.names, model.weights, {"court": (0.5, 0.25)}, model.base)
    alone, after = (
        one - other
        for one, other in zip(with_one.grades(features), without.grades(features), strict=True)
    )
    assert round(alone[0] - alone[1], 6) == 0.5
    assert round(after[0] - after[1], 6) == 0.25


def test_the_parts_of_a_grade_add_up_to_it() -> None:
    features = material(BODY).features
    model = reader_model()
    parts = model.parts(features)
    for column, grades in enumerate(model.grades(features)):
        summed = parts[:, :, column].sum(1) + model.base[column]
        assert abs(summed - grades).max() < 1e-9


def test_words_of_many_articles_are_learned_and_names_are_not(tmp_path: Path) -> None:
    rows = []
    for place in range(40):
        body = (
            f"Later a court of town {place} fined the owners of mill {place} in Norwood. "
            f"Mild weather with light wind was seen by guests of mill {place} near Norwood."
        )
        middle = body.index("Mild")
        spans = [[0, middle - 1], [middle, len(body)]]
        row = {"id": str(place), "lang": "en", "title": "", "text": body, "spans": spans}
        rows.append(json.dumps(row | {"grades": [3, 0]}))
    (tmp_path / "graded.jsonl").write_text("\n".join(rows), "utf-8")
    words = fit(read_graded([tmp_path])).words
    assert words["court"][0] > 0 > words["wind"][0]
    assert "norwood" not in words


def test_a_word_of_the_title_that_is_rare_in_a_long_text_counts_no_more_than_in_a_short_one() -> (
    None
):
    long = "The Orrin is not a wide river. " + " ".join(
        f"Boat {place} of the old fleet crosses the water in {place} minutes."
        for place in range(90)
    )
    article = Article(RichText("The ferryman of the Orrin"), RichText(long), "en")
    measured = prepare(article, split_sentences(article.body, "en")).features
    assert measured.column("title_share_here")[0] == 2.0
