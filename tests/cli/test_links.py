"""The address of a page in place of a file."""

import pytest

from bot.cli.reading import read_linked
from bot.config import Settings
from testkit.pages import RECORDED
from tests.web import open_web


async def test_a_page_is_read_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_web() as web:
        monkeypatch.setattr("bot.reading.pages.INTERNET", web.network)
        address = web.page("news.example/7", (RECORDED / "uk_newspaper.html").read_bytes())
        article = await read_linked(address, Settings())
    assert article.title.text == (RECORDED / "uk_newspaper.txt").read_text().partition("\n")[0]
