"""What of a sentence is copied, not translated: addresses, names with @, hashtags, code, emoji.

A model may garble them, so those at the edges of a sentence are never shown to it, and those inside
get back the spacing and the underscores that a tokenizer changes. Formatting is not looked at,
except where it says that something is an address or code.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText
from bot.translating.formatting.words import Range

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
    | \b [^\W_]++ (?: _++ [^\W_]++ )++                          # names_in_programs
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
# A number with its signs or its unit: $1,500, 3,5 %, №5, 20 °C, 10:30, 16 GB, 90 км/ч.
_NUMBER = re.compile(
    r"[№$€£₴₽]?\s?\d(?:[\d.,:/\u00a0\u202f]*\d)?"
    r"(?:\s?[%‰€$£₴₽]|\s?°[CF]?|\s?(?:[kмcсdgMG]?[mм]|[kкmм]?[gг]|[kKMGTкКМГТ]?(?:B|Б|bps|Hz|Гц|W|Вт)"
    r"|[km]?V|mAh|kWh|кВт·ч|mph|[mм]?[lл]|[tт]|ha|га)(?:/(?:h|s|ч|с|год))?[²³]?\b)?"
)
_AFTER_LINK = ".,;:!?…'\"»”’*"
_APOSTROPHES = frozenset("'’ʼ")
_SENTENCE_END = ".!?…"
_AROUND_WORDS = ".,;:!?…'\"«»“”()[]"
_JOINERS = "\ufe0f\u200d\u20e3"  # what emoji are composed with

# Longer ones are no sentences, and looking for everything in them takes long.
_MAX_RESTORED = 2000


def copied_ranges(sentence: RichText) -> list[Range]:
    """Where the text must stay as it is, but for emoji. The ranges may touch and overlap."""
    ranges = [(span.start, span.end) for span in sentence.spans if span.kind in COPIED_KINDS]
    for match in _COPIED.finditer(sentence.text):
        copied = match[0].rstrip(_AFTER_LINK)
        if copied.endswith(")") and "(" not in copied:
            copied = copied.rstrip(")" + _AFTER_LINK)
        ranges.append((match.start(), match.start() + len(copied)))
    return ranges


def emoji_ranges(text: str) -> list[Range]:
    """Where emoji stand, in rows."""
    return [match.span() for match in _EMOJI.finditer(text)]


def core(text: str, copied: Sequence[Range]) -> Range:
    """The range of the text that is worth translating, without what is only copied on either side.

    An empty range where no word is left. What a sentence goes on from in lower case, as in "@name
    said so", belongs to it.
    """
    inside = bytearray(len(text))
    for start, end in copied:
        inside[start:end] = b"\x01" * (end - start)
    if not any(letter.isalpha() and not fixed for letter, fixed in zip(text, inside, strict=True)):
        return len(text), len(text)

    start = 0
    while inside[start] or _is_decoration(text[start]):
        start += 1
    if text[start].islower() and any(inside[:start]):
        start = 0
        while not inside[start]:
            start += 1

    end = len(text)
    before_full_stop = len(text.rstrip(_SENTENCE_END))
    if inside[before_full_stop - 1] or _is_symbol(text[before_full_stop - 1]):
        end = before_full_stop
    while inside[end - 1] or _is_decoration(text[end - 1]):
        end -= 1
    return start, end


def restored(source: RichText, translated: str) -> str:
    """The translation, where copied words, and words with digits, that differ only in white space,
    underscores and case from what they were in the source are again what they were.
    """
    text = source.text
    if len(text) > _MAX_RESTORED or len(translated) > _MAX_RESTORED:
        return translated
    words = {text[start:end] for start, end in copied_ranges(source)}
    words |= {word.strip(_AROUND_WORDS) for word in text.split() if _is_composed(word)}
    words |= {match[0].strip() for match in _NUMBER.finditer(text)}
    words |= {word.strip(_AROUND_WORDS) for word in text.split() if _is_compatible(word)}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if word not in translated and any(letter.isalnum() for letter in word):
            translated = _as_it_came_out(word).sub(word.replace("\\", r"\\"), translated)
    return translated


def is_garbled(source: RichText, translated: str) -> bool:
    """Whether an address, a name with @, a piece of code or an emoji did not come through."""
    ranges = copied_ranges(source) + emoji_ranges(source.text)
    wanted = Counter(source.text[start:end] for start, end in set(ranges))
    return any(translated.count(copied) < count for copied, count in wanted.items())


def copied_into(source: RichText, translated: str) -> list[Range]:
    """Where the translation holds what was to be copied from the source."""
    copied = {source.text[start:end] for start, end in copied_ranges(source)}
    return [match.span() for text in copied for match in re.finditer(re.escape(text), translated)]


def without(text: str, ranges: Sequence[Range]) -> str:
    """The text with a space in the place of each range."""
    left = list(text)
    for start, end in ranges:
        left[start:end] = [" ", *[""] * (end - start - 1)] if start < end else []
    return "".join(left)


def _is_composed(word: str) -> bool:
    """Whether there is something in a word that a tokenizer may take apart."""
    if word.isalpha():
        return False
    return "_" in word or not _APOSTROPHES.isdisjoint(word) or any(map(str.isdigit, word))


def _is_compatible(word: str) -> bool:
    """Whether tokenizers write it in simpler signs: H₂O, ½."""
    return not word.isascii() and unicodedata.normalize("NFKC", word) != word


def _as_it_came_out(word: str) -> re.Pattern[str]:
    forms = dict.fromkeys((word, unicodedata.normalize("NFKC", word)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced_out, forms))})(?!\w)", re.IGNORECASE)


def _spaced_out(word: str) -> str:
    """A pattern for the word with spaces inside."""
    parts = re.findall(r"[^\W_]+|[^\w\s]", word)
    apostrophe = f"[{''.join(_APOSTROPHES)}]"
    return r"[\s_]*".join(apostrophe if part in _APOSTROPHES else re.escape(part) for part in parts)


def _is_decoration(character: str) -> bool:
    return character.isspace() or _is_symbol(character)


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Co", "Cn") or character in _JOINERS
