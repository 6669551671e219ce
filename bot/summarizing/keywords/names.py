"""The names in a text: words with a capital letter inside a sentence, alone or several together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.summarizing.keywords.lexicon import Form, Lexicon, other_bases
from bot.summarizing.keywords.lines import Line, Term

Key = tuple[str, ...]
"""What the forms of each word of a name have in common."""

_MOST_WORDS = 5
# "Anna" is for "Anna Smith" if it does not stand alone much more often; so is "Lake" for "Lake
# Verran", but not "London" for "London Bridge".
_OFTENER_ALONE = 1.5


class Names:
    """The names of a text."""

    def __init__(self, lines: Sequence[Line], counts: Mapping[Form, int], known: Lexicon) -> None:
        """Find the names of some lines; `counts` are those of the words in lines that have case."""
        self._known = known
        self._confirmed = _confirmed(lines, counts)
        self._pairs = _pairs(lines)
        self.terms: dict[Key, Term] = defaultdict(Term)
        for line in lines:
            for start, end in self._runs(line):
                key = tuple([word.name_base for word in line.words[start:end]])
                self.terms[key].see(line.spelled(start, end), line.number, line.before(start))
        for line in lines:
            if not line.has_case:
                self._recognize(line)
        self._split()
        self._merge_forms()
        self._merge_parts()

    def has(self, word: Form) -> bool:
        """Return whether this word is a name or a part of one anywhere in the text."""
        return self._confirmed.get(word.name_base, 0) > 0

    def _recognize(self, line: Line) -> None:
        """Count the names of a line whose capital letters mean nothing."""
        bases = [word.name_base for word in line.words]
        place = 0
        while place < len(bases):
            for end in range(min(place + _MOST_WORDS, len(bases)), place, -1):
                term = self.terms.get(tuple(bases[place:end]))
                if term is not None:
                    term.sentences.add(line.number)
                    place = end - 1
                    break
            place += 1

    def _runs(self, line: Line) -> Iterator[tuple[int, int]]:
        """Yield where names begin and end."""
        start = end = 0
        for place in _places(line):
            if place > end:
                yield from self._trimmed(line, start, end)
                start = place
            end = place + 1
            is_part = self._is_part(line, place, start)
            if is_part and (start == place or self._continues(line, place, start)):
                continue
            yield from self._trimmed(line, start, place)
            start = place if is_part else end
        yield from self._trimmed(line, start, end)

    def _continues(self, line: Line, place: int, start: int) -> bool:
        if not line.continues_name(place) or place - start >= _MOST_WORDS:
            return False
        # "МИД РФ Сергей Лавров" and "президент України Володимир Зеленський" are two names.
        previous, word = line.words[place - 1], line.words[place]
        is_title = bool(self._known.endings) and previous.is_acronym and not word.is_acronym
        return not (is_title or previous.ends_name)

    def _is_part(self, line: Line, place: int, start: int) -> bool:
        word = line.words[place]
        following = line.words[place + 1] if place + 1 < len(line.words) else None
        if word.is_capital_letter and line.is_initial(place):
            return (
                following is not None
                and following.is_capitalized
                and line.continues_name(place + 1)
            )
        if word.is_connective:
            return (
                start == place - 1
                and line.words[start].is_capitalized
                and following is not None
                and not following.is_possessive
                and self._is_name(following)
                and line.continues_name(place + 1)
            )
        if self._is_name(word):
            return True
        # "Terminal C", but not "I Decided".
        if not word.may_be_inside_name or (len(word.text) == 1 and start == place):
            return False
        begins = place in line.begins
        if following is not None and following.is_capitalized and line.continues_name(place + 1):
            return not begins or self._may_begin(word, following)
        return not begins and start < place and line.continues_name(place)

    def _is_name(self, word: Form) -> bool:
        return word.may_be_name and self.has(word)

    def _may_begin(self, word: Form, following: Form) -> bool:
        """Return whether a word at the beginning of a sentence is of the name behind it."""
        if (word.name_base, following.name_base) in self._pairs:
            return True
        # "Dana Whitlock thinks": a word that the text has nowhere else.
        return (
            word.may_begin_name
            and self._confirmed.get(word.name_base, 0) == 0
            and self._is_name(following)
            and not following.is_acronym
            and following.looks_nominative
        )

    def _trimmed(self, line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a name without what goes before it; an adjective with the noun that it needs."""
        words = line.words
        # "Charleston Police Chief Luther Reynolds"
        for place in range(end - 2, start - 1, -1):
            if words[place].is_honorific:
                start = place + 1
                break
        known = self._known
        while start < end and (words[start].lower in known.calendar or words[start].is_honorific):
            start += 1
        while start < end and (
            words[end - 1].is_connective
            or words[end - 1].lower in known.others
            or line.is_initial(end - 1)
        ):
            end -= 1
        if end - start == 1 and known.endings and _is_adjective(words[start]) and line.follows(end):
            if words[end].may_follow_adjective:
                end += 1
            elif _is_adjective(words[end]) and not words[end].is_stop_word:
                return
        is_letter = end - start == 1 and len(words[start].text) == 1
        if not is_letter and not all(word.is_number for word in words[start:end]):
            yield start, end

    def _split(self) -> None:
        """Split two names that are adjacent by chance: "мер Києва Віталій Кличко"."""
        for key in [key for key in self.terms if len(key) > 1]:
            first, second = key[:1], key[1:]
            if len(second) > 1 and second in self.terms:
                sentences = self.terms.pop(key).sentences
                self.terms[second].sentences |= sentences
                if first in self.terms:
                    self.terms[first].sentences |= sentences

    def _merge_forms(self) -> None:
        """Bring the forms together whose beginnings differ: "Київ" and "Києва"."""
        for key in list(self.terms):
            for other in self._other_keys(key):
                if other in self.terms:
                    self.terms[other].add(self.terms.pop(key))
                    break

    def _other_keys(self, key: Key) -> Iterator[Key]:
        for place, base in enumerate(key):
            for other in other_bases(base, self._known.language):
                yield (*key[:place], other, *key[place + 1 :])

    def _merge_parts(self) -> None:
        """Count "Whitlock" for "Dana Whitlock", and forget what stands alone more seldom."""
        alone = {key: len(term.sentences) for key, term in self.terms.items()}
        endings = _by_ending(self.terms)
        for key in sorted(self.terms, key=len, reverse=True):
            for length in range(len(key) - 1, 0, -1):
                for part in dict.fromkeys((key[-length:], key[:length])):
                    if part not in self.terms or key not in self.terms:
                        continue
                    is_surname = part == key[-length:] and all(
                        alone[other] < alone[key] for other in endings[part] if other != key
                    )
                    if is_surname and self._is_better(part, key):
                        self.terms[part].sentences |= self.terms.pop(key).sentences
                    elif is_surname or alone[part] <= _OFTENER_ALONE * alone[key]:
                        self.terms[key].sentences |= self.terms.pop(part).sentences

    def _is_better(self, part: Key, key: Key) -> bool:
        """Return whether only the part occurs in the nominative."""
        known = self._known
        whole, alone = self.terms[key], self.terms[part]
        if not known.endings or alone.is_only_oblique(known):
            return False
        # "Трампа" is no nominative beside "Трамп".
        return whole.is_only_oblique(known) or all(
            any(_ends_longer(form, shorter) for shorter in alone.forms) for form in whole.forms
        )


def _by_ending(keys: Iterable[Key]) -> dict[Key, list[Key]]:
    """Return the names of several words by what they end with."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        for length in range(1, len(key)):
            found[key[-length:]].append(key)
    return found


def _confirmed(lines: Iterable[Line], counts: Mapping[Form, int]) -> dict[str, int]:
    """Return how many times more a word has a capital letter inside sentences than it has none."""
    found: dict[str, int] = defaultdict(int)
    for form, count in counts.items():
        if not form.is_capitalized:
            found[form.name_base] -= count
    for line in lines:
        for place in line.capitals:
            word = line.words[place]
            if (place not in line.begins or word.is_mixed) and word.text[0].isalpha():
                found[word.name_base] += 1
    return found


def _pairs(lines: Iterable[Line]) -> set[tuple[str, str]]:
    """Return adjacent words with capital letters inside a sentence."""
    return {
        (line.words[one].name_base, line.words[other].name_base)
        for line in lines
        for one, other in pairwise(line.capitals)
        if other == one + 1 and one not in line.begins and line.continues_name(other)
    }


def _places(line: Line) -> Iterator[int]:
    """Yield the places of capital letters, and of an "of" between two of them."""
    last = -1
    for place in line.capitals:
        if place == last + 2 and place > 1 and line.words[place - 1].is_connective:
            yield place - 1
        yield place
        last = place


def _ends_longer(form: str, shorter: str) -> bool:
    """Return whether the last word of `form` is `shorter` with an ending behind it."""
    last = form.rpartition(" ")[2]
    return last != shorter and last.startswith(shorter)


def _is_adjective(word: Form) -> bool:
    return word.is_adjective_like and not word.is_acronym
