"""Text with entities, as Telegram stores it. Offsets and lengths are in UTF-16 code units."""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, TypeAlias

from bot.playground.calls import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
MAX_ENTITIES = 100

_STYLES = frozenset(("bold", "italic", "underline", "strikethrough", "spoiler"))
_DETECTED = (
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
)
_QUOTABLE = _STYLES | {"custom_emoji", "date_time"}
_HOLD_LINKS = _QUOTABLE | {"blockquote", "expandable_blockquote"}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((_STYLES | _HOLD_LINKS | {"code", *_DETECTED}), ()),
    "pre": ("language",),
    "text_link": ("url",),
    "text_mention": ("user",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time", "date_time_format"),
}
_REQUIRED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_REPLACED = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): ""}

_COMMON_TOP_LEVEL_DOMAINS = (
    "com|org|net|info|biz|edu|gov|int|io|me|app|dev|news|media|online|site|blog|live|tv|ai|co|"
    "ua|ru|su|by|kz|uk|us|eu|de|fr|pl|it|es|nl|be|at|ch|cz|fi|se|no|dk|pt|jp|cn|in|br|ca|au|"
    "example|укр|рф|бел"
)
# Simpler than Telegram's own rule, but stricter than a guess: a link needs a scheme or a well-known
# top-level domain, so that "end.Next" is not one.
_URL = re.compile(
    r"""(?:(?P<scheme>https?|ftp)://|(?<![\w@/#.-]))
    (?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}
    (?(scheme)[^\W\d_]{2,24}|(?:"""
    + _COMMON_TOP_LEVEL_DOMAINS
    + r"""))
    (?![\w@-])
    (?::\d{1,5})?
    (?:[/?\#][^\s<>"«»]*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+)*@(?:[a-z\d-]+\.)+[a-z]{2,8}(?![\w-])", re.I | re.A
)
# The next four follow the regular expressions in the comments of tdlib's MessageEntity.cpp.
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")

_ENDS_NO_URL = ".:;,('?!`"
_PATTERNS = {
    "email": _EMAIL,
    "url": _URL,
    "mention": _MENTION,
    "bot_command": _COMMAND,
    "hashtag": _HASHTAG,
    "cashtag": _CASHTAG,
}
"""What Telegram finds by itself. Where two overlap, the earlier kind of this list wins."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A MessageEntity. `extra` holds the fields of its type, such as the url of a text_link."""

    offset: int
    length: int
    type: str
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> Json:
        entity: Json = {"offset": self.offset, "length": self.length, "type": self.type}
        return entity | dict(self.extra)


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text and its entities. Two of them add up, so that tests can write `bold("A") + " b"`."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def __add__(self, other: "FormattedText | str") -> "FormattedText":
        if isinstance(other, str):
            other = FormattedText(other)
        shift = utf16_length(self.text)
        moved = (replace(entity, offset=entity.offset + shift) for entity in other.entities)
        return FormattedText(self.text + other.text, (*self.entities, *moved))

    def __radd__(self, other: str) -> "FormattedText":
        return FormattedText(other) + self

    def entities_json(self) -> list[Json]:
        return [entity.to_json() for entity in self.entities]


EMPTY = FormattedText()
Text: TypeAlias = str | FormattedText
"""What a person writes: plain, or built as `bold("Title") + "\\n\\nText"`."""


def styled(text: str, kind: str, **extra: Any) -> FormattedText:
    """Return a text that is one entity of this type as a whole."""
    return FormattedText(text, (Entity(0, utf16_length(text), kind, tuple(extra.items())),))


def bold(text: str) -> FormattedText:
    return styled(text, "bold")


def italic(text: str) -> FormattedText:
    return styled(text, "italic")


def link(text: str, url: str) -> FormattedText:
    return styled(text, "text_link", url=url)


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return a part of the text. Half a surrogate pair at an edge becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass")[offset * 2 : (offset + length) * 2].decode(
        "utf-16-le", "replace"
    )


def accept(text: str, entities: object = None, *, detect: bool = True) -> FormattedText:
    """Return the text as Telegram stores it: checked, cleaned, trimmed, with its links found.

    Raises a 400 for entities that are wrong. Telegram silently ignores what is over 100 entities;
    here that is an error, because a bot that sends more loses formatting without noticing.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise bad_request("text must be encoded in UTF-8")
    given = _parse_entities(entities)
    if len(given) > MAX_ENTITIES:
        raise bad_request(f"too many entities: {len(given)}, and Telegram keeps {MAX_ENTITIES}")
    _check_offsets(text, given)
    stored = _trim(_clean(FormattedText(text, tuple(given))))
    stored = replace(stored, entities=tuple(_merge(stored.entities)))
    if detect:
        stored = _detect(stored)
    return replace(stored, entities=tuple(sorted(stored.entities, key=_order)))


def substring(text: FormattedText, offset: int, length: int) -> FormattedText:
    """Return UTF-16 units `offset` to `offset + length`, with what is left of the entities."""
    end = offset + length
    kept = (
        replace(
            e, offset=max(e.offset, offset) - offset, length=min(e.end, end) - max(e.offset, offset)
        )
        for e in text.entities
        if e.offset < end and e.end > offset
    )
    words = utf16_slice(text.text, offset, length)
    return FormattedText(words, tuple(sorted(kept, key=_order)))


def parse_text(text: Text) -> FormattedText:
    """Return what a person writes, of any length, with the links and commands in it found."""
    written = FormattedText(text) if isinstance(text, str) else text
    return accept(written.text, written.entities)


def message_text(text: Text) -> FormattedText:
    """Return what a person writes. One that is too long for one message is a ValueError."""
    parsed = parse_text(text)
    if (length := utf16_length(parsed.text)) > MAX_TEXT:
        raise ValueError(f"{length} UTF-16 units are too many for one message")
    return parsed


def split_long_text(text: FormattedText) -> Iterator[FormattedText]:
    """Cut a text into messages as a client does, at the end of a line or word if it can."""
    start, end = 0, utf16_length(text.text)
    while start < end:
        window = utf16_slice(text.text, start, MAX_TEXT)
        if end - start > MAX_TEXT:
            window = window.removesuffix("\ufffd")
            place = max(window.rfind("\n"), window.rfind(" "))
            window = window[: place + 1] if place > 0 else window
        length = utf16_length(window)
        piece = substring(text, start, length)
        if piece.text.strip():
            yield accept(piece.text, piece.entities)
        start += length


def quotable(text: FormattedText) -> FormattedText:
    """Return the text with only those entities that a quote keeps."""
    return replace(text, entities=tuple(e for e in text.entities if e.type in _QUOTABLE))


def quote_json(quote: FormattedText, position: int) -> Json:
    """Return the TextQuote that was chosen by its sender; `position` is where it stands."""
    answer: Json = {"text": quote.text, "position": position, "is_manual": True}
    if quote.entities:
        answer["entities"] = quote.entities_json()
    return answer


def quote_from(text: FormattedText, words: str) -> Json:
    """Return the quote of these words. Words that are not in the text are a ValueError."""
    position = utf16_length(text.text[: text.text.index(words)])
    return quote_json(quotable(substring(text, position, utf16_length(words))), position)


def _order(entity: Entity) -> tuple[int, int, str]:
    return entity.offset, -entity.length, entity.type


def _parse_entities(entities: object) -> list[Entity]:
    if entities is None:
        return []
    if not isinstance(entities, Sequence) or isinstance(entities, str):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    parsed = [_parse_entity(entity) for entity in entities]
    # Telegram takes the kinds that it finds by itself from nobody.
    kept = [entity for entity in parsed if entity.length > 0 and entity.type not in _DETECTED]
    return sorted(kept, key=_order)


def _parse_entity(entity: object) -> Entity:
    if isinstance(entity, Entity):
        return entity
    if not isinstance(entity, Mapping):
        raise bad_request("can't parse MessageEntity: expected an Object")
    offset, length, kind = (entity.get(name) for name in ("offset", "length", "type"))
    if not isinstance(offset, int) or not isinstance(length, int) or kind not in _FIELDS:
        reason = "Unsupported type specified" if kind not in _FIELDS else "offset or length missing"
        raise bad_request(f"can't parse MessageEntity: {reason}")
    required = _REQUIRED.get(str(kind))
    if required and not entity.get(required):
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{required}\"")
    if kind == "text_mention" and not isinstance(entity["user"], Mapping):
        raise bad_request('can\'t parse MessageEntity: Field "user" must be of type Object')
    extra = tuple((name, entity[name]) for name in _FIELDS[str(kind)] if entity.get(name))
    return Entity(offset, length, str(kind), extra)


def _check_offsets(text: str, entities: Iterable[Entity]) -> None:
    boundaries = {0}
    total = 0
    for character in text:
        total += 1 + (character > "\uffff")
        boundaries.add(total)
    for entity in entities:
        if entity.offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
        if entity.offset >= total:
            raise bad_request(
                f"entity begins after the end of the text at UTF-16 offset {entity.offset}"
            )
        if entity.end > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} "
                f"ends after the end of the text at UTF-16 offset {entity.end}"
            )
        if entity.offset not in boundaries:
            raise bad_request("entity begins in a middle of a UTF-16 symbol")
        if entity.end not in boundaries:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} "
                "ends in a middle of a UTF-16 symbol"
            )


def _clean(text: FormattedText) -> FormattedText:
    """Replace control characters by spaces and remove carriage returns, as Telegram's server."""
    units = array("H", text.text.encode("utf-16-le"))
    returns_before = [0, *accumulate(unit == ord("\r") for unit in units)]
    entities = (
        replace(
            entity,
            offset=entity.offset - returns_before[entity.offset],
            length=entity.length - returns_before[entity.end] + returns_before[entity.offset],
        )
        for entity in text.entities
    )
    return FormattedText(text.text.translate(_REPLACED), tuple(e for e in entities if e.length > 0))


def _trim(text: FormattedText) -> FormattedText:
    """Remove white space around the text, and entities that cover nothing else.

    Leading space is kept under an entity, as Telegram does.
    """
    end = utf16_length(text.text.rstrip(" \n"))
    start = min(
        len(text.text) - len(text.text.lstrip(" \n")),
        min(
            (e.offset for e in text.entities if utf16_slice(text.text, e.offset, e.length).strip()),
            default=end,
        ),
    )
    kept = substring(text, start, max(end - start, 0))
    visible = (e for e in kept.entities if utf16_slice(kept.text, e.offset, e.length).strip())
    return replace(kept, entities=tuple(visible))


def _merge(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Unite formats that touch or overlap, and drop those inside code."""
    last: dict[str, Entity] = {}
    code_end = -1
    for entity in sorted(entities, key=_order):
        if entity.offset < code_end:
            continue
        if entity.type in ("code", "pre"):
            code_end = entity.end
        before = last.get(entity.type)
        if entity.type in _STYLES and before is not None and entity.offset <= before.end:
            end = max(before.end, entity.end)
            last[entity.type] = replace(before, length=end - before.offset)
            continue
        if before is not None:
            yield before
        last[entity.type] = entity
    yield from last.values()


def _detect(text: FormattedText) -> FormattedText:
    """Add what Telegram finds by itself, except inside code and where a link already is."""
    taken = [e for e in text.entities if e.type not in _HOLD_LINKS]
    found = []
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text.text):
            words = _without_trailing_punctuation(match[0]) if kind == "url" else match[0]
            offset = utf16_length(text.text[: match.start()])
            entity = Entity(offset, utf16_length(words), kind)
            if all(entity.end <= other.offset or other.end <= entity.offset for other in taken):
                taken.append(entity)
                found.append(entity)
    return replace(text, entities=(*text.entities, *found))


def _without_trailing_punctuation(url: str) -> str:
    """Cut off the punctuation of the sentence around it, and a bracket that it did not open."""
    while url and (url[-1] in _ENDS_NO_URL or (url[-1] == ")" and url.count("(") < url.count(")"))):
        url = url[:-1]
    return url
