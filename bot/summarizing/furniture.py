"""Page furniture: what stands on a page beside the article, and is never part of a summary.

Bylines, datelines alone, photo credits, "Read also", "Subscribe", channel footers, cookie lines,
tables and tickers, in English, Russian and Ukrainian alike, since pages mix them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText
from bot.summarizing.datelines import dateline_length

# Words of a paragraph that a label such as "Photo:" at its beginning can still speak for.
_LABELLED_WORDS = 40
# Characters; a longer sentence with "privacy policy" in it is about one.
_LONGEST_NOTICE = 160
_LONGEST_BYLINE = 120
_LONGEST_ROW = 300
# Lines below a bare "Read also:" that can be its list of headlines.
_LISTED_LINES = 5

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_NAME = r"(?:[A-ZА-ЯЁІЇЄҐ][\w'’ʼ.-]*)"
_NAMES = rf"{_NAME}(?:[\s,]+(?:and |и |і |та |й |& )?{_NAME})*"

# Case-sensitive, since capital letters tell "By Jane Doe" from "By noon it was over".
_BYLINE = re.compile(
    r"(?:(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eport(?:ed|ing)|[Ee]dit(?:ed|ing)|Additional reporting) by"
    r"|Автор(?:ы|и|ка|ки)?|Текст|Подготовил[аи]?|Підготува(?:в|ла|ли)|Редактор(?:ка)?"
    r"|Журналист(?:ка)?|Журналіст(?:ка)?|Корреспондент|Кореспондент(?:ка)?|Источник|Джерело|Source)"
    rf"(?::\s*|\s+)[«\"“]?{_NAMES}[»\"”]?"
    r"(?:,\s*[^.!?]{1,60}|\s*[;|/]\s*.{1,60})?)[.]?"
)

_LABELS = re.compile(
    r"\W*(?:"
    # photo credits
    r"(?:(?:file|stock|archive|illustrative)\s+)?(?:photos?|images?|pictures?|video|illustration|"
    r"graphic|credit)(?:\s+(?:credit|courtesy|source))?(?::|\s+(?:by|via|courtesy of)\b|\s*[©/])"
    r"|getty images|reuters/|ap photo|afp via|©|\(c\)\s"
    r"|(?:архивное |иллюстративное |архівне |ілюстративне )?(?:фото(?:графия|графія)?|снимок|знімок"
    r"|світлина|видео|відео|иллюстрация|ілюстрація|скриншот|скріншот|инфографика|інфографіка)"
    r"(?:\s+(?:автора|редакции|редакції|из открытых источников|з відкритих джерел))?"
    r"(?:\s*[:©/|]|\s*$)"
    r"|(?:источник|джерело|автор)\s+(?:фото|изображения|зображення|світлини|видео|відео)"
    # read also
    r"|(?:read|see|watch|listen)\s+(?:(?:also|more|next)\b|(?:on|the full story)\s*(?:$|[.:→>]))"
    r"|(?:also|more)\s+(?:read|on|in|from|about)(?:\s+[\w ]{1,30})?:"
    r"|also\s+read\b|more:|related(?:\s+(?:articles?|stories|news|content|topics?))?\s*(?::|$)"
    r"|(?:you\s+(?:may|might)\s+also\s+(?:like|be interested))|recommended(?:\s+for you)?\s*(?::|$)"
    r"|click\s+here|continue\s+reading|most\s+(?:read|popular)\s*(?::|$)|in\s+pictures:"
    r"|(?:чита(?:йте|ть|ти)|смотрите|смотреть|дивіться|дивитися|слушайте|слухайте)\s+"
    r"(?:также|ещё|еще|далее|далі|також|ще|по теме|за темою|на\s+(?:сайте|сайті)|подробнее|нас\b)"
    r"|также\s+(?:читайте|смотрите)|також\s+(?:читайте|дивіться)"
    r"|(?:по|за)\s+тем(?:е|ою)\s*(?::|$)|материалы?\s+по\s+теме|матеріали?\s+(?:за|по)\s+темою?"
    r"|(?:подробнее|детальніше|докладніше|больше|більше)\s*(?::|$|—|–|→)"
    r"|рекомендуем(?:\s+почитать)?\s*:|радимо(?:\s+(?:почитати|прочитати))?\s*:"
    r"|(?:популярн|найпопулярн|самое\s+читаем)\w*(?:\s+\w+)?\s*(?::|$)"
    # subscribe
    r"|(?:please\s+)?(?:subscribe|sign\s+up|follow\s+(?:us|our|me|@|the latest)|join\s+(?:us|our)\b"
    r"|download\s+(?:our|the)\s+\w*\s*app|share\s+(?:this|on|with)|like\s+(?:us|our|and)"
    r"|support\s+(?:us|our)\b|donate\b|get\s+(?:our|the)\s+\w*\s*(?:newsletter|app|alerts))"
    r"|(?:чтобы\s+[^.]{3,60},\s*)?(?:подпис(?:ывайтесь|ывайся|аться|ка\s+на)|подпиши(?:тесь|сь))\b"
    r"|(?:щоб\s+[^.]{3,60},\s*)?(?:підпис(?:уйтесь|уйтеся|уйся|атися|ка\s+на)|підпиші(?:ться|т))"
    r"|(?:присоединяйтесь|присоединяйся|вступайте|приєднуйтеся|приєднуйтесь|долучайтеся|долучайтесь)\b"
    r"|(?:следите\s+за|стежте\s+за|слідкуйте\s+за)\s+(?:нами|наш|новин|новост|обновл|оновл)"
    r"|(?:поделиться|поделитесь|поділитися|поширити|поділіться)\b"
    r"|(?:ставьте|ставте)\s+(?:лайк|вподобайк)"
    r"|(?:поддержите|поддержать|підтримайте|підтримати)\s+(?:нас|наш|редакц|проект|проєкт|канал)"
    r"|(?:скачайте|завантажте|встановіть|установите)\s+(?:наше|мобильное|мобільний|наш|застосунок|прил)"
    r"|(?:наш|наши|наші)\s+(?:telegram|телеграм|канал|чат|соцсети|соцмережі|instagram|viber|facebook)"
    r"|(?:telegram|youtube|instagram|facebook|viber|whatsapp|tiktok|twitter)"
    r"(?:\s*[-–]?\s*канал)?\s*(?:[|:•·]|$)"
    r"|(?:прислать|надіслати|предложить|запропонувати)\s+(?:новость|новину)"
    # reports of mistakes
    r"|(?:если\s+вы\s+)?(?:наш[её]л|нашли|заметили|увидели)\s+(?:ошибку|опечатку)"
    r"|(?:якщо\s+ви\s+)?(?:знайшли|помітили|побачили)\s+(?:помилку|друкарську)"
    r")"
)

_LEGAL = re.compile(
    r"\b(?:(?:we|this\s+(?:web)?site|our\s+(?:web)?site)\s+uses?\s+cookies|accept\s+(?:all\s+)?cookies"
    r"|cookie\s+(?:policy|settings|preferences)"
    r"|(?:our|agree\w*|accept\w*|see|read)\b.{0,60}\b(?:privacy\s+policy|terms\s+of\s+(?:use|service))"
    r"|all\s+rights\s+reserved|may\s+not\s+be\s+(?:published|reproduced)|browser\s+cookies"
    r"|(?:использу\w+|використову\w+|приймаю|принимаю|прийняти|принять)\s+(?:\w+\s+){0,2}"
    r"(?:cookies?|куки)|(?:файл\w*|технолог\w*)\s+(?:cookies?|куки)"
    r"|политик\w+\s+конфиденциальности|політик\w+\s+конфіденційності"
    r"|(?:все|усі|всі)\s+права\s+(?:защищены|захищен[оі])"
    r"|(?:перепечатка|передрук|копирование|копіювання)\s+(?:\w+\s+){0,3}"
    r"(?:запрещ|разреш|заборон|дозвол|только|лише))"
)

# One of them is in all that _LEGAL finds; to look for them takes a tenth of the time.
_NOTICE_WORDS = (
    *("cookie", "policy", "terms of", "rights", "may not", "куки", "конфіденц", "конфиденц"),
    *("права", "перепечатка", "передрук", "копирование", "копіювання"),
)

_ADDRESS = re.compile(
    r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)[#@]\w+|\b[\w-]+\.(?:com|org|net|ru|ua)\b"
)
# One of them is in all that _ADDRESS finds.
_ADDRESS_SIGNS = ("#", "@", "://", "www.", ".me/", ".com", ".org", ".net", ".ru", ".ua")
_BARS = re.compile(r"\s[|•·]\s|\t|\s{3,}|^\||\|$")
_DIGITS = re.compile(r"[$€₴₽+−–-]?\d[\d.,:%/]*%?$")
_SYMBOL = re.compile(r"\$?[A-ZА-ЯІЇЄҐ]{2,5}(?:[/-][A-Z]{3})?[:,;]?$")
_CELL_SIGNS = ("|", "•", "·", "\t", "   ")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"\W*(?:(?:published|updated|posted|last updated|опубликовано|обновлено|опубліковано|оновлено"
    r"|дата(?:\s+публика\w+|\s+публіка\w+)?)\b[^.]{0,60}"
    r"|(?:\w+\s+){0,2}\d{1,2}(?:[./]\d{1,2}[./]|\s+\w+,?\s+)\d{2,4}(?:[\s,|]+\d{1,2}:\d\d)?(?:\s+\w+)?)\W*",
    re.IGNORECASE,
)


def without_furniture(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of the article itself, in order."""
    article: list[Sentence] = []
    listed = 0
    for _, line in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(line)
        labelled = _LABELS.match(paragraph[0].text.text.lower())
        if labelled and _word_count(paragraph) <= _LABELLED_WORDS:
            listed = _LISTED_LINES if paragraph[-1].text.text.endswith(":") else 0
        elif listed and _is_headline(paragraph):
            listed -= 1
        else:
            listed = 0
            article += _of_the_article(paragraph)
    return article


def _of_the_article(paragraph: Sequence[Sentence]) -> Iterator[Sentence]:
    # "Київ. 3 травня. УНН." is three sentences and one dateline.
    dateline = dateline_length(" ".join(sentence.text.text for sentence in paragraph[:4]))
    for sentence in paragraph:
        dateline -= len(sentence.text)
        if dateline < 0 and not is_furniture(sentence.text):
            yield sentence
        dateline -= 1


def is_furniture(sentence: RichText) -> bool:
    """Whether a sentence says nothing of what the article says."""
    text = sentence.text
    if not _LETTER.search(text):
        return True
    lower = text.lower()
    return bool(
        _LABELS.match(lower)
        or (len(text) <= _LONGEST_NOTICE and _is_notice(lower))
        or (len(text) <= _LONGEST_BYLINE and (_BYLINE.fullmatch(text) or _TIME.fullmatch(text)))
        or _is_footer(sentence)
        or _is_row(text)
    )


def _has_any(text: str, signs: Iterable[str]) -> bool:
    return any(map(text.__contains__, signs))


def _is_notice(text: str) -> bool:
    return _has_any(text, _NOTICE_WORDS) and bool(_LEGAL.search(text))


def _is_footer(sentence: RichText) -> bool:
    """Links, mentions and hashtags with hardly a word between them."""
    if _has_any(sentence.text, _ADDRESS_SIGNS):
        linked = sum(map(len, _ADDRESS.findall(sentence.text)))
        if linked >= 0.5 * len(sentence.text):
            return True
    if not sentence.spans or sentence.text.endswith((".", "!", "?", "…", "»", "”", '"')):
        return False
    spans = [span for span in sentence.spans if span.kind is Kind.TEXT_LINK]
    return sum(span.end - span.start for span in spans) >= 0.7 * len(sentence.text)


def _is_row(text: str) -> bool:
    """A row of a table, or a list of tickers: cells rather than a sentence."""
    if len(text) > _LONGEST_ROW or not (
        _has_any(text, _CELL_SIGNS)
        or (_DIGIT.search(text) and len(_DIGIT.findall(text)) >= len(text) / 8)
    ):
        return False
    tokens = text.split()
    numbers = sum(bool(_DIGITS.match(token)) for token in tokens)
    symbols = sum(bool(_SYMBOL.match(token)) for token in tokens)
    if numbers >= 2 and numbers + symbols >= max(3, 0.6 * len(tokens)):
        return True
    cells = len(_BARS.findall(text)) + 1
    return cells >= 3 and len(tokens) <= 6 * cells


def _is_headline(paragraph: Sequence[Sentence]) -> bool:
    return len(paragraph) == 1 and not paragraph[0].text.text.endswith((".", "…", ":"))


def _word_count(sentences: Sequence[Sentence]) -> int:
    return sum(len(_WORD.findall(sentence.text.text)) for sentence in sentences)
