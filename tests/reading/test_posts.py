"""The body of a post, and what has none."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Entity, Kind, RichText, Span
from bot.errors import ArticleTooLong, LinkOnly, NoText
from tests.reading.posts import BODY, BODY_EN, read


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


@pytest.mark.parametrize(
    "text",
    ["Цена\u00a0— 5\u202f000\u2009рублей.", "Семья 👨‍👩‍👧 приехала."],
    ids=["spaces", "emoji"],
)
def test_spaces_and_emoji_stay_so_that_the_words_can_be_quoted(text: str) -> None:
    assert read(text).body.text == text


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
    from bot.reading.text import tidy

    return tidy(text).strip().text


@given(TEXTS)
def test_the_body_is_never_empty(text: str) -> None:
    try:
        article = read(text)
    except NoText:
        return
    assert re.search(r"[^\W\d_]", article.body.text)
    assert article.body == article.body.strip()


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", [BODY + "\n", "а", "а.", "@", "\u200b", "\r", "27.10.2025 ", "By A ", "⚡️", "# ", "a@b"]
)
def test_a_megabyte_of_anything_is_read_or_refused_in_a_moment(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    with suppress(NoText):
        read(text)
