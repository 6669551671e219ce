"""Sentences that cannot stand alone: "However, he did." means nothing without the one before."""

import re
from collections.abc import Sequence

# With so many words or fewer behind it, a connective or a conjunction leaves too little to stand
# on; a longer sentence says by itself what it is about.
_SHORT_WITH_CONNECTIVE = 10
_SHORT_WITH_CONJUNCTION = 8

_START = r"[^\w]*"
_END = r"(?=[\s,:;—–]|$)"
# "This year" and "в этом году" point at no sentence.
_NO_TIME = (
    r"(?!\s+(?:\w+\s+)?(?:day|week|month|year|morning|evening|season|summer|autumn|winter|spring|time"
    r"|год|недел|месяц|день|дня|дней|утр|вечер|раз|сезон|лет|рік|рок|тиж|місяц|дні|ран|веч))"
)
_PRONOUN = (
    r"(?:(?:he|she|they|it|his|her|their|its|он[аои]?|его|е[её]|ему|ей|их|им|він|вона|вони|воно|його"
    r"|її|їх|йому|їй|їм|їхн\w+)"
    r"|(?:this|these|that|those|эт(?:о|от|а|и)|т(?:от|а|е|о)|це[йю]?|ц[яі]|т[оі]й?)"
    + _NO_TIME
    + ")"
)
_CONNECTIVE = (
    r"(?:however|also|moreover|furthermore|meanwhile|instead|therefore|thus|hence|still|nevertheless"
    r"|nonetheless|besides|additionally|otherwise|consequently|similarly|likewise|then|for\s+(?:example"
    r"|instance)|in\s+(?:addition|contrast|turn)|as\s+a\s+result|on\s+the\s+(?:other\s+hand|contrary)"
    r"|at\s+the\s+same\s+time|that\s+is\s+why"
    r"|однако|также|тоже|кроме\s+того|более\s+того|поэтому|затем|тогда|зато|причём|причем|впрочем"
    r"|тем\s+(?:не\s+менее|самым|временем|более)|так(?:им\s+образом)?|ведь|потом|в\s+(?:результате"
    r"|частности|свою\s+очередь|то\s+же\s+время)|к\s+тому\s+же|наоборот|напротив|например|иначе"
    r"|следовательно|кстати"
    r"|однак|проте|також|теж|крім\s+того|окрім\s+того|більш\s+того|водночас|натомість|тому|отже|отож"
    r"|потім|зате|втім|причому|адже|тоді|тим\s+(?:часом|не\s+менш|самим|більше)|в\s+результаті"
    r"|(?:у|в)\s+(?:свою\s+чергу|той\s+же\s+час)|до\s+того\s+ж|навпаки|наприклад|інакше"
    # about what, by whom
    r"|(?:об|о|из-за|после|для|за|с|со|из|от|по|перед|при|до)\s+эт(?:ом|ого|ому|им|их|ой|о)"
    + _NO_TIME
    + r"|(?:про|через|після|для|за|з|із|від|перед|на|по|при|до)\s+(?:це|цього|цьому|цим|цих|цій)"
    + _NO_TIME
    + r"|(?:after|before|despite|because\s+of|for|with|of)\s+(?:this|that|these|those)"
    + _NO_TIME
    + r"|according\s+to\s+(?:him|her|them)|по\s+(?:его|е[её]|их)\s+\w+"
    r"|за\s+(?:його|її|їхніми|їх)\s+\w+)"
)
_CONJUNCTION = r"(?:and|but|so|yet|or|и|а|но|да|или|й|і|та|але|або)"

_OPENING = re.compile(
    rf"{_START}(?:(?P<pronoun>(?:(?:{_CONJUNCTION}|{_CONNECTIVE}),?\s+)?{_PRONOUN})"
    rf"|(?P<connective>{_CONNECTIVE})|(?P<conjunction>{_CONJUNCTION})){_END}"
)
# Characters; lowering so many is much faster than a pattern that ignores case.
_LONGEST_OPENING = 60
# "…" he said: the words after a piece of direct speech that was cut off.
_CONTINUES = re.compile(r"[«“„\"'(—–-]?\s*[a-zа-яёіїєґ]")


def speaks_of_another(sentence: str) -> bool:
    """Whether it opens with a pronoun, so that what it is about has been named before."""
    opening = _opening(sentence)
    return bool(opening and opening["pronoun"])


def leans(sentence: str, previous: str) -> bool:
    """Whether a sentence needs the one before it in order to be understood."""
    if opening := _opening(sentence):
        if opening["pronoun"]:
            return True
        most = _SHORT_WITH_CONNECTIVE if opening["connective"] else _SHORT_WITH_CONJUNCTION
        if len(sentence.split()) <= most:
            return True
    # Where the whole text is in lower case, that means nothing.
    return bool(_CONTINUES.match(sentence)) and not _CONTINUES.match(previous)


def antecedents(sentences: Sequence[str]) -> list[int | None]:
    """For each sentence the one that it needs, by its index, or None where it stands alone."""
    return [
        index - 1 if index and leans(sentence, sentences[index - 1]) else None
        for index, sentence in enumerate(sentences)
    ]


def _opening(sentence: str) -> re.Match[str] | None:
    return _OPENING.match(sentence[:_LONGEST_OPENING].lower())
