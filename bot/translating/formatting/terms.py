"""Terms of a glossary: found in a sentence, held back from the model, and put into its place.

A model is shown a placeholder in the place of each term, which it copies as it does an abbreviation
that it does not know.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, islice, product, takewhile
from string import ascii_uppercase

from bot.domain.rich_text import RichText, Span
from bot.domain.translation import Glossary, Term
from bot.languages.data import words_of_all
from bot.languages.inflection import word_bases
from bot.languages.patterns import APOSTROPHES, LETTERS
from bot.languages.scripts import CYRILLIC_LETTERS
from bot.translating.formatting.casing import Case, apply_case, detect_case, label_of
from bot.translating.formatting.copying import copied_ranges
from bot.translating.formatting.spans import EXCLUSIVE_KINDS, LETTER_KINDS
from bot.translating.formatting.words import MAX_SENTENCE_LENGTH, Range, overlaps

# A Ukrainian word may have an apostrophe inside, and behind an English one an s may follow.
_TOKEN = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}](?=[{CYRILLIC_LETTERS}])[^\W_]+)*|[^\w\s]|_")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s\b")
_WORD_AND_SPACE = re.compile(rf"({LETTERS})\s*")
_JOINED_BEFORE = re.compile(r"[@#&+/\\_]$|\w-$")
_JOINED_AFTER = re.compile(r"[@#&+\\_]|-\w")
# Of such words there are no forms.
_LONGEST_FIXED = 2
# A text and a glossary that are made to take long are not searched to the end.
_MOST_STEPS = 5_000
_MOST_AT_ONCE = 50

# With one letter more. What looks at the case of a text leaves capitals as they are, and models
# copy these more often than longer ones. A text that has them already gets others.
_PLACEHOLDERS = ("XQ", "XJ", "ZX")


@dataclass(frozen=True, slots=True)
class Found:
    """The `words` of a term at `start` to `end` of a text, and its possible translations.

    Without `forms` it stays as it is.
    """

    start: int
    end: int
    words: str
    forms: tuple[str, ...]


Terms = Mapping[str, Found]
"""The terms of a sentence, by the placeholders that a model is shown for them."""


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    after_space: bool


@dataclass(slots=True, eq=False)
class _Node:
    """A word or sign of terms, behind the same words; the `term` that ends with it, if one does."""

    token: _Token
    term: Term | None = None
    following: dict[str, list["_Node"]] = field(default_factory=lambda: defaultdict(list))
    """By what their forms have in common."""


class TermFinder:
    """Finds the terms of a glossary in the sentences of one language that go into another."""

    def __init__(self, glossary: Glossary = (), source: str = "", target: str = "") -> None:
        self._language = source
        self.drops_possessive = source == "en" != target
        self._root = _Node(_Token("", 0, 0, after_space=False))
        wanted = {
            term.text.casefold(): term for term in glossary if term.language in (None, target)
        }
        for term in wanted.values():
            node = self._root
            for token in _tokens(term.text):
                node = self._following(node, token)
            node.term = term

    def __bool__(self) -> bool:
        return bool(self._root.following)

    def find(self, text: str, fixed: Sequence[Range] = ()) -> list[Found]:
        """Return the terms in a text, in its order; none of them overlap.

        The longest come first, then those that are spelled as the text is. What is `fixed` holds
        none.
        """
        if not self or len(text) > MAX_SENTENCE_LENGTH:
            return []
        tokens = _tokens(text)
        keys = [self._keys(token.text) for token in tokens]
        steps = count()
        candidates = [
            (end - place, tokens[place].start, tokens[end - 1].end, term)
            for place in range(len(tokens))
            for end, term in self._from(place, tokens, keys, steps)
        ]
        taken = bytearray(len(text))
        for start, end in fixed:
            taken[start:end] = b"\1" * (end - start)
        found: list[Found] = []

        def rank(candidate: tuple[int, int, int, Term]) -> tuple[int, int, bool, str]:
            length, start, end, term = candidate
            return -length, start, term.text.casefold() != text[start:end].casefold(), term.text

        for _, start, end, term in sorted(candidates, key=rank):
            is_joined = _JOINED_BEFORE.search(text[max(start - 2, 0) : start])
            is_joined = is_joined or _JOINED_AFTER.match(text, end)
            words = text[start:end]
            if not is_joined and _has_case_of(term, words) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(start, end, words, _forms_like(words, term)))
        return sorted(found, key=lambda one: one.start)

    def _from(
        self,
        place: int,
        tokens: Sequence[_Token],
        keys: Sequence[frozenset[str]],
        steps: Iterator[int],
    ) -> Iterator[tuple[int, Term]]:
        """Yield the terms that begin at a place, and where they end, while there are steps left."""
        nodes = [self._root]
        for here in range(place, len(tokens)):
            known = {
                node: None
                for before in nodes
                for key in keys[here]
                for node in before.following.get(key, ())
            }
            if not known or next(steps) > _MOST_STEPS:
                return
            nodes = [node for node in known if self._same(tokens[here], node.token, here > place)]
            for node in islice(nodes, _MOST_AT_ONCE):
                if node.term is not None:
                    yield here + 1, node.term
            nodes = nodes[:_MOST_AT_ONCE]

    def _following(self, before: _Node, token: _Token) -> _Node:
        keys = self._keys(token.text)
        for node in before.following.get(token.text.casefold(), ()):
            known = node.token
            if (known.text, known.after_space) == (token.text, token.after_space):
                return node
        node = _Node(token)
        for key in keys | {token.text.casefold()}:
            before.following[key].append(node)
        return node

    def _keys(self, word: str) -> frozenset[str]:
        return word_bases(word, self._language)

    def _same(self, token: _Token, part: _Token, inside: bool) -> bool:
        if inside and token.after_space != part.after_space:
            return False
        if part.text.isupper() and len(part.text) > 1:
            return token.text == part.text
        if token.text.casefold() == part.text.casefold():
            return True
        if len(part.text) <= _LONGEST_FIXED or any(map(str.isdigit, part.text)):
            return False
        return not self._keys(token.text).isdisjoint(self._keys(part.text))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(m[0], m.start(), m.end(), m.start() > 0 and text[m.start() - 1].isspace())
        for m in _TOKEN.finditer(text)
    ]


def _has_case_of(term: Term, found: str) -> bool:
    """Return whether what was found may be the name that the term is: "Apple" is no apple."""
    is_name = term.text[0].isupper() and not any(form[0].islower() for form in term.forms)
    return not is_name or found[0].isupper()


def _forms_like(found: str, term: Term) -> tuple[str, ...]:
    """Return the forms of a term, in capitals where only the text has it so: "MAYOR: Hello"."""
    is_capital = len(found) > 1 and found.isupper() and not term.text.isupper()
    return tuple(map(str.upper, term.forms)) if is_capital else term.forms


NO_TERMS = TermFinder()


def hold_back(sentence: RichText, finder: TermFinder) -> tuple[RichText, Terms]:
    """Return a sentence with a placeholder in the place of each term, and the terms."""
    text = sentence.text
    found = [
        one
        for one in finder.find(text, copied_ranges(sentence))
        if not _cuts_links(sentence.spans, one)
    ]
    begin = next((each for each in _PLACEHOLDERS if each not in text.upper()), None)
    if not found or begin is None:
        return sentence, {}
    terms = dict(zip(_names(begin), found, strict=False))
    pieces = []
    for name, one in terms.items():
        spans = [s for s in sentence.spans if one.forms or not _is_inside(s, one)]
        piece = _spanned(RichText(name), spans, one.start, one.end)
        pieces.append(((one.start, one.end), piece))
    return _replaced(sentence, pieces), terms


def first_forms(terms: Terms) -> dict[str, str]:
    """Return the first form of each term that has any, by placeholders."""
    return {name: found.forms[0] for name, found in terms.items() if found.forms}


def without_article(text: RichText, terms: Terms) -> RichText | None:
    """Return a text of nothing but placeholders without its article, and None for any other."""
    known = [*placeholder_ranges(text.text, terms), *copied_ranges(text)]
    left = [m for m in _WORD_AND_SPACE.finditer(text.text) if not overlaps(known, *m.span(1))]
    articles = words_of_all("writing", "articles")
    if len(left) > 1 or any(m[1].lower() not in articles for m in left):
        return None
    return _replaced(text, [(m.span(), RichText()) for m in left])


def put_back(
    translated: RichText,
    source: RichText,
    terms: Terms,
    forms: Mapping[str, str],
    finder: TermFinder,
) -> RichText:
    """Return a translation with terms for its placeholders, each in the form that was chosen.

    `source` is the sentence that the terms were found in.
    """
    case = detect_case(source.text)
    begins = next((sign for sign in source.text if sign.isalpha()), "").isupper()
    label = len(label_of(translated.text))
    pieces: list[tuple[Range, RichText]] = []
    for start, end in placeholder_ranges(translated.text, terms):
        placeholder = translated.text[start:end]
        found = terms[placeholder]
        if found.forms:
            is_first = begins and not any(map(str.isalnum, translated.text[label:start]))
            piece = RichText(_cased(forms[placeholder], case, is_first=is_first))
        else:
            inner = (s for s in source.spans if _is_inside(s, found))
            piece = RichText(found.words, tuple(span.moved(-found.start) for span in inner))
        if finder.drops_possessive and (match := _POSSESSIVE.match(translated.text, end)):
            end = match.end()
        pieces.append(((start, end), _spanned(piece, translated.spans, start, end)))
    return _replaced(translated, pieces)


def placeholder_ranges(text: str, placeholders: Iterable[str]) -> list[Range]:
    """Return the ranges of the placeholders in a text."""
    if not (names := "|".join(placeholders)):
        return []
    pattern = rf"(?<![^\W_])(?:{names})(?![^\W_])"
    return [match.span() for match in re.finditer(pattern, text)]


def replace_placeholders(text: str, terms: Terms) -> str:
    """Return a text with the words of its terms in the places of their placeholders."""
    for start, end in reversed(placeholder_ranges(text, terms)):
        text = text[:start] + terms[text[start:end]].words + text[end:]
    return text


def is_term_lost(source: str, translated: str, placeholders: Iterable[str]) -> bool:
    """Return whether a translation has not each placeholder of its source once, as a word."""
    wanted = [source[start:end] for start, end in placeholder_ranges(source, placeholders)]
    there = [translated[start:end] for start, end in placeholder_ranges(translated, placeholders)]
    if sorted(wanted) != sorted(there):
        return True
    # A part of a longer word, or one that the source does not have.
    begin = wanted[0][:2] if wanted else next(iter(placeholders), "")[:2]
    return bool(begin) and translated.upper().count(begin) > len(wanted)


def choose_form(forms: Sequence[str], words: str) -> str:
    """Return the form that ends most like the words which a model has chosen itself."""
    return max(forms, key=lambda form: _common_endings(form, words))


def _common_endings(form: str, words: str) -> int:
    pairs = zip(form.casefold().split()[::-1], words.casefold().split()[::-1], strict=False)
    return sum(
        sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(a[::-1], b[::-1], strict=False)))
        for a, b in pairs
    )


def _names(begin: str) -> Iterator[str]:
    letters = chain(ascii_uppercase, map("".join, product(ascii_uppercase, repeat=2)))
    return (begin + letter for letter in letters)


def _cased(form: str, case: Case, *, is_first: bool) -> str:
    """Return a form in the case of its line, and with a capital letter where that begins."""
    if case is Case.CAPITALS or (case is Case.TITLE and form.islower()):
        return apply_case(form, case)
    return form[0].upper() + form[1:] if is_first and form.split()[0].islower() else form


def _is_inside(span: Span, found: Found) -> bool:
    """Return whether a span is on a part of a term only."""
    covers = span.start <= found.start and span.end >= found.end
    return not covers and found.start <= span.start and span.end <= found.end


def _cuts_links(spans: Iterable[Span], found: Found) -> bool:
    """Return whether a link or the like begins or ends within a term, or several are on it."""
    on_it = [
        span
        for span in spans
        if span.kind in EXCLUSIVE_KINDS and span.start < found.end and span.end > found.start
    ]
    return len(on_it) > 1 or any(
        not _is_inside(span, found) and (span.start > found.start or span.end < found.end)
        for span in on_it
    )


def _spanned(piece: RichText, spans: Iterable[Span], start: int, end: int) -> RichText:
    """Return a piece with the formatting that something in its place has, or a part of it."""
    touching = (
        Span(0, len(piece), span.kind, span.data)
        for span in spans
        if span.start < end
        and span.end > start
        and (span.kind not in LETTER_KINDS or (span.start <= start and span.end >= end))
    )
    return RichText(piece.text, (*piece.spans, *touching))


def _replaced(text: RichText, pieces: Iterable[tuple[Range, RichText]]) -> RichText:
    result, position = RichText(), 0
    for (start, end), piece in pieces:
        result += text[position:start] + piece
        position = end
    return result + text[position:]
