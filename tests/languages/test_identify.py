import random
from importlib import import_module
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.languages import identify

# The package has a function of this name.
MODULE = import_module("bot.languages.identify")

PARAGRAPHS = {
    "en": "The old lighthouse keeper climbed the stairs every evening, lamp in hand, and counted.",
    "ru": "Старый смотритель маяка каждый вечер поднимался по лестнице с лампой в руке и считал.",
    "uk": "Старий доглядач маяка щовечора піднімався сходами з лампою в руці й рахував кроки.",
    "be": "Стары наглядчык маяка кожны вечар падымаўся па лесвіцы з лямпай у руцэ і лічыў крокі.",
    "bg": "Старият пазач на фара всяка вечер се изкачваше по стълбите с лампа в ръка и броеше.",
    "sr": "Стари чувар светионика се сваке вечери пењао уз степенице са лампом у руци и бројао.",
    "mk": "Стариот чувар на светилникот секоја вечер се качуваше по скалите со ламба во раката.",
    "kk": "Ескі маяк күзетшісі әр кеш сайын қолына шам алып, баспалдақпен жоғары көтерілетін.",
    "pl": "Stary latarnik każdego wieczoru wchodził po schodach z lampą w ręku i liczył stopnie.",
    "de": "Der alte Leuchtturmwärter stieg jeden Abend mit der Lampe in der Hand die Treppe hoch.",
    "fr": "Le vieux gardien du phare montait chaque soir l'escalier, sa lampe à la main.",
    "es": "El viejo farero subía cada noche la escalera con la lámpara en la mano y contaba.",
    "nl": "De oude vuurtorenwachter klom elke avond de trap op, met de lamp in zijn hand.",
    "nb": "Den gamle fyrvokteren gikk opp trappen hver kveld for å tenne lampen i tårnet.",
    "da": "Den gamle fyrmester gik op ad trappen hver aften og tændte lampen, så skibene blev set.",
    "sv": "Den gamle fyrvaktaren gick uppför trappan varje kväll för att tända lampan i tornet.",
    "cs": "Starý strážce majáku každý večer stoupal po schodech a přemýšlel o příštím roce.",
    "tr": "Yaşlı deniz feneri bekçisi her akşam elinde lambayla merdivenleri çıkar ve sayardı.",
    "ka": "მოხუცი მეშუქურე ყოველ საღამოს ადიოდა კიბეზე ლამპით ხელში და ითვლიდა.",
    "zh": "年老的灯塔看守人每天晚上都提着灯爬上楼梯，一级一级地数着台阶。",
    "he": "שומר המגדלור הזקן טיפס כל ערב במדרגות עם מנורה ביד וספר את הצעדים.",
}


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_a_paragraph_is_identified_with_confidence(code: str) -> None:
    found = identify(PARAGRAPHS[code])
    assert found is not None
    assert (found.code, found.confident) == (code, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("как дела", "ru"),
        ("привет, что делаешь?", "ru"),
        ("кот спит на диване", "ru"),
        ("спасибо большое", "ru"),
        ("Привіт", "uk"),
        ("Як справи?", "uk"),
        ("Де ти зараз?", "uk"),
        ("Вона прийшла додому", "uk"),
        ("дуже дякую", "uk"),
        ("Добры дзень, сябры", "be"),
        ("Што ты робіш сёння?", "be"),
        ("Где мой чай", "ru"),
    ],
)
def test_a_few_words_are_not_taken_for_a_neighbouring_language(text: str, code: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "code"), [("мы купили дом", "ru"), ("їжак", "uk"), ("ваўчыца", "be")]
)
def test_letters_that_only_one_language_has_settle_even_a_word(text: str, code: str) -> None:
    found = identify(text)
    assert found is not None
    assert (found.code, found.confident) == (code, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("кот", "ru"), ("как дела", "ru"), ("спасибо", "ru"), ("кіт", "uk"), ("що нового", "uk")),
        *(("доброго ранку", "uk"), ("hello", "en"), ("hello world", "en"), ("Hallo Welt", "de")),
    ],
)
def test_words_that_only_one_language_has_settle_it(text: str, code: str) -> None:
    found = identify(text)
    assert found is not None
    assert (found.code, found.confident) == (code, True)


@pytest.mark.parametrize(("text", "code"), [("добрий день", "uk"), ("да да нет", "ru")])
def test_greetings_and_answers_are_not_taken_for_a_far_language(text: str, code: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["мама", "телефон", "погода на завтра", "скоро буду"])
def test_a_few_words_that_could_be_several_languages_are_not_confident(text: str) -> None:
    found = identify(text)
    assert found is not None
    assert not found.confident
    assert {code for code, _ in found.chances} >= {"ru", "uk"}


def test_a_text_half_in_one_language_and_half_in_another_is_not_confident() -> None:
    found = identify("Він пішов додому. Он пошёл домой. Погода гарна. Погода была хорошая.")
    assert found is not None
    assert not found.confident


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n ",
        "🎉🎉 🔥",
        "12 345,67 %",
        "…?!",
        "https://example.com/news/article-about-cats",
        "@some_channel /start",
        "write.to+me@example.com",
        "`print(word)`",
        "```\nfor x in y\n```",
    ],
)
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert identify(text) is None


def test_links_mentions_and_code_do_not_sway_the_language() -> None:
    found = identify(
        "Подробности: https://example.com/the-long-english-address-of-the-news @english_channel "
        "`some_function_name(with, english, arguments)` write.to.me.in.english@example.com"
    )
    assert found is not None
    assert found.code == "ru"


@pytest.mark.parametrize(
    "text",
    [
        "Apple показала новые MacBook Pro и iPhone 15 Pro Max на презентации в Cupertino",
        "Хто такі Google DeepMind і що вони зробили з AlphaFold",
    ],
)
def test_latin_names_do_not_make_a_cyrillic_text_english(text: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.code in ("ru", "uk")


@pytest.mark.parametrize("code", ["en", "ru", "uk"])
def test_capitals_do_not_change_the_language(code: str) -> None:
    found = identify(PARAGRAPHS[code].upper())
    assert found is not None
    assert found.code == code


def test_a_short_quotation_does_not_change_the_language() -> None:
    found = identify(PARAGRAPHS["uk"] * 3 + " «Мы всё знаем», — сказали вони. " + PARAGRAPHS["uk"])
    assert found is not None
    assert (found.code, found.confident) == ("uk", True)


@given(st.text())
def test_any_text_gets_a_plain_code_or_none(text: str) -> None:
    found = identify(text)
    if found is not None:
        assert len(found.code) == 2
        assert found.code.islower()
        assert 0 < found.score <= 1.0 + 1e-9


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_order_of_sentences_does_not_matter(shuffler: random.Random) -> None:
    words = PARAGRAPHS["uk"].split()
    shuffler.shuffle(words)
    found = identify(" ".join(words))
    assert found is not None
    assert found.code == "uk"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "unit", [PARAGRAPHS["ru"] + "\n", "a", "a@", "`", "http://", "a.", "🎉", "і'", "\u0301"]
)
def test_a_megabyte_of_anything_takes_no_time(unit: str) -> None:
    identify(PARAGRAPHS["ru"])  # loads the model
    text = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    identify(text)


def test_the_middle_of_a_long_text_counts() -> None:
    text = PARAGRAPHS["en"] + " " + PARAGRAPHS["ru"] * 1000 + " " + PARAGRAPHS["en"]
    found = identify(text)
    assert found is not None
    assert found.code == "ru"


@pytest.mark.parametrize("code", ["en", "ru", "uk"])
def test_the_model_is_not_asked_about_a_clear_text(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(MODULE, "model_chances")
    found = identify(PARAGRAPHS[code] * 3)
    assert found is not None
    assert (found.code, found.confident) == (code, True)


def test_the_model_would_say_the_same_of_all_that_it_is_not_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [*PARAGRAPHS.values(), *map(" ".join, permutations(PARAGRAPHS.values(), 2))]
    settled = [identify(text) for text in texts]
    monkeypatch.setattr(MODULE, "_settled", lambda *_, **__: {})
    for text, quickly in zip(texts, settled, strict=True):
        asked = identify(text)
        assert quickly is not None
        assert asked is not None
        assert (quickly.code, quickly.confident) == (asked.code, asked.confident), text
