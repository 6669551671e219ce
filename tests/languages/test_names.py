import pytest

from bot.errors import UnknownLanguage
from bot.languages import SERVED, language_code, language_name


@pytest.mark.parametrize(
    ("code", "in_language", "name"),
    [
        ("uk", "en", "Ukrainian"),
        ("uk", "ru", "украинский"),
        ("uk", "uk", "українська"),
        ("de", "ru", "немецкий"),
        ("be", "uk", "білоруська"),
        ("en", "uk", "англійська"),
        ("pb", "en", "Brazilian Portuguese"),
        ("pb", "ru", "бразильский португальский"),
        ("pb", "uk", "португальська (Бразилія)"),
        ("zt", "en", "Traditional Chinese"),
        ("zt", "uk", "китайська (традиційне письмо)"),
        ("zh", "en", "Chinese"),
    ],
)
def test_a_language_is_called_as_people_call_it(code: str, in_language: str, name: str) -> None:
    assert language_name(code, in_language) == name


def test_a_language_without_a_name_is_called_by_its_code() -> None:
    assert language_name("qx", "ru") == "qx"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("uk", "uk"),
        ("UK", "uk"),
        ("ua", "uk"),
        ("ukr", "uk"),
        ("eng", "en"),
        ("en-US", "en"),
        ("ru_RU", "ru"),
        ("Ukrainian", "uk"),
        ("украинский", "uk"),
        ("Українська", "uk"),
        ("английский", "en"),
        ("  Англійська ", "en"),
        ("російська", "ru"),
        ("русский", "ru"),
        ("Deutsch", "de"),
        ("polski", "pl"),
        ("français", "fr"),
        ("німецька", "de"),
        ("pb", "pb"),
        ("pt-BR", "pb"),
        ("pt_br", "pb"),
        ("Brazilian Portuguese", "pb"),
        ("pt-PT", "pt"),
        ("Portuguese", "pt"),
        ("zt", "zt"),
        ("zh-Hant", "zt"),
        ("zh-Hant-TW", "zt"),
        ("zh_TW", "zt"),
        ("китайский, традиционное письмо", "zt"),
        ("zh-Hans", "zh"),
        ("zh-CN", "zh"),
        ("Chinese", "zh"),
        ("British English", "en"),
        ("tl", "tl"),
        ("Filipino", "tl"),
        ("Norwegian", "nb"),
    ],
)
def test_codes_and_names_in_several_languages_are_understood(word: str, code: str) -> None:
    assert language_code(word) == code


@pytest.mark.parametrize("word", ["", "klingonish", "42", "what is this", "---", "_"])
def test_other_words_are_refused_with_the_word_that_was_meant(word: str) -> None:
    with pytest.raises(UnknownLanguage) as refused:
        language_code(word)
    assert refused.value.details == {"code": word}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("англійською", "en"),
        ("українською мовою", "uk"),
        ("на англійську", "en"),
        ("на англійську мову", "en"),
        ("по-англійськи", "en"),
        ("німецькою", "de"),
        ("мова французька", "fr"),
        ("на английский", "en"),
        ("на английском", "en"),
        ("на английском языке", "en"),
        ("английским", "en"),
        ("по-украински", "uk"),
        ("По-русски", "ru"),
        ("с немецкого", "de"),
        ("на иврит", "he"),
        ("in English", "en"),
        ("into Ukrainian", "uk"),
        ("to uk", "uk"),
        ("на en", "en"),
        ("укр", "uk"),
        ("англ.", "en"),
        ("рус", "ru"),
    ],
)
def test_a_name_is_understood_as_it_stands_in_a_sentence(phrase: str, code: str) -> None:
    assert language_code(phrase) == code


@pytest.mark.parametrize("in_language", SERVED)
@pytest.mark.parametrize("code", [*SERVED, "pb", "zt", "pt", "zh"])
def test_every_name_given_is_understood(code: str, in_language: str) -> None:
    assert language_code(language_name(code, in_language)) == code
