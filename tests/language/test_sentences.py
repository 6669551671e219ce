import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import split_sentences
from bot.text import Kind, RichText, Span

HARD = {
    "en": [
        ["Dr. Patel moved to Washington, D.C. in 2019.", "She never regretted it."],
        ["The U.S. economy grew 2.1% in the third quarter.", "The U.K. economy did not."],
        ["He arrived at 9 a.m. and left at 5 p.m.", "Nobody saw him again."],
        ['"Where is the key?" she asked.', "Nobody answered."],
        ["“Stop!” cried the guard.", "Then it was quiet."],
        ["Is it over? he wondered aloud.", "It was."],
        ["Version 3.11.4 was released on Sept. 5.", "It fixes two bugs."],
        ["The firm (founded by A. B. Clark et al.) has 3.5 million users.", "Most are in Asia."],
        ["Read more at example.org/page.html.", "It is free."],
        ["It happened (see Fig. 2).", "Nothing else was found."],
        ["The firm, Smith & Co. Ltd., employs 300 people.", "It was sold in 2021."],
        ["We did it! 🎉🎉", "See you tomorrow 👋"],
        ["Yes.", "No.", "Maybe."],
    ],
    "ru": [
        ["Об этом сообщил А. С. Пушков.", "Он не назвал сроков."],
        ["Рост составил 3,5 %, или 1,2 млрд руб. в год.", "Это рекорд."],
        ["«Мы победим!» — сказал он.", "Зал аплодировал."],
        ["«Куда вы идёте?» — спросила она.", "Ответа не было."],
        ["— Кто там? — крикнула хозяйка.", "Никто не отозвался."],
        ["Он живёт на ул. Ленина, д. 5, кв. 12.", "Соседи его не знают."],
        ["Встреча прошла в 18.30 по московскому времени.", "На ней было 20 чел."],
        ["Компания основана в 1998 г. Петром Ивановым.", "Сегодня в ней 500 сотрудников."],
        ["Что делать?", "Кто виноват?", "Никто не знает."],
        ["Ура! 🎉", "Мы победили!", "Спасибо всем 🙏"],
        ["Проф. Смирнов и доц. Петрова написали учебник.", "Он вышел в изд. «Наука»."],
        ["См. табл. 4, рис. 12 и гл. 3.", "Там всё описано."],
        ["Подробнее в п. 5.2 договора.", "Он подписан."],
        ["Ну и что... подумал он.", "И ушёл."],
        ["Он сказал: «Всё кончено».", "Все молчали."],
    ],
    "uk": [
        ["Науковці (у т. ч. зі США) оприлюднили працю у 2023 р.", "Вона викликала суперечки."],
        ["Про це повідомив О. С. Пушко.", "Він не назвав термінів."],
        ["Зростання становило 3,5 %, або 1,2 млрд грн. на рік.", "Це рекорд."],
        ["«Ми переможемо!» — сказав він.", "Зал аплодував."],
        ["«Куди ви йдете?» — запитала вона.", "Відповіді не було."],
        ["— Хто там? — гукнула господиня.", "Ніхто не озвався."],
        ["Він живе на вул. Шевченка, буд. 5, кв. 12.", "Сусіди його не знають."],
        ["Зустріч відбулася о 18.30 за київським часом.", "На ній було 20 ос."],
        ["Що робити?", "Хто винен?", "Ніхто не знає."],
        ["Ура! 🎉", "Ми перемогли!", "Дякуємо всім 🙏"],
        ["Справу розглянуть за ч. 2 ст. 185 ККУ.", "Строк — до п'яти років."],
        ["У списку Іваненко І. І., Петренко П. П. та ін.", "Усього 15 прізвищ."],
        ["Об’єкт у м. Дніпро збудували торік.", "Його відкрив мер."],
        ["Ну і що... подумав він.", "І пішов."],
    ],
    "de": [["Das kostet z. B. 3,50 Euro.", "Dr. Weber zahlt."]],
}

LANGUAGES = st.sampled_from(["en", "ru", "uk", "de", "xx"])
# Text with more of what splitters trip over than plain characters would have.
PIECES = (
    *".!?…;:\"'«»„“”()[]-—–• \n\t\r\u00a0\u2028\u200b\u0301\x00AО",
    *(". ", "? ", "! ", "… ", "1. ", "А. ", "т. е. ", "и т. д. ", "Mr. ", "e.g. ", "г. ", "ст. "),
    *("p.m. ", "- ", "• ", "\n\n", "слово", "Слово", "word", "Word", "їжак", "3.5", "\ue109"),
    *("🎉", "👨\u200d👩\u200d👧", "https://a.bc/d?e=f."),
)
# Texts with more of what splitters trip over than random characters would have.
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)


def texts_of(text: str, language: str) -> list[str]:
    return [sentence.text.text for sentence in split_sentences(RichText(text), language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [(language, case) for language, cases in HARD.items() for case in cases],
)
def test_sentences_end_where_a_reader_ends_them(language: str, sentences: list[str]) -> None:
    assert texts_of(" ".join(sentences), language) == sentences


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


def is_gap(between: str) -> bool:
    pieces = between.split()
    return len(pieces) <= 1 and all(
        piece.rstrip("\ufe0f") in "•·‣◦▪▫●○■□–-" or piece[:-1].isdigit() for piece in pieces
    )


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


@pytest.mark.parametrize("marker", ["•", "-", "–", "▪️", "1.", "12)"])
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


def test_emoji_in_front_of_each_item_stay_in_front() -> None:
    assert texts_of("✅ Сделано первое. ✅ Сделано второе.", "ru") == [
        "✅ Сделано первое.",
        "✅ Сделано второе.",
    ]


def test_a_sentence_longer_than_any_window_stays_whole() -> None:
    long = "Очень " + "длинное " * 6000 + "предложение."
    assert texts_of(f"Начало. {long} Потом ещё.", "ru") == ["Начало.", long, "Потом ещё."]


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize(
    "unit", ["Это — «обычное» предложение, каких много. ", "? ", "« ", "А. ", "слово\n", "1. "]
)
def test_hostile_length_takes_seconds_at_most(language: str, unit: str) -> None:
    text = (unit * 30_000)[:30_000]
    start = time.perf_counter()
    split_sentences(RichText(text), language)
    assert time.perf_counter() - start < 3


def test_a_megabyte_of_prose_takes_seconds_at_most() -> None:
    text = "Це звичайне речення, яких багато в тексті. Чи не так? Авжеж!\n" * 17_000
    start = time.perf_counter()
    sentences = split_sentences(RichText(text), "uk")
    assert time.perf_counter() - start < 8
    assert len(sentences) == 51_000
