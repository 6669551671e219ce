"""Reads glossaries as people write them: lines in a chat, CSV and TOML files."""

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import inf
from pathlib import Path

from bot.domain.translation import Glossary, Term
from bot.errors import Cause, DragomanError, GlossaryNotRead, UnknownLanguage, system_cause
from bot.languages import SERVED, identify, language_code
from bot.languages.data import languages
from bot.languages.patterns import FINAL_SIGNS
from bot.reading.encodings import decode

LONGEST_TERM = 200
"""In characters; a translation may have as many."""
_MOST_FORMS = 8
_MOST_IN_FILE = 10_000
_LARGEST_FILE = 5_000_000  # bytes
# How many times as likely as another a language must be to be chosen without asking.
_CLEAR = 9.0
_LEAST_CHANCE = 1e-4
_LONGEST_SHOWN = 60

_BETWEEN = re.compile(r"\s*(?:=>|->|→|⇒|=|\t)\s*|\s+[—–-]+\s+")
"""Between a term and its translation."""
_BETWEEN_FORMS = re.compile(r"\s*[|;]\s*|\s+/\s+")
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s+")
_LANGUAGE = re.compile(r"([^\W\d_-]{2,24}):(?:\s+|$)")
_BULLET = re.compile(r"^[•*·▪]\s+")
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"), ("'", "'"), ("‘", "’"))
# With longer names between its commas, a line is a sentence.
_LONGEST_LISTED = 3  # words
_KEPT_KEY = "keep"


class BadTerm(DragomanError):
    """A line `word` of a glossary cannot be taken, because of `reason`."""


def parse_terms(text: str, preferred: str | None = None) -> list[Term]:
    """Return the terms in lines such as "Kubernetes", "city = місто" or "uk: city → місто / міста".

    A line with nothing but names and commas is several terms that stay as they are, and one with
    nothing but a language is for the lines below it. Where the letters of a translation do not
    tell its language, that is the `preferred` one. Raises BadTerm.
    """
    terms: list[Term] = []
    of_lines: str | None = None
    for line in map(str.strip, text.splitlines()):
        language, rest = _without_language(_BULLET.sub("", line))
        if language is not None and not rest:
            of_lines = language
        elif rest:
            terms += _terms_of_line(rest, language or of_lines, preferred)
    return terms


def read_glossary(path: Path | None) -> Glossary:
    """Return the glossary in a TOML or CSV file, none without a file. Raises GlossaryNotRead."""
    if path is None:
        return ()
    try:
        if path.stat().st_size > _LARGEST_FILE:
            too_large = Cause("it-is-larger-than", megabytes=_LARGEST_FILE // 10**6)
            raise GlossaryNotRead(path=str(path), reason=too_large)
        text = decode(path.read_bytes())
    except OSError as error:
        raise GlossaryNotRead(path=str(path), reason=system_cause(error)) from error
    try:
        if text is None:
            raise ValueError("no text")
        read = _toml_terms if path.suffix.lower() == ".toml" else _csv_terms
        terms = tuple(read(text))
    except BadTerm as error:
        reason = Cause("of-term", **error.details)
        raise GlossaryNotRead(path=str(path), reason=reason) from error
    except (ValueError, csv.Error) as error:
        reason = Cause("not-a-glossary", detail=str(error))
        raise GlossaryNotRead(path=str(path), reason=reason) from error
    if len(terms) > _MOST_IN_FILE:
        reason = Cause("too-many-terms", limit=_MOST_IN_FILE)
        raise GlossaryNotRead(path=str(path), reason=reason)
    return terms


def _terms_of_line(line: str, language: str | None, preferred: str | None) -> Iterator[Term]:
    between = _BETWEEN.search(line, _end_of_quotation(line))
    if between is None:
        names = _BETWEEN_NAMES.split(line.rstrip(",;"))
        is_one = _end_of_quotation(line) == len(line) or line.endswith(tuple(FINAL_SIGNS))
        is_one = is_one or any(len(name.split()) > _LONGEST_LISTED for name in names)
        for name in [line] if is_one else names:
            yield _term(name, None, (), line)
        return
    text = line[: between.start()]
    by_language: dict[str | None, list[str]] = {}
    for form in filter(None, _BETWEEN_FORMS.split(line[between.end() :])):
        named, bare = _without_language(form)
        language = named or language
        spoken = language or _language_of(bare, text, preferred)
        by_language.setdefault(spoken, []).append(bare)
    if not by_language:
        raise BadTerm(word=_shown(line), reason=Cause("no-translation"))
    for spoken, forms in by_language.items():
        yield _term(text, spoken, forms, line)


def _term(text: str, language: str | None, forms: Sequence[str], line: str) -> Term:
    """Return a term once it is known to be one. Raises BadTerm."""
    text, *bare = (_without_quotes(" ".join(each.split())) for each in (text, *forms))
    if not any(map(str.isalnum, text)) or not all(bare):
        raise BadTerm(word=_shown(line), reason=Cause("no-term"))
    if max(map(len, (text, *bare))) > LONGEST_TERM:
        raise BadTerm(word=_shown(line), reason=Cause("term-is-too-long", limit=LONGEST_TERM))
    if len(bare) > _MOST_FORMS:
        raise BadTerm(word=_shown(line), reason=Cause("too-many-forms", limit=_MOST_FORMS))
    return Term(text, language, tuple(dict.fromkeys(bare)))


def _language_of(form: str, text: str, preferred: str | None) -> str | None:
    """Return the language of a translation; None, which is any, for names in the term's letters.

    Raises BadTerm where it may be one or another.
    """
    candidates = [code for code in SERVED if _is_in_letters_of(code, form)]
    own = [code for code in SERVED if _is_in_letters_of(code, text)]
    if not candidates or (len(candidates) == 1 and candidates == own):
        return None
    here, there = _chances(text), _chances(form)
    odds = {
        code: there.get(code, _LEAST_CHANCE)
        * max((here.get(other, _LEAST_CHANCE) for other in own if other != code), default=1.0)
        for code in candidates
    }
    best, *others = sorted(candidates, key=odds.__getitem__, reverse=True)
    if odds[best] >= max((_CLEAR * odds[other] for other in others), default=-inf):
        return best
    if preferred in candidates:
        return preferred
    example = _shown(f"{candidates[0]}: {text} = {form}")
    unclear = Cause("whose-word", languages=", ".join(candidates), example=example)
    raise BadTerm(word=_shown(form), reason=unclear)


def _is_in_letters_of(code: str, text: str) -> bool:
    alphabet = languages().by_code[code].identification.alphabet
    letters = {letter for letter in text.lower() if letter.isalpha()}
    return bool(letters) and letters <= alphabet


def _chances(text: str) -> dict[str, float]:
    found = identify(text)
    return dict(found.chances) if found is not None else {}


def _without_language(line: str) -> tuple[str | None, str]:
    """Return the language that a line begins with, "uk: …", and what follows."""
    match = _LANGUAGE.match(line)
    language = _named_language(match[1]) if match is not None else None
    return (None, line) if match is None or language is None else (language, line[match.end() :])


@lru_cache
def _named_language(word: str) -> str | None:
    try:
        return language_code(word)
    except UnknownLanguage:
        return None


def _end_of_quotation(line: str) -> int:
    """Return where a quotation ends that a line begins with: what is inside is the term."""
    for opening, closing in _QUOTES:
        if line.startswith(opening):
            return line.find(closing, 1) + 1
    return 0


def _without_quotes(text: str) -> str:
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and closing not in inner:
            return inner.strip()
    return text


def _shown(line: str) -> str:
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


def _toml_terms(text: str) -> Iterator[Term]:
    for key, value in tomllib.loads(text).items():
        if key == _KEPT_KEY:
            for name in _texts(value):
                yield _term(name, None, (), name)
            continue
        language = _code(key)
        if not isinstance(value, dict):
            raise ValueError(f"{key} is no table")
        for name, forms in value.items():
            yield _term(name, language, _texts([forms] if isinstance(forms, str) else forms), name)


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("neither a text nor a list of texts")
    return value


def _csv_terms(text: str) -> Iterator[Term]:
    """Yield the terms of rows: a term, and its translations in the languages of the first row.

    Without a row of languages, that of each translation is told as in a chat.
    """
    first_line = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max("\t;,", key=first_line.count)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    first = next(rows, [])
    header = [_named_language(cell.strip()) for cell in first[1:] if cell.strip()]
    in_columns = bool(header) and None not in header
    for row in rows if in_columns else chain([first], rows):
        name, *cells = (cell.strip() for cell in row) if row else ("",)
        if not name and not any(cells):
            continue
        given = [cell for cell in cells if cell]
        if not given:
            yield _term(name, None, (), name)
        elif in_columns:
            for language, cell in zip(header, cells, strict=False):
                if cell:
                    yield _term(name, language, _BETWEEN_FORMS.split(cell), name)
        else:
            forms = _BETWEEN_FORMS.split(given[0])
            language = _code(given[1]) if given[1:] else _language_of(given[0], name, None)
            yield _term(name, language, forms, name)


def _code(word: str) -> str:
    language = _named_language(word)
    if language is None:
        raise BadTerm(word=_shown(word), reason=Cause("no-language"))
    return language
