"""Which words an article is said to be about."""

import pytest

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import rank
from bot.summarizing.concepts import Reader
from bot.summarizing.keywords.lines import line_of

LAKE = """Lake Verran froze over on Monday for the first time in twelve years, and skaters came
at once. The mayor, Anna Brookes, quickly asked people to stay near the shore.

SAFETY RULES

"The ice in the middle of Lake Verran is thin," Brookes said. Skaters should carry a rope. The
rescue service of Upper Dale officially checks the ice every morning. The ice must officially be
twelve centimetres thick. Upper Dale has lost three skaters since 1980."""

MEADOW = """У селищі Верхній Луг нарешті відкрили новий міст через річку Сиву. Міст будували
швидко, сім років. Голова громади Олена Кравець урочисто перерізала стрічку. За словами Кравець,
Верхній Луг чекав на міст із 2009 року. Раніше мешканці Верхнього Лугу швидко їздили поромом.
ВАЖЛИВО: у Верхньому Лузі поромом більше не їздять."""

LIBRARY = """В посёлке Нижняя Речка наконец открыли новую библиотеку. Библиотеку строили
медленно, семь лет. Директор библиотеки Ирина Сомова торжественно показала читальный зал. По
словам Сомовой, читателей в Нижней Речке много. Читатели медленно, но ежедневно приходят сюда."""


def keywords(body: str, language: str, title: str = "") -> tuple[str, ...]:
    article = Article(RichText(title), RichText(body), language)
    return rank(article, split_sentences(article.body, language)).keywords


@pytest.mark.parametrize(
    ("language", "title", "body", "expected"),
    [
        (
            "en",
            "Ice on the lake",
            LAKE,
            ("ice", "Lake Verran", "skaters", "Anna Brookes", "Upper Dale"),
        ),
        ("uk", "У Верхньому Лузі відкрили міст", MEADOW, ("Верхній Луг", "міст", "Олена Кравець")),
        (
            "ru",
            "В Нижней Речке открыли библиотеку",
            LIBRARY,
            ("библиотеку", "Нижняя Речка", "Ирина Сомова", "читатели"),
        ),
    ],
)
def test_names_and_nouns_are_key_words(
    language: str, title: str, body: str, expected: tuple[str, ...]
) -> None:
    found = keywords(body, language, title)
    assert found[: len(expected)] == expected
    assert len(found) <= 6


@pytest.mark.parametrize(
    "title", ["LAKE VERRAN FREEZES OVER", "Lake Verran Freezes Over for the First Time in Years"]
)
def test_a_title_all_in_capitals_does_not_shout_in_the_key_words(title: str) -> None:
    found = keywords(LAKE, "en", title)
    assert found[0] == "Lake Verran"
    assert not {"SAFETY", "safety", "RULES", "Freezes", "freezes", "FREEZES"} & set(found)


def test_a_word_of_a_heading_is_written_as_the_text_has_it() -> None:
    body = f"THE ICE\n\n{LAKE}\n\nICE AND SKATERS"
    assert {"ice", "skaters"} < set(keywords(body, "en"))


@pytest.mark.parametrize(
    ("language", "body", "others"),
    [
        ("en", LAKE, {"officially", "quickly", "said", "first", "twelve", "Monday", "checks"}),
        ("uk", MEADOW, {"швидко", "урочисто", "ВАЖЛИВО", "важливо", "їздили", "їздять", "новий"}),
        ("ru", LIBRARY, {"медленно", "ежедневно", "строили", "новую", "открыли", "много"}),
    ],
)
def test_other_kinds_of_words_are_none(language: str, body: str, others: set[str]) -> None:
    # Twice the same, so that everything in it is said often enough.
    again = body.replace(".", ", again.").replace(",", ", so,")
    assert not others & set(keywords(f"{body}\n\n{again}", language))


def test_a_part_of_a_name_stands_for_the_whole() -> None:
    body = (
        "The line was planned by Dana Whitlock. Whitlock had measured every bend of it. "
        "Nobody knew the bends like Whitlock. The first train was late, and nobody minded."
    )
    assert keywords(body, "en")[0] == "Dana Whitlock"


def test_the_nominative_is_preferred() -> None:
    body = (
        "Маяк построили в 1870 году. К маяку ведёт тропа. С маяка виден весь залив. "
        "На маяке живёт смотритель. Смотритель зажигает маяк в шесть часов. "
        "В сумерках к смотрителю приходят дети."
    )
    assert keywords(body, "ru")[:2] == ("маяк", "смотритель")


def test_two_names_side_by_side_are_two() -> None:
    body = (
        "Про це сказав президент України Андрій Мельничук. Виборці України чекали на ці слова. "
        "Раніше Андрій Мельничук мовчав. Мельничук обіцяв говорити частіше."
    )
    found = keywords(body, "uk")
    assert found[0] == "Андрій Мельничук"
    assert "України" in found


@pytest.mark.parametrize(
    ("language", "body", "name"),
    [
        ("en", "They flew to New Zealand in May. New Zealand was cold that winter.", "New Zealand"),
        ("en", "He works at the Bank of England. The Bank of England is old.", "Bank of England"),
        ("uk", "Концерн «Сивий Вал» зник. Борги лишив саме «Сивий Вал», а не банк.", "Сивий Вал"),
        ("ru", "Её видел А. П. Громов. Потом А. П. Громов уехал.", "А. П. Громов"),
    ],
)
def test_a_name_of_several_words_stays_whole(language: str, body: str, name: str) -> None:
    assert name in keywords(body, language)


def test_addresses_and_numbers_are_no_key_words() -> None:
    body = (
        "The map is at https://example.org/map and in the hall. Version XII of the map is new. "
        "Ask for the map at map@example.org or see https://example.org/map again."
    )
    assert keywords(body, "en") == ("map",)


def test_a_text_without_a_lexicon_has_names_at_least() -> None:
    body = "Wczoraj w Krakowie padał śnieg. Dziś w Krakowie świeci słońce."
    assert "Krakowie" in keywords(body, "pl")


def test_a_long_text_is_about_what_it_says_often_and_not_about_its_beginning_alone() -> None:
    trees = ("birch", "alder", "maple", "willow", "hazel", "larch", "rowan")
    body = [f"Sentence {n} tells of the {trees[n % 7]} and of item {n}." for n in range(1_000)]
    body[:2] = ["The prologue is short.", "Nobody reads the prologue."]
    body[100::3] = [f"In year {n} Dana Whitlock saw the harbour." for n in range(300)]
    found = keywords("\n\n".join(body), "en")
    assert found[:2] == ("Dana Whitlock", "harbour")


def test_all_of_a_short_text_is_looked_at() -> None:
    body = [f"Item {n} is red." for n in range(70)]
    body[40] = body[40][:-1] + " as the harbour is."
    body[69] = "A ship lies in the harbour."
    assert "harbour" in keywords("\n\n".join(body), "en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "…",
        "I’ve 3.5 m of O'Hara's well-known rope.",
        "Об’єкт коштує 1,5 млн грн, а м'яч — 20.",
        "  3) «Епіцентр К» – А. П. Громов; COVID-19 ",
    ],
)
@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_line_has_the_words_that_a_reader_reads(text: str, language: str) -> None:
    reading = Reader(language).read(text)
    line = line_of(reading, 0, language)
    straight = [word.text.replace("’", "'") for word in line.words]
    words = [word.removesuffix("'s") for word in reading.words]
    assert [word.removesuffix("'s") for word in straight] == words
    assert len(line.gaps) == len(line.words) + 1
