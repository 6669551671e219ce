"""`dragoman summary` and `dragoman translate`, as somebody at a terminal meets them."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.summarizing import Method
from testkit.argos.package import build_package
from testkit.pdf import pdf, pdf_line
from tests.cli.conftest import ARTICLE, TITLE, Dragoman


def test_a_summary_shows_the_title_how_much_was_kept_and_the_articles_own_sentences(
    dragoman: Dragoman, article: Path
) -> None:
    result = dragoman("summary", article)

    title, facts, keywords, blank, *rest = result.stdout.splitlines()
    sentences = [line for line in rest if line]
    assert title == TITLE
    assert facts == "bridge.txt · English · 78 words → 3 sentences"
    assert keywords == "About: bear, bridge, mayor"
    assert blank == ""
    assert len(sentences) == 3
    assert all(sentence in ARTICLE for sentence in sentences)
    assert result.stderr == ""


@pytest.mark.parametrize("words", [("summary",), ("summary", "-")])
def test_an_article_may_come_on_standard_input(dragoman: Dragoman, words: tuple[str, ...]) -> None:
    shown = dragoman(*words, given=ARTICLE).stdout
    assert shown.splitlines()[1] == "English · 78 words → 3 sentences"


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        ("1", "1 sentence"),
        ("2", "2 sentences"),
        ("30%", "3 sentences"),
        ("short", "1 sentence"),
        ("докладно", "5 sentences"),
    ],
)
def test_a_length_may_be_a_number_a_share_or_a_word(
    dragoman: Dragoman, article: Path, length: str, kept: str
) -> None:
    assert f"→ {kept}\n" in dragoman("summary", article, "-n", length).stdout
    assert f"→ {kept}\n" in dragoman("summary", article, "--length", length).stdout


def test_the_length_of_a_summary_comes_from_the_settings(dragoman: Dragoman, article: Path) -> None:
    assert "→ 5 sentences\n" in dragoman("summary", article, summary_sentences="5").stdout


@pytest.mark.parametrize(
    ("variables", "facts"),
    [
        ({"LANG": "uk_UA.UTF-8"}, "англійська · 78 слів → 3 речення"),
        ({"LANG": "uk_UA", "LC_ALL": "ru_RU.UTF-8"}, "английский · 78 слов → 3 предложения"),
        ({"LANG": "de_DE.UTF-8"}, "English · 78 words → 3 sentences"),
        ({"LANG": ""}, "English · 78 words → 3 sentences"),
    ],
)
def test_the_terminal_speaks_the_persons_language(
    dragoman: Dragoman, variables: dict[str, str], facts: str
) -> None:
    assert dragoman("summary", given=ARTICLE, **variables).stdout.splitlines()[1] == facts


def test_what_looks_like_markup_is_printed_as_it_is(dragoman: Dragoman) -> None:
    line = "The [bold]bear[/bold] said [/red] and :bear: and [link=x]y[/link] to the mayor."
    assert line in dragoman("summary", given=f"{line} {ARTICLE}", summary_sentences="9").stdout


def test_no_escape_sequence_of_an_article_reaches_the_terminal(dragoman: Dragoman) -> None:
    hostile = ARTICLE.replace("the big bridge", "the \x1b]0;owned\x07 \x1b[2Jbig \x9b31m bridge")
    shown = dragoman("translate", "--to", "ru", given=hostile).stdout
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


@pytest.mark.parametrize("default", ["1", "2", "5", "30", "short", "medium", "long"])
def test_short_is_never_more_than_the_default_and_long_never_less(
    dragoman: Dragoman, article: Path, default: str
) -> None:
    def count(*words: str) -> int:
        shown = dragoman("summary", article, *words, "--json", summary_sentences=default)
        return len(json.loads(shown.stdout)["sentences"])

    usual = count()
    short, medium, long = (count("-n", word) for word in ("short", "medium", "long"))
    assert short <= usual <= long
    assert short <= medium <= long
    if default.isdecimal():
        assert medium == usual


@pytest.mark.parametrize("method", [method for method in Method if method != "reader"])
def test_every_method_of_sumys_ranks_too(dragoman: Dragoman, article: Path, method: str) -> None:
    output = json.loads(dragoman("summary", article, "--method", method, "--json").stdout)
    assert output["method"] == method
    assert len(output["sentences"]) == 3


def test_a_text_that_is_too_long_for_a_method_says_so(dragoman: Dragoman) -> None:
    text = " ".join(f"The {number}th bear saw the bridge." for number in range(600))
    refused = dragoman("summary", "--method", "lexrank", given=text, ends=1).stderr
    assert "lexrank would take too long for 600 sentences" in refused


def test_an_explanation_says_what_spoke_for_each_sentence(dragoman: Dragoman) -> None:
    example = Path(__file__).parents[2] / "examples" / "english.txt"
    shown = dragoman("summary", example, "--explain").stdout

    _, _, reasons = " ".join(shown.split()).partition("Why these sentences, with the grade")
    taken, _, left_out = reasons.partition("The best that was left out:")
    assert "1. ██████████ 3.0 for it: sentence 1 of 18, 3 words of the title" in taken
    assert [number for number in ("1.", "2.", "3.", "4.") if f" {number} █" in taken] == [
        *("1.", "2.", "3.")
    ]
    assert "needs the one before" in taken
    assert "against it: sentence 13 of 18" in left_out


def test_another_method_is_explained_by_its_ratings(dragoman: Dragoman, article: Path) -> None:
    shown = dragoman("summary", article, "--explain", "--method", "luhn").stdout
    lines = shown[shown.index("Rated by luhn:") :].splitlines()
    assert max(line.count("█") for line in lines) == 10
    assert [line[:2] for line in lines[1:4]] == ["1.", "2.", "3."]


def test_a_summary_can_be_translated(dragoman: Dragoman, article: Path) -> None:
    result = dragoman("summary", article, "--language", "Russian", "-n", "9")
    assert "bridge.txt · English → Russian" in result.stdout
    assert "Этот медведь увидел этот большой мост над этот река." in result.stdout
    assert result.stdout.splitlines()[2] == "About: медведь, мост, мэр"


def test_a_summary_that_cannot_be_translated_is_shown_as_it_is_and_says_why(
    dragoman: Dragoman, article: Path, tmp_path: Path
) -> None:
    lacking = {"packages_folder": tmp_path, "ends": 1}
    shown = dragoman("summary", article, "-l", "ru", **lacking).stdout
    output = json.loads(dragoman("summary", article, "-l", "ru", "--json", **lacking).stdout)

    assert "→ 3 sentences" in shown
    assert "dragoman models install en-ru" in shown
    assert (output["language"], output["route"]) == ("en", [])
    assert "dragoman models install en-ru" in output["not_translated"]
    assert {s["translation"] for s in output["sentences"]} == {None}


def test_a_translation_keeps_the_paragraphs(dragoman: Dragoman) -> None:
    result = dragoman("translate", "--to", "uk", given=ARTICLE)
    title, facts, *body = result.stdout.rstrip("\n").split("\n")
    assert title == "Цей міст і цей ведмідь"
    assert facts == "English → Ukrainian · 78 words"
    assert len("\n".join(body).strip().split("\n\n")) == 2


def test_a_word_between_russian_and_ukrainian_goes_through_english(dragoman: Dragoman) -> None:
    shown = dragoman("translate", "--from", "ru", "--to", "українська", given="кот").stdout
    assert shown.splitlines()[-1] == "кіт"


def test_json_of_a_summary(dragoman: Dragoman, article: Path) -> None:
    result = dragoman("summary", article, "--language", "uk", "-n", "2", "--json")
    output = json.loads(result.stdout)

    sentences = output["sentences"]
    # In this order.
    assert list(output.items()) == [
        ("language", "uk"),
        ("source_language", "en"),
        ("title", TITLE),
        ("title_translation", "Цей міст і цей ведмідь"),
        ("author", ""),
        ("word_count", 78),
        ("sentence_count", 7),
        ("sentences", sentences),
        ("route", ["en→uk 1.4"]),
        ("not_translated", None),
        ("title_problem", None),
        ("untranslated", []),
        ("method", "reader"),
        ("keywords", ["bear", "bridge", "mayor"]),
        ("translated_keywords", ["ведмідь", "міст", "мер"]),
    ]
    keys = "index paragraph score text translation problem retries language concepts place"
    assert [list(sentence) for sentence in sentences] == [keys.split()] * 2
    assert [s["index"] for s in sentences] == sorted(s["index"] for s in sentences)
    assert all(s["text"] in ARTICLE and s["score"] > 0 for s in sentences)
    assert all(s["translation"] not in ARTICLE for s in sentences)
    assert "Цей" in result.stdout, "escaped"


def test_json_of_a_translation_has_every_sentence_in_both_languages(
    dragoman: Dragoman, article: Path
) -> None:
    output = json.loads(dragoman("translate", article, "--to", "ru", "--json").stdout)

    assert (output["language"], output["source_language"]) == ("ru", "en")
    assert [s["index"] for s in output["sentences"]] == list(range(7))
    assert [s["paragraph"] for s in output["sentences"]] == [0, 0, 0, 1, 1, 1, 1]
    assert output["sentences"][4] == {
        "index": 4,
        "paragraph": 1,
        "score": None,
        "text": "The teacher closed the door.",
        "translation": "Этот учитель закрыл этот дверь.",
        "problem": None,
        "retries": [],
        "language": "en",
        "concepts": [],
        "place": None,
    }


def test_json_has_no_translation_that_is_not_wanted(dragoman: Dragoman, article: Path) -> None:
    output = json.loads(dragoman("summary", article, "--json").stdout)
    assert (output["title_translation"], output["not_translated"]) == (None, None)


def test_a_terminal_shows_formats_and_folded_lines(dragoman: Dragoman, article: Path) -> None:
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "40"}
    lines = dragoman("translate", article, "--to", "uk", **terminal).stdout.splitlines()
    assert lines[0] == "\x1b[1mЦей міст і цей ведмідь\x1b[0m"
    assert max(map(len, lines[1:])) <= 40


def test_an_amount_reads_as_its_reader_would_write_it(dragoman: Dragoman) -> None:
    text = "Nobody reported a price of 19,000 euros for the old bridge. The price rose 3.5%."

    shown = dragoman("translate", "--from", "en", "--to", "ru", given=text).stdout

    assert "19\u00a0000" in shown
    assert "3,5%" in shown


def test_letters_that_the_terminal_lacks_are_no_error(dragoman: Dragoman) -> None:
    shown = dragoman("translate", "-f", "ru", "-t", "uk", given="кот", charset="latin-1").stdout
    assert shown.splitlines()[-1] == "???"


def test_the_version_is_that_of_the_package(dragoman: Dragoman) -> None:
    assert dragoman("--version").stdout == f"dragoman {version('dragoman')}\n"


@pytest.mark.slow
def test_json_says_which_translation_was_thrown_away_and_why(
    dragoman: Dragoman, article: Path, tmp_path: Path
) -> None:
    build_package(tmp_path, "en", "ru", loops=True)
    words = ("translate", article, "--to", "ru", "--json")
    output = json.loads(dragoman(*words, packages_folder=tmp_path).stdout)

    assert (output["title_problem"], output["title_translation"]) == ("loop", None)
    first, *_, last = output["sentences"]
    assert (last["translation"], last["problem"]) == (None, "loop")
    # Its second translation is no better.
    assert (first["translation"], first["problem"]) == (None, "untranslated")
    assert {"problem": "loop", "way": "other-search"} in first["retries"]


@pytest.mark.slow
def test_key_words_whose_translation_is_no_good_stay_as_they_are(
    dragoman: Dragoman, article: Path, tmp_path: Path
) -> None:
    build_package(tmp_path, "en", "ru", loops=True)
    shown = dragoman("summary", article, "-l", "ru", packages_folder=tmp_path).stdout
    assert shown.splitlines()[2] == "About: bear, bridge, mayor"
    # They are no sentences that stayed in the original.
    assert "⚠ 3 sentences are left in the original language" in shown


def test_json_names_the_language_of_each_sentence(dragoman: Dragoman) -> None:
    text = "Старий міст знову відкрито, і всі раді.\nСтарый мост открыт снова, и это хорошо."
    output = json.loads(dragoman("translate", "--to", "en", "--json", given=text).stdout)
    assert [s["language"] for s in output["sentences"]] == ["uk", "ru"]
    assert sorted(output["route"]) == ["ru→en 1.9", "uk→en 1.9"]


def test_a_list_says_how_many_of_its_items_are_shown(dragoman: Dragoman) -> None:
    digest = """🔥 Main news of the evening

• The bridge over the Orrin opens on Friday after two years of repairs.
• Bus tickets will cost 12 crowns more from the first of March.
• The town library gets 4,000 new books and a reading room.
• Three schools close on Monday because of the frost.
• The theatre sells cheap tickets to pensioners until the end of the month.
• A new skating rink opens behind the railway station on Saturday.
"""
    shown = dragoman("summary", "-n", "3", given=digest).stdout

    assert "list of 6 items, 3 of them here" in " ".join(shown.split())


def test_each_sentence_is_shown_where_it_stands(dragoman: Dragoman, tmp_path: Path) -> None:
    sentences = re.split(r"(?<=\.)\s+", ARTICLE.partition("\n\n")[2].strip())
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(pdf_line(sentence, 50, 700) for sentence in sentences))
    shown = dragoman("summary", file, "-n", "2", "--where").stdout
    output = json.loads(dragoman("summary", file, "-n", "2", "--json").stdout)

    _, _, places = " ".join(shown.split()).partition("Where each sentence stands: ")
    for number, sentence in enumerate(output["sentences"], 1):
        page = sentences.index(sentence["text"]) + 1
        around = sentences[max(page - 2, 0) : page + 1]
        assert f"{number}. page {page} {' '.join(around)}" in places
        place = sentence["place"]
        assert (place["page"], place["link"], place["headings"]) == (page, None, [])
        assert place["context"].split("\n\n") == around
