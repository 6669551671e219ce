"""Drawings are part of the site: no script has to draw them in the reader's browser."""

import html
import re

import pytest

from tests.documentation.pages import PAGES, blocks

pytest.importorskip("mmdr", reason="the group `docs` is not installed")

from testkit.drawings import on_page_content

SOURCES = {
    name: ["\n".join(block.lines) for block in blocks(page) if block.language == "mermaid"]
    for name, page in PAGES.items()
}


def as_mkdocs_has_it(source: str) -> str:
    return f'<pre class="mermaid"><code>{html.escape(source)}</code></pre>'


@pytest.mark.parametrize("name", [name for name, found in SOURCES.items() if found])
def test_every_drawing_of_a_page_is_drawn(name: str) -> None:
    page = on_page_content("<hr>".join(map(as_mkdocs_has_it, SOURCES[name])))

    for number, _ in enumerate(SOURCES[name], 1):
        assert page.count(f'<svg id="drawing-{number}"') == 1
    # What the theme would have a script draw.
    assert 'class="mermaid"' not in page
    assert not re.search("<script|src=|url\\(http", page)


def test_what_cannot_be_drawn_stops_the_build() -> None:
    with pytest.raises(ValueError, match="Unterminated"):
        on_page_content(as_mkdocs_has_it("flowchart TD\n    one[x --> two"))
