import pytest

from bot.domain.rich_text import RichText
from bot.languages import language_of, main_language, split_sentences

UKRAINIAN = (
    "Біля старого млина знову чути гомін. Учора сюди приїхали майстри й почали лагодити колесо."
)
RUSSIAN = "Возле старой мельницы снова слышны голоса. Вчера сюда приехали мастера и чинят колесо."
ENGLISH = (
    "There are voices at the old mill again. Craftsmen came yesterday and began to mend the wheel."
)


def languages_of(text: str, language: str) -> list[str | None]:
    return [sentence.language for sentence in split_sentences(RichText(text), language)]


def test_the_sentences_of_an_article_in_one_language_have_none_of_their_own() -> None:
    for language, text in (("uk", UKRAINIAN), ("ru", RUSSIAN), ("en", ENGLISH)):
        assert languages_of(text, language) == [None, None]


def test_paragraphs_in_another_language_are_noticed() -> None:
    text = f"{UKRAINIAN}\n\n{RUSSIAN}\n\n{ENGLISH}"
    assert languages_of(text, "uk") == [None, None, "ru", "ru", "en", "en"]


def test_a_quotation_that_is_a_whole_sentence_is_noticed() -> None:
    text = "Мельник лише махнув рукою. «Я этого колеса и не трогал, честное слово». Ми повірили."
    assert languages_of(text, "uk") == [None, "ru", None]


def test_a_quotation_inside_a_sentence_stays_with_it() -> None:
    text = "Мельник сказав: «Я этого не трогал», — і пішов собі геть, не озираючись на млин."
    assert languages_of(text, "uk") == [None]


@pytest.mark.parametrize(
    ("passage", "language"),
    [
        ("Microsoft Office 365", "ru"),
        ("Apple iPhone 15 Pro", "uk"),
        ("Так.", "uk"),
        ("Чи не так?", "uk"),
        ("Крупним планом.", "uk"),
        ("Степан Бандера, Нью-Йорк", "uk"),
        ("Володимир Зеленський і Дмитро Кулеба", "uk"),
        ("Писатель Іван Франко жил во Львове.", "ru"),
        ("Café Müller in São Paulo is open.", "en"),
        ("Rain.", "en"),
        ("2024 — 15 % (3,5)", "ru"),
        ("https://example.com/the-long-english-address", "ru"),
        ("", "ru"),
    ],
)
def test_names_and_short_pieces_are_of_the_language_around_them(
    passage: str, language: str
) -> None:
    assert language_of(passage, language) == language


@pytest.mark.parametrize(
    ("passage", "expected", "language"),
    [
        ("Я ничего об этом не знаю.", "uk", "ru"),
        ("Я нічого про це не знаю.", "ru", "uk"),
        ("I know nothing about it at all.", "uk", "en"),
        ("Я ничего об этом не знаю.", "en", "ru"),
        ("Ich weiß davon nichts, und niemand hat mir etwas gesagt.", "en", "de"),
        ("Я нічога пра гэта не ведаю, і ніхто мне не казаў нічога.", "ru", "be"),
    ],
)
def test_a_clear_sentence_in_another_language_is_told_apart(
    passage: str, expected: str, language: str
) -> None:
    assert language_of(passage, expected) == language


def test_a_variant_is_not_another_language() -> None:
    text = "A ponte nova sobre o rio foi aberta ontem, e muitas pessoas vieram ver a inauguração."
    assert language_of(text, "pb") == "pb"
    assert language_of(text, "en") == "pt"


def test_a_mixed_text_is_in_the_language_of_its_larger_part() -> None:
    found = main_language(f"{UKRAINIAN} {UKRAINIAN}\n{RUSSIAN}")
    assert found is not None
    assert (found.code, found.confident) == ("uk", True)


def test_one_half_russian_and_one_half_ukrainian_make_no_third_language() -> None:
    found = main_language(f"{UKRAINIAN} «{RUSSIAN}» {ENGLISH}\n" * 50)
    assert found is not None
    assert found.code in ("uk", "ru")


def test_a_text_that_is_unclear_all_over_stays_unclear() -> None:
    found = main_language("мама. вода. телефон")
    assert found is not None
    assert not found.confident


@pytest.mark.timeout(60)
def test_a_long_text_in_changing_languages_takes_seconds_at_most() -> None:
    text = "\n".join([UKRAINIAN, RUSSIAN, ENGLISH] * 400)
    main_language(text * 40)
    sentences = split_sentences(RichText(text), "uk")
    assert [sentence.language for sentence in sentences[:6]] == [None, None, "ru", "ru", "en", "en"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["!", ". ", "мама. ", "ы і\n", " ", "« ", "a. ", "ы ыщу ц. "])
def test_no_text_takes_long(unit: str) -> None:
    text = "мама. вода. " + (unit * 100_000)[:100_000]
    found = main_language(text)
    split_sentences(RichText(text), found.code if found is not None else "uk")
