"""Find the nouns in a text by their endings and the words around them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from bot.summarizing.keywords.lexicon import Form, Lexicon, forms, other_bases
from bot.summarizing.keywords.lines import TITLE, Counts, Line, Term, add_counts, no_counts
from bot.summarizing.keywords.names import Names

_LONGEST_ABBREVIATION = 4
# A word that ends like another kind of word is a noun if so many of its places say so.
_EVIDENCE = 2
_MOST_NOUNS = 60


@dataclass(slots=True)
class _Evidence:
    """The forms of a possible noun, and how often each is in the position of a noun or a verb."""

    forms: dict[str, Term] = field(default_factory=lambda: defaultdict(Term))
    as_noun: Counts = field(default_factory=no_counts)
    as_other: Counts = field(default_factory=no_counts)
    in_lower_case: bool = False

    def add(self, other: "_Evidence") -> None:
        for form, term in other.forms.items():
            self.forms[form].add(term)
        add_counts(self.as_noun, other.as_noun)
        add_counts(self.as_other, other.as_other)
        self.in_lower_case |= other.in_lower_case


def nouns(
    lines: Sequence[Line], counts: Mapping[Form, int], known: Lexicon, names: Names
) -> dict[str, Term]:
    """Return the nouns of the title and the repeated ones, by the common base of their forms.

    `counts` are those of all words in the lines, which are looked at only where such a noun stands.
    """
    title = {word.base for line in lines if line.number == TITLE for word in line.words}
    wanted = _said_again(counts, title, names)
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    for line in lines:
        for place, word in enumerate(line.words):
            if word in wanted and _may_stand(line, place):
                evidence = found[word.base]
                previous = line.before(place)
                evidence.forms[word.lower].see(word.lower, line.number, previous)
                evidence.in_lower_case |= line.has_case and not word.is_capitalized
                _judge(evidence, line, place, previous, known)
    for base in list(found):
        for other in other_bases(base, known.language):
            if other in found and base in found:
                found[other].add(found.pop(base))
    terms = {}
    for base, evidence in found.items():
        if not evidence.in_lower_case:
            continue
        forms = [term for form, term in evidence.forms.items() if _is_noun(form, evidence, known)]
        for form in forms[1:]:
            forms[0].add(form)
        if forms:
            terms[base] = forms[0]
    return terms


def _said_again(counts: Mapping[Form, int], title: Collection[str], names: Names) -> set[Form]:
    """Return the forms of what may be a noun and is in the title or among the most frequent."""
    forms: dict[str, list[Form]] = defaultdict(list)
    total: dict[str, int] = defaultdict(int)
    for form, count in counts.items():
        if form.may_be_noun and not names.has(form):
            forms[form.base].append(form)
            total[form.base] += count
    for base, alike in forms.items():
        for other in alike[0].other_bases:
            if other in forms:
                total[base] = total[other] = total[base] + total[other]
    bases = [base for base, count in total.items() if count > 1]
    if len(bases) > _MOST_NOUNS:
        bases = nlargest(_MOST_NOUNS, bases, key=total.__getitem__)
    return {form for base in {*bases, *title} if base in forms for form in forms[base]}


def _may_stand(line: Line, place: int) -> bool:
    """Return whether a noun may be here, and not a name or an abbreviation: "Вул. Гагаріна"."""
    word = line.words[place]
    if line.has_case and word.is_capitalized and place not in line.begins:
        return False
    return len(word.lower) > _LONGEST_ABBREVIATION or not line.gaps[place + 1].startswith(". ")


def _judge(
    evidence: _Evidence, line: Line, place: int, previous: Form | None, known: Lexicon
) -> None:
    """Note what the neighbours of a word show about it."""
    word = line.words[place]
    following = line.words[place + 1] if line.follows(place + 1) else None
    if known.endings:
        # What ends like an adjective is none for standing behind a preposition.
        if (
            previous is not None
            and previous.lower in known.prepositions
            and not _is_adjective(word)
        ):
            evidence.as_noun[word.lower] += 1
        # "Телефонну розмову": an adjective ends like its noun.
        if (
            word.is_agreeing
            and following is not None
            and following.is_agreeing
            and not following.is_stop_word
        ):
            evidence.as_other[word.lower] += 1
        return
    before = previous.lower if previous is not None else ""
    if before in known.before_verbs:
        evidence.as_other[word.lower] += 1
    elif following is None or following.is_stop_word:
        # "Skaters from the village": no verb begins a sentence like this.
        is_subject = following is not None and place in line.begins and word.lower.endswith("s")
        if (
            is_subject
            or (previous is not None and previous.is_possessive)
            or before in known.determiners
            or before in known.prepositions
        ):
            evidence.as_noun[word.lower] += 1


def _is_noun(form: str, evidence: _Evidence, known: Lexicon) -> bool:
    if form in known.nouns:
        return True
    form_of = forms(known.language)
    word = form_of(form)
    if not known.endings:
        return _is_noun_by_place(word, evidence, known)
    if evidence.as_other[form] > evidence.as_noun[form]:
        return False
    if evidence.as_noun[form] or word.is_plain:
        return True
    if _is_adjective(word):
        return False
    # "Университет" ends like a verb, but has other forms that are those of a noun.
    is_verb_like = form.endswith(known.verb_suffixes)
    return any(
        evidence.as_noun[other] or (is_verb_like and form_of(other).is_plain)
        for other in evidence.forms
        if other != form
    )


def _is_noun_by_place(word: Form, evidence: _Evidence, known: Lexicon) -> bool:
    form = word.lower
    seen = evidence.as_noun[form]
    if not known.determiners:
        return True
    if evidence.as_other[form] > seen or form.endswith(known.adverb_suffixes):
        return False
    if word.is_noun_like:
        return True
    if form.endswith(known.verb_suffixes):
        return seen > 0 and TITLE in evidence.forms[form].sentences
    return seen >= (_EVIDENCE if word.is_adjective_like else 1)


def _is_adjective(word: Form) -> bool:
    return word.is_adjective_like and not word.is_noun_like
