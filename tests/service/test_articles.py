from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.service.articles import ArticleService

TEXTS = {
    "pt": "A ponte nova sobre o rio foi aberta ontem, e muitas pessoas vieram ver a inauguração.",
    "zh": "年老的灯塔看守人每天晚上都提着灯爬上楼梯，一级一级地数着台阶。",
    "nb": "Den gamle fyrvokteren gikk opp trappen hver kveld for å tenne lampen i tårnet.",
}


@pytest.mark.parametrize(
    ("text", "installed", "language"),
    [
        ("pt", {"pb"}, "pb"),
        ("pt", {"pb", "pt"}, "pt"),
        ("pt", set(), "pt"),
        ("zh", {"zt"}, "zt"),
        ("nb", {"nb"}, "nb"),
    ],
)
async def test_a_language_is_named_as_the_packages_for_it_name_it(
    text: str, installed: set[str], language: str
) -> None:
    translator = SimpleNamespace(targets=lambda code: ("en",) if code in installed else ())
    with ThreadPoolExecutor(1) as executor:
        articles = ArticleService(cast(Any, translator), executor)
        article = await articles.identified(Article(RichText(), RichText(TEXTS[text])), "en")
    assert article.language == language
