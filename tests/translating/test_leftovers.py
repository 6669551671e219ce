"""Sentences, titles and list items of which a half was left in the language of the source."""

import pytest

from bot.domain.translation import Problem
from bot.translating.checks import find_problem

HALF_TRANSLATED = {
    ("en", "uk"): [
        (
            "On Monday the school of bridge builders opened in the city.",
            "У monday в місті запрацювала school мостобудівників.",
        ),
        ("The mayor opened the new bridge.", "Мер відкрив новий bridge."),
        ("The council's plan costs nothing.", "План council нічого не коштує."),
        ("The weather was quiet in the morning.", "Погода була quiet уранці."),
        ("Children read books before lunch.", "Діти читають books перед lunch."),
        ("Monday was a quiet day for everybody.", "Monday був тихим днем для всіх."),
        ("They asked the government for help.", "Вони попросили government про допомогу."),
        ("The river is deep and cold.", "Річка глибока and cold."),
        ("Old Bridge Opens After Three Years", "Старий Bridge відкривається через три роки"),
        ("School Builders Ask for Money", "School Builders просять грошей"),
        ("A new school for the city", "Нова school для міста"),
        ("Fresh bread", "Свіжий bread"),
        ("He keeps “a good boat” here.", "Він тримає тут «добрий boat»."),
        ("Peel the potatoes and cut them into cubes.", "Почисть potatoes і поріж їх на кубики."),
        ("three cups of warm milk", "три cups теплого молока"),
        ("Her discontentment was obvious to all.", "Її дисcontentment було очевидним для всіх."),
    ],
    ("en", "ru"): [
        (
            "The company promised to repair the road by autumn.",
            "Компания пообещала repair дорогу к осени.",
        ),
        ("The minister denied the accusations.", "Министр denied обвинения."),
        ("The train was late because of snow.", "Поезд опоздал because of snow."),
        ("Teachers went on strike on Friday.", "Учителя объявили забастовку on Friday."),
        ("Nobody knows where the money went.", "Никто не знает, where the money went."),
        ("Scientists Find Water Under the Desert", "Учёные нашли Water под пустыней"),
        ("How to Save Money on Food", "Как экономить Money на еде"),
        ("Add the onions and stir.", "Добавьте onions и перемешайте."),
        ("wash your hands", "мойте hands"),
        ("The chief executive of Acme left.", "Chief executive of Acme ушёл."),
    ],
    ("ru", "en"): [
        (
            "В понедельник в городе открыли новую школу.",
            "On Monday a new школу opened in the city.",
        ),
        ("Мэр обещал починить дорогу.", "The mayor promised to починить the road."),
        ("Учёные нашли воду под пустыней.", "Scientists found воду under the desert."),
        ("Погода была тихая и тёплая.", "The weather was тихая and warm."),
        ("Школа работает с понедельника.", "Школа has been open since Monday."),
        ("Старый мост снова открыт", "Old мост is open again"),
        ("Свежий хлеб и молоко", "Fresh хлеб and milk"),
        ("Три стакана воды", "Three glasses of воды"),
        ("Никто не знает, куда делись деньги.", "Nobody knows куда делись the money."),
        ("Косметика подорожала вдвое.", "The price of косmetics doubled."),
    ],
    ("uk", "en"): [
        (
            "У понеділок у місті запрацювала нова школа.",
            "On Monday a new школа opened in the city.",
        ),
        ("Мер пообіцяв полагодити дорогу.", "The mayor promised to полагодити the road."),
        ("Вчителі оголосили страйк.", "Teachers оголосили a strike."),
        ("Погода була тиха й тепла.", "The weather was тиха and warm."),
        ("Річка глибока й холодна.", "The річка is deep and cold."),
        ("Новий міст через річку", "New міст over the river"),
        ("Три склянки води", "Three glasses of води"),
        ("Помити руки", "Wash your руки"),
    ],
    ("ru", "uk"): [
        (
            "В понедельник в городе заработала новая школа.",
            "У понедельник у місті запрацювала нова школа.",
        ),
        ("Он сказал, что дорогу починят к осени.", "Він сказав, что дорогу полагодять до осені."),
        ("Если будет время, мы приедем.", "Якщо будет время, ми приїдемо."),
        ("Правительство обещало помощь.", "Уряд обещало допомогу."),
        ("Сейчас здесь живут пятьсот человек.", "Зараз тут живуть п'ятсот человек."),
        ("Учёные нашли воду под пустыней.", "Учёные знайшли воду під пустелею."),
        ("Когда откроют старый мост", "Когда відкриють старий міст"),
        ("Почему школа не работает", "Почему школа не працює"),
        ("Три стакана тёплой воды", "Три стакана тёплой води"),
        ("Повышение цен на хлеб", "Повышение цін на хліб"),
        ("Решение о строительстве дороги", "Рішення о строительстве дороги"),
        ("Это очень хорошая новость.", "Це очень хороша новина."),
    ],
    ("uk", "ru"): [
        (
            "У понеділок у місті запрацювала нова школа.",
            "В понеділок в городе заработала новая школа.",
        ),
        ("Він сказав, що дорогу полагодять до осені.", "Он сказал, що дорогу починят к осени."),
        ("Якщо буде час, ми приїдемо.", "Якщо будет время, мы приедем."),
        ("Уряд пообіцяв допомогу.", "Уряд пообещал помощь."),
        ("Зараз тут живуть п'ятсот людей.", "Зараз тут живут пятьсот человек."),
        ("Вчителі оголосили страйк.", "Учителя оголосили забастовку."),
        ("Коли відкриють старий міст", "Когда відкриють старый мост"),
        ("Чому школа не працює", "Чому школа не работает"),
        ("Три склянки теплої води", "Три склянки тёплой воды"),
        ("Підвищення цін на хліб", "Підвищення цен на хлеб"),
        ("Це дуже добра новина.", "Это дуже хорошая новость."),
        ("Завдання для кожного учня", "Завдання для каждого ученика"),
    ],
}
"""By the languages of source and target."""


def test_nearly_all_half_translated_lines_are_found() -> None:
    passed = [
        target
        for languages, pairs in HALF_TRANSLATED.items()
        for source, target in pairs
        if find_problem(source, target, languages) is None
    ]

    assert len(passed) <= 0.05 * sum(map(len, HALF_TRANSLATED.values())), passed


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [
        (("en", "uk"), "The mayor opened the bridge.", "Міст відкрив мэр."),
        (("en", "ru"), "The quiet west of the country.", "Тихий захід страны."),
        (("uk", "en"), "Зібрали 12 тонн груш.", "They got 12 tonnes of грушок."),
        (("en", "ru"), "Well, um, the council said no.", "Ну, um, городской совет сказал нет."),
    ],
)
def test_a_word_in_letters_of_another_language_is_found(
    languages: tuple[str, str], source: str, target: str
) -> None:
    """Models write words of a neighbour too, which the source does not have."""
    assert find_problem(source, target, languages) is Problem.UNTRANSLATED


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [
        (("en", "ru"), "Beauty and the Beast is back.", "Beauty and the Beast возвращается."),
        (("en", "ru"), "He reads House of Cards.", "Он читает House of Cards."),
        (("en", "ru"), "Read “The old school” today.", "Прочитайте «The old school» сегодня."),
        (("en", "uk"), "Run npm and open the page.", "Запустіть npm і відкрийте сторінку."),
        (("en", "uk"), "The news of lenta.ru and NASA.", "Новини lenta.ru та NASA."),
        (("en", "uk"), "Wash it at 30 km/h.", "Мийте на 30 km/h."),
        (("ru", "en"), "Газета «Правда» вышла.", "The newspaper “Правда” is out."),
        (("ru", "en"), "Его спросил Борис.", "He was asked by Борис."),
        (("ru", "uk"), "Он читает «Известия».", "Він читає «Известия»."),
        (("uk", "ru"), "Телеканал «Київ» працює.", "Телеканал «Київ» работает."),
        (("uk", "ru"), "Він живе в місті Львів.", "Он живёт в городе Львів."),
    ],
)
def test_names_terms_and_what_is_quoted_may_stay(
    languages: tuple[str, str], source: str, target: str
) -> None:
    assert find_problem(source, target, languages) is None


def test_what_always_has_a_capital_in_the_text_is_a_name() -> None:
    pair = "Target opened on Monday.", "Target открылся в понедельник.", ("en", "ru")

    assert find_problem(*pair) is Problem.UNTRANSLATED
    assert find_problem(*pair, {"target": "Target"}) is None
