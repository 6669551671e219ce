"""Numbers keep the format of the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.numbers import restore_numbers

NUMBERS = [
    "1,500.50",
    "12.000",
    "3.5%",
    "$7",
    "10:30",
    "2024",
    "05/12/2024",
    "-5 °C",
    "№ 9",
    "0.25",
]


def localised(number: str) -> str:
    """Return a number as a model may write it."""
    return (
        number.replace(",", "\u00a0").replace(".", ",").replace(":", ".").replace("/", ".")
    ).replace("-", "−")


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        ("It costs $1,500.50 now", "Стоит 1 500,50 долларов", "Стоит 1,500.50 долларов"),
        ("It costs $1,500.50 now", "Это стоит 1500,50 $", "Это стоит $1,500.50"),
        ("It rose 5 percent.", "Он вырос на 5 %.", "Он вырос на 5 %."),
        ("It cost 5,000 dollars.", "Это стоило $5000.", "Это стоило $5,000."),
        ("at No. 7 Quay Street", "в доме № 7", "в доме № 7"),
        ("дом № 12", "house No. 12", "house No. 12"),
        ("на маршруте № 4", "on route # 4", "on route # 4"),
        ("на маршруте № 4", "on route 4", "on route № 4"),
        ("при –60 °C", "at -60 °C", "at –60 °C"),
        ("минус 5 °C", "-5°C", "-5 °C"),
        ("минус 5 градусов", "-5 degrees", "-5 degrees"),
        ("It costs US$5", "Это стоит 5 US$", "Это стоит US$5"),
        ("It costs $5 now", "Теперь это стоит 5", "Теперь это стоит $5"),
        ("1,000,000 people", "1 000 000 человек", "1,000,000 человек"),
        ("3,5 % of 12.000", "12,000 и 3.5%", "12.000 и 3,5 %"),
        ("at 10:30 on 05/12/2024", "05.12.2024 в 10.30", "05/12/2024 в 10:30"),
        ("on 2024-05-12", "2024.05.12", "2024-05-12"),
        ("1.5 of 15", "15 из 1,5", "15 из 1.5"),
        ("-5 °C today", "Сегодня −5°C", "Сегодня -5 °C"),
        ("only 5 %", "только 5 процентов", "только 5 процентов"),
        ("the 5th of 5", "5-й из 5", "5-й из 5"),
        ("on 12.05.2024", "12 мая 2024 года", "12 мая 2024 года"),
        ("version 2.0 of A4", "версия 2,0 из A4", "версия 2.0 из A4"),
        ("nothing here", "5,0 из 7", "5,0 из 7"),
    ],
)
def test_numbers_are_written_as_in_the_source(source: str, translated: str, expected: str) -> None:
    assert restore_numbers(source, translated) == expected


def test_digits_of_an_address_are_no_number() -> None:
    source, translated = "a.org/1,500 has 1,500", "на a.org/1.500 есть 1 500"

    copied = [(0, 11)], [(3, 14)]

    assert restore_numbers(source, translated, copied) == "на a.org/1.500 есть 1,500"


@given(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=6, unique=True), st.data())
def test_every_number_keeps_its_format_in_any_order(
    numbers: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(numbers))

    done = restore_numbers(" and ".join(numbers), " и ".join(map(localised, order)))

    assert done == " и ".join(order)


@given(st.text("1250 .,:/$%-°C№aя", max_size=30), st.text("1250 .,:/$%-°C№aя", max_size=30))
def test_no_digit_is_lost_or_moved(source: str, translated: str) -> None:
    done = restore_numbers(source, translated)

    assert [*filter(str.isdigit, done)] == [*filter(str.isdigit, translated)]
