from collections.abc import Sequence, Set
from dataclasses import fields, replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Block, Role, Sentence
from bot.domain.rich_text import Kind, RichText
from bot.languages import split_sentences
from bot.summarizing.marks import Marks, marks_of
from bot.summarizing.structure import Outline, outline
from tests.summarizing.outlines import outlined, shown

LINES = st.lists(
    st.sampled_from(
        [
            "",
            "The mill stands by the river.",
            "Opening hours",
            "1. Close the sluice.",
            "2️⃣ Ціни.",
            "- flour",
            "— Скільки коштує борошно?",
            "— Сорок гривень.",
            "HOST: Who turns the wheel?",
            "[00:01:02] GUEST: The river does. #mill",
            "We sell:",
            "200 g flour",
            "Читайте также: мельница закрыта",
            "| a | b |",
            "# Title",
            "Колесо крутится; вода шумит",
            "By Anna Miller and Tom Rye",
            "The mill (photo) is old. Read also: the river is deep.",
            "Hello! All rights reserved. Published 3 May 2024.",
            "Київ. 3 травня. УНН. Млин — знову працює 👉 https://mill.example.",
            "AAPL 12.3 +4%",
            "x = mill(1)",
            "THE MILL IS OPEN.",
            "Мельница стоит 13 905 640 рублей; Подписывайтесь на канал!",
        ]
    )
    | st.text(max_size=60),
    max_size=30,
)


def all_marks_of(folded: str, places: Sequence[int], sentences: Sequence[Sentence]) -> Marks:
    """Return marks by which everything is looked for in each sentence."""
    found = marks_of(folded, places, sentences)
    sets = [field.name for field in fields(Marks) if isinstance(getattr(found, field.name), Set)]
    every: Any = set(range(len(sentences)))
    return replace(found, **dict.fromkeys(sets, every))


@given(LINES)
def test_an_outline_fits_its_sentences(lines: list[str]) -> None:
    body = "\n".join(lines)
    sentences = split_sentences(RichText(body), "en")

    found = outlined(body)

    assert len(found.roles) == len(sentences)
    ends = [0, *(end for group in found.groups for end in (group.start, group.stop))]
    assert ends == sorted(ends)
    assert ends[-1] <= len(sentences)
    assert all(len(group) > 1 and group.step == 1 for group in found.groups)
    assert found.hidden | found.weights.keys() | found.trims.keys() <= set(range(len(sentences)))
    for index, (start, end) in found.trims.items():
        assert sentences[index].start <= start < end <= sentences[index].end
    for item in found.items:
        assert 0 <= item.start < item.stop <= len(sentences)


@given(LINES)
def test_plain_prose_needs_no_second_look(lines: list[str]) -> None:
    body = "\n".join(lines)

    with patch("bot.summarizing.lines.marks_of", all_marks_of):
        looked_at = outlined(body)

    assert outlined(body) == looked_at


def test_an_empty_article_has_an_empty_outline() -> None:
    assert outlined("") == Outline(())


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Miller and Tom Rye, Harrow Bay Courier",
        "Автор: Інна Гнатюк та Олег Млин",
        "Photo courtesy of the Harrow Bay museum",
        "Архивное фото | Мельница",
        "Читайте також: млин закрили до весни",
        "Чтобы не пропустить новости, подпишитесь на канал",
        "Please download our new app",
        "© 2024 Harrow Bay Courier",
        "All rights reserved.",
        "Этот сайт использует файлы cookie.",
        "Опубліковано 3 травня 2024, 10:15",
        "12 May 2024, 10:15",
        "AAPL 12.3 +4%",
        "Flour | 200 | 13 905 640",
        "https://mill.example #mill @miller",
    ],
)
def test_what_a_page_says_around_its_article_is_boilerplate(line: str) -> None:
    body = f"The mill has stood by the river since 1850.\n{line}\nIt is open on Mondays."

    assert outlined(body, title="The mill").roles == (Role.TEXT, Role.BOILERPLATE, Role.TEXT)


@pytest.mark.parametrize(
    "sentence",
    [
        "By noon the wheel turned again, and the stones began to hum.",
        "Photographs of the mill hang in the museum of Harrow Bay.",
        "Витратили 13 905 640 грн.",
        "Related species live in the river above the mill.",
        "The mill may reserve all rights of way across the river.",
    ],
)
def test_a_sentence_that_begins_like_boilerplate_is_text(sentence: str) -> None:
    assert outlined(f"The mill stands by the river. {sentence}").roles == (Role.TEXT, Role.TEXT)


def test_what_a_reader_of_documents_knows_comes_first() -> None:
    body = "The mill stands by the river.\nIt was built of oak in 1850."

    found = outlined(body, "en", "", Block(0, 29, Role.CAPTION))

    assert found.roles == (Role.CAPTION, Role.TEXT)
    assert found.hidden == {0}


def test_a_short_line_without_a_stop_is_a_heading() -> None:
    body = (
        "The mill has stood by the river since 1850.\nHow it works\n"
        "Water turns the wheel, and the wheel turns the stones."
    )

    assert outlined(body).roles == (Role.TEXT, Role.HEADING, Role.TEXT)


def test_a_label_belongs_to_its_item() -> None:
    body = (
        "2️⃣ Пенсії. Індексації цього року не буде.\n3️⃣ Тарифи. Світло не дорожчає до квітня.\n"
        "4️⃣ Банки. Переказ коштує п'ять гривень."
    )

    assert outlined(body, "uk").groups == (range(2), range(2, 4), range(4, 6))


def test_a_short_list_belongs_to_its_opener() -> None:
    body = "The mill sells:\n- rye flour\n- wheat flour\n\nIt is open from Monday to Friday."

    assert outlined(body).groups == (range(3),)


def test_the_opener_of_a_long_list_is_hidden() -> None:
    items = "\n".join(f"- flour number {number}" for number in range(8))
    body = f"The mill by the river has stood since 1850 and turns all day long.\nIt sells:\n{items}"

    found = outlined(body)

    assert found.groups == ()
    assert 1 in found.hidden


def test_an_advertisement_glued_to_a_sentence_is_cut_off() -> None:
    body = "🚨 СРОЧНО: Мельницу на реке закроют до весны 👉 https://mill.example/news #мельница"

    assert shown(body, "ru") == ["Мельницу на реке закроют до весны"]


def test_a_link_that_the_sentence_needs_stays() -> None:
    body = "The tram will be shown on Sunday at the forum #TramDays."

    assert shown(body) == [body]


def test_a_dash_of_direct_speech_stays() -> None:
    body = (
        "Мельник долго смотрел на воду и молчал.\n"
        "— Колесо не крутится с самой весны, — сказал он и закурил.\n"
        "Река обмелела на полметра."
    )

    assert shown(body, "ru")[1].startswith("— Колесо")


def test_what_numbers_an_item_belongs_to_it() -> None:
    body = (
        "Мельницу закрыли по трём причинам.\n"
        "Первое. Вода. Река обмелела на полметра, и колесо не крутится.\n"
        "Второе. Деньги. Ремонт обойдётся в 4 миллиона рублей."
    )

    assert outlined(body, "ru").groups == (range(1, 4), range(4, 7))


def test_the_lines_of_a_table_of_contents_are_hidden() -> None:
    body = (
        "Contents\nThe river ..... 3\nThe wheel ..... 17\nThe stones\t25\n\n"
        "The mill has stood by the river since 1850, and it still turns."
    )

    found = outlined(body)

    assert set(found.roles[:-1]) == {Role.CONTENTS}
    assert found.roles[-1] is Role.TEXT


def test_a_greeting_and_a_sign_off_are_hidden() -> None:
    body = (
        "Шановні читачі!\nМлин знову працює щодня з восьмої ранку, крім понеділка.\n"
        "З повагою, ваша редакція"
    )

    assert shown(body, "uk") == ["Млин знову працює щодня з восьмої ранку, крім понеділка."]


def test_a_label_in_bold_belongs_to_what_it_names() -> None:
    label = RichText.styled("Cheaper flour for the village.", Kind.BOLD)
    body = label + " The price falls by a third in June.\nThe mill stands by the river."
    article = Article(RichText(), body, "en")

    assert outline(article, split_sentences(body, "en")).groups == (range(2),)


def test_a_step_belongs_to_its_number() -> None:
    body = "Step 1\nFill the hopper with dry grain and close the lid of the mill."

    assert outlined(body).groups == (range(2),)


def test_a_sentence_in_two_lines_is_shown_whole() -> None:
    body = "Engineers promised a\ntemporary crossing over the river."

    found = outlined(body)

    assert found.groups == (range(2),)
    assert found.roles == (Role.TEXT, Role.TEXT)
