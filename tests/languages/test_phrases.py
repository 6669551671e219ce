from types import SimpleNamespace

import pytest

from bot.languages import phrases
from bot.languages.phrases import Phrases, normal
from bot.summarizing.outline_phrases import outline_phrases


def test_braces_stand_for_one_phrase_each() -> None:
    found = Phrases.parse(["{read,see} {also,more}"])

    assert found.whole == {"read also", "read more", "see also", "see more"}


def test_a_phrase_ends_where_a_word_ends() -> None:
    found = Phrases.parse(["photo", "photograph*"])

    assert found.opening("photo by anna") == 5
    assert found.opening("photos by anna") == 0
    assert found.opening("photographer anna") == 10


def test_a_phrase_with_a_gap_holds_some_words() -> None:
    found = Phrases.parse(["get our … newsletter"])

    assert found.opening("get our weekly newsletter on fridays") == 25
    assert found.opening("get our weekly. a newsletter") == 0
    assert found.occur_in("you can get our short newsletter")


def test_a_phrase_occurs_where_a_word_begins() -> None:
    found = Phrases.parse(["rent"])

    assert found.occur_in("(rent is due)")
    assert not found.occur_in("the parent is due")


def test_a_text_keeps_its_length_in_normal_form() -> None:
    assert normal("İЁ’\u00a0A") == "iе' a"


def test_a_misspelled_list_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "language_table", {"uk": {"outline": {"greeting": []}}}.get)
    monkeypatch.setattr(phrases, "languages", lambda: SimpleNamespace(by_code=["uk"]))

    with pytest.raises(ValueError, match=r"uk\.toml: \[outline\] has no list 'greeting'"):
        outline_phrases.__wrapped__()
