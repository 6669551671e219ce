"""What is copied is not shown to a model, or restored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.copying import (
    copied_ranges,
    is_garbled,
    partition_core,
    restore_copied,
    split_around_copied,
)


def core_of(sentence: str | RichText) -> str:
    rich = sentence if isinstance(sentence, RichText) else RichText(sentence)
    _, core, _ = partition_core(rich)
    return core.text


@pytest.mark.parametrize(
    "sentence",
    [
        "https://example.org/a_b?c=d",
        "#news #kyiv_today",
        "@dragoman_bot",
        "someone.else+tag@mail.example.org",
        "🔥🔥",
        "2024",
        "* * *",
        "🔗 example.org/page, www.example.org.",
    ],
)
def test_a_sentence_that_is_only_copied_is_not_translated(sentence: str) -> None:
    assert core_of(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "translated"),
    [
        ("Read more: https://example.org/a_b.", "Read more:"),
        ("https://example.org/a_b Read it.", "Read it."),
        ("🔥 Breaking news! 🔥", "Breaking news!"),
        ("The news #kyiv #news_today", "The news"),
        ("#kyiv Nobody sleeps", "Nobody sleeps"),
        ("Write to @dragoman_bot!", "Write to"),
        ("See (example.org/page).", "See (example.org/page)."),
        ("@mayor said so", "@mayor said so"),
        ("🎉 @mayor said so", "@mayor said so"),
        ("Ask @mayor about it", "Ask @mayor about it"),
        ("It costs 5 euros.", "It costs 5 euros."),
        ("  spaces around\n", "spaces around"),
        ("It is R&B#1 and/or 24/7", "It is R&B#1 and/or 24/7"),
        ("Send me /start_again!", "Send me"),
        ("Open tg://resolve?domain=a_b", "Open"),
        ("Run main_loop", "Run"),
        ("Look in C:\\new_dir\\a.txt", "Look in"),
    ],
)
def test_the_core_is_without_copied_text_at_the_edges(sentence: str, translated: str) -> None:
    assert core_of(sentence) == translated


def test_the_core_is_without_code_and_custom_emoji_at_the_edges() -> None:
    sentence = RichText(
        "☺ Run git status", (Span(0, 1, Kind.CUSTOM_EMOJI, "17"), Span(6, 16, Kind.CODE))
    )

    assert core_of(sentence) == "Run"


def test_an_address_that_only_telegram_recognises_is_copied() -> None:
    sentence = RichText("Читайте пример.рф", (Span(8, 17, Kind.URL),))

    assert core_of(sentence) == "Читайте"


@given(
    st.text(st.sampled_from("aБ 1.@#_/:🔥\u200d")),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))),
)
def test_only_copied_words_are_outside_the_core(text: str, ranges: list[tuple[int, int]]) -> None:
    sentence = RichText(text, tuple(Span(*each, Kind.CODE) for each in ranges))

    head, core, tail = partition_core(sentence)

    assert (head + core + tail).text == text
    around = [*range(len(head)), *range(len(text) - len(tail), len(text))]
    copied = copied_ranges(sentence)
    free = [i for i in around if not any(a <= i < b for a, b in copied)]
    assert not any(text[i].isalpha() for i in free)


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        ("ask @some_name now", "спросите @some name сейчас", "спросите @some_name сейчас"),
        ("at https://a.org/b_c now", "на https://a.org/b c там", "на https://a.org/b_c там"),
        ("at https://a.org/b now", "на https: //a.org / b там", "на https://a.org/b там"),
        ("run /start_here now", "запустите / start here сейчас", "запустите /start_here сейчас"),
        ("at 10:30, 3,5 %", "в 10: 30, 3,5%", "в 10:30, 3,5 %"),
        ("№5 costs $1,500.50", "№ 5 стоит $ 1,500.50", "№5 стоит $1,500.50"),
        ("О. п’ятниця", "О. п 'ятниця", "О. п’ятниця"),
        ("COVID-19 in 2020/21", "COVID - 19 в 2020 / 21", "COVID-19 в 2020/21"),
        ("set my_var, please", "задайте my var, прошу", "задайте my_var, прошу"),
        ("½ of H₂O", "1⁄2 из H2O", "½ из H₂O"),
        ("it has 16 GB", "в нём 16GB", "в нём 16 GB"),
        ("a pipe of 10 mm", "труба 10mm", "труба 10 mm"),
        ("the #News here", "эти # news тут", "эти #News тут"),
        ("set my_var now", "задайте my_var, не my var", "задайте my_var, не my var"),
        ("some name", "some  name", "some  name"),
        ("an a_b c", "sea bc", "sea bc"),
        ("a __ b", "а   б", "а   б"),
    ],
)
def test_only_what_a_tokenizer_changed_is_restored(
    source: str, translated: str, expected: str
) -> None:
    assert restore_copied(RichText(source), translated) == expected


def test_a_monstrous_sentence_is_not_searched() -> None:
    monster = RichText("a_" * 50_000 + "@" * 50_000 + "a." * 50_000)

    assert restore_copied(monster, "a " * 100_000) == "a " * 100_000


@pytest.mark.parametrize(
    ("source", "translated", "garbled"),
    [
        ("ask @dr_who now", "спросите @dr_who сейчас", False),
        ("ask @dr_who now", "спросите доктора сейчас", True),
        ("tea 👨‍👩‍👧 and 🇺🇦 coffee", "чай 👨‍👩‍👧 и 🇺🇦 кофе", False),
        ("tea 👨‍👩‍👧 and coffee", "чай 👨 👩 👧 и кофе", True),
        ("yes 🎉 and no 🎉", "да 🎉 и нет", True),
        ("or and/or 24/7", "или", False),
    ],
)
def test_missing_copies_are_found(source: str, translated: str, garbled: bool) -> None:
    assert is_garbled(RichText(source), translated) is garbled


def test_a_sentence_is_split_around_what_may_be_garbled() -> None:
    sentence = RichText(
        "Ask @mayor or (see a.org/page), then 🎉 `x` again.", (Span(39, 42, Kind.CODE),)
    )

    cores = [core_of(part) for part in split_around_copied(sentence)]
    assert list(filter(None, cores)) == ["Ask", "or (see", "), then", "again."]


@given(
    st.text(st.sampled_from("ab Я,.1@_/🔥"), max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(Kind)), max_size=6),
)
def test_the_parts_of_a_split_sentence_are_the_sentence(
    text: str, spans: list[tuple[int, int, Kind]]
) -> None:
    sentence = RichText(text, tuple(Span(*span) for span in spans))

    parts = split_around_copied(sentence)

    edges_and_cores = [text for part in parts for text in partition_core(part)]
    assert "".join(text.text for text in edges_and_cores) == sentence.text


@pytest.mark.parametrize(
    ("sentence", "core"),
    [
        ("— Ні.", "Ні."),
        ("— говорит он.", "говорит он."),
        ("- Fresh bread", "Fresh bread"),
        ("• «Свежий хлеб»", "«Свежий хлеб»"),
        ("## Method", "Method"),
        ("1. Fresh bread", "Fresh bread"),
        ("12) хліб", "хліб"),
        ("a) bread", "bread"),
        ("[00:00:27] — And what?", "And what?"),
        ("10:30 Lunch", "Lunch"),
        ("10:30 is too late.", "10:30 is too late."),
        ("5. mai was cold.", "5. mai was cold."),
        ("– 5 % of all", "– 5 % of all"),
        ("-5 °C is cold.", "-5 °C is cold."),
        ("2024. Nothing new.", "2024. Nothing new."),
        ("# 5", ""),
    ],
)
def test_a_marker_before_a_sentence_is_not_shown_to_a_model(sentence: str, core: str) -> None:
    assert core_of(sentence) == core
