"""Numbers keep the format of the source; amounts get the separators of the target's language."""

from decimal import Decimal

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


@pytest.mark.parametrize(
    ("pair", "source", "translated", "expected"),
    [
        ("en-ru", "19,000 people came", "пришли 19,000 человек", "пришли 19\u00a0000 человек"),
        ("en-ru", "19,000 people came", "пришли 19000 человек", "пришли 19\u00a0000 человек"),
        ("en-uk", "It cost $1,500.50.", "Це коштувало $1,500.50.", "Це коштувало $1500,50."),
        ("en-ru", "1,234,567 trees", "1,234,567 деревьев", "1\u00a0234\u00a0567 деревьев"),
        ("en-ru", "1.5 million people", "1.5 миллиона человек", "1,5 миллиона человек"),
        ("en-ru", "It grew 3.5%", "Вырос на 3.5%", "Вырос на 3,5%"),
        ("en-uk", "a 1.5-litre jug, 0.125 km", "глек 1.5 л, 0.125 км", "глек 1,5 л, 0,125 км"),
        ("en-ru", "from 5,000 to 19,000", "от 5,000 до 19,000", "от 5000 до 19\u00a0000"),
        ("ru-en", "19\u00a0000 человек", "19 000 people", "19,000 people"),
        ("ru-en", "пришли 19 000 человек", "19000 people came", "19,000 people came"),
        ("uk-en", "1\u202f500,5 тис. грн", "1 500,5 thousand", "1,500.5 thousand"),
        ("uk-en", "1,5 млн людей", "1,5 million people", "1.5 million people"),
        ("ru-en", "при -1,5 °C", "at -1,5 °C", "at -1.5 °C"),
        ("en-ru", "sold 19,000 Tesla cars", "продали 19,000 Tesla", "продали 19\u00a0000 Tesla"),
        ("ru-uk", "19 000 и 1,5 %", "19 000 і 1,5 %", "19 000 і 1,5 %"),
    ],
)
def test_an_amount_has_the_separators_of_the_target_language(
    pair: str, source: str, translated: str, expected: str
) -> None:
    here, _, there = pair.partition("-")
    assert restore_numbers(source, translated, pair=(here, there)) == expected


@pytest.mark.parametrize(
    ("pair", "source", "translated"),
    [
        ("en-ru", "version 2.0 of 3.11", "версия 2.0 из 3.11"),
        ("en-ru", "Windows 8.1 European", "Windows 8.1 European"),
        ("en-ru", "on 12.05.2024 at 10.30", "12.05.2024 в 10.30"),
        ("en-ru", "on 05/12/2024, 10:30:15", "05/12/2024, 10:30:15"),
        ("en-ru", "at 192.168.1.10", "на 192.168.1.10"),
        ("en-ru", "1.500 km and 12.000", "1.500 км и 12.000"),
        ("en-ru", "sections 1,2,3 and 1,20", "разделы 1,2,3 и 1,20"),
        ("en-ru", "0,500 and 01,500 and 1234,567", "0,500 и 01,500 и 1234,567"),
        ("en-ru", "reads “5,000 Miles” here", "читает «5,000 Miles» тут"),
        ("en-ru", "in The 1,000 Islands", "в The 1,000 Islands"),
        ("ru-en", "8 800 555 35 35", "8 800 555 35 35"),
        ("ru-en", "+7 495 123 456", "+7 495 123 456"),
        ("ru-en", "+7\u00a0495\u00a0123", "+7\u00a0495\u00a0123"),
        ("ru-en", "(495)\u00a0123\u00a0456", "(495)\u00a0123\u00a0456"),
        ("uk-en", "0800\u00a0555\u00a0111", "0800\u00a0555\u00a0111"),
        ("ru-en", "п. 1,2 и 1,5", "items 1,2 and 1,5"),
        ("uk-en", "у класі 2 300 книг", "in class 2 300 books"),
        ("en-de", "19,000 and 1.5 km", "19,000 und 1.5 km"),
    ],
)
def test_what_may_be_no_amount_keeps_its_separators(
    pair: str, source: str, translated: str
) -> None:
    here, _, there = pair.partition("-")
    assert restore_numbers(source, translated, pair=(here, there)) == translated


def value_of(amount: str, language: str) -> Decimal:
    """Return what a reader of the language reads."""
    if language != "en":
        amount = amount.replace("\u00a0", "").replace(",", ".")
    return Decimal(amount.replace(",", ""))


@given(st.decimals(0, 10**10, places=2), st.sampled_from(["ru", "uk"]), st.booleans())
def test_an_amount_never_changes_its_value(amount: Decimal, other: str, is_there: bool) -> None:
    pair = ("en", other) if is_there else (other, "en")
    english = f"{amount:,}"
    foreign = english.translate(str.maketrans(",.", "\u00a0,"))
    source, model = (english, english) if is_there else (foreign, english)

    written = restore_numbers(f"{source} km", f"{model} km", pair=pair).removesuffix(" km")

    assert value_of(written, pair[1]) == amount


@given(
    st.text("1250 .,:/$%-°C№aяkm\u00a0", max_size=30),
    st.text("1250 .,:/$%-°C№aяkm\u00a0", max_size=30),
    st.permutations(["en", "ru"]),
)
def test_no_digit_is_lost_or_moved_between_languages(
    source: str, translated: str, pair: list[str]
) -> None:
    done = restore_numbers(source, translated, pair=(pair[0], pair[1]))

    assert [*filter(str.isdigit, done)] == [*filter(str.isdigit, translated)]


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
