"""The role of each sentence, from what readers of documents know and what the text itself shows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.article import Article, Role, Sentence
from bot.summarizing.furniture import without_furniture
from bot.summarizing.lines import ITEM_MARKERS, Line, Marker, final_mark
from bot.summarizing.phrases import Words, normal, words

# Code points of a sentence that the patterns of boilerplate look at.
_LOOKED_AT = 400
# Words; without a final stop, a longer line is a sentence more often than a heading.
_LONGEST_HEADING = 8
_LONGEST_OPENER = 12
_LONGEST_CAPITALS = 20
_LONGEST_PHRASE_LINE = 25
_LONGEST_FRAGMENT = 8
_LONGEST_SPEAKER = 4

# What a line is for certain, whatever its words look like.
_CERTAIN = frozenset(Role) - {Role.TEXT, Role.LIST_ITEM, Role.HEADING, Role.LABEL}

_TIMESTAMP = re.compile(
    r"[\[(<«]?\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*(?:(?:-->|[-–—])\s*"
    r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*)?[\])>»]?\s*(?:[-–—:|]\s*)?"
)
_LEADER = re.compile(r"(?:\.{3,}|…{2,}|\t|\s{3,}|(?:\s\.){3,})\s*(?:\d{1,4}|[ivxlc]{1,6})$")
_HASH = re.compile(r"(?<![\w/])[0-9a-fA-F]{32,}(?!\w)")
_CODE_OPENING = re.compile(
    r"(?:\$ \w|>>> |#!/|(?:import|from|require|include|using|package) [\w'\"<{.*]+"
    r"|(?:def|class|func|function|public|private|static|const|let|var|return|void|int) [\w*&]+"
    r"\s*[(:={;<]|</?[a-zA-Z][\w-]*(?:\s[^>]{0,200})?/?>$|//|/\*|\*/|[{}\])]+[;,]?$"
    r"|(?:if|for|while|switch) ?\(.+\{$)"
)
_CODE_INSIDE = re.compile(
    r"^[\w.\[\]'\"]+ (?:=|:=|\+=|=>) \S|\w\([^()]*\)(?:;| \{)?$|;$|^[\w-]+:\s*\{$"
)


def roles_of(article: Article, sentences: Sequence[Sentence], lines: Sequence[Line]) -> list[Role]:
    """Return a role for each sentence. Genres that say more about their lines come later."""
    roles = [Role.TEXT] * len(sentences)
    for sentence_index in _boilerplate(sentences):
        roles[sentence_index] = Role.BOILERPLATE
    in_contents = False
    for number, line in enumerate(lines):
        known = article.role_of(line.start, line.end) if article.blocks else Role.TEXT
        whole: Role | None = known
        if known in (Role.TEXT, Role.LIST_ITEM):
            shown = _line_role(article, lines, number)
            whole = shown or (known if known is Role.LIST_ITEM else None)
        if whole is Role.CONTENTS:
            in_contents = True
        elif in_contents and whole in (None, Role.HEADING, Role.LIST_ITEM):
            in_contents = not line.final and line.words <= _LONGEST_CAPITALS and not line.gap
            whole = Role.CONTENTS if in_contents else whole
        for index in line.sentences:
            text = sentences[index].text.text
            if whole is not None and (whole in _CERTAIN or roles[index] is Role.TEXT):
                roles[index] = whole
            elif roles[index] is Role.TEXT or not any(map(str.isalpha, text[:_LOOKED_AT])):
                roles[index] = _sentence_role(text)
    return roles


def is_timestamp(text: str) -> bool:
    """Return whether a text is a time in a recording or of a day, and nothing else."""
    return len(text) <= _LOOKED_AT and bool(_TIMESTAMP.fullmatch(text))


def timestamp_length(text: str, start: int = 0) -> int:
    """Return how many code points a time before a sentence takes, with what stands between."""
    found = _TIMESTAMP.match(text, start)
    if not found or (found[0][-1].isdigit() and text[found.end() : found.end() + 1].strip()):
        return 0
    return found.end() - start


def is_fragment(text: str) -> bool:
    """Return whether an item of a list is less than a sentence."""
    mark = final_mark(text[-80:])
    if mark in (";", ",") or text[:1].islower():
        return True
    return not mark and len(text.split()) <= _LONGEST_FRAGMENT


def _boilerplate(sentences: Sequence[Sentence]) -> list[int]:
    """Return the places of sentences that a page says around its article."""
    short = [
        replace(sentence, text=sentence.text[:_LOOKED_AT])
        if len(sentence.text) > _LOOKED_AT
        else sentence
        for sentence in sentences
    ]
    kept = {sentence.index for sentence in without_furniture(short)}
    return [place for place, sentence in enumerate(sentences) if sentence.index not in kept]


def _line_role(article: Article, lines: Sequence[Line], number: int) -> Role | None:
    """Return the role of a whole line, or None where its sentences are to be looked at."""
    line = lines[number]
    if line.marker is Marker.HASHES:
        return Role.HEADING
    if line.end - line.content > _LOOKED_AT:
        return Role.LIST_ITEM if line.marker in ITEM_MARKERS else None
    content = article.body.text[line.content : line.end].strip()
    if is_timestamp(content):
        return Role.LABEL
    if not any(map(str.isalpha, content)):
        return Role.BOILERPLATE
    if _LEADER.search(content.lower()) and line.words <= _LONGEST_CAPITALS:
        return Role.CONTENTS
    if _is_code(content):
        return Role.CODE
    if line.words <= _LONGEST_PHRASE_LINE and (found := _phrase_role(line, words())):
        return found
    if _is_item(lines, number) and not _is_numbered_heading(lines, number, content):
        return Role.LIST_ITEM
    return _heading_role(lines, number, content, has_title=bool(article.title))


def _phrase_role(line: Line, phrases: Words) -> Role | None:
    head = line.head
    if phrases.greetings.opening(head) and line.words <= _LONGEST_HEADING:
        return Role.BOILERPLATE
    if phrases.sign_offs.opening(head) and line.words <= _LONGEST_CAPITALS:
        return Role.BOILERPLATE
    if phrases.contacts.opening(head) or phrases.boilerplate.opening(head):
        return Role.BOILERPLATE
    if (length := phrases.captions.opening(head)) and (
        head[length - 1] == ":" or re.match(r"\.?\s*(?:№\s*)?\d", head[length:])
    ):
        return Role.CAPTION
    if (length := phrases.contents.opening(head)) and not head[length:].strip(" .:"):
        return Role.CONTENTS
    return None


def _is_item(lines: Sequence[Line], number: int) -> bool:
    """Return whether a line is an item of a list; an emoji alone does not make it one."""
    line = lines[number]
    if line.marker is not Marker.EMOJI:
        return line.marker in ITEM_MARKERS
    beside = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
    return any(other.symbol == line.symbol for other in beside)


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
    if line.final == ":":
        return Role.LABEL if line.words <= _LONGEST_OPENER else None
    if line.final == "?":
        return Role.HEADING if line.words <= _LONGEST_OPENER else None
    if line.final or line.words > _LONGEST_HEADING:
        return None
    # Without a title the first line says what the text is about.
    return Role.HEADING if number or has_title else None


def _sentence_role(text: str) -> Role:
    if len(text) > _LOOKED_AT:
        return Role.TEXT
    if _HASH.search(text):
        return Role.CODE
    head = normal(text.lstrip("—– \t"))
    length = len(text.split())
    phrases = words()
    if length <= _LONGEST_HEADING and phrases.greetings.opening(head) and head[-1:] in "!:,":
        return Role.BOILERPLATE
    if length <= _LONGEST_OPENER and (
        phrases.boilerplate.opening(head) or phrases.sign_offs.opening(head)
    ):
        return Role.BOILERPLATE
    if not any(map(str.isalpha, text)):
        return Role.LABEL
    if length <= _LONGEST_OPENER and text.endswith(":"):
        return Role.LABEL
    return Role.TEXT


def _in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= 4 and capitals >= 0.85 * len(letters)


def _is_code(content: str) -> bool:
    if _HASH.search(content):
        return True
    return bool(_CODE_OPENING.match(content)) or (
        bool(_CODE_INSIDE.search(content))
        and any(sign in content for sign in "(){}=[]")
        and not content.endswith((".", "!", "?"))
        and content.isascii()
    )
