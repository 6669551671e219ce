"""What is copied and not translated: addresses, names with @, hashtags, code, emoji.

A model may garble them. At the edges of a sentence they are not shown to it; inside, the spacing
and the underscores that a tokenizer changes are restored.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText
from bot.languages.data import words_of_all
from bot.languages.patterns import APOSTROPHES, FINAL_SIGNS, any_of
from bot.translating.formatting.words import MAX_SENTENCE_LENGTH, Range

COPIED_KINDS = DETECTED_KINDS | {Kind.CODE, Kind.PRE, Kind.CUSTOM_EMOJI}

# The lookbehinds and possessive quantifiers keep the time in proportion to the text.
_COPIED = re.compile(
    r"""
      (?<![\w.-]) (?: [a-z][a-z\d+.-]{0,20}+:// | www\. ) \S++  # links
    | (?<![\w.+-]) [\w.+-]++ @ [\w-]++ (?: \.[\w-]++ )++       # e-mail addresses
    | (?<![\w.-]) [\w-]++ (?: \.[\w-]++ )++ / \S++             # links without a scheme
    | (?<!\w) [@\#] \w++                                       # mentions, hashtags
    | (?<!\w) [a-z]:\\ \S++                                    # paths on Windows
    | (?<![\w/.]) / [a-z] \w*+ (?: [/@.] \w++ )*+              # bot commands, paths
    | (?<!\S) [^\s\u0e00-\u0e7f\u3000-\u9fff\uac00-\ud7af]{100,}+  # no words, but in Thai and so on
    | `[^`\n]{1,200}+`                                          # code in Markdown
    | \b [^\W_]++ (?: _++ [^\W_]++ )++                          # names_in_programs
    | (?<!\w) [a-z]++ [₀-₉]++ \w*+                             # formulas
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EMOJI = re.compile(
    r"""
      (?: [\U0001f1e6-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u3030]
          [\ufe0f\u20e3\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+ )++
    | [0-9\#*] \ufe0f?+ \u20e3
    """,
    re.VERBOSE,
)
# What a line of a list, a dialogue, a transcript or Markdown begins with. What counts or tells the
# time is a marker only before a capital.
_MARKER = re.compile(
    r"""\s* (?:
      (?: [-–—•▪◦‣*+] | \#{1,6} | \(?[^\W\d_]\) | \d{1,3}\) ) \s+ (?= \W* [^\W\d] )
    | (?P<counted> \[? \d{1,2} (?: :\d\d ){1,2} \]? :? | \d{1,2}\. ) \s+ (?= \W* [^\W\d] )
    )""",
    re.VERBOSE,
)
_AFTER_LINK = ".,;:!?…'\"»”’*"
_AROUND_WORDS = ".,;:!?…'\"«»“”()[]"
_EMOJI_JOINERS = "\ufe0f\u200d\u20e3"


def partition_core(sentence: RichText) -> tuple[RichText, RichText, RichText]:
    """Return what stands before the core, the core, which alone is for a model, and what follows.

    The core is the sentence without what is only copied at its edges; it is empty where no word is
    left. What the sentence continues in lower case, as in "@name said so", belongs to it.
    """
    start, end = _core_range(sentence.text, copied_ranges(sentence))
    return sentence[:start], sentence[start:end], sentence[end:]


def split_around_copied(sentence: RichText) -> list[RichText]:
    """Split a sentence so that no part has anything that a model may garble within its core."""
    copied = copied_ranges(sentence) + emoji_ranges(sentence.text)
    ends = {end for _, end in copied if not any(a < end < b for a, b in copied)}
    return [sentence[start:end] for start, end in pairwise(sorted(ends | {0, len(sentence)}))]


def copied_ranges(sentence: RichText) -> list[Range]:
    """Return where the text must stay as it is, but for emoji. Ranges may touch and overlap."""
    ranges = [(span.start, span.end) for span in sentence.spans if span.kind in COPIED_KINDS]
    for match in _COPIED.finditer(sentence.text):
        copied = match[0].rstrip(_AFTER_LINK)
        if copied.endswith(")") and "(" not in copied:
            copied = copied.rstrip(")" + _AFTER_LINK)
        ranges.append((match.start(), match.start() + len(copied)))
    return ranges


def emoji_ranges(text: str) -> list[Range]:
    """Return the ranges of rows of emoji."""
    return [match.span() for match in _EMOJI.finditer(text)]


def _core_range(text: str, copied: Sequence[Range]) -> Range:
    inside = bytearray(len(text))
    for start, end in copied:
        inside[start:end] = b"\x01" * (end - start)
    if not any(letter.isalpha() and not fixed for letter, fixed in zip(text, inside, strict=True)):
        return len(text), len(text)

    start = _markers_end(text)
    while inside[start] or _is_decoration(text[start]):
        start += 1
    if text[start].islower() and any(inside[:start]):
        start = 0
        while not inside[start]:
            start += 1

    end = len(text)
    before_full_stop = len(text.rstrip(FINAL_SIGNS))
    if inside[before_full_stop - 1] or _is_symbol(text[before_full_stop - 1]):
        end = before_full_stop
    while inside[end - 1] or _is_decoration(text[end - 1]):
        end -= 1
    return start, end


def _markers_end(text: str) -> int:
    """Return where the markers at the beginning of a text end."""
    end = 0
    while marker := _MARKER.match(text, end):
        following = next(filter(str.isalpha, text[marker.end() :]))
        if marker["counted"] and following.islower():
            break
        end = marker.end()
    return end


def restore_copied(source: RichText, translated: str) -> str:
    """Restore copied words and words with digits in a translation.

    Only words that differ from the source in nothing but white space, underscores and case.
    """
    text = source.text
    if max(len(text), len(translated)) > MAX_SENTENCE_LENGTH:
        return translated
    words = {text[start:end] for start, end in copied_ranges(source)}
    words |= {match[0].strip() for match in _quantity().finditer(text)}
    words |= {
        word.strip(_AROUND_WORDS)
        for word in text.split()
        # Tokenizers may write simpler signs for H₂O and ½.
        if _may_be_split(word) or unicodedata.normalize("NFKC", word) != word
    }
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if word not in translated and any(letter.isalnum() for letter in word):
            translated = _tokenized_forms(word).sub(word.replace("\\", r"\\"), translated)
    return translated


@cache
def _quantity() -> re.Pattern[str]:
    """Return what finds a number with its signs or its unit: $1,500, 3,5 %, 16 GB, 90 км/ч."""
    units, times = (any_of(words_of_all("writing", key)) for key in ("units", "units_of_time"))
    return re.compile(
        r"[№$€£₴₽]?\s?\d(?:[\d.,:/\u00a0\u202f]*\d)?"
        rf"(?:\s?[%‰€$£₴₽]|\s?°[CF]?|\s?(?:{units})(?:/(?:{times}))?[²³]?\b)?"
    )


def is_garbled(source: RichText, translated: str) -> bool:
    """Return whether an address, a name with @, code or an emoji is missing in a translation."""
    ranges = copied_ranges(source) + emoji_ranges(source.text)
    wanted = Counter(source.text[start:end] for start, end in set(ranges))
    return any(translated.count(copied) < count for copied, count in wanted.items())


def find_copied(source: RichText, translated: str) -> list[Range]:
    """Return where a translation contains what is copied from its source."""
    copied = {source.text[start:end] for start, end in copied_ranges(source)}
    return [match.span() for text in copied for match in re.finditer(re.escape(text), translated)]


def blank_out(text: str, ranges: Sequence[Range]) -> str:
    """Replace each range of a text by a space."""
    left = list(text)
    for start, end in ranges:
        left[start:end] = [" ", *[""] * (end - start - 1)] if start < end else []
    return "".join(left)


def _may_be_split(word: str) -> bool:
    """Return whether a tokenizer may take a word apart."""
    if word.isalpha():
        return False
    return "_" in word or any(sign in word for sign in APOSTROPHES) or any(map(str.isdigit, word))


def _tokenized_forms(word: str) -> re.Pattern[str]:
    """Return a pattern for the word as tokenizers may have changed it."""
    forms = dict.fromkeys((word, unicodedata.normalize("NFKC", word)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced_out, forms))})(?!\w)", re.IGNORECASE)


def _spaced_out(word: str) -> str:
    """Return a pattern for the word with spaces inside."""
    parts = re.findall(r"[^\W_]+|[^\w\s]", word)
    # Of a model that knows no such sign, the marks of code are those of a quotation.
    signs = dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]") | {"`": f'[`{APOSTROPHES}"«»“”]'}
    return r"[\s_]*".join(signs.get(part) or re.escape(part) for part in parts)


def _is_decoration(character: str) -> bool:
    return character.isspace() or _is_symbol(character)


def _is_symbol(character: str) -> bool:
    category = unicodedata.category(character)
    return category in ("So", "Sk", "Co", "Cn") or character in _EMOJI_JOINERS
