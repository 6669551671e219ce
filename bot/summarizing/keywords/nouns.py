"""The nouns in a text, told from other words by their endings and by what stands around them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.summarizing.keywords.lexicon import Lexicon
from bot.summarizing.keywords.names import Names
from bot.summarizing.keywords.terms import TITLE, Term, is_oblique, word_before
from bot.summarizing.keywords.words import Word

_SHORTEST = 3
_LONGEST_ABBREVIATION = 4
# A word that ends like another kind of word is a noun if so many of its places say so.
_EVIDENCE = 2


@dataclass(slots=True)
class _Evidence:
    """The forms of what may be a noun, and how often each stands where a noun or a verb does."""

    forms: dict[str, Term] = field(default_factory=lambda: defaultdict(Term))
    as_noun: Counter[str] = field(default_factory=Counter)
    as_other: Counter[str] = field(default_factory=Counter)
    in_lower_case: bool = False

    def add(self, other: "_Evidence") -> None:
        for form, term in other.forms.items():
            self.forms[form].add(term)
        self.as_noun += other.as_noun
        self.as_other += other.as_other
        self.in_lower_case |= other.in_lower_case


def nouns(sentences: Sequence[Sequence[Word]], known: Lexicon, names: Names) -> dict[str, Term]:
    """The nouns, by what the forms of each have in common."""
    found: dict[str, _Evidence] = defaultdict(_Evidence)
    for sentence in sentences:
        for place, word in enumerate(sentence):
            if _may_be_noun(word, known, names):
                previous = word_before(sentence, place)
                following = sentence[place + 1] if word.is_followed else None
                evidence = found[known.base(word.lower)]
                evidence.forms[word.lower].see(
                    word.lower, word.sentence, is_oblique=is_oblique(previous, known)
                )
                evidence.in_lower_case |= word.has_case and not word.is_capitalized
                _judge(evidence, word, previous, following, known)
    for base in list(found):
        for other in known.other_bases(base):
            if other in found and base in found:
                found[other].add(found.pop(base))
    terms = {}
    for base, evidence in found.items():
        term = Term()
        for form in evidence.forms:
            if evidence.in_lower_case and _is_noun(form, evidence, known):
                term.add(evidence.forms[form])
        if term.forms:
            terms[base] = term
    return terms


def _may_be_noun(word: Word, known: Lexicon, names: Names) -> bool:
    form = word.lower
    if word.is_stop_word or len(form) < _SHORTEST:
        return False
    if not form.replace("-", "").replace("'", "").isalpha():
        return False
    if word.is_capitalized and not word.begins:
        return False
    # "Вул. Гагаріна"
    is_abbreviation = len(form) <= _LONGEST_ABBREVIATION and word.after.startswith(". ")
    return not (is_abbreviation or known.says_nothing(form) or names.has(word))


def _judge(
    evidence: _Evidence, word: Word, previous: Word | None, following: Word | None, known: Lexicon
) -> None:
    """Note what the words beside it say of a word."""
    form = word.lower
    before = previous.lower if previous is not None else ""
    if known.endings:
        # What ends like an adjective is none for standing behind a preposition.
        if before in known.prepositions and not _is_adjective(form, known):
            evidence.as_noun[form] += 1
        # "Телефонну розмову": an adjective ends like its noun.
        if (
            following is not None
            and form.endswith(known.agreeing)
            and following.lower.endswith(known.agreeing)
            and not following.is_stop_word
        ):
            evidence.as_other[form] += 1
    elif before in known.before_verbs:
        evidence.as_other[form] += 1
    elif following is None or following.is_stop_word:
        is_possessed = previous is not None and previous.is_possessive
        # "Skaters from the village": no verb begins a sentence like this.
        is_subject = word.begins and form.endswith("s") and following is not None
        if (
            is_possessed
            or is_subject
            or before in known.determiners
            or before in known.prepositions
        ):
            evidence.as_noun[form] += 1


def _is_noun(form: str, evidence: _Evidence, known: Lexicon) -> bool:
    if form in known.nouns:
        return True
    if not known.endings:
        return _is_noun_by_place(form, evidence, known)
    if evidence.as_other[form] > evidence.as_noun[form]:
        return False
    if evidence.as_noun[form] or _is_plain(form, known):
        return True
    if _is_adjective(form, known):
        return False
    # "Университет" ends like a verb, but has other forms that are those of a noun.
    is_verb_like = form.endswith(known.verb_suffixes)
    return any(
        evidence.as_noun[other] or (is_verb_like and _is_plain(other, known))
        for other in evidence.forms
        if other != form
    )


def _is_noun_by_place(form: str, evidence: _Evidence, known: Lexicon) -> bool:
    seen = evidence.as_noun[form]
    if not known.determiners:
        return True
    if evidence.as_other[form] > seen or form.endswith(known.adverb_suffixes):
        return False
    if form.endswith(known.noun_suffixes):
        return True
    if form.endswith(known.verb_suffixes):
        return seen > 0 and TITLE in evidence.forms[form].sentences
    return seen >= (_EVIDENCE if form.endswith(known.adjective_suffixes) else 1)


def _is_plain(form: str, known: Lexicon) -> bool:
    """Whether no other kind of word ends like this."""
    if form.endswith(known.noun_suffixes):
        return True
    return not form.endswith(known.adjective_suffixes + known.verb_suffixes + known.adverb_suffixes)


def _is_adjective(form: str, known: Lexicon) -> bool:
    return form.endswith(known.adjective_suffixes) and not form.endswith(known.noun_suffixes)
