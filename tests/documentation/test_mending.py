"""Every section that tells how to mend a problem is there, where `doctor` says that it is."""

import re
import unicodedata

import pytest

from bot.cli.documentation import Page
from tests.documentation.pages import FENCE, PAGES

OVERVIEW = "run-your-bot.md"


def anchors(page: str) -> list[str]:
    """Return the anchors that MkDocs gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page), re.M)
    plain = (unicodedata.normalize("NFKD", each).encode("ascii", "ignore") for each in headings)
    words = (re.sub(r"[^\w\s-]", "", each.decode()).strip().lower() for each in plain)
    return [re.sub(r"[-\s]+", "-", each) for each in words]


@pytest.mark.parametrize("page", Page)
def test_its_section_is_in_the_documentation(page: Page) -> None:
    file, _, anchor = page.partition("#")
    assert anchors(PAGES[f"docs/{file}"]).count(anchor) == 1


@pytest.mark.parametrize("page", Page)
def test_it_is_linked_from_the_overview_where_mkdocs_checks_the_links(page: Page) -> None:
    assert f"]({page.removeprefix(OVERVIEW)})" in PAGES[f"docs/{OVERVIEW}"]
