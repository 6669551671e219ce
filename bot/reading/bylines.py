"""The line that names the author, as it stands below a headline."""

import re

from bot.reading.dates import MONTH

_LONGEST = 100

_LABEL = re.compile(
    r"(?:by|(?:written|words|story|text) by|author|text|автор(?:ы|и|ка|ки)?|текст"
    r"|записа(?:л|ла|в))"
    r"(?:\s*[:—–]\s*|\s+)(?P<names>\S.*)",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"(?:reuters|ap|afp|associated press|bbc|cnn|bloomberg|.*\b(?:news|times|post|press|guardian)"
    r"|тасс|риа новости|интерфакс|укринформ|унн|уніан|униан|укрінформ|суспільне|українська правда"
    r"|медуза|коммерсант.?|.*\b(?:reporter|correspondent|editor|корреспондент|кореспондент)"
    r"(?:ка)?)",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}", re.IGNORECASE)
# Written small between or in names.
_SMALL = r"and|и|і|й|та|de|da|del|di|la|le|van|der|von|den|al|bin|ben|for|для"
_NAME = r"[A-ZА-ЯЁІЇЄҐÀ-ÖØ-ÞŁŚŻŹĆŠŽČ][\w'’ʼ.-]*"
_NAMES = re.compile(rf"{_NAME}(?:\s*,?\s+(?:&|{_SMALL}|{_NAME}))*")
_INITIALS = r"(?:[A-ZА-ЯЁІЇЄҐ]\.\s?){1,2}"
_SURNAME = rf"{_NAME}(?<!\.)"
_WITH_INITIALS = re.compile(
    rf"(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME})"
    rf"(?:, ?(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME}))*"
)
_FULL_NAME = re.compile(rf"{_NAME}(?:\s+(?:{_SMALL}|{_NAME}))+")


def read_byline(line: str) -> str | None:
    """Return the authors whom a line names, or None for a line that is no byline.

    "By Jane Doe", "Автор: Іван Франко", "Jane Doe, Reuters", "Jane Doe, 5 May" and «Франко І. Я.»
    are, "By Friday it ended." is not.
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if labelled := _LABEL.fullmatch(line):
        names = labelled["names"].strip()
        who = names.partition(",")[0]
        return names if _NAMES.fullmatch(who) and not _is_sentence(names) else None
    if _WITH_INITIALS.fullmatch(line):
        return line
    who, _, rest = line.partition(",")
    rest = rest.strip(" .")
    if _FULL_NAME.fullmatch(who.strip()) and (_OUTLET.fullmatch(rest) or _DAY.fullmatch(rest)):
        return line
    return None


def _is_sentence(names: str) -> bool:
    """Return whether it ends with a full stop that is not an initial's."""
    return names.endswith(("!", "?", "…")) or bool(re.search(r"\w{3,}\.$", names))
