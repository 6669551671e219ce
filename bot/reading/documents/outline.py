"""Find the parts of a document that its format does not mark: title page, contents, sources.

In Ukrainian and Russian papers most of these are plain paragraphs, centred or in capitals.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.domain.article import Role
from bot.languages.patterns import LONG_WORD
from bot.languages.phrases import normal_line
from bot.languages.scripts import CAPITALS, ROMAN_DIGITS, SMALL_LETTERS
from bot.reading.document_phrases import document_phrases
from bot.reading.documents.document import Passage
from bot.reading.metadata import real_title
from bot.reading.structure import is_caption, is_contents_line
from bot.reading.text import single_spaced

_MOST_TITLE_PASSAGES = 60
_MOST_BELOW_CLUES = 10
_MOST_ABOVE_TEXT = 30
_MANY_CLUES = 4
"""Lines with any clue to a title page."""
_BELOW_TITLE_PAGE = frozenset({Role.CONTENTS, Role.NOTE, Role.CODE, Role.LIST_ITEM})
_NEVER_PROSE = frozenset({"topic", "people", "blank"})
_LONGEST_TITLE_PASSAGE = 400
"""Characters; a PDF may join several lines to one passage."""
_LONGEST_TOPIC = 4
"""Passages, in quotation marks."""
_SHORTEST_SENTENCE = 8
"""Words; a shorter text with a full stop may be on a title page."""
_LONGEST_HEADING = 15
_LONGEST_CAPITALS = 20
"""Words."""
_LONGEST_ENTRY = 200
"""Characters of an entry of the contents."""
_BLANK = "____"
"""A blank to fill in by hand."""
_MOST_CONTENTS = 5
_LONGEST_PAGE = 4
"""Digits."""
_MOST_ENTRIES = 500

# «2022 р.» and «Коваль О. М.» do not end a sentence.
_SENTENCE_ENDED = re.compile(r"(?:[!?…]|(?:[^\W\d_]{3}|[\d»”\")])\.)[\"'»”)\]]*$")
_INNER_END = re.compile(rf"[{SMALL_LETTERS}]{{3}}[.!?…]\s+[{CAPITALS}]")
_UNFINISHED = (".", "!", "?", "…", ",", ";", ":")
_WIDE_GAP = re.compile(r"[ \xa0]{4,}\t?")
_NUMBERED = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?\s+[{CAPITALS}«\"]")
_ORDERED = re.compile(rf"\d{{1,2}}[.)]?\s*[{CAPITALS}«\"]")
_PAGE_NUMBER = re.compile(r"[–—\s-]*\d{1,4}[–—\s-]*")
_ORDINAL = re.compile(
    rf" ?(?:[{ROMAN_DIGITS}]+|\d{{1,3}}(?:\.\d{{1,3}})*|[{CAPITALS}])[.:)]?(?= |$)"
)
_LEADING_NUMBER = re.compile(r"[\d.\s]+")
# «м. Київ – 2022 р.»: a small letter is short for "city", or for "year".
_PLACE_AND_YEAR = re.compile(
    rf"(?:(?:[{SMALL_LETTERS}]\.)? ?[{CAPITALS}][\w’'ʼ-]{{1,30}}(?: [\w’'ʼ-]{{1,30}})?"
    r"[ ,.–—-]{1,4})?"
    rf"(?:19|20)\d\d ?(?:[{SMALL_LETTERS}]\.?)?"
)
# «від 12.03.2024 № 15»
_NUMBER_OF_ACT = re.compile(r"(?:\d{4}\D{0,40}|^)№\s*[\w/-]*\d")
_LONGEST_NUMBER = 100
_SPACED_OUT = re.compile(r"(?:\w ){3,}\w")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{3,300})[»”“\"]")
_BEFORE_COLON = re.compile(r"\s(?=[^\s:]+(?:\s[^\s:]+){0,2}:)")
# In an entry of a list of sources: a number, a year, an address, the sign before a journal.
_SOURCE = re.compile(r"\[?\d{1,3}[.)\]]\s|(?<!\d)(?:1[89]|20)\d\d(?!\d)|https?://|www\.|//")


@dataclass(frozen=True, slots=True)
class Outline:
    """The roles of passages, and the title: None without a title page, empty if it has none."""

    roles: tuple[Role, ...]
    title: str | None = None


def outline_of(passages: Sequence[Passage]) -> Outline:
    """Return the roles of passages: from the format, else from how they look."""
    texts = [passage.text.text.strip() for passage in passages]
    roles = [passage.role for passage in passages]
    _unmark_code(texts, roles)
    _mark_contents(texts, roles)
    end = _title_page_end(passages, roles)
    title = _title_on_page(passages[:end]) if end else None
    roles[:end] = [Role.TITLE_PAGE] * end
    _mark_headings(passages, roles)
    _mark_authors(texts, roles)
    _mark_items(texts, roles)
    _mark_sources(texts, roles)
    return Outline(tuple(roles), title)


def is_section_name(text: str) -> bool:
    """Return whether a line is a usual name of a section: «ВСТУП»."""
    text = single_spaced(text)
    number = _LEADING_NUMBER.match(text)
    text = text[number.end() :] if number else text
    words = normal_line(text).rstrip(".: ")
    named = document_phrases()
    if any(known.hold(words) for known in (named.contents, named.sections, named.bibliography)):
        return True
    name = named.numbered_sections.opening(words)
    return bool(
        name
        and len(words.split()) <= _LONGEST_HEADING
        and _ORDINAL.match(text, name)
        and not _is_prose(text)
    )


def is_organisation(text: str) -> bool:
    """Return whether a line begins with a word for a ministry or a school."""
    return document_phrases().organisations.opening(normal_line(text)) > 0


def _unmark_code(texts: Sequence[str], roles: list[Role]) -> None:
    """Change code to text if most of it is sentences, as in a typewriter font."""
    code = [text for text, role in zip(texts, roles, strict=True) if role is Role.CODE]
    if 2 * sum(len(text) for text in code if _is_prose(text)) > sum(map(len, code)):
        roles[:] = [Role.TEXT if role is Role.CODE else role for role in roles]


def _mark_contents(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark lines that end with a page number, lines between them, and lists below «Зміст»."""
    tabbed = [_is_tabbed(text) for text in texts]
    for number, text in enumerate(texts):
        near = tabbed[max(number - 1, 0) : number + 2]
        if is_contents_line(text) or (tabbed[number] and sum(near) > 1):
            roles[number] = Role.CONTENTS
    for number in range(1, len(texts) - 1):
        between = roles[number - 1] is roles[number + 1] is Role.CONTENTS
        if between and _is_entry(texts[number]):
            roles[number] = Role.CONTENTS
    names = [
        number
        for number, text in enumerate(texts)
        if len(text) <= _LONGEST_ENTRY
        and document_phrases().contents.hold(normal_line(text).rstrip(".: "))
    ]
    for number in names[:_MOST_CONTENTS]:
        if roles[number] is not Role.CONTENTS:
            roles[number] = Role.HEADING
            _mark_entries(range(number + 1, len(texts)), texts, roles)


def _is_tabbed(text: str) -> bool:
    """Return whether a line ends with a wide gap and a page number: «Вступ\\t3»."""
    name, gap, page = _WIDE_GAP.sub("\t", text).rpartition("\t")
    is_page = gap and len(page.strip()) <= _LONGEST_PAGE and page.strip().isdecimal()
    name = name.rstrip("\t")
    return (
        bool(is_page)
        and name.count("\t") < 2
        and len(name) <= _LONGEST_ENTRY
        and bool(LONG_WORD.search(name))
    )


def _mark_entries(below: range, texts: Sequence[str], roles: list[Role]) -> None:
    """Mark a list without page numbers: it ends where its first entry is repeated as a heading."""
    first = _entry_words(texts[below[0]]) if below else ""
    for number in below[1:_MOST_ENTRIES]:
        if not _is_entry(texts[number - 1]):
            return
        if first and _entry_words(texts[number]) == first:
            for index in range(below[0], number):
                roles[index] = Role.CONTENTS
            return


def _entry_words(text: str) -> str:
    return _LEADING_NUMBER.sub(" ", normal_line(text)).strip()


def _is_entry(text: str) -> bool:
    return len(text) <= _LONGEST_ENTRY and not text.endswith(_UNFINISHED)


def _title_page_end(passages: Sequence[Passage], roles: Sequence[Role]) -> int:
    """Return the number of passages on the title page, 0 if there is none."""
    clues: set[str] = set()
    lines_with_clues = end = last = 0
    for number, passage in enumerate(passages[:_MOST_TITLE_PASSAGES]):
        text = passage.text.text.strip()
        found = _clues(text)
        # «Реферат» is a kind of work, and also a usual name of a section.
        is_section = is_section_name(text) and ("work" in clues or "work" not in found)
        is_over = bool(clues) and passage.role is Role.HEADING and passage.level > 0 and not found
        if is_section or is_over or roles[number] in _BELOW_TITLE_PAGE:
            break
        if len(text) > _LONGEST_TITLE_PASSAGE or (_is_prose(text) and not found & _NEVER_PROSE):
            break
        last = number + 1
        if found:
            clues |= found
            lines_with_clues += 1
            end = number + 1
    # A headline about a university, with the name of its author below, is not a title page.
    clear = (
        len(clues) > (1 if clues - {"organisation", "people"} else 2)
        or lines_with_clues >= _MANY_CLUES
    )
    if lines_with_clues < 2 or len(clues) < 2 or not clear:
        return 0
    # Names, signatures and the like may follow the last clue.
    return min(last, end + _MOST_BELOW_CLUES)


def _clues(text: str) -> set[str]:
    """Return the kinds of clues in a line that it is on a title page."""
    page = document_phrases()
    words = normal_line(text)
    clues = {
        "organisation": page.organisations.occur_in(words),
        "work": page.works.opening(words),
        "people": page.people.opening(words),
        "approval": page.approvals.opening(words),
        "topic": page.topics.opening(words),
        "act": _is_act(words),
        "number": len(text) <= _LONGEST_NUMBER and _NUMBER_OF_ACT.search(text),
        "year": _PLACE_AND_YEAR.fullmatch(single_spaced(text)),
        "blank": _BLANK in text,
    }
    return {clue for clue, is_there in clues.items() if is_there}


def _is_act(words: str) -> bool:
    """Return whether a line names a kind of official paper: «Н А К А З»."""
    words = words.replace(" ", "") if _SPACED_OUT.fullmatch(words) else words
    return document_phrases().acts.hold(words.rstrip(".: "))


def _is_prose(text: str) -> bool:
    """Return whether a passage consists of sentences."""
    long = len(text.split()) >= _SHORTEST_SENTENCE
    return long and bool(_SENTENCE_ENDED.search(text) or _INNER_END.search(text))


def _title_on_page(passages: Sequence[Passage]) -> str:
    """Return the topic, else a title by its looks, else the kind of work, else an empty string."""
    page = document_phrases()
    texts = [single_spaced(passage.text.text) for passage in passages]
    for number, text in enumerate(texts):
        topic = page.topics.find(normal_line(text))
        # «на тему» may be anywhere in the line, «Тема» only at its beginning.
        if topic and (topic.start == 0 or " " in text[topic.start : topic.stop]):
            rest = text[topic.stop :].strip(" :.–—-_")
            following = texts[number + 1 : number + 1 + _LONGEST_TOPIC]
            return _unquoted(_whole_topic([rest, *following] if rest else following))
    acts = [number for number, text in enumerate(texts) if _is_act(normal_line(text))]
    for number in range(acts[0] + 1, len(texts)) if acts else ():
        if page.act_topics.hold(normal_line(texts[number]).partition(" ")[0]):
            lines = takewhile(lambda text: text[:1].islower(), texts[number + 1 :])
            return " ".join([texts[number], *lines])
    works = [text for text in texts if page.works.opening(normal_line(text))]
    quoted = [_unquoted(text) for text in texts if _QUOTED.fullmatch(text) and not _clues(text)]
    styled = [
        text
        for passage, text in zip(passages, texts, strict=True)
        if passage.role is Role.HEADING
        and text not in works
        and not _clues(text)
        and real_title(text)
    ]
    # A thesis has its topic in capitals, near the kind of work.
    capitals = [
        text
        for text in texts
        if works and text.isupper() and text.count(" ") > 1 and not _clues(text)
    ]
    return next(iter(quoted + styled + sorted(capitals, key=len, reverse=True) + works), "")


def _whole_topic(texts: Sequence[str]) -> str:
    """Return the first line, and if it opens a quotation, the lines up to its end."""
    whole = next(iter(texts), "")
    if whole.startswith(("«", "“", "„", '"')):
        for text in texts[1:]:
            if _QUOTED.match(whole):
                break
            whole = f"{whole} {text}"
    return whole


def _unquoted(text: str) -> str:
    """Return the text in quotation marks, else all text, without a person named behind it."""
    for place in _BEFORE_COLON.finditer(text):
        if document_phrases().people.opening(normal_line(text[place.end() :])):
            text = text[: place.start()].rstrip(" .,;")
            break
    quoted = _QUOTED.search(text)
    return quoted[1].strip() if quoted else text


def _mark_headings(passages: Sequence[Passage], roles: list[Role]) -> None:
    """Mark names of sections, lines in capitals, centred and numbered lines, and captions."""
    plain = [passage for passage, role in zip(passages, roles, strict=True) if role is Role.TEXT]
    all_centred = 2 * sum(passage.centred for passage in plain) > len(plain)
    texts = [single_spaced(p.text.text) if len(p.text) <= 1000 else "" for p in passages]
    for number, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        if roles[number] is not Role.TEXT or len(text.split()) > _LONGEST_CAPITALS:
            continue
        if is_caption(text):
            roles[number] = Role.CAPTION
        elif _PAGE_NUMBER.fullmatch(text):
            roles[number] = Role.HEADER_FOOTER
        elif is_section_name(text) or _reads_as_heading(text, passage.centred and not all_centred):
            roles[number] = Role.HEADING
    _mark_ordered(texts, roles)


def _mark_ordered(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark numbered lines without a full stop: several are a list, one is a heading."""
    found = [
        role is Role.TEXT and bool(_ORDERED.match(text)) and _is_entry(text)
        for role, text in zip(roles, texts, strict=True)
    ]
    for number, is_found in enumerate(found):
        if not is_found or len(texts[number].split()) > _LONGEST_CAPITALS:
            continue
        near = found[max(number - 1, 0) : number + 2]
        following = texts[number + 1] if number + 1 < len(texts) else ""
        if sum(near) > 1 and Role.HEADING not in roles[max(number - 1, 0) : number + 2]:
            roles[number] = Role.LIST_ITEM
        elif (
            Role.HEADING in roles[max(number - 1, 0) : number + 2]
            or _is_prose(following)
            or len(following.split()) > _LONGEST_CAPITALS
        ):
            roles[number] = Role.HEADING


def _reads_as_heading(text: str, centred: bool) -> bool:
    if text.endswith(_UNFINISHED) or not LONG_WORD.search(text):
        return False
    if text.isupper():
        return True
    looks = centred or bool(_NUMBERED.match(text))
    return looks and len(text.split()) <= _LONGEST_HEADING and not text[0].islower()


def _mark_authors(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark the addresses and employers of the authors, above the text, as credits."""
    organisations = document_phrases().organisations
    for number, text in enumerate(texts[:_MOST_ABOVE_TEXT]):
        if roles[number] is not Role.TEXT:
            continue
        if _is_prose(text) or len(text) > _LONGEST_TITLE_PASSAGE:
            return
        if "@" in text or organisations.occur_in(normal_line(text)):
            roles[number] = Role.CREDIT


def _mark_items(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark the items of a list without markers: all but the last end with semicolons."""
    for number, text in enumerate(texts):
        if roles[number] is not Role.TEXT or not number:
            continue
        before = texts[number - 1]
        follows = before.endswith(";") or (before.endswith(":") and text.endswith(";"))
        if follows and (text.endswith(";") or text[:1].islower()):
            roles[number] = Role.LIST_ITEM


def _mark_sources(texts: Sequence[str], roles: list[Role]) -> None:
    """Mark the entries of a list of sources as notes."""
    in_sources = False
    for number, text in enumerate(texts):
        if roles[number] is Role.HEADING:
            in_sources = document_phrases().bibliography.hold(_entry_words(text).rstrip(".: "))
        elif in_sources and (roles[number] is Role.LIST_ITEM or _SOURCE.search(text)):
            roles[number] = Role.NOTE
