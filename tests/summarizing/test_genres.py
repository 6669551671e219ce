import pytest

from bot.domain.article import Article, Role
from bot.domain.rich_text import Kind, RichText
from bot.languages import split_sentences
from bot.summarizing.genres import Genre
from bot.summarizing.structure import outline
from tests.summarizing.outlines import outlined, shown


def test_a_question_comes_with_the_answer_that_needs_it() -> None:
    body = "\n".join(
        [
            "— Скільки років млину?",
            "— Сорок.",
            "— Хто його збудував?",
            "— Греблю й млин збудував мій дід разом із братами після повені.",
            "— Чи працює він узимку?",
            "— Ні.",
            "— Чого вам бракує?",
            "— Води. Річка міліє щороку.",
        ]
    )

    found = outlined(body, "uk")

    assert found.genre is Genre.INTERVIEW
    assert [range(2), range(4, 6)] == list(found.groups[:2])
    assert found.roles[2] is Role.QUESTION
    assert 3 not in found.hidden


def test_a_time_and_a_speaker_are_not_shown() -> None:
    body = (
        "[00:00:03] HOST: Who turns the wheel of the old mill?\n"
        "[00:00:09] MILLER: The river turns it from March to October.\n"
        "[00:00:15] HOST: What do you do in winter?\n"
        "[00:00:20] MILLER: In winter we mend the stones and the roof."
    )

    found = outlined(body)

    assert found.genre is Genre.TRANSCRIPT
    assert shown(body) == [
        "The river turns it from March to October.",
        "In winter we mend the stones and the roof.",
    ]


def test_a_digest_is_a_list_of_items() -> None:
    body = (
        "The week in Harrow Bay\n\n"
        "• The council voted 11 to 4 to rebuild the tide mill.\n"
        "• The night bus carried its millionth passenger.\n"
        "• Two schools were closed because of a burst pipe.\n"
        "• A whale was seen off the head for the first time since 1974.\n\n"
        "Subscribe to our newsletter"
    )

    found = outlined(body)

    assert found.genre is Genre.LIST
    assert found.items == (range(1, 2), range(2, 3), range(3, 4), range(4, 5))
    assert found.roles[5] is Role.BOILERPLATE


def test_prices_are_a_list() -> None:
    body = (
        "Ціни на ярмарку сьогодні:\n\nКартопля — 18 грн/кг\nЦибуля — 15 грн/кг\n"
        "Морква — 22 грн/кг\nСало — 260 грн/кг"
    )

    assert outlined(body, "uk").genre is Genre.LIST


def test_news_with_a_list_in_it_is_prose() -> None:
    body = (
        "The council of Harrow Bay voted on Tuesday night to rebuild the tide mill, which has stood"
        " idle since 1968, and to sell the power to the mainland.\n"
        "It will also pay for:\n- new sluice gates\n- a cable\n- two turbines\n"
        "Work begins in September, after the holiday season, and will take a little over a year."
    )

    assert outlined(body).genre is Genre.PROSE


RECIPES = {
    "en": (
        "Apple crumble\n\nYou will need:\n6 apples\n200g flour\n100g butter\n80g sugar\n\n"
        "Peel and slice the apples and put them in a dish.\n"
        "Rub the butter into the flour until it looks like breadcrumbs.\n\nServes 6."
    ),
    "ru": (
        "Сырники без муки\n\nИнгредиенты:\nтворог — 400 г\nяйцо — 2 шт.\nсахар — 3 ст. л.\n\n"
        "Приготовление:\n1. Разомните творог вилкой и смешайте с яйцами.\n"
        "2. Жарьте на среднем огне по 3 минуты с каждой стороны."
    ),
    "uk": (
        "Зелений борщ\n\nНа 6 порцій. Час приготування: 40 хвилин.\n\n"
        "Знадобиться: щавель — 300 г, картопля — 4 шт., яйця — 3 шт., цибуля — 1 шт.\n\n"
        "Наріжте картоплю кубиками й варіть 15 хвилин."
    ),
}


@pytest.mark.parametrize("language", RECIPES)
def test_a_recipe_prefers_what_it_makes_of_what_and_how(language: str) -> None:
    found = outlined(RECIPES[language], language)

    assert found.genre is Genre.RECIPE
    assert found.weights[0] == 1
    assert found.roles[0] is Role.TEXT
    assert min(found.weights.values()) > 0


def test_the_ingredients_of_a_recipe_are_shown_together() -> None:
    assert outlined(RECIPES["en"]).groups == (range(1, 6),)


POEMS = {
    "en": (
        "The miller wakes before the sun\nAnd hears the river turning,\n"
        "He knows the day has just begun,\nThe kitchen lamp is burning.\n\n"
        "He lifts the gate, the wheel goes round,\nThe stones begin their humming,\n"
        "And all along the frozen ground\nHe sees the farmers coming."
    ),
    "ru": (
        "Течёт река издалека,\nНесёт она мои года,\n"
        "И тают в небе облака,\nИ не вернутся никогда.\n\n"
        "Стоит над речкой старый дом,\nТам никого сегодня нет,\n"
        "Но каждый вечер за окном\nГорит неяркий жёлтый свет."
    ),
    "uk": (
        "Стара верба схилилась над водою,\nІ млин мовчить, і тиша навкруги.\n"
        "А я іду стежиною вузькою,\nДе пахнуть м'ятою зелені береги.\n\n"
        "Колись тут пісня линула над нами,\nІ колесо співало до зорі.\n"
        "Тепер воно мовчить поміж зірками,\nІ тільки вітер грається вгорі."
    ),
}


@pytest.mark.parametrize("language", POEMS)
def test_a_stanza_is_shown_whole(language: str) -> None:
    found = outlined(POEMS[language], language)

    assert found.genre is Genre.POEM
    assert found.groups == (range(4), range(4, 8))
    assert found.weights[0] > found.weights[4]


def test_a_short_poem_is_shown_whole() -> None:
    body = POEMS["uk"].partition("\n\n")[0]

    assert outlined(body, "uk").groups == (range(4),)


CONTRACTS = {
    "en": (
        "SERVICE AGREEMENT\n\nThis Agreement is made on 3 March 2026 by and between Mill Bakery"
        ' Ltd, hereinafter "the Client", and Anna Brown, hereinafter "the Contractor".\n\n'
        "1. Services\n1.1 The Contractor shall keep the books of the Client.\n"
        "1.2 The Contractor shall use her own equipment.\n"
        "2. Payment\n2.1 The Client shall pay a fee of £450 per month.\n"
        "2.2 Late payment carries interest of 4 % a year."
    ),
    "uk": (
        "ДОГОВІР ПРО НАДАННЯ ПОСЛУГ № 8\n\nТОВ «Млин», надалі «Замовник», з однієї сторони, та ФОП"
        " Гнатюк О. І., надалі «Виконавець», з іншої сторони, уклали цей Договір:\n"
        "1. ПРЕДМЕТ ДОГОВОРУ\n1.1. Виконавець зобов'язується відремонтувати колесо млина.\n"
        "1.2. Роботи виконуються на території Замовника.\n"
        "2. ВАРТІСТЬ\n2.1. Вартість робіт становить 184 000 гривень.\n"
        "2.2. За прострочення Виконавець сплачує пеню 0,1 % за кожен день."
    ),
}


@pytest.mark.parametrize("language", CONTRACTS)
def test_a_contract_prefers_parties_subject_sums_and_liability(language: str) -> None:
    body = CONTRACTS[language]
    sentences = split_sentences(RichText(body), language)

    found = outlined(body, language)

    assert found.genre is Genre.CONTRACT
    assert found.roles[0] is Role.HEADING
    preferred = [sentences[index].text.text[:9] for index in sorted(found.weights)]
    assert (
        preferred
        == {
            "en": ["This Agre", "1.1 The C", "2.1 The C", "2.2 Late "],
            "uk": ["ТОВ «Млин", "Виконавец", "Вартість ", "За простр"],
        }[language]
    )


def test_a_meeting_prefers_what_was_decided() -> None:
    body = (
        "12:01 Анна: Коллеги, начинаем.\n"
        "12:02 Борис: Тесты не готовы, нужно ещё три дня.\n"
        "12:03 Анна: Кто против переноса на четверг?\n"
        "12:04 Борис: Маркетинг уже заказал рассылку на вторник.\n"
        "12:06 Анна: Тогда решили: релиз в четверг, рассылку переносим.\n"
        "12:07 Борис: Ок."
    )

    found = outlined(body, "ru")

    assert found.genre is Genre.TRANSCRIPT
    assert max(found.weights, key=found.weights.__getitem__) == 4
    assert found.weights[5] < 0


def test_a_novel_is_no_interview() -> None:
    body = "\n".join(
        [
            "— Ты что делаешь? — сердито спросила мама.",
            "— Рисую, — буркнул я и спрятал фломастер.",
            "— А где зелёный? — спросила она.",
            "— Сломался, — ответил я.",
            "— Сам сломался? — удивилась мама.",
            "— Сам, — сказал я.",
        ]
    )

    assert outlined(body, "ru").genre is Genre.PROSE


def test_code_is_no_text() -> None:
    body = (
        'import os\n\ndef mill(wheel):\n    return wheel.turn()\n\nclass Wheel:\n    name = "big"'
    )

    found = outlined(body)

    assert found.genre is Genre.CODE
    assert found.hidden == set(range(len(found.roles)))


def test_what_is_in_bold_asks_in_an_interview() -> None:
    lines = [
        ("Vera Lapina has moved a mill across the river.", False),
        ("Why did the mill have to be moved at all?", True),
        ("The bank was falling into the river.", False),
        ("How much did the work cost in the end?", True),
        ("38 million. The county paid half of it, and people gave the rest.", False),
        ("Does the wheel turn again?", True),
        ("Since last Saturday the wheel has been grinding flour again.", False),
    ]
    parts = [RichText.styled(text, Kind.BOLD) if bold else RichText(text) for text, bold in lines]
    article = Article(RichText(), RichText("\n").join(parts), "en")

    found = outline(article, split_sentences(article.body, "en"))

    assert found.genre is Genre.INTERVIEW
    assert [index for index, role in enumerate(found.roles) if role is Role.QUESTION] == [1, 3, 6]
    assert found.groups == (range(3, 6),)
