"""What the checks must pass, and what they must not. Good pairs matter more."""

import pytest

from bot.domain.translation import Problem
from bot.translating.checks import find_problem

GOOD = {
    ("en", "ru"): [
        ("NASA", "NASA"),
        ("Microsoft Windows 11", "Microsoft Windows 11"),
        ("iPhone 15 Pro Max", "iPhone 15 Pro Max"),
        ("Visual Studio Code", "Visual Studio Code"),
        ("Wi-Fi", "Wi-Fi"),
        ("e-mail", "e-mail"),
        ("YouTube, TikTok, Telegram", "YouTube, TikTok, Telegram"),
        ("OK", "Хорошо"),
        ("Sport", "Спорт"),
        ("No, no, no!", "Нет, нет, нет!"),
        ("Blah blah blah blah", "Бла-бла-бла-бла"),
        ("Bye-bye!", "Пока-пока!"),
        ("the cat sleeps and " * 400 + "the dog", "кот спит и " * 400 + "собака"),
        ("It is really really cold.", "На улице очень-очень холодно, просто очень."),
        ("Twenty of 20 came.", "Пришло 20 из 20."),
        ("It was long, long ago.", "Это было давно, давно."),
        ("That that is, is.", "То, что есть, то есть."),
        ("It rained, and rained, and rained.", "Шёл дождь, дождь, дождь."),
        ("She plays for Manchester United.", "Она играет за Manchester United."),
        ("The 19th century was long.", "XIX век был долгим."),
        ("In the 1990s he was twelve.", "В 90-е ему было двенадцать."),
        ("It begins at 08:30.", "Начало в 8:30."),
        ("It cost $1,500,000 in 2023.", "В 2023 году это стоило 1 500 000 $."),
        ("About 12 people came.", "Пришло около двенадцати человек."),
        ("I know.", "Знаю."),
        ("Congratulations!", "Поздравляем вас от всей души!"),
        ("Heeeeeeeeeelp!", "Помогииииииите!"),
        ("Sources said the plan costs 5 bn.", "Источники: план стоит 5 млрд."),
        ("“Україна” is a newspaper.", "«Україна» — это газета."),
        ("It took 5 hours.", "Это заняло пять часов."),
        ("It opens at 8 p.m.", "Откроется в 20:00."),
        ("The 2nd day was warm.", "Второй день был тёплым."),
        ("He did not agree.", "Он отказался."),
        ("Leonov is cosmonaut No. 11.", "Леонов — космонавт № 11."),
        ("It depends on whether or not he comes.", "Это зависит от того, придёт ли он."),
        ("It cost £2.8bn in 2019.", "В 2019 году это стоило 2,8 млрд фунтов."),
        ("About 50 thousand people came.", "Пришло около 50 000 человек."),
        ("The mast is 30 m high.", "Высота мачты — 30 метров."),
        ("The train was thirty-six hours late.", "Поезд опоздал на 36 часов."),
        ("It took nineteen days.", "Это заняло девьятнадцать дней."),
        ("It took eleven days.", "Это заняло одинадцать дней."),
        ("The bridge is 85 metres long.", "Длина моста — восемьдесят пять метров."),
        ("It took two to three million years.", "На это ушло от двух до трёх миллионов лет."),
        ("In the 1930s 9,000 people lived here.", "В 30-е годы здесь жило 9000 человек."),
        ("The fair has 3 thousand stalls.", "На ярмарке 3000 прилавков."),
        ("It covers 420 m² and weighs 3 t.", "Площадь — 420 кв. м, вес — 3 тонны."),
        ("It is 5 km by road at 90 km/h.", "Это 5 километров по дороге при 90 км/ч."),
        ("The 3m people paid £4.5m.", "3 млн человек заплатили 4,5 млн фунтов."),
        ("Fifty thousand people came.", "Пришло 50 тысяч человек."),
        ("The garden has six hundred and twelve trees.", "В саду шестьсот двенадцать деревьев."),
        ("The bus seats four hundred.", "В автобусе четыре сотни мест."),
        ("It ended in a thirty-year war.", "Всё кончилось тридцатилетней войной."),
        ("She read the seventeenth chapter.", "Она прочитала главу XVII."),
        ("Thousands of trees and hundreds of houses fell.", "Упало множество деревьев и домов."),
        ("Not only the mayor came.", "Пришёл и мэр, и другие."),
        ("No doubt it was the mayor.", "Это был, конечно, мэр."),
    ],
    ("en", "uk"): [
        ("Toyota Corolla", "Toyota Corolla"),
        ("Good morning!", "Доброго ранку!"),
        ("Parliament", "Парламент"),
        ("Interest rates rose to 7.5%.", "Ставки зросли до 7,5 %."),
        ("She read “Правда”.", "Вона читала «Правду»."),
        ("Two, two, two!", "Два, два, два!"),
        ("Ninety-one geese, half of them grey.", "Дев’яносто одна гуска, половина сірих."),
        ("The river, the lake and the sea.", "Ріка, озеро та море."),
        ("It was warm.", "Було тепло."),
        ("Borys and Roman spoke.", "Борис та Роман говорили."),
        ("Chapter 2 ........ 15", "Розділ 2 ........ 15"),
    ],
    ("ru", "uk"): [
        ("Мост длиной шестьдесят четыре метра.", "Міст довжиною шістьдесят чотири метри."),
        ("Парламент", "Парламент"),
        ("Спорт, наука, культура", "Спорт, наука, культура"),
        ("Президент прибыл в Киев.", "Президент прибув до Києва."),
        ("Театр и кино", "Театр і кіно"),
        ("Погода на завтра", "Погода на завтра"),
        ("Он читает «Коммерсантъ».", "Він читає «Коммерсантъ»."),
        ("Да-да-да", "Так-так-так"),
        ("Денег нет.", "Грошей бракує."),
    ],
    ("uk", "ru"): [
        ("Новини", "Новости"),
        ("Газета «День»", "Газета «День»"),
        ("Погода на завтра", "Погода на завтра"),
        ("Він живе в місті Ірпінь.", "Он живёт в городе Ирпень."),
        ("Телеканал «Україна»", "Телеканал «Україна»"),
    ],
    ("ru", "en"): [
        ("В 2024 г. съели 5 кг груш.", "In 2024 they ate 5 kilos of pears."),
        ("Встретимся в 5 ч. у моста.", "Meet me by the bridge at 5."),
        ("Яндекс", "Yandex"),
        ("Нет", "No"),
        ("Погода", "Weather"),
        ("В XX веке было 2 войны.", "There were two wars in the 20th century."),
        ("Холодно.", "It is cold out there."),
        ("Бла-бла-бла-бла", "Blah blah blah blah"),
        ("Он не согласился.", "He refused."),
        ("Пришло не менее ста человек.", "At least a hundred people came."),
        ("Мост закрыт на 2 года.", "The bridge is closed for two years."),
        ("Читайте нас в Telegram", "Read us on Telegram"),
    ],
    ("uk", "en"): [
        ("Укрпошта", "Ukrposhta"),
        ("Слава Україні!", "Glory to Ukraine!"),
        ("Курс валют на 15.11.2024", "Exchange rates for 11/15/2024"),
        ("Так, так, так.", "Yes, yes, yes."),
        ("Чорне море, Азовське море", "Black Sea, Sea of Azov"),
    ],
    ("en", "de"): [
        ("The weather is good.", "Das Wetter ist gut."),
        ("Hotel Restaurant Bar", "Hotel Restaurant Bar"),
    ],
}


@pytest.mark.parametrize(
    ("languages", "source", "target"),
    [(languages, *pair) for languages, pairs in GOOD.items() for pair in pairs],
)
def test_a_good_translation_passes(languages: tuple[str, str], source: str, target: str) -> None:
    assert find_problem(source, target, languages) is None


LONG = "The old engineer repaired the electric train near the river on Monday."
UKRAINIAN = "Мер сказав, що новий міст через річку відкриють у понеділок уранці."
BAD = {
    ("en", "ru"): [
        ("The mayor came.", "З З З З З", Problem.LOOP),
        ("The mayor came.", "Мэр мэр мэр мэр мэр пришёл.", Problem.LOOP),
        (LONG, "Старый инженер в городе, в городе, в городе, в городе.", Problem.LOOP),
        ("A short one.", "Короткийкийкийкийкийкийкийкийкий.", Problem.LOOP),
        ("The old council met.", "Старый городской городской совет собрался.", Problem.LOOP),
        ("Wait...", "Подождите. . . . . . . . . . .", Problem.LOOP),
        (LONG, "дом и сад и " * 12, Problem.LOOP),
        (LONG, LONG, Problem.UNTRANSLATED),
        ("Read more here", "Read more here", Problem.UNTRANSLATED),
        ("He is a mayor.", "Він є міським головою.", Problem.OTHER_LANGUAGE),
        (LONG, "Инженер.", Problem.OTHER_LENGTH),
        ("Yes.", "Да, конечно, и всё остальное тоже, как мы и говорили.", Problem.OTHER_LENGTH),
        ("It was in 1986.", "Это было давно.", Problem.NUMBER_LOST),
        ("It costs 3,450 euros.", "Это стоит 3 540 евро.", Problem.NUMBER_LOST),
        ("It cost £214 million.", "Это стоило 214 фунтов.", Problem.NUMBER_LOST),
        ("It took 5 hours.", "Это заняло несколько часов.", Problem.NUMBER_LOST),
        ("He sold 12 of 340 hens.", "Он продал 20 из 340 кур за 212 р.", Problem.NUMBER_LOST),
        ("Bus 5 left in 1985.", "Автобус 7 ушёл в 1985 году.", Problem.NUMBER_LOST),
        ("It lasted forty-four years.", "Это длилось четыре года.", Problem.NUMBER_LOST),
        ("It took sixteen days.", "Это заняло шестьдесят дней.", Problem.NUMBER_LOST),
        ("The mayor did not come.", "Мэр пришёл.", Problem.NEGATION_LOST),
        ("The mayor came.", "", Problem.GARBLED),
        ("The mayor came.", "... !", Problem.GARBLED),
        ("The mayor came.", "Мэр ⁇ пришёл.", Problem.GARBLED),
    ],
    ("ru", "uk"): [
        ("ООО «Ромашка» подписало.", "ОООООО «Ромашка» підписало.", Problem.LOOP),
        ("Нужно 30 л воды.", "Потрібно 30 років води.", Problem.NUMBER_LOST),
        ("Жили тринадцать дней.", "Жили тридцять днів.", Problem.NUMBER_LOST),
        ("Мэр не пришёл.", "Мер прийшов.", Problem.NEGATION_LOST),
    ],
    ("ru", "en"): [
        ("Договор № 17/26 подписан.", "The 17/26-26 contract is signed.", Problem.LOOP),
        ("Мэр пришёл вчера.", "Міський голова прийшов.", Problem.OTHER_LANGUAGE),
        ("Пострадали 12 человек.", "Several people were hurt.", Problem.NUMBER_LOST),
        ("Прошли триста сорок метров.", "They went 300 metres.", Problem.NUMBER_LOST),
        ("Мост в мае не откроют.", "The bridge opens in May.", Problem.NEGATION_LOST),
    ],
    ("en", "uk"): [
        ("In 1951 a mill burned.", "У 1951 році згорів млин 1951 року.", Problem.LOOP),
        (LONG, "Старий engineer repaired electric train near river.", Problem.UNTRANSLATED),
        ("Mr. J. Oakes spoke.", "Пан Дж. Оakes говорив.", Problem.UNTRANSLATED),
        (LONG, "Старый инженер починил электрический поезд.", Problem.OTHER_LANGUAGE),
        ("The mayor says so.", "Мэр это говорит.", Problem.OTHER_LANGUAGE),
        ("It cost £4.5m.", "Це коштувало 4,5 метра.", Problem.NUMBER_LOST),
        ("It will hardly change.", "Вона сильно зміниться.", Problem.NEGATION_LOST),
        ("Cut cubes of about 2 cm.", "Наріжте кубики приблизно 2 км.", Problem.NUMBER_LOST),
        ("Twelve ducks came back.", "Двадцять качок повернулося.", Problem.NUMBER_LOST),
        ("They can’t open the bridge.", "Вони відкриють міст.", Problem.NEGATION_LOST),
    ],
    ("en", "de"): [
        (LONG, LONG, Problem.UNTRANSLATED),
    ],
    ("uk", "ru"): [
        (UKRAINIAN, UKRAINIAN, Problem.UNTRANSLATED),
        ("Чекали 20 хвилин.", "Ждали несколько минут.", Problem.NUMBER_LOST),
        ("Сімдесят дві тисячі людей.", "Семьдесят тысяч человек.", Problem.NUMBER_LOST),
        ("Цього ніколи не було.", "Это было давно.", Problem.NEGATION_LOST),
    ],
    ("uk", "en"): [
        ("Отримали 50 тисяч євро.", "They got 50 euros.", Problem.NUMBER_LOST),
        ("Зал має 420 кв. м площі.", "The hall has an area of 420 km.", Problem.NUMBER_LOST),
        ("Зібрали сорок шість груш.", "They got only six pears.", Problem.NUMBER_LOST),
        ("Ніхто не постраждав.", "People were hurt.", Problem.NEGATION_LOST),
    ],
}


@pytest.mark.parametrize(
    ("languages", "source", "target", "problem"),
    [(languages, *pair) for languages, pairs in BAD.items() for pair in pairs],
)
def test_a_bad_translation_fails(
    languages: tuple[str, str], source: str, target: str, problem: Problem
) -> None:
    assert find_problem(source, target, languages) is problem


@pytest.mark.parametrize("text", ["", " ", "🎉", "12", "x" * 100_000, "а " * 50_000, "1." * 50_000])
def test_strange_texts_are_checked(text: str) -> None:
    problems = {find_problem(text, text, languages) for languages in GOOD}

    assert problems <= {None, Problem.UNTRANSLATED, Problem.OTHER_LANGUAGE}
