"""Find boilerplate around an article: bylines, photo credits, "Read also", "Subscribe", tables.

Their words are the lists `page_phrases`, `page_labels`, `page_notices`, `bylines` and `dates` of
the language files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText
from bot.languages.patterns import DIGIT, LETTER, TOKEN
from bot.languages.scripts import CAPITALS
from bot.summarizing.datelines import dateline_length
from bot.summarizing.marks import ADDRESS_SIGNS, CELL_SIGNS, DOMAIN_SIGNS, Marks
from bot.summarizing.outline_phrases import may_open, outline_phrases

# Code points of a sentence that are looked at.
_LOOKED_AT = 400
# Words of a paragraph that a label such as "Photo:" at its beginning can still speak for.
_LABELLED_WORDS = 40
# Characters; a longer sentence with "privacy policy" in it is about one.
_LONGEST_NOTICE = 160
_LONGEST_BYLINE = 120
_LONGEST_DATE = 120
_LONGEST_ROW = 300
_FEWEST_CELLS = 3
# Lines below a bare "Read also:" that can be its list of headlines.
_LISTED_LINES = 5
# Code points; no dateline is longer.
_LONGEST_DATELINE = 90
# Sentences that a dateline can be: "Київ. 3 травня. УНН.".
_MOST_IN_DATELINE = 4

# A ticker: "AAPL", "USD/RUB".
_SYMBOL = re.compile(rf"\$?[{CAPITALS}]{{2,5}}(?:[/-][A-Z]{{3}})?[:,;]?$")
_BEFORE_WORDS = re.compile(r"\W*")
_COPYRIGHT = re.compile(r"\W*?(?:©|\(c\)\s)")
_LABEL_END = re.compile(r"\s*(?:[:©/|•·]|$)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)[#@]\w+|\b[\w-]+\.(?:com|org|net|ru|ua)\b"
)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_BARS = re.compile(r"\s[|•·]\s|\t|\s{3,}|^\||\|$")
_FIGURE = re.compile(r"[$€£₴₽+−–-]?\d[\d.,:%/]*%?$")
_AFTER_DATE = re.compile(r"(?!\w)[^.]{0,60}\W*")
_DATE = re.compile(
    r"\W*(?:\w+\s+){0,2}\d{1,2}(?:[./]\d{1,2}[./]|\s+\w+,?\s+)\d{2,4}"
    r"(?:[\s,|]+\d{1,2}:\d\d)?(?:\s+\w+)?\W*"
)


def boilerplate_places(
    sentences: Sequence[Sentence], lines: Iterable[range], marks: Marks
) -> Iterator[int]:
    """Yield the indices of sentences that are not part of the article.

    `lines` are the places of the sentences in each line.
    """
    opening = {
        place for place in marks.starts | marks.openings if _opens_like_page(marks.normal(place))
    }
    listed = 0
    for line in lines:
        if line.start in opening and _is_short(sentences, line):
            listed = _LISTED_LINES if sentences[line[-1]].text.text.endswith(":") else 0
            yield from line
        elif listed and _is_headline(sentences, line):
            listed -= 1
            yield from line
        else:
            listed = 0
            start = line.start
            if marks.stops[start] - marks.places[start] <= _LONGEST_DATELINE:
                start += _sentences_of_dateline(sentences, line)
            for place in line:
                if place < start or (
                    place in marks.unusual
                    and (place in opening or _is_boilerplate(sentences[place].text, place, marks))
                ):
                    yield place


def _is_boilerplate(sentence: RichText, place: int, marks: Marks) -> bool:
    """Return whether a sentence is no part of the article, whatever it begins with."""
    text = sentence.text
    return (
        (place in marks.starts and not LETTER.search(text, 0, _LOOKED_AT))
        or _is_byline(text, marks.normal(place))
        or (
            place in marks.notices
            and len(text) <= _LONGEST_NOTICE
            and outline_phrases().page_notices.occur_in(marks.normal(place))
        )
        or ((place in marks.addresses or place in marks.formatted) and _is_footer(sentence))
        or _is_date_or_row(text, place, marks)
    )


def _is_short(sentences: Sequence[Sentence], line: range) -> bool:
    """Return whether a label at the beginning of a line can speak for all of it."""
    count = sum(len(TOKEN.findall(sentences[place].text.text)) for place in line)
    return count <= _LABELLED_WORDS


def _is_headline(sentences: Sequence[Sentence], line: range) -> bool:
    return len(line) == 1 and not sentences[line.start].text.text.endswith((".", "…", ":"))


def _sentences_of_dateline(sentences: Sequence[Sentence], line: range) -> int:
    """Return how many sentences of a line are nothing but its dateline."""
    texts = [sentences[place].text.text for place in line[:_MOST_IN_DATELINE]]
    length = dateline_length(" ".join(texts) if len(texts) > 1 else texts[0])
    count = 0
    while count < len(texts) and len(texts[count]) <= length:
        length -= len(texts[count]) + 1
        count += 1
    return count


def _opens_like_page(folded: str) -> bool:
    before = _BEFORE_WORDS.match(folded)
    start = before.end() if before else 0
    if may_open(folded, start):
        phrases = outline_phrases()
        if phrases.page_phrases.opening(folded, start):
            return True
        length = phrases.page_labels.opening(folded, start)
        if length and _LABEL_END.match(folded, start + length):
            return True
        length = phrases.dates.opening(folded, start)
        if length and _AFTER_DATE.fullmatch(folded, start + length):
            return True
    return start > 0 and bool(_COPYRIGHT.match(folded))


def _is_byline(text: str, folded: str) -> bool:
    if len(text) > _LONGEST_BYLINE or not may_open(folded):
        return False
    length = outline_phrases().bylines.opening(folded)
    return length > 0 and bool(_names().fullmatch(text, length))


def _is_footer(sentence: RichText) -> bool:
    """Return whether a sentence is links, names and tags with hardly a word between them."""
    if len(sentence) > _LOOKED_AT:
        sentence = sentence[:_LOOKED_AT]
    if any(map(sentence.text.__contains__, (*ADDRESS_SIGNS, *DOMAIN_SIGNS))):
        linked = sum(map(len, _ADDRESS.findall(sentence.text)))
        if linked >= 0.5 * len(sentence.text):
            return True
    if not sentence.spans or sentence.text.endswith((".", "!", "?", "…", "»", "”", '"')):
        return False
    spans = [span for span in sentence.spans if span.kind is Kind.TEXT_LINK]
    return sum(span.end - span.start for span in spans) >= 0.7 * len(sentence.text)


def _is_date_or_row(text: str, place: int, marks: Marks) -> bool:
    may_be_row = place in marks.cells or place in marks.figures
    if not may_be_row and place not in marks.dates:
        return False
    # 13 905 640 is one number: no date, and not three cells.
    text = _THOUSANDS.sub("", text[:_LOOKED_AT])
    is_short = place in marks.dates and len(text) <= _LONGEST_DATE
    return (is_short and bool(_DATE.fullmatch(text))) or (may_be_row and _is_row(text))


def _is_row(text: str) -> bool:
    """Return whether a text is a row of a table or a list of tickers: cells, not a sentence."""
    tokens = text.split()
    if len(text) > _LONGEST_ROW or (len(tokens) < _FEWEST_CELLS and "|" not in text):
        return False
    is_parted = any(map(text.__contains__, CELL_SIGNS))
    if not is_parted and len(DIGIT.findall(text)) < len(text) / 8:
        return False
    numbers = sum(1 for token in tokens if _FIGURE.match(token))
    if numbers >= 2:
        symbols = sum(1 for token in tokens if _SYMBOL.match(token))
        if numbers + symbols >= max(_FEWEST_CELLS, 0.6 * len(tokens)):
            return True
    cells = len(_BARS.findall(text)) + 1
    return cells >= _FEWEST_CELLS and len(tokens) <= 6 * cells


@cache
def _names() -> re.Pattern[str]:
    """Return a pattern of the names in a byline: ": Jane Doe and John Roe, Reuters"."""
    name = rf"(?:[{CAPITALS}][\w'’ʼ.-]*)"
    links = "".join(rf"{re.escape(link)} |" for link in sorted(outline_phrases().name_links.whole))
    return re.compile(
        rf"(?::\s*|\s+)[«\"“]?{name}(?:[\s,]+(?:{links}){name})*[»\"”]?"
        r"(?:,\s*[^.!?]{1,60}|\s*[;|/]\s*.{1,60})?\.?"
    )
