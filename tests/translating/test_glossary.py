"""Terms of a glossary on their way through a model. The models here are functions."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Glossary, Pair, Problem, Retry, Strategy, Term
from bot.translating.formatting.terms import TermFinder
from bot.translating.retrying import (
    Context,
    Hypothesis,
    Query,
    RetryBudget,
    run_together,
    translate_with_retries,
)
from tests.translating.formatting.conftest import alignment_of
from tests.translating.test_retrying import Model, sentence_of, word_for_word

PLACEHOLDER = re.compile(r"X[QJ][A-Z]|ZX[A-Z]")


def term(text: str, *forms: str, language: str | None = "ru") -> Term:
    return Term(text, language if forms else None, forms)


def translate(
    text: str | RichText, *terms: Term, model: Model = word_for_word, pair: str = "en-ru"
) -> Pair:
    source, target = pair.split("-")
    context = Context(source, target, {}, RetryBudget(1), TermFinder(terms, source, target))
    generator = run_together([translate_with_retries(sentence_of(text), context)])
    try:
        queries = next(generator)
        while True:
            queries = generator.send([hypothesis(model, query) for query in queries])
    except StopIteration as end:
        (translated,) = end.value
        assert isinstance(translated, Pair)
        return translated


def hypothesis(model: Model, query: Query) -> Hypothesis:
    text = model(query)
    return Hypothesis(text, alignment_of(query.text, text) if query.needs_alignment else None)


def test_a_term_stays_as_it_is_or_gets_its_translation() -> None:
    assert translate("The dog sees the bridge.", term("bridge", "виадук")).target.text == (
        "Этот пёс видит этот виадук."
    )
    assert translate("The dog sees the bridge.", term("bridge")).target.text == (
        "Этот пёс видит этот bridge."
    )


@pytest.mark.parametrize(
    ("pair", "written", "in_text"),
    [
        ("en-ru", "dog", "dogs"),
        ("en-ru", "city", "cities"),
        ("en-ru", "Calder", "Calder’s"),
        ("en-ru", "machine learning", "Machine\u00a0learning"),
        ("en-ru", "C++", "C++"),
        ("en-ru", "Node.js", "Node.js"),
        ("ru-en", "бусина", "бусинами"),
        ("ru-en", "находка", "находок"),
        ("ru-en", "арендная плата", "арендной платы"),
        ("ru-en", "участок", "участка"),
        ("uk-en", "програма", "програми"),
        ("uk-en", "договір", "договору"),
        ("uk-en", "міна", "мін"),
        ("uk-en", "м'яч", "м’ячем"),
        ("uk-en", "протипіхотна міна", "протипіхотні міни"),
    ],
)
def test_a_term_is_found_in_its_inflected_forms(pair: str, written: str, in_text: str) -> None:
    source, target = pair.split("-")
    (found,) = TermFinder((Term(written, target, ("X",)),), source, target).find(f"a {in_text}.")
    assert in_text.startswith(f"a {in_text}."[found.start : found.end])


@pytest.mark.parametrize(
    ("pair", "written", "in_text"),
    [
        ("en-ru", "university", "universe"),
        ("en-ru", "operation", "operator"),
        ("en-ru", "IT", "it"),
        ("en-ru", "Apple", "apple"),
        ("en-ru", "C", "C++"),
        ("en-ru", "dog", "dog-fight"),
        ("en-ru", "dog", "https://dog.example"),
        ("en-ru", "dog", "#dog"),
        ("en-ru", "dog", "@dog"),
        ("en-ru", "Node.js", "Node. js"),
        ("en-ru", "a.c", "abc"),
        ("ru-en", "часть", "частый"),
        ("ru-en", "новость", "новый"),
        ("uk-en", "міна", "мінус"),
    ],
)
def test_another_word_is_not_taken_for_a_term(pair: str, written: str, in_text: str) -> None:
    asked: list[str] = []

    def model(query: Query) -> str:
        asked.append(query.text)
        return query.text

    translate(f"the {in_text} here", Term(written), model=model, pair=pair)
    assert not PLACEHOLDER.search(asked[0])


def test_the_longest_term_wins() -> None:
    terms = (term("cat", "А"), term("old cat", "Б"), term("cat sleeps here", "В"))
    assert translate("The old cat sleeps here.", *terms).target.text == "Этот старый В."
    assert translate("The old cat sleeps.", *terms).target.text == "Этот Б спит."
    assert translate("The cat sees the cat.", *terms).target.text == "Этот А видит этот А."


def test_of_two_forms_of_a_word_the_one_that_the_text_has_wins() -> None:
    terms = (term("cats", "А"), term("cat", "Б"))
    assert translate("The cat sees the cats.", *terms).target.text == "Этот Б видит этот А."


def test_a_term_for_another_language_is_not_used() -> None:
    assert translate("The dog sleeps.", term("dog", "бобик", language="uk")).target.text == (
        "Этот пёс спит."
    )


def test_of_two_translations_the_later_one_counts() -> None:
    terms = (term("dog", "бобик"), term("Dog", "барбос"))
    assert translate("The dog sleeps.", *terms).target.text == "Этот барбос спит."


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("Dog sees the cat.", "Бобик видит этот кот."),
        ("- dog sees", "- бобик видит"),
        ("THE OLD DOG SLEEPS HERE", "ЭТОТ СТАРЫЙ БОБИК СПИТ ЗДЕСЬ"),
        ("The Old Dog Sleeps Here", "Этот Старый Бобик Спит Здесь"),
        ("The bridge and the dog", "Этот мост и этот бобик"),
        ("“Dog” sleeps here", "«Бобик» спит здесь"),
    ],
)
def test_a_translated_term_has_the_case_of_its_place(text: str, translated: str) -> None:
    assert translate(text, term("dog", "бобик")).target.text == translated


def test_the_possessive_of_a_term_is_not_copied_with_it() -> None:
    terms = (term("dog", "бобик"), term("Orrin"))
    assert translate("The dog’s bridge", *terms).target.text == "Этот бобик мост"
    assert translate("Orrin's old bridge", *terms).target.text == "Orrin старый мост"


def test_a_name_keeps_its_case() -> None:
    assert translate("Dog sleeps here.", term("dog", "iДог")).target.text == "iДог спит здесь."
    assert (
        translate("the old iPhone sleeps", term("iPhone")).target.text == "этот старый iPhone спит"
    )


def test_formatting_stays_on_a_term() -> None:
    text = "The dog sees the old bridge."
    source = RichText(
        text, (Span(4, 7, Kind.BOLD), Span(17, 27, Kind.TEXT_LINK, "https://example.org"))
    )
    target = translate(source, term("dog", "сторожевой пёс"), term("bridge", "виадук")).target
    assert target.text == "Этот сторожевой пёс видит этот старый виадук."
    parts = {span.kind: target.text[span.start : span.end] for span in target.spans}
    assert parts == {Kind.BOLD: "сторожевой пёс", Kind.TEXT_LINK: "старый виадук"}


def test_formatting_within_a_term_stays_where_it_was() -> None:
    source = RichText("The H2O sleeps.", (Span(5, 6, Kind.SUBSCRIPT),))
    target = translate(source, term("H2O")).target
    assert target == RichText("Этот H2O спит.", (Span(6, 7, Kind.SUBSCRIPT),))


def test_a_text_of_nothing_but_terms_is_not_shown_to_a_model() -> None:
    def model(query: Query) -> str:
        raise AssertionError(query)

    terms = (term("dog", "бобик"), term("🚀 Launch", "🚀 Запуск"), term("The end.", "Конец."))
    for text, translated in {
        "Dog": "Бобик",
        "🚀 Launch: dog!": "🚀 Запуск: бобик!",
        "The end.": "Конец.",
        "dog, https://example.org": "бобик, https://example.org",
    }.items():
        assert translate(text, *terms, model=model).target.text == translated


def test_of_several_forms_the_one_that_the_model_would_end_alike_is_taken() -> None:
    forms = term("dog", "сторожевой пёс", "сторожевого пса", "сторожевому псу")
    words = {"sees": "видит", "dog": "собаку", "helps": "помогает"}

    def model(query: Query) -> str:
        given = {"sees": "барбоса", "helps": "барбосу"}
        verb = query.text.split()[0]
        return query.text.replace("dog", given[verb]).replace(verb, words[verb])

    assert translate("sees dog", forms, model=model).target.text == "видит сторожевого пса"
    assert translate("helps dog", forms, model=model).target.text == "помогает сторожевому псу"


def test_a_lost_term_is_tried_again_and_then_done_without() -> None:
    def forgetful(query: Query) -> str:
        return PLACEHOLDER.sub("", word_for_word(query)).replace(" .", ".")

    pair = translate("The dog sees the bridge.", term("bridge", "виадук"), model=forgetful)
    assert pair.target.text == "Этот пёс видит этот мост."
    assert pair.problem is None
    assert pair.retries[0] == Retry(Problem.TERM_LOST, Strategy.OTHER_SEARCH)
    assert pair.retries[-1] == Retry(Problem.TERM_LOST, Strategy.WITHOUT_GLOSSARY)


def test_what_fails_without_the_glossary_too_is_marked() -> None:
    pair = translate(
        "The dog sees the bridge.", term("bridge", "виадук"), model=lambda query: "ну ну ну ну ну"
    )
    assert pair.problem is Problem.LOOP
    assert pair.target.text == "The dog sees the bridge."


def test_a_text_with_something_like_a_placeholder_keeps_it() -> None:
    target = translate("XQA sees the dog, XQB.", term("dog", "бобик")).target
    assert target.text == "XQA видит этот бобик, XQB."


WORDS = st.sampled_from("dog cat bridge the XQA sees _dog_ C++ 🚀 «old» here. ДОМ iPhone".split())  # noqa: SIM905


@given(
    st.lists(WORDS, min_size=1, max_size=12).map(" ".join),
    st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=2)), max_size=5),
    st.lists(st.sampled_from(["copy", "drop", "twice", "lower", "glue", "invent"]), max_size=6),
)
def test_no_placeholder_is_ever_in_a_translation(
    text: str, entries: list[tuple[str, list[str]]], faults: list[str]
) -> None:
    glossary: Glossary = tuple(term(word, *forms) for word, forms in entries)
    left = iter(faults)

    def model(query: Query) -> str:
        match next(left, "copy"):
            case "drop":
                return PLACEHOLDER.sub("", query.text)
            case "twice":
                return f"{query.text} {query.text}"
            case "lower":
                return query.text.lower()
            case "glue":
                return PLACEHOLDER.sub(lambda match: f"{match[0]}ом", query.text)
            case "invent":
                return PLACEHOLDER.sub(lambda match: f"{match[0]} {match[0][:2]}Z", query.text)
            case _:
                return query.text

    written = " ".join((text, *chain.from_iterable(one.forms for one in glossary)))
    target = translate(text, *glossary, model=model).target.text
    found, given = (PLACEHOLDER.findall(each) for each in (target, written))
    assert {each[:2] for each in found} <= {each[:2] for each in given}


def test_a_text_that_is_made_to_take_long_does_not() -> None:
    many = tuple(term(f"{'a ' * 99}{number}", "x") for number in range(2_000))
    forms = tuple(term(" ".join("cat" + "s" * (n >> i & 1) for i in range(40))) for n in range(500))
    for text in ("a " * 900, "cat " * 450, "a b " * 490, "a" * 300_000):
        target = translate(text, *many, *forms, term("b"), model=lambda query: query.text).target
        assert target.text.strip() == text.strip()


def test_a_term_and_an_article_are_not_shown_to_a_model() -> None:
    terms = term("chain ferry", "цепной паром", "цепного парома"), term("Orrin")

    pairs = [
        translate(text, *terms, model=lambda _: pytest.fail("asked"))
        for text in ("the chain ferry", "- The chain ferry", "A chain ferry, Orrin")
    ]

    assert [pair.target.text for pair in pairs] == [
        "цепной паром",
        "- Цепной паром",
        "Цепной паром, Orrin",
    ]


def test_a_term_in_capitals_stays_in_capitals() -> None:
    terms = term("mayor", "мэр", "мэра"), term("IT", "информатика")

    assert translate("MAYOR: The old dog sees IT.", *terms).target.text == (
        "МЭР: Этот старый пёс видит информатика."
    )
    assert translate("GUIDE: Dogs see the bridge.", term("dog", "пёс")).target.text == (
        "GUIDE: Пёс вижу этот мост."
    )
    assert translate("THE MAYOR SEES THE BRIDGE", *terms).target.text == "ЭТОТ МЭР ВИДИТ ЭТОТ МОСТ"
