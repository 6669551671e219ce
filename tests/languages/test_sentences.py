"""Sentences of texts; `boundaries/` has paragraphs cut by hand, a sentence a line."""

import re
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.languages import split_sentences

BOUNDARIES = Path(__file__).with_name("boundaries")
LANGUAGES = st.sampled_from(["en", "ru", "uk", "de", "xx"])
# Text with more of what splitters trip over than plain characters would have.
PIECES = (
    *".!?…;:\"'«»„“”()[]-—–• \n\t\r\u00a0\u2028\u200b\u0301\x00AО",
    *(". ", "? ", "! ", "… ", "1. ", "А. ", "т. е. ", "и т. д. ", "Mr. ", "e.g. ", "г. ", "ст. "),
    *("p.m. ", "- ", "• ", "\n\n", "слово", "Слово", "word", "Word", "їжак", "3.5", "\ue109"),
    *(
        "🎉",
        "👨\u200d👩\u200d👧",
        "1\ufe0f\u20e3",
        "🔹 ",
        "— ",
        ":) ",
        ")) ",
        "https://a.bc/d?e=f.",
    ),
)
# Texts with more of what splitters trip over than random characters would have.
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)


def paragraphs(name: str) -> list[list[str]]:
    """Return the paragraphs of `boundaries/NAME.txt`, each as its sentences."""
    text = (BOUNDARIES / f"{name}.txt").read_text("utf-8").strip()
    return [paragraph.split("\n") for paragraph in text.split("\n\n")]


def texts_of(text: str, language: str) -> list[str]:
    return [sentence.text.text for sentence in split_sentences(RichText(text), language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (file.stem.removeprefix("hard_"), case)
        for file in sorted(BOUNDARIES.glob("*.txt"))
        if not file.stem.startswith(("held_out_", "blind_"))
        for case in paragraphs(file.stem)
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    assert texts_of(" ".join(sentences), language) == sentences


@pytest.mark.parametrize("markers", ["• 1. – ", "👉 1. – ", "• 👉 2) "])
def test_several_markers_may_open_a_line(markers: str) -> None:
    assert texts_of(f"{markers}Млин працює. Вода є.", "uk") == ["Млин працює.", "Вода є."]


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize("kind", ["held_out", "blind"])
def test_nearly_all_boundaries_of_unseen_text_are_found_and_no_others(
    kind: str, language: str
) -> None:
    found, expected = set(), set()
    for number, sentences in enumerate(paragraphs(f"{kind}_{language}")):
        ends = list(accumulate(len(sentence) + 1 for sentence in sentences))[:-1]
        expected |= {(number, end) for end in ends}
        split = split_sentences(RichText(" ".join(sentences)), language)
        found |= {(number, sentence.start) for sentence in split[1:]}
    f1 = 2 * len(found & expected) / (len(found) + len(expected))
    assert f1 >= 0.95


def test_abbreviations_of_other_languages_are_known_too() -> None:
    assert texts_of("Das kostet z. B. 3,50 Euro. Dr. Weber zahlt.", "de") == [
        "Das kostet z. B. 3,50 Euro.",
        "Dr. Weber zahlt.",
    ]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ru", ["Срок истёк в прошлом году.", "Завод работает."]),
        ("uk", ["Строк минув торік!", "Завод працює."]),
        ("en", ["It ended last year.", "The firm survived."]),
        ("ru", ["Играют «Зенит» и «Спартак».", "Потом концерт."]),
        ("uk", ["Зросли ціни (на 5 %).", "Потім упали."]),
    ],
)
def test_a_missing_space_between_sentences_is_seen(language: str, sentences: list[str]) -> None:
    assert texts_of("".join(sentences), language) == sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Сайт «Лента.Ру» молчит, «Яндекс.Карты» тоже."),
        ("uk", "Про це пише «Крим.Реалії» на ok.Сайт/новини.Головне сьогодні."),
        ("en", "Call obj.Name in node.Js or see site.com/News.Today for help."),
    ],
)
def test_a_full_stop_inside_a_name_ends_nothing(language: str, text: str) -> None:
    assert texts_of(text, language) == [text]


@given(HOSTILE, LANGUAGES)
def test_every_sentence_is_its_part_of_the_body(text: str, language: str) -> None:
    body = RichText(text, (Span(1, 9, Kind.BOLD), Span(4, 30, Kind.TEXT_LINK, "https://a.bc")))
    for sentence in split_sentences(body, language):
        assert body[sentence.start : sentence.end] == sentence.text


@given(HOSTILE, LANGUAGES)
def test_between_sentences_there_is_white_space_or_a_list_marker(text: str, language: str) -> None:
    position = 0
    for sentence in split_sentences(RichText(text), language):
        assert is_gap(text[position : sentence.start])
        position = sentence.end
    assert is_gap(text[position:])


# Signs, and behind them a dash or a number; "•- " is two markers of one item.
MARKER = re.compile(
    r"(?:[0-9#*]\ufe0f?\u20e3"
    r"|[•·‣⁃◦∙\u25a0-\u25ff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    r"[\u200d\ufe0f\u20e3]*)*(?:[‐‑‒–−—―-]|\d{1,3}[.)])?"
)


def is_gap(between: str) -> bool:
    return all(MARKER.fullmatch(piece) for piece in between.split())


@given(HOSTILE, LANGUAGES)
def test_sentences_are_numbered_trimmed_and_within_one_line(text: str, language: str) -> None:
    sentences = split_sentences(RichText(text), language)
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    for sentence in sentences:
        assert sentence.text.text == sentence.text.text.strip() != ""
        assert "\n" not in sentence.text.text


@given(HOSTILE, LANGUAGES)
def test_paragraphs_count_the_lines_that_hold_sentences(text: str, language: str) -> None:
    sentences = split_sentences(RichText(text), language)
    lines = [text.count("\n", 0, sentence.start) for sentence in sentences]
    numbers = {line: number for number, line in enumerate(sorted(set(lines)))}
    assert [sentence.paragraph for sentence in sentences] == [numbers[line] for line in lines]


def test_a_line_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    text = "Что мы узнали\nПервое. Второе\n\nИтог"
    assert texts_of(text, "ru") == ["Что мы узнали", "Первое.", "Второе", "Итог"]


@pytest.mark.parametrize(
    "marker",
    ["•", "-", "–", "▪️", "1.", "12)", "1️⃣", "🔟", "🔹", "✅", "➡️", "→", "⁃", "−", "🔹 1.", "—"],
)
def test_a_list_marker_is_left_out_of_the_sentence(marker: str) -> None:
    assert texts_of(f"Список:\n{marker} яблоки и груши\n{marker} сливы", "ru") == [
        "Список:",
        "яблоки и груши",
        "сливы",
    ]


@pytest.mark.parametrize("line", ["— Да, конечно.", "-5 градусов.", "3.5 миллиона.", "2024. Год."])
def test_what_only_looks_like_a_list_marker_stays(line: str) -> None:
    assert "".join(texts_of(line, "ru")).startswith(line[:2])


def test_an_unbalanced_quotation_mark_does_not_swallow_the_rest() -> None:
    text = "He called it “a surprise. " + "The next day it rained again in the valley. " * 30
    assert len(texts_of(text, "en")) > 25


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("✅ Backups done. ✅ Logs cleared.", ["Backups done.", "Logs cleared."]),
        ("✅ Сделано первое. ✅ Сделано второе.", ["Сделано первое.", "Сделано второе."]),
        ("План: 1️⃣ Зарплати. 2️⃣ Пенсії.", ["План: 1️⃣ Зарплати.", "Пенсії."]),
        ("• Хлеб. • Соль. • Вода.", ["Хлеб.", "Соль.", "Вода."]),
        ("Новый выпуск готов. 👉 Смотрите здесь.", ["Новый выпуск готов.", "Смотрите здесь."]),
    ],
)
def test_a_marker_before_each_item_of_one_line_is_left_out(text: str, sentences: list[str]) -> None:
    assert texts_of(text, "uk" if "ї" in text else "ru") == sentences


def test_a_label_is_a_sentence_and_no_part_of_what_follows() -> None:
    assert texts_of("1️⃣ Зарплати. Їх піднімуть.\n2️⃣ Пенсії.\n3️⃣Податки.", "uk") == [
        "Зарплати.",
        "Їх піднімуть.",
        "Пенсії.",
        "Податки.",
    ]


def test_an_em_dash_before_a_small_letter_or_an_unfinished_line_is_a_list_marker() -> None:
    assert texts_of("Нужно:\n— паспорт;\n— Билет\n— Нет!", "ru") == [
        "Нужно:",
        "паспорт;",
        "Билет",
        "— Нет!",
    ]


def test_a_line_of_nothing_but_emoji_is_kept() -> None:
    assert texts_of("🎉🎉\nУра", "ru") == ["🎉🎉", "Ура"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Мы победили 🎉 Спасибо всем.", ["Мы победили 🎉", "Спасибо всем."]),
        ("До завтра)) Я устал", ["До завтра))", "Я устал"]),
        ("You must try it :) The pie is great", ["You must try it :)", "The pie is great"]),
        ("Спасибо 🙏 Маша", ["Спасибо 🙏 Маша"]),
        ("Еду в 🇫🇷 Париж на неделю", ["Еду в 🇫🇷 Париж на неделю"]),
        ("Вот (как (всегда)) Маша пришла", ["Вот (как (всегда)) Маша пришла"]),
    ],
)
def test_an_emoji_or_emoticon_may_stand_for_a_full_stop(text: str, sentences: list[str]) -> None:
    assert texts_of(text, "en" if text.isascii() else "ru") == sentences


def test_no_break_spaces_are_spaces() -> None:
    assert texts_of("У\u00a02024\u00a0р.\u00a0Україна, т.\u00a0зв.\u00a0ДНР.\u00a0Так.", "uk") == [
        "У\u00a02024\u00a0р.\u00a0Україна, т.\u00a0зв.\u00a0ДНР.",
        "Так.",
    ]


def test_a_sentence_longer_than_any_window_stays_whole() -> None:
    long = "Очень " + "длинное " * 6000 + "предложение."
    assert texts_of(f"Начало. {long} Потом ещё.", "ru") == ["Начало.", long, "Потом ещё."]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize(
    "unit",
    [
        *("Это — «обычное» предложение, каких много. ", "? ", "« ", "А. ", "слово\n", "1. "),
        *(".", ".)", '"', "(", "[1]", "«»", "🎉", "!🎉 ", ". ", " ", "г", "а.", ".А", "слово"),
        *("🎉 ", "🎉А ", ")) ", ")) Я ", ":) ", "1️⃣ ", "• ", " . . .", "5 г. В ", "(etc.) X ", "… "),
    ],
)
def test_hostile_length_takes_a_moment_at_most(language: str, unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    split_sentences(RichText(text), language)


@pytest.mark.timeout(60)
def test_a_megabyte_of_prose_takes_seconds_at_most() -> None:
    text = "Це звичайне речення, яких багато в тексті. Чи не так? Авжеж!\n" * 17_000
    sentences = split_sentences(RichText(text), "uk")
    assert len(sentences) == 51_000
