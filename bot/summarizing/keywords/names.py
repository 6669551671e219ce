"""The names in a text: words with a capital letter inside a sentence, alone or several together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.summarizing.keywords.lexicon import Lexicon
from bot.summarizing.keywords.terms import Term, is_oblique, word_before
from bot.summarizing.keywords.words import Word

Key = tuple[str, ...]
"""What the forms of each word of a name have in common."""

_MOST_WORDS = 5
# "Anna" is for "Anna Smith" if it does not stand alone much more often; so is "Lake" for "Lake
# Verran", but not "London" for "London Bridge".
_OFTENER_ALONE = 1.5


class Names:
    """The names of a text."""

    def __init__(self, sentences: Sequence[Sequence[Word]], known: Lexicon) -> None:
        self._known = known
        self._confirmed = _confirmed(sentences, known)
        self._pairs = _pairs(sentences, known)
        self.terms: dict[Key, Term] = defaultdict(Term)
        for sentence in sentences:
            for start, end in self._runs(sentence):
                self._add(sentence, start, end)
        for sentence in sentences:
            if sentence and not sentence[0].has_case:
                self._recognize(sentence)
        self._split()
        self._merge_forms()
        self._merge_parts()

    def has(self, word: Word) -> bool:
        """Whether this word is a name or a part of one, wherever it stands."""
        return self._confirmed[self._known.name_base(word.lower)] > 0

    def _add(self, sentence: Sequence[Word], start: int, end: int) -> None:
        run = sentence[start:end]
        key = tuple(self._known.name_base(word.lower) for word in run)
        previous = word_before(sentence, start)
        self.terms[key].see(
            _spelled(run), run[0].sentence, is_oblique=is_oblique(previous, self._known)
        )

    def _recognize(self, sentence: Sequence[Word]) -> None:
        """Count the names of a line whose capital letters mean nothing."""
        bases = [self._known.name_base(word.lower) for word in sentence]
        place = 0
        while place < len(sentence):
            for end in range(min(place + _MOST_WORDS, len(sentence)), place, -1):
                term = self.terms.get(tuple(bases[place:end]))
                if term is not None:
                    term.sentences.add(sentence[place].sentence)
                    place = end - 1
                    break
            place += 1

    def _runs(self, sentence: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where names begin and end."""
        start = 0
        for place in range(len(sentence) + 1):
            is_part = place < len(sentence) and self._is_part(sentence, place, start)
            if is_part and (start == place or self._continues(sentence, place, start)):
                continue
            yield from self._trimmed(sentence, start, place)
            start = place if is_part else place + 1

    def _continues(self, sentence: Sequence[Word], place: int, start: int) -> bool:
        previous, word = sentence[place - 1], sentence[place]
        if not word.continues_name(previous) or place - start >= _MOST_WORDS:
            return False
        # "МИД РФ Сергей Лавров" and "президент України Володимир Зеленський" are two names.
        return not (
            (self._known.endings and previous.is_acronym and not word.is_acronym)
            or previous.lower.endswith(self._known.ending_names)
        )

    def _is_part(self, sentence: Sequence[Word], place: int, start: int) -> bool:
        word = sentence[place]
        following = sentence[place + 1] if place + 1 < len(sentence) else None
        joins = following is not None and following.continues_name(word)
        if word.is_initial:
            return (
                joins
                and following is not None
                and (following.is_initial or following.is_capitalized)
            )
        if word.lower in self._known.connectives:
            is_inside = start == place - 1 and sentence[start].is_capitalized
            return (
                is_inside
                and joins
                and following is not None
                and not following.is_possessive
                and self._is_name(following)
            )
        if self._is_name(word):
            return True
        if not word.is_capitalized or not self._may_be_inside(word):
            return False
        # "Terminal C", but not "I Decided".
        if len(word.text) == 1 and start == place:
            return False
        if following is not None and joins and following.is_capitalized:
            return not word.begins or self._may_begin(word, following)
        return not word.begins and start < place and word.continues_name(sentence[place - 1])

    def _may_be_inside(self, word: Word) -> bool:
        """Whether a word that is no name alone may be a part of one: "New Zealand"."""
        known = self._known
        if known.endings and (word.is_stop_word or word.lower in known.others):
            return False
        return not (
            word.lower in known.calendar
            or (word.lower in known.prepositions and len(word.text) > 1)
            or word.lower in known.determiners
            or word.lower in known.before_verbs
        )

    def _is_name(self, word: Word) -> bool:
        if word.is_stop_word or not word.is_capitalized:
            return False
        known = self._known
        if len(word.text) == 1 or known.is_no_name(word.lower):
            return False
        return self._confirmed[known.name_base(word.lower)] > 0

    def _may_begin(self, word: Word, following: Word) -> bool:
        """Whether a word with the capital letter of its sentence belongs to the name behind it."""
        known = self._known
        base = known.name_base(word.lower)
        if (base, known.name_base(following.lower)) in self._pairs:
            return True
        # "Dana Whitlock thinks": a word that the text has nowhere else.
        return (
            not word.is_stop_word
            and self._confirmed[base] == 0
            and "-" not in word.text
            and not known.is_no_name(word.lower)
            and not known.is_honorific(word.lower)
            and word.lower not in known.prepositions
            and not word.lower.endswith(known.adjective_suffixes + known.adverb_suffixes)
            and self._is_name(following)
            and not following.is_acronym
            and self._looks_nominative(word)
            and self._looks_nominative(following)
        )

    def _looks_nominative(self, word: Word) -> bool:
        known = self._known
        return not known.endings or not word.lower.endswith(known.oblique + known.many)

    def _trimmed(self, sentence: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
        """The name without what goes before it; an adjective with the noun that it needs."""
        known = self._known
        # "Charleston Police Chief Luther Reynolds"
        for place in range(end - 2, start - 1, -1):
            if known.is_honorific(sentence[place].lower):
                start = place + 1
                break
        while start < end and (
            sentence[start].lower in known.calendar or known.is_honorific(sentence[start].lower)
        ):
            start += 1
        while start < end and (
            sentence[end - 1].lower in known.connectives
            or sentence[end - 1].lower in known.others
            or sentence[end - 1].is_initial
        ):
            end -= 1
        if end - start == 1 and known.endings and _is_adjective(sentence[start], known):
            following = sentence[end] if end < len(sentence) else None
            if following is not None and following.follows:
                if _may_be_noun(following, known):
                    end += 1
                elif _is_adjective(following, known) and not following.is_stop_word:
                    return
        run = sentence[start:end]
        is_letter = len(run) == 1 and len(run[0].text) == 1
        if run and not is_letter and not all(word.is_number for word in run):
            yield start, end

    def _split(self) -> None:
        """Part what stands together by chance: "мер Києва Віталій Кличко"."""
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
            for other in self._known.other_bases(base):
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
        """Whether only the part stands in the nominative."""
        known = self._known
        whole, alone = self.terms[key], self.terms[part]
        if not known.endings or alone.is_only_oblique(known):
            return False
        # "Трампа" is no nominative beside "Трамп".
        return whole.is_only_oblique(known) or all(
            any(_ends_longer(form, shorter) for shorter in alone.forms) for form in whole.forms
        )


def _by_ending(keys: Iterable[Key]) -> dict[Key, list[Key]]:
    """The names of several words by what they end with."""
    found: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        for length in range(1, len(key)):
            found[key[-length:]].append(key)
    return found


def _confirmed(sentences: Sequence[Sequence[Word]], known: Lexicon) -> Counter[str]:
    """How many times more a word has a capital letter inside sentences than it has none."""
    count: Counter[str] = Counter()
    for sentence in sentences:
        for word in sentence:
            if not word.has_case or not word.text[0].isalpha():
                continue
            if word.is_mixed or (word.is_capitalized and not word.begins):
                count[known.name_base(word.lower)] += 1
            elif not word.is_capitalized:
                count[known.name_base(word.lower)] -= 1
    return count


def _pairs(sentences: Sequence[Sequence[Word]], known: Lexicon) -> set[tuple[str, str]]:
    """Words with capital letters that stand together inside a sentence."""
    return {
        (known.name_base(one.lower), known.name_base(other.lower))
        for sentence in sentences
        for one, other in pairwise(sentence)
        if one.is_capitalized
        and not one.begins
        and other.is_capitalized
        and other.continues_name(one)
    }


def _ends_longer(form: str, shorter: str) -> bool:
    """Whether the last word of `form` is `shorter` with an ending behind it."""
    last = form.rpartition(" ")[2]
    return last != shorter and last.startswith(shorter)


def _is_adjective(word: Word, known: Lexicon) -> bool:
    return word.lower.endswith(known.adjective_suffixes) and not word.is_acronym


def _may_be_noun(word: Word, known: Lexicon) -> bool:
    form = word.lower
    if word.is_stop_word or word.is_capitalized or not form.isalpha() or known.says_nothing(form):
        return False
    suspicious = known.adjective_suffixes + known.verb_suffixes + known.adverb_suffixes
    return form.endswith(known.noun_suffixes) or not form.endswith(suspicious)


def _spelled(run: Sequence[Word]) -> str:
    parts = [run[0].text]
    parts += (word.before.replace("\u00a0", " ") + word.text for word in run[1:])
    return "".join(parts)
