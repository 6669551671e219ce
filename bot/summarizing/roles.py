"""The role of each sentence, from what readers of documents know and what the text itself shows."""

import re
from collections.abc import Container, Sequence

from bot.domain.article import Article, Role
from bot.languages.phrases import normal
from bot.summarizing.boilerplate import boilerplate_places
from bot.summarizing.lines import (
    ITEM_MARKERS,
    Layout,
    Line,
    ListRun,
    Marker,
    final_mark,
    is_timestamp,
)
from bot.summarizing.outline_phrases import OutlinePhrases, may_open, outline_phrases

# Code points of a sentence that the patterns of boilerplate look at.
_LOOKED_AT = 400
# Words; without a final stop, a longer line is a sentence more often than a heading.
_LONGEST_HEADING = 8
_LONGEST_OPENER = 12
_LONGEST_CAPITALS = 20
_LONGEST_PHRASE_LINE = 25
_LONGEST_FRAGMENT = 8
_LONGEST_HEADLINE = 25
_LONGEST_NOTICE = 30
_LONGEST_CREDIT = 6
_SHORT_GREETING = 3
# Code points.
_LONGEST_DATELINE = 60
_TAIL = 80

# What a line is for certain, whatever its words look like.
_CERTAIN = frozenset(Role) - {Role.TEXT, Role.LIST_ITEM, Role.HEADING, Role.LABEL}

_LEADER = re.compile(r"(?:\.{3,}|…{2,}|\t|\s{3,}|(?:\s\.){3,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")
_FIGURE = re.compile(r"\.?\s*(?:№\s*)?\d")
_NAMED_VALUE = re.compile(r"[^\W\d_][^:.!?\n]{2,40}:\s[^\n]*\d")
_PLACE = re.compile(r"[^\W\d_][\w'’ʼ-]+(?:[ -][\w'’ʼ-]+)?(?:\.|,[^.!?]{0,50}\.)")
_DATE = re.compile(r"\b\d{1,2} [^\W\d_]{3,10}(?: \d{4}(?: [^\W\d_])?)?\.|\b\d{1,2} [^\W\d_]{3,10},")
_HASH = re.compile(r"(?<![\w/])[0-9a-fA-F]{32,}(?!\w)")
_CODE_OPENING = re.compile(
    r"(?:\$ \w|>>> |#!/|\"[^\"]{1,60}\": ?[\"{\[\dtfn-]"
    r"|(?:import|from|require|include|using|package) [\w'\"<{.*]+"
    r"|(?:def|class|func|function|public|private|static|const|let|var|return|void|int) [\w*&]+"
    r"\s*[(:={;<]|</?[a-zA-Z][\w-]*(?:\s[^>]{0,200})?/?>$|//|/\*|\*/|[{}\])]+[;,]?$"
    r"|(?:if|for|while|switch) ?\(.+\{$)"
)
_CODE_INSIDE = re.compile(
    r"^[\w.\[\]'\"]+ (?:=|:=|\+=|=>) \S|\w\([^()]*\)(?:;| \{)?$|;$|^[\w-]+:\s*\{$"
)


def roles_of(article: Article, layout: Layout, lists: Sequence[ListRun]) -> list[Role]:
    """Return a role for each sentence, which the genre may change later."""
    lines = layout.lines
    roles = [Role.TEXT] * len(layout.sentences)
    for index in boilerplate_places(
        layout.sentences, (line.sentences for line in lines), layout.marks
    ):
        roles[index] = Role.BOILERPLATE
    listed = {number for run in lists for number in run.items}
    headlines = _headlines(lines, listed)
    title = normal(article.title.text)[:_LOOKED_AT]
    in_contents = False
    for number, line in enumerate(lines):
        known = article.role_of(line.start, line.end) if article.blocks else Role.TEXT
        whole: Role | None = known
        if known in (Role.TEXT, Role.LIST_ITEM):
            whole = _line_role(layout, number, number in listed, has_title=bool(title))
            if whole is None and known is Role.LIST_ITEM:
                whole = known
            elif whole is None and (
                number in headlines
                or (not line.final and line.head.startswith(title) and len(title.split()) > 1)
            ):
                whole = Role.HEADING
        if whole is Role.CONTENTS:
            in_contents = True
        elif in_contents and whole in (None, Role.HEADING, Role.LIST_ITEM):
            in_contents = not line.final and line.words <= _LONGEST_CAPITALS and not line.gap
            whole = Role.CONTENTS if in_contents else whole
        if whole is None:
            _set_roles_alone(roles, layout, line)
        else:
            _set_roles(roles, layout, line, whole)
    return roles


def _set_roles(roles: list[Role], layout: Layout, line: Line, whole: Role) -> None:
    """Set the roles of the sentences in a line that is something as a whole."""
    for index in line.sentences:
        if whole in _CERTAIN or roles[index] is Role.TEXT:
            roles[index] = whole
        elif not _has_letters(layout.sentences[index].text.text):
            roles[index] = Role.LABEL


def _set_roles_alone(roles: list[Role], layout: Layout, line: Line) -> None:
    """Set the roles of sentences that are looked at one by one."""
    dateline = range(0) if line.is_single else _places_of_dateline(layout, line)
    for index in dateline:
        roles[index] = Role.LABEL
    for index in line.sentences[len(dateline) :]:
        if index in layout.marks.unusual:
            text = layout.sentences[index].text.text
            if not _has_letters(text):
                roles[index] = Role.LABEL
            elif roles[index] is Role.TEXT:
                roles[index] = _sentence_role(layout, index)


def _headlines(lines: Sequence[Line], listed: Container[int]) -> set[int]:
    """Return the lines that are headlines of other texts: runs without stops in one with stops."""
    stopped = sum(line.final != "" for line in lines)
    if stopped < 0.5 * len(lines):
        return set()
    found = set()
    for number, line in enumerate(lines):
        if not number or number in listed or not _is_headline(line):
            continue
        beside = [n for n in (number - 1, number + 1) if 0 < n < len(lines) and n not in listed]
        if any(_is_headline(lines[n]) for n in beside):
            found.add(number)
    return found


def _is_headline(line: Line) -> bool:
    return (
        line.final == ""
        and line.marker is Marker.NONE
        and line.is_single
        and line.words <= _LONGEST_HEADLINE
    )


def _places_of_dateline(layout: Layout, line: Line) -> range:
    """Return the sentences with the place and the date of a report: "Kyiv.", "4 January."."""
    first = line.sentences.start
    text = layout.sentences[first].text.text[:_LONGEST_DATELINE]
    if text[-1] == "." and text[0].isupper() and _PLACE.fullmatch(text):
        if _DATE.fullmatch(layout.sentences[first + 1].text.text[:_LONGEST_DATELINE]):
            return range(first, first + 2)
        if _DATE.search(text):
            return range(first, first + 1)
    return range(0)


def is_fragment(text: str) -> bool:
    """Return whether an item of a list is less than a sentence."""
    if text[:1].islower():
        return True
    length = len(text.split())
    match final_mark(text[-_TAIL:]):
        case ":":
            return True
        case ";" | ",":
            return length <= _LONGEST_OPENER
        case mark:
            return not mark and length <= _LONGEST_FRAGMENT


def _line_role(layout: Layout, number: int, is_listed: bool, has_title: bool) -> Role | None:
    """Return the role of a whole line, or None where its sentences are to be looked at."""
    line = layout.lines[number]
    if line.marker is Marker.HASHES:
        return Role.HEADING
    if line.end - line.content > _LOOKED_AT:
        return Role.LIST_ITEM if line.marker in ITEM_MARKERS else None
    is_prose = _is_prose(layout, line)
    if is_prose and line.words > _LONGEST_CAPITALS:
        return Role.LIST_ITEM if is_listed else None
    content = layout.body[line.content : line.end].strip()
    if not is_prose and (found := _special_role(layout, line, content)):
        return found
    if is_listed and not _is_numbered_heading(layout.lines, number, content):
        return Role.LIST_ITEM
    return _heading_role(layout.lines, number, content, has_title)


def _is_prose(layout: Layout, line: Line) -> bool:
    return (
        line.marker is Marker.NONE
        and layout.marks.unusual.isdisjoint(line.sentences)
        # A key of JSON begins like direct speech.
        and layout.body[line.content] != '"'
    )


def _special_role(layout: Layout, line: Line, content: str) -> Role | None:
    """Return the role of a line that is neither prose nor a heading nor an item."""
    if is_timestamp(content):
        return Role.LABEL
    if not _has_letters(content):
        return Role.BOILERPLATE
    if line.words <= _LONGEST_CAPITALS and _ends_with_page(content):
        return Role.CONTENTS
    if _is_code(content) or (
        not layout.marks.checksums.isdisjoint(line.sentences) and _HASH.search(content)
    ):
        return Role.CODE
    if line.words <= _LONGEST_PHRASE_LINE and may_open(line.head):
        return _phrase_role(line, outline_phrases())
    return None


def _ends_with_page(content: str) -> bool:
    """Return whether a line of contents ends with dots or a gap and the number of a page."""
    last = content[-1].lower()
    return (last.isdecimal() or last in "ivxlc") and bool(_LEADER.search(content.lower()))


def _phrase_role(line: Line, phrases: OutlinePhrases) -> Role | None:
    head = line.head
    if _is_greeting(head, line.words, line.final, phrases):
        return Role.BOILERPLATE
    if phrases.sign_offs.opening(head) and line.words <= _LONGEST_CAPITALS:
        return Role.BOILERPLATE
    if phrases.contacts.opening(head) or phrases.boilerplate.opening(head):
        return Role.BOILERPLATE
    if (length := phrases.captions.opening(head)) and (
        head[length - 1] == ":" or _FIGURE.match(head, length)
    ):
        return Role.CAPTION
    if phrases.credits.opening(head) and line.words <= _LONGEST_CREDIT and not line.final:
        return Role.CREDIT
    if (length := phrases.contents.opening(head)) and not head[length:].strip(" .:"):
        return Role.CONTENTS
    return None


def _is_greeting(head: str, length: int, final: str, phrases: OutlinePhrases) -> bool:
    """Return whether a line or sentence only greets the readers."""
    return (
        length <= _LONGEST_HEADING
        and (final in ("!", ",", ":", "") or length <= _SHORT_GREETING)
        and bool(phrases.greetings.opening(head))
    )


def _is_numbered_heading(lines: Sequence[Line], number: int, content: str) -> bool:
    """Return whether "1. Subject" stands above text of its own, rather than in a numbered list."""
    line = lines[number]
    if line.marker is not Marker.NUMBER or line.final or line.words > _LONGEST_HEADING:
        return False
    if _in_capitals(content):
        return True
    following = lines[number + 1] if number + 1 < len(lines) else None
    return following is not None and following.marker is not Marker.NUMBER and bool(following.final)


def _heading_role(lines: Sequence[Line], number: int, content: str, has_title: bool) -> Role | None:
    line = lines[number]
    if line.words <= _LONGEST_CAPITALS and _in_capitals(content):
        return Role.HEADING
    if not line.is_single or line.marker is Marker.DASH:
        return None
    if number + 1 < len(lines) and line.goes_on_in(lines[number + 1]):
        return None
    if line.final == ":":
        return Role.LABEL if line.words <= _LONGEST_OPENER else None
    if line.final == "?":
        return Role.HEADING if line.words <= _LONGEST_OPENER and (number or has_title) else None
    if line.final or line.words > _LONGEST_HEADING or _names_figure(line, content):
        return None
    # Without a title the first line says what the text is about.
    return Role.HEADING if number or has_title else None


def _names_figure(line: Line, content: str) -> bool:
    """Return whether a line is only a date or a place with its label: "Deadline: 31 January"."""
    if not any(map(str.isdigit, content)):
        return False
    return line.marker is Marker.EMOJI or bool(_NAMED_VALUE.match(content))


def _sentence_role(layout: Layout, index: int) -> Role:
    text, marks = layout.sentences[index].text.text, layout.marks
    if len(text) > _LOOKED_AT:
        return Role.TEXT
    if index in marks.checksums and _HASH.search(text):
        return Role.CODE
    head = marks.normal(index).lstrip("—– \t")
    if may_open(head) and (
        role := _opening_role(head, final_mark(text[-_TAIL:]), outline_phrases())
    ):
        return role
    if index in marks.notices and outline_phrases().notices.occur_in(head):
        return Role.CREDIT if len(text.split()) <= _LONGEST_NOTICE else Role.TEXT
    if index in marks.ends and final_mark(text[-_TAIL:]) == ":":
        return Role.LABEL if len(text.split()) <= _LONGEST_OPENER else Role.TEXT
    return Role.TEXT


def _opening_role(head: str, final: str, phrases: OutlinePhrases) -> Role | None:
    length = len(head.split())
    if _is_greeting(head, length, final, phrases) and final in ("!", ",", ":"):
        return Role.BOILERPLATE
    if length <= _LONGEST_CAPITALS and phrases.boilerplate.opening(head):
        return Role.BOILERPLATE
    if length <= _LONGEST_OPENER and phrases.sign_offs.opening(head):
        return Role.BOILERPLATE
    if not final and length <= _LONGEST_CREDIT and phrases.credits.opening(head):
        return Role.CREDIT
    return None


def _has_letters(text: str) -> bool:
    return text[:1].isalpha() or any(map(str.isalpha, text[:_LOOKED_AT]))


def _in_capitals(text: str) -> bool:
    # So many small letters are too many already.
    if sum(map(str.islower, text[: len(text) // 3])) > 0.15 * len(text):
        return False
    letters = [character for character in text if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= 4 and capitals >= 0.85 * len(letters)


def _is_code(content: str) -> bool:
    if _CODE_OPENING.match(content):
        return True
    return (
        content.isascii()
        and not content.endswith((".", "!", "?"))
        and any(sign in content for sign in "(){}=[]")
        and (len(content.split()) <= _LONGEST_FRAGMENT or not content.endswith(";"))
        and bool(_CODE_INSIDE.search(content))
    )
