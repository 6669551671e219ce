"""Texts with lines of a fixed width get their paragraphs back; other lines stay lines."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import read_text_file
from bot.reading.plain_text import unwrapped

ENGLISH = (
    "The city opened the old bridge over the river again on Monday, and the mayor said that many "
    "people came to see how the bridge had changed in the three years for which it was closed.",
    "Nobody knows why it took so long, although the newspapers wrote of money that the city did "
    "not have, and of a winter that was too cold to work in. It was a long one.",
)
RUSSIAN = (
    "Город открыл старый мост через реку снова в понедельник, и мэр сказал, что пришло много "
    "людей, чтобы посмотреть, как изменился мост за те три года, что он был закрыт для всех.",
    "Никто не знает, почему это длилось так долго, хотя газеты писали о деньгах, которых у города "
    "не было, и о зиме, которая была слишком холодной, чтобы работать. Зима была долгой.",
)
LINES = {
    "verses": "The curfew tolls the knell of parting day,\n"
    "The lowing herd winds slowly over the lea,\n"
    "The ploughman homeward plods his weary way,\n"
    "And leaves the world to darkness and to me.\n"
    "Now fades the glimmering landscape on the sight.",
    "a list": "\n".join(f"- bridge number {n} of a list of bridges, an old one" for n in range(6)),
    "numbers": "\n".join(f"{n}. bridge number {n} of a list, rather an old one" for n in range(6)),
    "a log": "\n".join(f"2026-11-22 12:00:{n:02} INFO the bridge was opened" for n in range(6)),
    "mail": "\n".join(f"> the bridge was opened again, said somebody, and {n}" for n in range(6)),
    "code": "def cross(bridge: Bridge, people: list[Person], market: Market):\n"
    "    for person in people.walking(to=market, over=bridge):\n"
    "        bridge.carry(person, to=market, at=Speed.WALKING)\n"
    "    return bridge.people_who_have_crossed(market, since=0)",
}


@pytest.mark.parametrize("paragraphs", [ENGLISH, RUSSIAN], ids=["en", "ru"])
@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("between", ["\n\n", "\n    "], ids=["blank lines", "indented"])
def test_paragraphs_come_back(paragraphs: tuple[str, ...], width: int, between: str) -> None:
    wrapped = between.join(textwrap.fill(text, width) for text in paragraphs)
    assert unwrapped(wrapped) == between.replace("    ", "").join(paragraphs)


@pytest.mark.parametrize("kind", LINES)
def test_lines_that_mean_something_stay(kind: str) -> None:
    assert unwrapped(LINES[kind]) == LINES[kind]
    prose = "\n\n".join(textwrap.fill(text, 70) for text in ENGLISH)
    if kind != "verses":
        assert LINES[kind].split("\n")[1] in unwrapped(f"{prose}\n\n{LINES[kind]}").split("\n")


def test_an_item_of_a_list_may_have_several_lines() -> None:
    prose = "\n\n".join(textwrap.fill(text, 60) for text in ENGLISH)
    item = textwrap.fill(ENGLISH[0], 60, initial_indent="* ", subsequent_indent="  ")
    assert unwrapped(f"{prose}\n\n{item}\n* short").split("\n")[-2:] == [
        f"* {ENGLISH[0]}",
        "* short",
    ]


def test_words_that_were_cut_at_a_line_end_are_whole_again() -> None:
    lines = (
        "The city opened its well-known bridge over the river again on Mon-\n"
        "day, and many people came to see how much the mayor and the well-\n"
        "known architect had changed in the three years for which the mar-\n"
        "ket and the bridge were closed."
    )
    found = unwrapped(lines)
    assert "on Monday, and" in found
    assert "the well-known architect" in found
    assert "the market and" in found


def test_a_text_file_in_the_terminal_has_whole_sentences_too() -> None:
    data = "\n\n".join(textwrap.fill(text, 65) for text in ENGLISH).encode()
    assert read_text_file(data, "bridge.txt", 10_000).body.text == "\n\n".join(ENGLISH)


@given(st.text(alphabet="абв гд-.\n\t* 1Я", max_size=600))
def test_no_letter_is_lost(text: str) -> None:
    def letters(whole: str) -> list[str]:
        return [c for c in whole if not c.isspace() and c != "-"]

    assert letters(unwrapped(text)) == letters(text)
