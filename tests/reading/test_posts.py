import re
import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article import Article, Origin, Source
from bot.errors import ArticleTooLong, LinkOnly, NoText
from bot.reading import Post, read_post
from bot.text import Entity, Kind, RichText, Span

BODY = (
    "Сегодня в городе открыли новый мост через реку. Его строили четыре года.\n\nПроезд свободный."
)
BODY_UK = "Сьогодні в місті відкрили новий міст через річку. Його будували чотири роки."
BODY_EN = "A new bridge was opened in the city today. It took four years to build.\n\nIt is free."


def read(text: str | RichText, limit: int = 2_000_000) -> Article:
    return read_post(Post(RichText(text) if isinstance(text, str) else text), limit)


def bold(text: str) -> RichText:
    return RichText.styled(text, Kind.BOLD)


@pytest.mark.parametrize(
    "headline",
    [
        "Новый мост открыт",
        "Почему мост строили так долго?",
        "Мост открыт!",
        "Мост «Дружба»: четыре года спустя",
        "12 фактов о новом мосте",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\u2028"])
def test_a_short_first_line_above_a_longer_text_is_the_title(headline: str, gap: str) -> None:
    article = read(headline + gap + BODY)
    assert (article.title.text, article.body.text) == (headline, BODY)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Сегодня в городе открыли новый мост.\n" + BODY,
        "Коротко о главном:\n" + BODY,
        "Источник: пресс-служба мостов\n\n" + BODY,
        "Дорогие друзья,\n" + BODY,
        "— Мост открыт?\n— Да, уже с утра, проезжайте, пожалуйста, только не спешите.",
        "- Новый мост открыт\n- Старый мост закрыли, потому что он больше никому не нужен.",
        "1. Новый мост открыт\n2. Старый мост закрыли, потому что он больше никому не нужен.",
        "Тихо струится река\nМост над рекою стоит\nНочь хороша",
        "Привет!\n" + BODY,
        "Новый мост через реку, который строили\nчетыре года, открыли сегодня в городе. Ура.",
        "новый мост открыт, и все про него говорят весь день",
        "Мост " * 40 + "\n" + BODY,
    ],
)
def test_an_ordinary_first_line_stays_in_the_body(text: str) -> None:
    article = read(text)
    assert (article.title.text, article.body.text) == ("", text)


def test_a_bold_first_line_is_the_title_whatever_its_end_and_length() -> None:
    headline = "Новый мост, который строили четыре года, открыли сегодня. " * 3
    article = read(bold(headline.strip()) + "\n" + BODY)
    assert article.title == bold(headline.strip())
    assert article.body == RichText(BODY)


def test_bold_words_that_begin_a_paragraph_are_no_title() -> None:
    text = bold("Срочно.") + " " + BODY
    article = read(text)
    assert (article.title, article.body) == (RichText(), text)


def test_bold_is_no_mark_of_a_title_where_everything_is_bold() -> None:
    text = bold("Сегодня открыли мост.\n" + BODY)
    assert read(text).body == text


def test_a_title_made_of_several_bold_pieces_is_bold() -> None:
    headline = RichText("Мост «Юность» — открыт.", (Span(0, 5, Kind.BOLD), Span(6, 24, Kind.BOLD)))
    assert read(headline + "\n" + BODY).title == headline


@pytest.mark.parametrize("ornament", ["⚡️ ", "🇺🇦🔥 ", "▪️", "❗️❗️ ", "\u200b"])
def test_emoji_in_front_of_a_title_are_trimmed(ornament: str) -> None:
    assert read(f"{ornament}Новый мост открыт\n\n{BODY}").title.text == "Новый мост открыт"


@pytest.mark.parametrize("sign", ["«", "#", "№ ", "$", "(", "+"])
def test_signs_that_belong_to_a_title_stay(sign: str) -> None:
    assert read(f"{sign}5 мостов года\n\n{BODY}").title.text == f"{sign}5 мостов года"


def test_a_markdown_heading_is_a_title_without_its_marks() -> None:
    article = read(f"## Мост открыт.\n\n{BODY}")
    assert article.title.text == "Мост открыт."


@pytest.mark.parametrize(
    ("prefix", "date"),
    [
        ("date 2025-10-27 ", datetime(2025, 10, 27, tzinfo=UTC)),
        ("27.10.2025 | ", datetime(2025, 10, 27, tzinfo=UTC)),
        ("27 октября 2025, 10:30 ", datetime(2025, 10, 27, 10, 30, tzinfo=UTC)),
        ("27 жовтня 2025, 10:30 ", datetime(2025, 10, 27, 10, 30, tzinfo=UTC)),
        ("Oct 27, 2025 — ", datetime(2025, 10, 27, tzinfo=UTC)),
        ("27 октября 2025 года: ", datetime(2025, 10, 27, tzinfo=UTC)),
        ("2025-10-27T10:30:00Z ", datetime(2025, 10, 27, 10, 30, tzinfo=UTC)),
        ("📅 27/10/2025 ", datetime(2025, 10, 27, tzinfo=UTC)),
    ],
)
def test_a_date_in_front_of_the_title_is_taken_off_it(prefix: str, date: datetime) -> None:
    article = read(f"{prefix}Новый мост открыт\n\n{BODY}")
    assert (article.title.text, article.source.date) == ("Новый мост открыт", date)
    assert article.body.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "27 октября 2025",
        "27 октября 2025 г., 10:30",
        "Понедельник, 27 октября 2025 года",
        "27 жовтня 2025 року",
        "Опубліковано: 27.10.2025 10:30",
        "Published: Monday, October 27, 2025 at 10:30 AM EST",
        "Mon, 27 Oct 2025 10:30 GMT",
        "2025-10-27",
        "10:30, 27 жовт. 2025",
        "🕐 27.10.25",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_line_that_is_only_a_date_is_the_date(line: str, place: str) -> None:
    headline = "Новый мост открыт"
    lines = (line, headline) if place == "above" else (headline, line)
    article = read("\n".join((*lines, "", BODY)))
    assert (article.title.text, article.body.text) == (headline, BODY)
    assert article.source.date is not None
    assert article.source.date.date().isoformat() == "2025-10-27"


@pytest.mark.parametrize(
    "headline",
    [
        "24 августа 1991 года Украина стала независимой",
        "2024 год в цифрах",
        "27 октября откроют мост",
        "31.02.2025 Мост открыт",
        "2025-10-27 was a good day",
        "May 5 things change",
    ],
)
def test_a_title_that_begins_with_something_like_a_date_keeps_it(headline: str) -> None:
    article = read(f"{headline}\n\n{BODY}")
    assert (article.title.text, article.source.date) == (headline, None)


def test_the_date_of_the_message_is_preferred_to_that_of_the_text() -> None:
    sent = datetime(2025, 11, 1, 9, 0, tzinfo=UTC)
    source = Source(Origin.CHANNEL, "Мосты", date=sent)
    article = read_post(Post(RichText(f"27.10.2025\nМост открыт\n{BODY}"), source), 10_000)
    assert article.source == source
    assert article.title.text == "Мост открыт"


@pytest.mark.parametrize(
    ("line", "author", "body"),
    [
        ("By Jane Doe", "Jane Doe", BODY_EN),
        ("By Jane Doe and John Smith", "Jane Doe and John Smith", BODY_EN),
        ("by Jane van der Berg, science correspondent", None, BODY_EN),
        ("Written by Jane Doe", "Jane Doe", BODY_EN),
        ("Jane Doe, Reuters", "Jane Doe, Reuters", BODY_EN),
        ("Оксана Гнатюк, 5 травня", "Оксана Гнатюк, 5 травня", BODY_EN),
        ("Записав Т. С. Марчук", "Т. С. Марчук", BODY_EN),
        ("R. T. Penrose, March 14", "R. T. Penrose, March 14", BODY_EN),
        ("Автор: Иван Петров", "Иван Петров", BODY),
        ("Авторы — Иван Петров, Анна Смирнова", "Иван Петров, Анна Смирнова", BODY),
        ("Текст: Анна Смирнова", "Анна Смирнова", BODY),
        ("Автор: Іван Франко", "Іван Франко", BODY_UK),
        ("Авторка: Леся Українка, для «Мосту»", None, BODY_UK),
        ("Анна Смирнова, ТАСС", "Анна Смирнова, ТАСС", BODY),
    ],
)
def test_a_byline_below_the_title_names_the_author(
    line: str, author: str | None, body: str
) -> None:
    article = read(f"Новый мост\n{line}\n\n{body}")
    assert (article.title.text, article.body.text) == ("Новый мост", body)
    assert article.author == author or (author is None and article.author)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the bridge had been opened to the public.",
        "By bus it takes an hour",
        "Автор: неизвестен, но это не мешает никому ездить по мосту каждый день.",
        "New York, United States",
        "Текст: мост построили за четыре года, и он открыт для всех с понедельника.",
        "Текст песни о мосте стал известен всей стране уже на второй день после праздника.",
    ],
)
def test_a_line_that_only_begins_like_a_byline_stays_in_the_body(line: str) -> None:
    article = read(f"Новый мост\n{line}\n\n{BODY}")
    assert article.author == ""
    assert article.body.text == f"{line}\n\n{BODY}"


def test_date_and_byline_below_the_title_are_taken_in_either_order() -> None:
    for details in ("By Jane Doe\n27 October 2025", "27 October 2025\nBy Jane Doe"):
        article = read(f"A new bridge\n{details}\n\n{BODY_EN}")
        assert (article.author, article.body.text) == ("Jane Doe", BODY_EN)
        assert article.source.date == datetime(2025, 10, 27, tzinfo=UTC)


def test_a_text_that_is_all_heading_is_a_body() -> None:
    for text in ("Новый мост\nАвтор: Иван Петров", "27 октября 2025 года", "By Jane Doe"):
        article = read(text)
        assert (article.title.text, article.author, article.body.text) == ("", "", text)


def test_the_body_keeps_its_formatting_and_blank_lines() -> None:
    body = RichText(BODY, (Span(0, 7, Kind.ITALIC), Span(74, 81, Kind.TEXT_LINK, "https://a.bc")))
    assert read(RichText("Мост открыт\n\n") + body).body == body


def test_offsets_follow_when_invisible_characters_go() -> None:
    text = RichText.from_entities(
        "\u200b\u200eСегодня\r\nот\u00adкрыли\x00 мост. 🌉\r\n", [Entity(11, 9, Kind.BOLD)]
    )
    article = read(text)
    assert article.body.text == "Сегодня\nоткрыли мост. 🌉"
    assert [article.body[s.start : s.end].text for s in article.body.spans] == ["открыли"]


def test_spaces_of_every_kind_stay_so_that_the_words_can_be_quoted() -> None:
    assert (
        read("Цена\u00a0— 5\u202f000\u2009рублей.").body.text
        == "Цена\u00a0— 5\u202f000\u2009рублей."
    )


def test_emoji_made_of_several_characters_stay_whole() -> None:
    assert read("Семья 👨‍👩‍👧 приехала.").body.text == "Семья 👨‍👩‍👧 приехала."


@pytest.mark.parametrize("text", ["", " \n\t\u00a0", "🎉🔥", "…?!", "2024", "\u200b", "#новости"])
def test_a_post_without_words_is_refused(text: str) -> None:
    span = Span(0, len(text), Kind.HASHTAG) if text.startswith("#") else Span(0, 0, Kind.BOLD)
    with pytest.raises(NoText) as refused:
        read(RichText(text, (span,)))
    assert type(refused.value) is NoText


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/news/1",
        "👉 https://example.com/a\nhttps://example.com/b",
        "example.com/news/the-bridge",
        "@bridge_news",
        "www.example.com",
    ],
)
def test_a_post_that_is_only_links_is_refused_as_such(text: str) -> None:
    with pytest.raises(LinkOnly):
        read(text)


def test_a_link_that_telegram_marked_is_a_link_however_it_looks() -> None:
    with pytest.raises(LinkOnly):
        read(RichText("новости.рф", (Span(0, 10, Kind.URL),)))
    with pytest.raises(LinkOnly):
        read(RichText("👉", (Span(0, 1, Kind.TEXT_LINK, "https://example.com"),)))


def test_words_that_carry_a_link_are_words() -> None:
    text = RichText("Новый мост", (Span(0, 10, Kind.TEXT_LINK, "https://example.com"),))
    assert read(text).body == text


def test_a_post_over_the_limit_is_refused_with_both_numbers() -> None:
    assert read("Мост", limit=4).body.text == "Мост"
    with pytest.raises(ArticleTooLong) as refused:
        read("Мосты", limit=4)
    assert refused.value.details == {"characters": 5, "limit": 4}


LINES = st.sampled_from(
    [
        *("Новый мост открыт", "Мост открыт!", BODY, BODY_EN, "⚡️ Срочно", "## Заголовок", "- а"),
        *("27.10.2025", "27.10.2025 | Мост", "Oct 27, 2025 — A bridge", "date 2025-10-27 Title"),
        *("By Jane Doe", "Автор: Іван Франко", "Jane Doe, Reuters", "", "  ", "👉", "3-4-2025"),
    ]
)
TEXTS = st.lists(LINES | st.text(max_size=12), max_size=7).map("\n".join)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 80)), max_size=3))
def test_no_word_is_lost(text: str, places: list[tuple[int, int]]) -> None:
    """What is neither title nor body nor author can only be dates, labels and ornaments."""
    rich = RichText(text, tuple(Span(start, start + n, Kind.BOLD) for start, n in places))
    try:
        article = read(rich)
    except NoText:
        return
    whole = read_whole(rich)
    assert whole.endswith(article.body.text)
    heading = whole[: len(whole) - len(article.body.text)]
    for part in (article.title.text, article.author):
        assert part in heading
        heading = heading.replace(part, "", 1)
    for known in ("Oct", "date", "By", "Written by", "Автор", "Текст"):
        heading = heading.replace(known, "")
    assert not any(character.isalpha() for character in heading)


def read_whole(text: RichText) -> str:
    from bot.reading.tidying import tidy

    return tidy(text).strip().text


@given(TEXTS)
def test_the_body_is_never_empty(text: str) -> None:
    try:
        article = read(text)
    except NoText:
        return
    assert re.search(r"[^\W\d_]", article.body.text)
    assert article.body == article.body.strip()


@pytest.mark.parametrize(
    "unit", [BODY + "\n", "а", "а.", "@", "\u200b", "\r", "27.10.2025 ", "By A ", "⚡️", "# ", "a@b"]
)
def test_a_megabyte_of_anything_is_read_or_refused_in_a_second(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    start = time.perf_counter()
    with suppress(NoText):
        read(text)
    assert time.perf_counter() - start < 2
