"""The dateline: where and when a report was filed, before its first words.

"KYIV, Oct. 27 (Reuters) — ", "МОСКВА, 27 окт — РИА Новости. ", "Київ. 3 травня. УНН. ".
"""

import re
from dataclasses import replace
from functools import cache

from bot.domain.article import Sentence

_LONGEST = 90

_CAPITALS = r"[A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ'’ʼ.-]+"
_TITLE_CASE = r"[A-ZА-ЯЁІЇЄҐ][\w'’ʼ.-]+"
_PLACE = rf"(?:{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,3}}|{_TITLE_CASE}(?:[ -]{_TITLE_CASE}){{0,2}})"
_REGION = rf"(?:, {_TITLE_CASE}(?: {_TITLE_CASE})?)"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт"
    r"|ноя|дек|січ|лют|бер|квіт|трав|черв|лип|серп|верес|жовт|лист|груд)[а-яіїє]*[a-z]*\.?"
)
_DATE = rf"(?i:(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?)"
_AGENCY = (
    r"(?:Reuters|AP|AFP|UPI|DPA|CNN|BBC(?: News)?|Bloomberg|Associated Press|Xinhua|ANSA|PTI|ANI"
    r"|РИА Новости|риа новости|ТАСС|Рейтер|(?:Интерфакс|Інтерфакс|РБК)(?:-Украина|-Україна)?"
    r"|УНИАН|УНІАН|УНН|Укринформ|Укрінформ|Українські Новини|Регнум|REGNUM|Росбалт|БелТА|АПН)"
)
_DASH = r"\s*(?:—|–|--?)\s*"

# What RIA writes in lower case.
_LOWER = re.compile(r"[а-яё-]+(?: [а-яё-]+)?, \d{1,2} [а-я]{3,8} — риа новости\.(?:\s+|$)")


def dateline_length(text: str) -> int:
    """How many code points the dateline takes with the space behind it; 0 without one."""
    found = _dateline().match(text, 0, _LONGEST) or _LOWER.match(text, 0, _LONGEST)
    return found.end() if found else 0


def without_dateline(sentence: Sentence) -> Sentence:
    """Return the sentence from behind its dateline, unless there is nothing else in it."""
    length = dateline_length(sentence.text.text)
    if not 0 < length < len(sentence.text):
        return sentence
    return replace(sentence, start=sentence.start + length, text=sentence.text[length:])


@cache
def _dateline() -> re.Pattern[str]:
    """Compiled when first needed: it takes as long as all other patterns here together."""
    return re.compile(
        rf"(?:"
        # A place, perhaps a date, and an agency: in brackets, or between dashes and full stops.
        rf"{_PLACE}{_REGION}?(?:,? {_DATE})?,? \({_AGENCY}[^()]{{0,30}}\)"
        rf"(?:{_DASH}|[.:]?(?:\s+|$))"
        rf"|{_PLACE}(?:, {_DATE}|\. {_DATE}\.?)?(?:{_DASH}|[.,] ){_AGENCY}"
        rf"(?:[.,:](?:\s+|$)|{_DASH}|$)"
        rf"|\({_AGENCY}\)(?:{_DASH})"
        # A place in capitals before a dash, or one with a date, which may stand alone.
        rf"|{_CAPITALS}(?:[ /-]{_CAPITALS}){{0,3}}{_REGION}?(?:,? {_DATE})?\s*(?:—|–|--)\s*"
        rf"|{_PLACE}, {_DATE}(?:{_DASH}|\.?$)"
        r")"
    )
