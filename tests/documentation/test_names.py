"""Settings and metrics that the pages name exist, and those that exist are named."""

import re
from pathlib import Path

import pytest

from bot.config import Settings
from bot.domain.trace import Outcome, Stage
from bot.service.articles import open_article_service
from bot.telemetry.metrics import Metrics
from bot.translating import PackageFolder
from tests.documentation.pages import PAGES

ABOUT_RUNNING = [
    f"docs/{name}.md"
    for name in (
        *("configuration", "deployment", "groups-and-channels", "run-your-bot", "scaling"),
        *("start", "translations", "webhooks"),
    )
]
# The variable that names the file of settings is not one of them.
_SETTING = re.compile(r"`(?!DRAGOMAN_CONFIG`)(\w+_\w+)(?: ?=[^`]*)?`")


@pytest.mark.parametrize("name", ABOUT_RUNNING)
def test_settings_are_called_what_the_pages_call_them(name: str) -> None:
    named = _SETTING.findall(PAGES[name])
    settings = {setting.lower().removeprefix("dragoman_") for setting in named}
    assert settings <= set(Settings.model_fields)


def test_the_page_about_monitoring_has_every_series(tmp_path: Path) -> None:
    with open_article_service(PackageFolder(tmp_path), 1) as articles:
        text = Metrics(articles).exposition({}).decode()
    series = re.findall(r"^# HELP (dragoman_\w+?)(?<!_created) ", text, re.M)
    page = PAGES["docs/metrics.md"].replace("`, `_", "`, `dragoman_queue_")

    assert set(re.findall(r"`(dragoman_\w+)", page)) == set(series)


@pytest.mark.parametrize("values", [Outcome, Stage])
def test_the_page_about_monitoring_has_every_value(values: type[Outcome] | type[Stage]) -> None:
    assert {value for value in values if f"`{value}`" not in PAGES["docs/metrics.md"]} == set()
