"""Text with entities as Telegram keeps it: cleaned, trimmed, checked, offsets in UTF-16 code units.

The one place of the playground that counts in UTF-16. Knows neither chats nor methods.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from bot.playground import detection
from bot.playground.wire import Json, bad_request

MAX_ENTITIES = 100

_STYLES = frozenset(("bold", "italic", "underline", "strikethrough", "spoiler"))
_DETECTED = frozenset(
    (
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    )
)
_QUOTABLE = _STYLES | {"custom_emoji", "date_time"}
_HOLD_LINKS = _QUOTABLE | {"blockquote", "expandable_blockquote"}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((_STYLES | _DETECTED | _HOLD_LINKS | {"code"}), ()),
    "pre": ("language",),
    "text_link": ("url",),
    "text_mention": ("user",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time", "date_time_format"),
}
_REQUIRED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_CLEAN = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): ""}


@dataclass(frozen=True, slots=True)
class Entity:
    """`extra` holds the fields of its type: the url of a text_link, the language of a pre, …"""

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


def styled(text: str, kind: str, **extra: Any) -> FormattedText:
    """The whole text as one entity of this type."""
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
    """Half a surrogate pair at an edge becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass")[offset * 2 : (offset + length) * 2].decode(
        "utf-16-le", "replace"
    )


def accept(text: str, entities: object = None, *, detect: bool = True) -> FormattedText:
    """Take a text in as Telegram does: check, clean, trim, and find links and the like.

    Raises a 400 for entities that lie. Telegram silently ignores what is over 100 entities; here
    that is an error, because a bot that sends more loses formatting without noticing.
    """
    if _has_lone_surrogate(text):
        raise bad_request("text must be encoded in UTF-8")
    given = _parsed(entities)
    if len(given) > MAX_ENTITIES:
        raise bad_request(f"too many entities: {len(given)}, and Telegram keeps {MAX_ENTITIES}")
    _check_places(text, given)
    cleaned = _trimmed(_cleaned(FormattedText(text, tuple(given))))
    cleaned = replace(cleaned, entities=tuple(_merged(cleaned.entities)))
    if detect:
        cleaned = _with_detected(cleaned)
    return replace(cleaned, entities=tuple(sorted(cleaned.entities, key=_order)))


def quotable(text: FormattedText) -> FormattedText:
    """With only the entities that a quote keeps."""
    return replace(text, entities=tuple(e for e in text.entities if e.type in _QUOTABLE))


def part(text: FormattedText, offset: int, length: int) -> FormattedText:
    """UTF-16 units `offset` to `offset + length`, with what is left of the entities."""
    end = offset + length
    kept = (
        replace(
            e, offset=max(e.offset, offset) - offset, length=min(e.end, end) - max(e.offset, offset)
        )
        for e in text.entities
        if e.offset < end and e.end > offset
    )
    return FormattedText(utf16_slice(text.text, offset, length), tuple(kept))


def _order(entity: Entity) -> tuple[int, int, str]:
    return entity.offset, -entity.length, entity.type


def _parsed(entities: object) -> list[Entity]:
    if entities is None:
        return []
    if not isinstance(entities, Sequence) or isinstance(entities, str):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    parsed = [_entity(entity) for entity in entities]
    # Telegram takes the kinds that it finds by itself from nobody.
    kept = [entity for entity in parsed if entity.length > 0 and entity.type not in _DETECTED]
    return sorted(kept, key=_order)


def _entity(entity: object) -> Entity:
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
    extra = tuple((name, entity[name]) for name in _FIELDS[str(kind)] if entity.get(name))
    return Entity(offset, length, str(kind), extra)


def _check_places(text: str, entities: Iterable[Entity]) -> None:
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


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _cleaned(text: FormattedText) -> FormattedText:
    """Control characters become spaces and carriage returns vanish, as on Telegram's server."""
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
    return FormattedText(text.text.translate(_CLEAN), tuple(e for e in entities if e.length > 0))


def _trimmed(text: FormattedText) -> FormattedText:
    """Without white space around it.

    Telegram keeps leading space under an entity, but not trailing; entities of only space vanish.
    """
    end = utf16_length(text.text.rstrip(" \n"))
    start = min(
        len(text.text) - len(text.text.lstrip(" \n")),
        min(
            (e.offset for e in text.entities if utf16_slice(text.text, e.offset, e.length).strip()),
            default=end,
        ),
    )
    kept = part(text, start, max(end - start, 0))
    visible = (e for e in kept.entities if utf16_slice(kept.text, e.offset, e.length).strip())
    return replace(kept, entities=tuple(visible))


def _merged(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Formats that touch or overlap become one, and nothing is formatted inside code."""
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


def _with_detected(text: FormattedText) -> FormattedText:
    """With what Telegram finds by itself, except inside code and where a link already is."""
    blocked = [e for e in text.entities if e.type not in _HOLD_LINKS]
    found = []
    for start, end, kind in detection.find(text.text):
        offset = utf16_length(text.text[:start])
        entity = Entity(offset, utf16_length(text.text[start:end]), kind)
        if all(entity.end <= other.offset or other.end <= entity.offset for other in blocked):
            found.append(entity)
    return replace(text, entities=(*text.entities, *found))
