from bot.summarizing.concepts import Reader
from bot.summarizing.selection import Unit, arrange


def order(*grades: tuple[float, float | None]) -> list[int]:
    """Return the order of sentences without common words, by grades alone and after another."""
    readings = [Reader("en").read(f"Word{place} talk{place}.") for place in range(len(grades))]
    units = [Unit(range(n, n + 1), alone, after) for n, (alone, after) in enumerate(grades)]
    return arrange(units, readings)


def test_a_sentence_that_needs_the_one_before_it_comes_with_that_one() -> None:
    assert order((2.5, None), (1.0, 1.0), (1.6, 1.7), (0.2, 2.6))[:3] == [0, 2, 3]


def test_of_two_sentences_the_better_one_is_first() -> None:
    assert order((0.7, None), (0.9, 1.4)) == [1, 0]


def test_a_weak_sentence_does_not_come_first_with_a_better_one_that_needs_no_other() -> None:
    assert order((2.5, None), (0.5, 0.5), (0.7, 0.75))[:2] == [0, 2]
