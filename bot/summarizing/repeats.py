"""Sentences that say what an earlier one has said."""

from collections import defaultdict
from collections.abc import Sequence

# Two sentences say the same if they share so much of all their words, numbers exactly.
_SAME = 0.8
# Fewer words than this must be equal one by one.
_FEW = 5
# How many earlier sentences with a word in common are looked at, so that a text of a thousand
# similar lines takes no quadratic time.
_LOOK_BACK = 5


def repeats(sentences: Sequence[frozenset[str]]) -> set[int]:
    """The indices of sentences, as sets of stems, that repeat one before them."""
    frequency: dict[str, int] = defaultdict(int)
    for sentence in sentences:
        for stem in sentence:
            frequency[stem] += 1
    seen: set[frozenset[str]] = set()
    holders: dict[str, list[int]] = defaultdict(list)
    found: set[int] = set()
    for index, sentence in enumerate(sentences):
        if sentence in seen:
            found.add(index)
            continue
        seen.add(sentence)
        if len(sentence) < _FEW:
            continue
        # Sets that are so alike share one of their few rarest members.
        prefix = len(sentence) - int(_SAME * len(sentence)) + 1
        rarest = sorted(sentence, key=lambda stem: (frequency[stem], stem))[:prefix]
        shared = {earlier for stem in rarest for earlier in holders[stem][-_LOOK_BACK:]}
        if any(_same(sentence, sentences[earlier]) for earlier in shared):
            found.add(index)
            continue
        for stem in rarest:
            holders[stem].append(index)
    return found


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if not _SAME * len(one) <= len(other) <= len(one) / _SAME:
        return False
    common = len(one & other)
    if common < _SAME * (len(one) + len(other) - common):
        return False
    # Another number or a "not" more makes it another statement.
    return not any(stem[0].isdigit() or stem in _NEGATIONS for stem in one ^ other)


_NEGATIONS = frozenset({"not", "no", "never", "nor", "не", "ні", "нет", "ни", "жоден"})
