"""What is asked of a model, and what becomes of its answers. The models here are functions."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Problem, Retry, Strategy
from bot.translating.asking import Answer, Question
from bot.translating.conversation import Circumstances, Patience, Translated, talk, together
from bot.translating.engine.decoding import ARGOS_DECODING
from tests.translating.formatting.alignments import alignment_of

Model = Callable[[Question], str]

WORDS = dict(
    zip(
        "the old cat sleeps and dog sees bridge is open here".split(),  # noqa: SIM905
        "этот старый кот спит и пёс видит мост есть открыт здесь".split(),  # noqa: SIM905
        strict=True,
    )
)


def word_for_word(question: Question) -> str:
    return " ".join(_translated(word) for word in question.text.split(" "))


def _translated(word: str) -> str:
    bare = word.strip(',.!?"«»')
    there = WORDS.get(bare.lower(), bare)
    return word.replace(bare, there.capitalize() if bare.istitle() else there) if bare else word


def answered(sentence: str | RichText, model: Model, patience: int = 100) -> Translated:
    text = sentence if isinstance(sentence, RichText) else RichText(sentence)
    return all_answered([text], model, patience)[0]


def all_answered(texts: list[RichText], model: Model, patience: int = 100) -> list[Translated]:
    circumstances = Circumstances("en", "ru", {}, Patience(patience))
    talks = together([talk(text, circumstances) for text in texts])
    try:
        questions = next(talks)
        while True:
            questions = talks.send([Answer(model(question)) for question in questions])
    except StopIteration as end:
        done: list[Translated] = end.value
        return done


def test_a_good_answer_is_taken_at_once() -> None:
    asked: list[Question] = []

    def model(question: Question) -> str:
        asked.append(question)
        return word_for_word(question)

    assert answered("The old cat sleeps.", model) == Translated(RichText("Этот старый кот спит."))
    assert [(q.text, q.decoding) for q in asked] == [("The old cat sleeps.", ARGOS_DECODING)]


def test_a_loop_is_broken_by_another_search() -> None:
    def model(question: Question) -> str:
        return word_for_word(question) if question.decoding.no_repeat_ngram_size else "З З З З З З"

    assert answered("The old cat sleeps.", model) == Translated(
        RichText("Этот старый кот спит."),
        retries=(Retry(Problem.LOOP, Strategy.OTHER_SEARCH),),
    )


def test_what_is_too_much_at_once_is_translated_clause_by_clause() -> None:
    def model(question: Question) -> str:
        return "ну ну ну ну ну ну" if "," in question.text[:-1] else word_for_word(question)

    result = answered("The old cat sleeps here,  and the dog sees the bridge.", model)

    assert result.text.text == "Этот старый кот спит здесь,  и этот пёс видит этот мост."
    assert [retry.strategy for retry in result.retries] == [
        Strategy.OTHER_SEARCH,
        Strategy.CLAUSE_BY_CLAUSE,
    ]


def test_a_heading_that_comes_back_untranslated_is_asked_as_a_sentence() -> None:
    def model(question: Question) -> str:
        return word_for_word(question) if question.text.endswith(".") else question.text

    result = answered("the old bridge is open", model)

    assert result == Translated(
        RichText("этот старый мост есть открыт"),
        retries=(Retry(Problem.UNTRANSLATED, Strategy.AS_SENTENCE),),
    )


def test_a_sentence_that_no_way_helps_stays_as_it_was() -> None:
    sentence = RichText("The old\u200b cat sleeps.", (Span(4, 11, Kind.BOLD),))

    result = answered(sentence, lambda _: "З З З З З")

    assert result.text == sentence
    assert result.problem is Problem.LOOP
    assert result.retries == (Retry(Problem.LOOP, Strategy.OTHER_SEARCH),)


def test_a_garbled_name_is_kept_from_the_model() -> None:
    def model(question: Question) -> str:
        return word_for_word(question).replace("@old_cat", "@ старый кот").replace("🎉", "")

    result = answered("The dog sees @old_cat here 🎉 and sleeps.", model)

    assert result == Translated(
        RichText("Этот пёс видит @old_cat здесь 🎉 и спит."),
        retries=(Retry(Problem.ADDRESS_LOST, Strategy.AROUND_ADDRESSES),),
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("THE OLD BRIDGE IS OPEN", "The old bridge is open"),
        ("The Old Bridge Is Open", "The Old Bridge Is Open"),
        ("🔥 THE BRIDGE! 🔥", "The bridge!"),
        ("The\x00 br\u00adidge\ud800", "The  bridge"),
    ],
)
def test_a_model_is_shown_what_it_can_read(source: str, shown: str) -> None:
    asked: list[str] = []
    answered(source, lambda question: asked.append(question.text) or "Этот мост")  # type: ignore[func-returns-value]

    assert asked[0] == shown


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("The old bridge is open", "Старый мост открыт.", "Старый мост открыт"),
        ("The old bridge is open.", "Старый мост открыт.", "Старый мост открыт."),
        ("Bread, milk and so on", "Хлеб, молоко и т.д.", "Хлеб, молоко и т.д."),
        ("The bridge of the city", "Мост города N.", "Мост города N."),
        ("Wait", "Подождите...", "Подождите..."),
        ('The "old" bridge', 'Мост "старый"', "Мост «старый»"),
        ("THE BRIDGE", "мост", "МОСТ"),
    ],
)
def test_the_answer_is_put_in_the_form_of_the_source(
    source: str, answer: str, expected: str
) -> None:
    assert answered(source, lambda _: answer).text.text == expected


def test_quotation_marks_that_the_model_dropped_are_put_back() -> None:
    talks = talk(RichText("The “old cat” sleeps."), Circumstances("en", "ru", {}, Patience(1)))
    (question,) = next(talks)
    translated = "Спит этот старый кот."
    alignment = alignment_of(question.text, translated, {0: 1, 2: 2, 3: 3, 5: 0, 6: 4})

    with pytest.raises(StopIteration) as end:
        talks.send([Answer(translated, alignment)])

    assert end.value.value == Translated(RichText("Спит этот «старый кот»."))


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("It cost $1,500.50 in 2024", "Это стоило 1 500,50 долларов в 2024", "1,500.50 долларов"),
        ("At 10:30 on https://a.org/1,5", "В 10.30 на https://a.org/1,5", "10:30"),
        ("It has 16 GB and 3.5%", "В нём 16GB и 3,5 %", "16 GB и 3.5%"),
    ],
)
def test_numbers_come_out_as_they_went_in(source: str, answer: str, expected: str) -> None:
    assert expected in answered(source, lambda _: answer).text.text


@pytest.mark.parametrize(
    "source", ["See @a_b, @c_d and #new_city here", "Cat e.g. a b c", "Old x = a + b"]
)
def test_addresses_and_single_letters_are_not_taken_for_untranslated_words(source: str) -> None:
    assert answered(source, word_for_word).problem is None


def test_patience_with_a_model_that_fails_at_everything_ends() -> None:
    texts = [RichText("The old cat sleeps.")] * 50

    results = all_answered(texts, lambda _: "З З З З З", patience=50)

    assert sum(bool(result.retries) for result in results) == 5
    assert {result.problem for result in results} == {Problem.LOOP}


def test_many_sentences_are_asked_together() -> None:
    texts = ["The cat sleeps.", "🎉", "The dog sees @a and @b here.", "The bridge is open."]
    circumstances = Circumstances("en", "ru", {}, Patience(10))
    talks = together([talk(RichText(text), circumstances) for text in texts])

    first = next(talks)
    second = talks.send([Answer(word_for_word(q).replace("@b", "b")) for q in first])

    assert [question.text for question in first] == [texts[0], texts[2], texts[3]]
    assert [question.text for question in second] == ["The dog sees", "and", "here."]


@given(st.text(max_size=60), st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_whatever_is_said_the_talk_ends_and_keeps_addresses(text: str, answers: list[str]) -> None:
    sentence = RichText(f"{text} ask @some_name and https://a.org/b_c now {text}")

    result = answered(sentence, lambda question: answers[len(question.text) % len(answers)])

    assert "@some_name" in result.text.text
    assert "https://a.org/b_c" in result.text.text
    if result.problem is not None:
        assert result.text == sentence
