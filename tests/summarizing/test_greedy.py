from hypothesis import given
from hypothesis import strategies as st

from bot.summarizing.greedy import Candidate, Step, greedy

CONCEPTS = "abcdef"


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            tuple(draw(st.lists(st.sampled_from(CONCEPTS), max_size=4, unique=True))),
            draw(st.sampled_from([1.0, 2.0, 4.0])),
            draw(st.sampled_from([0.0, 0.5])),
            after=draw(st.none() | st.integers(0, index - 1)) if index else None,
            last=draw(st.booleans()),
        )
        for index in range(draw(st.integers(0, 8)))
    ]


@given(candidates(), st.tuples(*[st.sampled_from([0.25, 1.0, 3.0])] * 6))
def test_the_lazy_order_is_the_greedy_order(
    candidates: list[Candidate], values: tuple[float, ...]
) -> None:
    weights = dict(zip(CONCEPTS, values, strict=True))
    left = list(range(len(candidates)))
    covered: set[str] = set()
    expected: list[Step] = []
    while left:
        ready = [index for index in left if candidates[index].after not in left]
        unsaid = {c: 0.0 if c in covered else weight for c, weight in weights.items()}
        gains = {index: candidates[index].gain(unsaid) for index in ready}
        index = max(ready, key=lambda i: (not candidates[i].last, gains[i], -i))
        concepts = candidates[index].concepts
        new = tuple(concept for concept in concepts if concept not in covered)
        expected.append(Step(index, gains[index], new))
        covered.update(concepts)
        left.remove(index)
    assert greedy(candidates, weights) == expected
