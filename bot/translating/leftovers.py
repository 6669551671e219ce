"""Find words that a translation has left in the language of its source.

Names and abbreviations may stay, and so may what is quoted or belongs to an address. Between close
languages in one script, letters and words that only the source's language has tell.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.languages.data import Checks, languages
from bot.languages.patterns import APOSTROPHES, HYPHENATED_WORD, LETTERS
from bot.languages.scripts import CYRILLIC, CYRILLIC_LETTERS, LETTER_OF, Script
from bot.translating.formatting.casing import Case, detect_case
from bot.translating.formatting.words import overlaps

_SEAM = re.compile(rf"[A-Za-z][{CYRILLIC_LETTERS}]|[{CYRILLIC_LETTERS}][A-Za-z]")
"""Inside a word that is partly in Latin and partly in Cyrillic letters."""
_BEFORE_APOSTROPHE = re.compile(rf"{LETTERS}(?=[{APOSTROPHES}])")
_QUOTED = re.compile(
    r"«[^«»]*»|“[^“”]*”|„[^„“”]*[“”]|\"[^\"]*\"|‘[^‘’]*’|\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>"
)
_HALF_TRANSLATED = re.compile(
    r"[«“„\"](?:[^()]*[\u0430-\u045f] [a-z]{3}|[^()]*\b[a-z]{3,} [\u0430-\u045f]{3})"
)
"""A quotation of words in both scripts beside each other, none of which is a name."""
# Names of works and what explains a word; what is longer is to be translated.
_MAX_QUOTED_WORDS = 4
_SIGN_BEFORE = re.compile(r"[\d./_@#:\\=&$%+*]")
_SIGN_AFTER = re.compile(r"[\d/_@=\\&(]|[.:]\w")
_BETWEEN_NAMES = re.compile(r"[\s'’.&-]*")
_MAX_ABBREVIATION = 5
_MIN_WITH_ENDING = 6
# Words that are in no list may be terms: one, unless the line is short, and of more, one in six.
_MIN_UNLISTED = 4
_LEAST_OF_ONE, _LEAST_OF_MORE = 1 / 4, 1 / 6


@dataclass(frozen=True, slots=True)
class _Source:
    """What is known of a source; `words` are in lower case."""

    first: str
    words: frozenset[str]
    is_title: bool
    checks: Checks
    names: Container[str]

    def is_ordinary(self, word: str) -> bool:
        """Return whether a word is in the list, or ends as words do and has no capital."""
        return self.checks.is_ordinary(word.lower()) or (
            word.islower() and len(word) >= _MIN_WITH_ENDING and word.endswith(self.checks.endings)
        )

    def may_be_name(self, word: str) -> bool:
        """Return whether a word with a capital may be a name, not only begin a sentence."""
        if word.lower() in self.names:
            return True
        begins = word == self.first and CYRILLIC.search(word)
        return not begins and not self.is_ordinary(word)


def script_of(language: str) -> Script | None:
    """Return the script of a language that has a file and is written in one."""
    known = languages().by_code.get(language)
    scripts = known.identification.scripts if known is not None else ()
    return next(iter(scripts)) if len(scripts) == 1 else None


def has_leftovers(
    source: str, target: str, pair: tuple[str, str], names: Container[str] = ()
) -> bool:
    """Return whether words are left that are no names.

    `pair` are the languages of source and target, `names` words in lower case that always have a
    capital within the sentences of the text.
    """
    before, after = map(script_of, pair)
    words = HYPHENATED_WORD.findall(source)
    if before is None or after is None or not words:
        return False
    here, there = (languages().by_code[code] for code in pair)
    # "council" of "council's" too.
    owners = filter(str.islower, _BEFORE_APOSTROPHE.findall(source))
    small = frozenset((*map(str.lower, words), *owners))
    known = _Source(words[0], small, detect_case(source) is Case.TITLE, here.checks, names)
    if before is after:
        return (
            there.foreign is not None
            and bool(there.checks.ordinary)
            and any(
                _is_of_close_language(word[0], known, there.foreign) for word in _judged(target)
            )
        )
    if any(seam not in source for seam in _SEAM.findall(target)):
        return True
    judged = list(_judged(target))
    if there.foreign is not None and any(
        word[0].islower() and there.foreign.search(word[0]) for word in judged
    ):
        return True
    left = [
        word for word in judged if word[0].lower() in small and not LETTER_OF[after].search(word[0])
    ]
    suspects = list(_without_names(left, target, known))
    if any(before is Script.CYRILLIC or known.is_ordinary(word) for word in suspects):
        return True
    unlisted = sum(len(word) >= _MIN_UNLISTED for word in suspects)
    share = unlisted / len(HYPHENATED_WORD.findall(target)) if unlisted else 0.0
    return (_LEAST_OF_ONE <= share < 1) or (unlisted > 1 and share >= _LEAST_OF_MORE)


def _judged(target: str) -> Iterator[re.Match[str]]:
    """Yield the words that are no abbreviations, not quoted, and no part of an address."""
    quoted = [
        match.span()
        for match in _QUOTED.finditer(target)
        if len(HYPHENATED_WORD.findall(match[0])) <= _MAX_QUOTED_WORDS
        and not _HALF_TRANSLATED.match(match[0])
    ]
    for match in HYPHENATED_WORD.finditer(target):
        word, start, end = match[0], match.start(), match.end()
        if len(word) < 2 or (word.isupper() and len(word) <= _MAX_ABBREVIATION):
            continue
        around = _SIGN_BEFORE.match(target[start - 1 : start]) or _SIGN_AFTER.match(target, end)
        if not around and not overlaps(quoted, start, end):
            yield match


def _is_of_close_language(word: str, source: _Source, foreign: re.Pattern[str]) -> bool:
    """Return whether a word, or one in these letters, is left over between close languages."""
    if foreign.search(word):
        return word.islower() or (word.lower() in source.words and not source.may_be_name(word))
    small = word.lower()
    return small in source.words and small not in source.names and source.is_ordinary(word)


def _without_names(left: Sequence[re.Match[str]], target: str, source: _Source) -> Iterator[str]:
    """Yield words that are no names, and not between two words of a name: "House of Cards"."""
    for run in _runs(left, target):
        capitals = [number for number, word in enumerate(run) if not word.islower()]
        if capitals:
            name = slice(capitals[0], capitals[-1] + 1)
            is_long = len(run[name]) > 1 and not source.is_title
            if is_long or any(source.may_be_name(run[number]) for number in capitals):
                run[name] = []
        yield from run


def _runs(words: Sequence[re.Match[str]], text: str) -> Iterator[list[str]]:
    """Yield words that follow one another with nothing but spaces and hyphens between them."""
    run: list[str] = []
    end = 0
    for word in words:
        if run and not _BETWEEN_NAMES.fullmatch(text, end, word.start()):
            yield run
            run = []
        run.append(word[0])
        end = word.end()
    yield run
