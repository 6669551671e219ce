"""What lines are by their looks, in chat messages above all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.gathering import joined
from bot.reading.posts import Post, read_post
from bot.reading.structure import is_caption, is_contents_line, with_line_roles
from bot.reading.text import StructuredText
from tests.reading.structures import are_sound, roles_of

BRIDGE = "Міст через річку знову відкрито, і люди йдуть на ринок."


def lines(*parts: RichText | str) -> RichText:
    return RichText("\n").join(RichText(p) if isinstance(p, str) else p for p in parts)


def bold(text: str) -> RichText:
    return RichText.styled(text, Kind.BOLD)


def roles(*parts: RichText | str) -> list[Role]:
    return [role for role, _ in roles_of(with_line_roles(StructuredText(lines(*parts))))]


def test_the_parts_of_a_post_are_known() -> None:
    post = read_post(
        Post(
            lines(
                bold("Новини мосту"),
                "",
                BRIDGE,
                bold("Що відомо"),
                BRIDGE,
                RichText.styled("make bridge", Kind.PRE, "sh"),
                "Фото: Іван Франко",
                "#міст #новини",
                RichText.styled("Підписатися на канал", Kind.TEXT_LINK, "https://t.me/mist"),
            )
        ),
        10_000,
    )

    assert post.title.text == "Новини мосту"
    assert [role for role, _ in roles_of(post)] == [
        Role.TEXT,
        Role.HEADING,
        Role.TEXT,
        Role.CODE,
        Role.CREDIT,
        Role.CREDIT,
        Role.CREDIT,
    ]
    assert are_sound(post.blocks, post.body)


def test_an_article_in_several_messages_has_the_roles_of_them_all() -> None:
    first = lines(bold("Новини мосту"), "", BRIDGE)
    second = lines(bold("Що відомо"), BRIDGE, "#міст")
    article = read_post(joined([Post(first), Post(second)]), 10_000)

    assert [role for role, _ in roles_of(article)] == [
        Role.TEXT,
        Role.HEADING,
        Role.TEXT,
        Role.CREDIT,
    ]


@given(st.lists(st.lists(st.sampled_from([bold("Слово"), BRIDGE, "#тег", "x"])), min_size=1))
def test_the_roles_of_an_article_in_several_messages_are_sound(
    messages: list[list[RichText | str]],
) -> None:
    text = joined([Post(lines(*message)) for message in messages]).text
    article = read_post(Post(text + lines("", BRIDGE)), 100_000)

    assert are_sound(article.blocks, article.body)
    assert replace(article, language="uk").blocks == article.blocks


@pytest.mark.parametrize(
    "parts",
    [
        [BRIDGE, bold("Мер пообіцяв, що міст більше не закриють."), BRIDGE],
        [bold("Міст відкрито"), bold("Люди йдуть туди"), "Річка тиха"],
        [BRIDGE, bold("Залишайтеся з нами")],
        ["Потрібно:", BRIDGE, BRIDGE],
        ["Початок о 10:00", BRIDGE, BRIDGE],
        [
            "Головне за день:",
            *(RichText.styled(f"Новина {n}", Kind.TEXT_LINK, "https://a.b") for n in "абв"),
        ],
    ],
    ids=[
        *(
            "a sentence in bold",
            "all in bold",
            "bold at the end",
            "one line like that of a speaker",
        ),
        *("a time in words", "linked headlines of a digest"),
    ],
)
def test_what_only_looks_like_a_heading_or_a_label_is_text(parts: list[RichText | str]) -> None:
    assert roles(*parts) == [Role.TEXT] * len(parts)


def test_an_interviews_question_in_bold_is_no_heading() -> None:
    question = bold("Чому міст закрили саме тоді, коли він був потрібен?")
    assert roles(question, BRIDGE, BRIDGE)[0] is Role.TEXT


@pytest.mark.parametrize(
    "line", ["00:12", "[01:02:03]", "00:01 – 00:05", "00:00:01,000 --> 00:00:04,500"]
)
def test_a_time_alone_is_a_label(line: str) -> None:
    assert roles(line, BRIDGE) == [Role.LABEL, Role.TEXT]


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        *((line, True) for line in ("Вступ ........ 3", "Розділ 1 . . . . . . 12")),
        *((line, True) for line in ("Опори… … 4", "Chapter ____ iv")),
        *((line, False) for line in ("Це було у 2020", "Він чекав... 3")),
        *((line, False) for line in ("." * 99, ". " * 50 + "1", "")),
    ],
)
def test_a_line_that_leads_to_a_page_is_one_of_the_contents(line: str, leads: bool) -> None:
    assert is_contents_line(line) is leads


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Рис. 1. Міст", True),
        ("Рис.1.2 — Схема", True),
        ("Таблица 2.1 Показатели", True),
        ("Fig. 3", True),
        ("Figure 2: A bridge.", True),
        ("Рисунок 1 показує, що ціни зросли.", False),
        ("Table 12 of the report is wrong.", False),
        ("Фото 2024 року", False),
        ("Графік роботи: 9–18", False),
    ],
)
def test_captions_are_known_and_sentences_that_begin_like_them(line: str, is_one: bool) -> None:
    assert is_caption(line) is is_one


LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["Слово", BRIDGE, "#тег", "10:00", "Фото: Я", "  a  ", "", "Рис. 1", "Вступ .... 3"]
        ),
        st.sampled_from([None, *Kind]),
    ),
    max_size=10,
)


@given(LINES)
def test_what_is_recognised_is_sound(given_lines: list[tuple[str, Kind | None]]) -> None:
    text = lines(*(RichText.styled(t, k) if k and t else t for t, k in given_lines))

    assert are_sound(with_line_roles(StructuredText(text)).blocks, text)


@given(LINES, st.sets(st.integers(0, 9)))
def test_a_known_role_is_kept(given_lines: list[tuple[str, Kind | None]], known: set[int]) -> None:
    text = lines(*(t for t, _ in given_lines))
    blocks = with_line_roles(StructuredText(text)).blocks
    notes = tuple(replace(b, role=Role.NOTE) for n, b in enumerate(blocks) if n in known)
    found = with_line_roles(StructuredText(text, notes)).blocks

    assert set(notes) <= set(found)
    assert are_sound(found, text)


@pytest.mark.parametrize(
    "names",
    [
        ["Speaker 1 00:12", "Speaker 2 00:15"],
        ["Іван Петренко (0:05):", "Ганна Лі (1:02:33):"],
        ["ГАННА:", "ГАННА:"],
    ],
)
def test_speakers_of_a_transcript_are_labels(names: list[str]) -> None:
    one, other = names

    assert roles(one, BRIDGE, other, BRIDGE) == [Role.LABEL, Role.TEXT] * 2


def test_headings_and_rows_of_markdown_are_known_in_plain_text_too() -> None:
    assert roles("## Опори", BRIDGE, "| Опора | Стан |", "|---|---|") == [
        Role.HEADING,
        Role.TEXT,
        Role.TABLE,
        Role.TABLE,
    ]


def test_a_link_alone_is_a_credit() -> None:
    assert roles(BRIDGE, "https://example.org/1") == [Role.TEXT, Role.CREDIT]
