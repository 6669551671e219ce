"""The summarizers of sumy, with what is wrong in them put right.

Documents come with concepts for words, which puts right what sumy does with words.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from bot.summarizing.concepts import Reader
from bot.summarizing.lsa import SparseLsaSummarizer
from bot.summarizing.methods import Method

_CUES: Mapping[str, tuple[str, str]] = {
    "en": (
        "main key important major significant conclusion result announced found finally",
        "hardly perhaps maybe impossible example joke incidentally",
    ),
    "ru": (
        "главный ключевой важный основной значительный вывод результат итог объявил решение",
        "вряд возможно наверное невозможно пример шутка кстати",
    ),
    "uk": (
        "головний ключовий важливий основний значний висновок результат підсумок оголосив рішення",
        "навряд можливо мабуть неможливо приклад жарт доречно",
    ),
}
"""For Edmundson's method: words that promise something, and words that don't, by language."""


def ratings(method: Method, document: ObjectDocumentModel, language: str) -> list[float]:
    """How a method rates each sentence of a document."""
    found: dict[int, float] = {}

    def note(infos: list[Any]) -> list[Any]:
        # sumy takes a function for a count, and gives it every sentence with its rating.
        found.update((id(info.sentence), float(info.rating)) for info in infos)
        return infos

    if document.sentences:
        with np.errstate(invalid="ignore"):  # of a graph without any edges
            _summarizer(method, language)(document, note)
    rated = [found.get(id(sentence), 0.0) for sentence in document.sentences]
    return [0.0 if math.isnan(rating) else rating for rating in rated]


def _summarizer(method: Method, language: str) -> Any:
    match method:
        case Method.LEXRANK:
            summarizer = LexRankSummarizer()
            summarizer.epsilon = 1e-4  # sumy's own 0.1 stops after a step or two
            return summarizer
        case Method.EDMUNDSON:
            return _edmundson(language)
        case _:
            return _PLAIN[method]()


_PLAIN: Mapping[Method, Any] = {
    Method.TEXTRANK: TextRankSummarizer,
    Method.LSA: SparseLsaSummarizer,
    Method.LUHN: LuhnSummarizer,
    Method.KL: KLSummarizer,
    Method.SUMBASIC: SumBasicSummarizer,
    Method.REDUCTION: ReductionSummarizer,
}


def _edmundson(language: str) -> EdmundsonSummarizer:
    summarizer = EdmundsonSummarizer()
    bonus, stigma = _CUES.get(language, ("", ""))
    reader = Reader(language)
    # None of the three may be empty.
    summarizer.bonus_words = ("", *reader.read(bonus).concepts)
    summarizer.stigma_words = ("", *reader.read(stigma).concepts)
    summarizer.null_words = ("",)
    return summarizer
