"""What a model is asked, and what becomes of its hypotheses. The models here are functions."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Pair, Problem, Retry, Strategy
from bot.translating.retrying import (
    Context,
    Hypothesis,
    Query,
    Querying,
    RetryBudget,
    run_together,
    translate_with_retries,
)
from tests.translating.formatting.conftest import alignment_of

Model = Callable[[Query], str]

WORDS = dict(
    zip(
        "the old cat sleeps and dog see sees bridge is open here".split(),  # noqa: SIM905
        "этот старый кот спит и пёс вижу видит мост есть открыт здесь".split(),  # noqa: SIM905
        strict=True,
    )
)


def word_for_word(query: Query) -> str:
    return " ".join(map(_translate_word, query.text.split(" ")))


def _translate_word(word: str) -> str:
    bare = word.strip(',.!?"«»')
    translated = WORDS.get(bare.lower(), bare)
    if bare.istitle():
        translated = translated.capitalize()
    return word.replace(bare, translated) if bare else word


def sentence_of(text: str | RichText) -> Sentence:
    return Sentence(0, 0, 0, text if isinstance(text, RichText) else RichText(text))


def querying(*texts: str | RichText) -> Querying[list[Pair]]:
    context = Context("en", "ru", {}, RetryBudget(len(texts)))
    return run_together([translate_with_retries(sentence_of(text), context) for text in texts])


def translate(*texts: str | RichText, model: Model) -> list[Pair]:
    generator = querying(*texts)
    try:
        queries = next(generator)
        while True:
            queries = generator.send([Hypothesis(model(query)) for query in queries])
    except StopIteration as end:
        pairs: list[Pair] = end.value
        return pairs


def translate_one(text: str | RichText, model: Model) -> Pair:
    (pair,) = translate(text, model=model)
    return pair


def test_a_good_hypothesis_is_taken_at_once() -> None:
    asked: list[Query] = []

    def model(query: Query) -> str:
        asked.append(query)
        return word_for_word(query)

    pair = translate_one("The old cat sleeps.", model)

    assert (pair.target, pair.problem, pair.retries) == (
        RichText("Этот старый кот спит."),
        None,
        (),
    )
    assert [(q.text, q.decoding) for q in asked] == [("The old cat sleeps.", None)]


def test_a_loop_is_retried_with_another_search() -> None:
    def model(query: Query) -> str:
        against_loops = query.decoding and query.decoding.no_repeat_ngram_size
        return word_for_word(query) if against_loops else "З З З З З З"

    pair = translate_one("The old cat sleeps.", model)

    assert (pair.target, pair.problem) == (RichText("Этот старый кот спит."), None)
    assert pair.retries == (Retry(Problem.LOOP, Strategy.OTHER_SEARCH),)


@pytest.mark.parametrize(
    ("source", "poor", "good", "problem"),
    [
        ("It took 5 hours.", "Это заняло часы.", "Это заняло 5 часов.", Problem.NUMBER_LOST),
        ("He did not come.", "Он пришёл.", "Он не пришёл.", Problem.NEGATION_LOST),
        ("The old school is open.", "Старая school открыта.", "Школа.", Problem.UNTRANSLATED),
    ],
)
def test_a_lost_number_negation_or_word_is_retried_with_another_search(
    source: str, poor: str, good: str, problem: Problem
) -> None:
    pair = translate_one(source, lambda query: good if query.decoding else poor)

    assert (pair.target, pair.problem) == (RichText(good), None)
    assert pair.retries == (Retry(problem, Strategy.OTHER_SEARCH),)


def test_a_hard_sentence_is_translated_clause_by_clause() -> None:
    def model(query: Query) -> str:
        return "ну ну ну ну ну ну" if "," in query.text[:-1] else word_for_word(query)

    pair = translate_one("The old cat sleeps here,  and the dog sees the bridge.", model)

    assert pair.target.text == "Этот старый кот спит здесь,  и этот пёс видит этот мост."
    assert [retry.strategy for retry in pair.retries] == [
        Strategy.OTHER_SEARCH,
        Strategy.CLAUSE_BY_CLAUSE,
    ]


def test_an_untranslated_heading_is_retried_as_a_sentence() -> None:
    def model(query: Query) -> str:
        return word_for_word(query) if query.text.endswith(".") else query.text

    pair = translate_one("the old bridge is open", model)

    assert (pair.target, pair.problem) == (RichText("этот старый мост есть открыт"), None)
    assert pair.retries == (Retry(Problem.UNTRANSLATED, Strategy.AS_SENTENCE),)


def test_a_sentence_that_no_strategy_helps_stays_in_the_original() -> None:
    sentence = RichText("The old\u200b cat sleeps.", (Span(4, 11, Kind.BOLD),))

    pair = translate_one(sentence, lambda _: "З З З З З")

    assert pair.target == sentence
    assert pair.problem is Problem.LOOP
    assert pair.retries == (Retry(Problem.LOOP, Strategy.OTHER_SEARCH),)


def test_code_between_backticks_stays_as_it_is() -> None:
    pair = translate_one(
        "The cat sees `cats --all 3` here.", lambda _: "Кот видит 'cats --all 3' тут."
    )
    garbled = translate_one(
        "The cat sees `cats --all 3` here.",
        lambda query: word_for_word(query).replace("--all", "—все"),
    )

    assert (pair.target.text, pair.retries) == ("Кот видит `cats --all 3` тут.", ())
    assert garbled.target.text == "Этот кот видит `cats --all 3` здесь."


def test_a_garbled_name_is_not_shown_to_the_model_again() -> None:
    def model(query: Query) -> str:
        return word_for_word(query).replace("@old_cat", "@ старый кот").replace("🎉", "")

    pair = translate_one("The dog sees @old_cat here 🎉 and sleeps.", model)

    assert pair.target == RichText("Этот пёс видит @old_cat здесь 🎉 и спит.")
    assert (pair.problem, pair.retries) == (
        None,
        (Retry(Problem.ADDRESS_LOST, Strategy.AROUND_ADDRESSES),),
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
def test_a_model_is_shown_readable_text(source: str, shown: str) -> None:
    asked: list[str] = []
    translate_one(source, lambda query: asked.append(query.text) or "Этот мост")  # type: ignore[func-returns-value]

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
def test_a_translation_has_the_form_of_its_source(source: str, answer: str, expected: str) -> None:
    assert translate_one(source, lambda _: answer).target.text == expected


def test_dropped_quotation_marks_are_restored() -> None:
    generator = querying("The “old cat” sleeps.")
    (query,) = next(generator)
    translated = "Спит этот старый кот."
    alignment = alignment_of(query.text, translated, {0: 1, 2: 2, 3: 3, 5: 0, 6: 4})

    with pytest.raises(StopIteration) as end:
        generator.send([Hypothesis(translated, alignment)])

    (pair,) = end.value.value
    assert (pair.target, pair.problem) == (RichText("Спит этот «старый кот»."), None)
    assert pair.retries == ()


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        (
            "It cost $1,500.50 in 2024",
            "Это стоило 1,500.50 долларов в 2024",
            "1500,50 долларов",
        ),
        ("At 10:30 on https://a.org/1,5", "В 10.30 на https://a.org/1,5", "10:30"),
        ("It has 16 GB and 3.5%", "В нём 16GB и 3,5 %", "16 GB и 3,5%"),
    ],
)
def test_numbers_keep_their_format(source: str, answer: str, expected: str) -> None:
    assert expected in translate_one(source, lambda _: answer).target.text


@pytest.mark.parametrize(
    "source", ["See @a_b, @c_d and #new_city here", "Cat e.g. a b c", "Old x = a + b"]
)
def test_addresses_and_single_letters_are_no_untranslated_words(source: str) -> None:
    assert translate_one(source, word_for_word).problem is None


def test_a_model_that_always_fails_exhausts_the_retry_budget() -> None:
    pairs = translate(*["The old cat sleeps."] * 50, model=lambda _: "З З З З З")

    assert sum(bool(pair.retries) for pair in pairs) == 5
    assert {pair.problem for pair in pairs} == {Problem.LOOP}


def test_many_sentences_are_queried_together() -> None:
    texts = ["The cat sleeps.", "🎉", "The dog sees @a and @b here.", "The bridge is open."]
    generator = querying(*texts)

    first = next(generator)
    second = generator.send([Hypothesis(word_for_word(q).replace("@b", "b")) for q in first])

    assert [query.text for query in first] == [texts[0], texts[2], texts[3]]
    assert [query.text for query in second] == ["The dog sees", "and", "here."]


@given(st.text(max_size=60), st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_any_hypotheses_end_and_keep_addresses(text: str, hypotheses: list[str]) -> None:
    sentence = RichText(f"{text} ask @some_name and https://a.org/b_c now {text}")

    pair = translate_one(sentence, lambda query: hypotheses[len(query.text) % len(hypotheses)])

    assert "@some_name" in pair.target.text
    assert "https://a.org/b_c" in pair.target.text
    if pair.problem is not None:
        assert pair.target == sentence


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("“The old cat sleeps.”", "«Старый кот спит».", "«Старый кот спит»."),
        ("(The old cat sleeps.)", "(Старый кот спит).", "(Старый кот спит)."),
        ("The old cat and the big city", "Старый кот и город.", "Старый кот и город"),
        ("The old cat sleeps.", "— Старый кот спит.", "Старый кот спит."),
        ("— The old cat sleeps.", "Старый кот спит.", "— Старый кот спит."),
        ("The old cat is here.", "Старый кот - здесь.", "Старый кот — здесь."),
    ],
)
def test_signs_that_a_model_adds_go_and_those_that_belong_there_stay(
    source: str, hypothesis: str, expected: str
) -> None:
    assert translate_one(source, lambda _: hypothesis).target.text == expected


def test_a_model_that_leaves_few_words_is_asked_again_without_them() -> None:
    def model(query: Query) -> str:
        place = "лодки" if query.avoided == ("boat",) else "boat"
        return f"Его дочь не хочет {place}."

    pair = translate_one("His daughter does not want the boat.", model)

    assert (pair.target.text, pair.problem) == ("Его дочь не хочет лодки.", None)
    assert pair.retries == (Retry(Problem.UNTRANSLATED, Strategy.OTHER_SEARCH),)


def test_a_model_that_copies_all_is_not_forced_to_write_something_else() -> None:
    asked: list[Query] = []

    def model(query: Query) -> str:
        asked.append(query)
        return query.text

    assert translate_one("salt, pepper, cheap old bread", model).problem is Problem.UNTRANSLATED
    assert not any(query.avoided for query in asked)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("KEEPER: The old cat sleeps.", ["Keeper", "The old cat sleeps."]),
        ("[00:00:12] ANNA WILLOW: The cat sleeps.", ["Anna Willow", "The cat sleeps."]),
        ("NASA: The bridge is open.", ["NASA", "The bridge is open."]),
        ("KEEPER: THE OLD CAT SLEEPS", ["Keeper: the old cat sleeps"]),
        ("Keeper: the old cat sleeps.", ["Keeper: the old cat sleeps."]),
        ("I see 10:30 here.", ["I see 10:30 here."]),
    ],
)
def test_a_label_in_capitals_is_shown_to_the_model_by_itself(text: str, shown: list[str]) -> None:
    asked: list[str] = []

    def model(query: Query) -> str:
        asked.append(query.text)
        return word_for_word(query)

    translate_one(text, model)

    assert asked == shown


def test_a_label_is_not_shown_to_the_model_again_around_an_address() -> None:
    asked: list[str] = []

    def model(query: Query) -> str:
        asked.append(query.text)
        return word_for_word(query).replace("@old_cat", "@ старый кот").replace("Keeper", "Сторож")

    pair = translate_one("KEEPER: The dog sees @old_cat here.", model)

    assert pair.target.text == "СТОРОЖ: Этот пёс видит @old_cat здесь."
    assert asked == ["Keeper", "The dog sees @old_cat here.", "The dog sees", "here."]


def test_a_label_is_translated_alike_everywhere_and_stays_where_the_model_fails() -> None:
    answers = {"Keeper": "Сторож", "Guest": "г" * 90, "The cat sleeps.": "Кот спит."}

    pairs = translate(
        "KEEPER: The cat sleeps.",
        "[10:15] KEEPER: The cat sleeps.",
        "GUEST: The cat sleeps.",
        model=lambda query: answers[query.text],
    )

    assert [pair.target.text for pair in pairs] == [
        "СТОРОЖ: Кот спит.",
        "[10:15] СТОРОЖ: Кот спит.",
        "GUEST: Кот спит.",
    ]
