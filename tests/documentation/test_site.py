"""The documentation as MkDocs makes a site of it."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.cli.documentation import Page
from tests.documentation.pages import PAGES, ROOT, blocks

pytestmark = pytest.mark.skipif(find_spec("mkdocs") is None, reason="without the group `docs`")

FETCHED_FROM_ELSEWHERE = re.compile(
    r"""<(?:script|img|iframe|link rel="?stylesheet)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//"""
)
DRAWINGS = {
    name.removeprefix("docs/"): count
    for name, page in PAGES.items()
    if name.startswith("docs/")
    and (count := sum(block.language == "mermaid" for block in blocks(page)))
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    options = ("--quiet", "--strict", "--site-dir", str(folder))
    command = (sys.executable, "-m", "mkdocs", "build", *options)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def html(site: Path, name: str) -> str:
    return (site / name.removesuffix(".md") / "index.html").read_text(encoding="utf-8")


def test_every_section_that_tells_how_to_mend_something_is_there(site: Path) -> None:
    for page in Page:
        name, _, anchor = page.partition("#")
        assert html(site, name).count(f' id="{anchor}"') == 1, page


def test_drawings_are_drawn_and_no_script_has_to_be_fetched_for_them(site: Path) -> None:
    for name, count in DRAWINGS.items():
        page = html(site, name)
        numbers = re.findall(r'<svg id="drawing-(\d+)"', page)
        assert numbers == [str(number) for number in range(1, count + 1)], name
        # What the theme would have a script draw.
        assert 'class="mermaid"' not in page, name


def test_pages_fetch_nothing_from_other_servers(site: Path) -> None:
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        fetched = re.findall(
            r"<(?:script|img|link)\b[^>]*?\b(?:src|href)=\"?(https?:[^\"\s>]+)", page
        )
        assert fetched == [], file


def test_a_drawing_that_cannot_be_drawn_stops_the_build() -> None:
    block = '<pre class="mermaid"><code>flowchart TD\n    one[x --&gt; two</code></pre>'
    code = f"from testkit.drawings import on_page_content; on_page_content({block!r})"
    failed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert failed.returncode == 1
    assert "Unterminated" in failed.stderr
