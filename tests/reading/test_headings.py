"""What stands above the text of a post: its title, its date, and who has written it."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Origin, Source
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading import Post, read_post
from tests.reading.posts import BODY, BODY_EN, BODY_UK, read


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
        "Правила Нового Моста, Версія 3",
        "The Old Bridge, Part 2",
        "История Моста, том 1",
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
    article = read_post(Post(RichText(f"27.10.2025\nМост открыт\n{BODY}"), source=source), 10_000)
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
