"""What LibreOffice opens, it opens in the same layout after translation."""

import base64
import shutil
import subprocess
from collections import Counter
from ctypes import c_int, create_string_buffer
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdfium2 import PdfDocument, raw  # type: ignore[import-untyped]

from testkit.pdf import png
from tests.cli.conftest import Dragoman

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]

PICTURE = base64.b64encode(png(["A bridge"])).decode()
FRAME = (
    '<draw:frame draw:name="p{n}" text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">'
    f"<draw:image><office:binary-data>{PICTURE}</office:binary-data></draw:image></draw:frame>"
)
PAGE = (
    '<text:h text:style-name="Heading_20_1" text:outline-level="1">'
    '<text:bookmark-start text:name="part{n}"/>The old bridge<text:bookmark-end '
    'text:name="part{n}"/></text:h>'
    '<text:p>The bear saw the <text:span text:style-name="Bold">big bridge</text:span> over the '
    f'river {FRAME} in winter<text:note text:id="n{{n}}" text:note-class="footnote">'
    "<text:note-citation>{n}</text:note-citation><text:note-body><text:p>The mayor said so."
    "</text:p></text:note-body></text:note>.</text:p>"
    '<text:p>The <text:a xlink:type="simple" xlink:href="https://example.org/{n}">police</text:a> '
    'closed the <text:a xlink:type="simple" xlink:href="#part1">main road</text:a> of 10'
    '<text:span text:style-name="Raised">6</text:span> people.</text:p>'
    '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>'
    "<table:table-cell><text:p>The school</text:p></table:table-cell>"
    "<table:table-cell><text:p>The window</text:p></table:table-cell>"
    "</table:table-row></table:table>"
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {"office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing"}
_NAMES |= {"fo": "xsl-fo-compatible", "svg": "svg-compatible"}
_SPACES = " ".join(f'xmlns:{prefix}="{_ODF}:{name}:1.0"' for prefix, name in _NAMES.items())
DOCUMENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
    '<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"'
    ' style:default-outline-level="1"><style:paragraph-properties fo:break-before="page"/>'
    '<style:text-properties fo:font-size="20pt"/></style:style></office:styles>'
    "<office:automatic-styles>"
    '<style:style style:name="Bold" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Raised" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
    '<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="15cm" '
    'fo:page-height="20cm" fo:margin="2cm"/><style:footer-style/></style:page-layout>'
    "</office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Standard" style:page-layout-name="layout"><style:footer>'
    "<text:p>The page <text:page-number>1</text:page-number> of <text:page-count>3"
    "</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
    f"<office:body><office:text>{''.join(PAGE.replace('{n}', str(n)) for n in (1, 2, 3))}"
    "</office:text></office:body></office:document>"
)
SLIDE = (
    '<draw:page draw:name="Slide {n}" draw:master-page-name="Default">'
    '<draw:frame presentation:class="title" svg:x="2cm" svg:y="1cm" svg:width="20cm" '
    'svg:height="3cm"><draw:text-box><text:p>The old bridge</text:p></draw:text-box></draw:frame>'
    '<draw:frame svg:x="2cm" svg:y="5cm" svg:width="20cm" svg:height="4cm"><draw:text-box>'
    '<text:p>The bear saw the <text:span text:style-name="Red">big bridge</text:span> of 10'
    '<text:span text:style-name="Raised">6</text:span> people.</text:p>'
    '<text:p>The <text:a xlink:type="simple" xlink:href="https://example.org/{n}">police</text:a> '
    "closed the main road.</text:p></draw:text-box></draw:frame>"
    '<draw:frame svg:x="2cm" svg:y="10cm" svg:width="2cm" svg:height="2cm"><draw:image>'
    f"<office:binary-data>{PICTURE}</office:binary-data></draw:image></draw:frame>"
    '<draw:frame svg:x="6cm" svg:y="10cm" svg:width="12cm" svg:height="2cm"><table:table>'
    "<table:table-column/><table:table-column/><table:table-row>"
    "<table:table-cell><text:p>The school</text:p></table:table-cell>"
    "<table:table-cell><text:p>The window</text:p></table:table-cell>"
    "</table:table-row></table:table></draw:frame>"
    '<presentation:notes><draw:frame presentation:class="notes"><draw:text-box>'
    "<text:p>The mayor said so.</text:p></draw:text-box></draw:frame></presentation:notes>"
    "</draw:page>"
)
PRESENTATION = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} '
    f'xmlns:presentation="{_ODF}:presentation:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:automatic-styles>'
    '<style:style style:name="Red" style:family="text"><style:text-properties '
    'fo:color="#ff0000"/></style:style>'
    '<style:style style:name="Raised" style:family="text"><style:text-properties '
    'style:text-position="super 58%"/></style:style>'
    '<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="28cm" '
    'fo:page-height="21cm"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Default" style:page-layout-name="layout"/>'
    "</office:master-styles><office:body><office:presentation>"
    f"{''.join(SLIDE.replace('{n}', str(n)) for n in (1, 2, 3))}"
    "</office:presentation></office:body></office:document>"
)
SOURCES = {
    "docx": ("bridge.fodt", DOCUMENT, 6),
    "odt": ("bridge.fodt", DOCUMENT, 6),
    "pptx": ("bridge.fodp", PRESENTATION, 3),
}
"""What is converted into each format, and how many links it has at least."""


class Layout(NamedTuple):
    """What is on the pages of a PDF."""

    pages: int
    pictures: list[int]
    links: list[int]
    digits: list[str]
    fonts: list[set[str]]


def layout(file: Path) -> Layout:
    found = Layout(0, [], [], [], [])
    with PdfDocument(file) as pdf:
        for page in pdf:
            kinds = Counter(item.type for item in page.get_objects())
            text = page.get_textpage()
            found.pictures.append(kinds[raw.FPDF_PAGEOBJ_IMAGE])
            found.links.append(_links(page.raw))
            found.digits.append("".join(filter(str.isdigit, text.get_text_range())))
            found.fonts.append({_font(text.raw, n) for n in range(text.count_chars())})
        return found._replace(pages=len(pdf))


def _font(text: raw.FPDF_TEXTPAGE, number: int) -> str:
    name = create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, number, name, 100, c_int())
    return name.value.decode().rpartition("+")[2]


def _links(page: raw.FPDF_PAGE) -> int:
    count = raw.FPDFPage_GetAnnotCount(page)
    annotations = [raw.FPDFPage_GetAnnot(page, number) for number in range(count)]
    kinds = [raw.FPDFAnnot_GetSubtype(annotation) for annotation in annotations]
    for annotation in annotations:
        raw.FPDFPage_CloseAnnot(annotation)
    return kinds.count(raw.FPDF_ANNOT_LINK)


def converted(folder: Path, ending: str, *files: Path) -> list[Path]:
    """Return the files as LibreOffice writes them in another format."""
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation=file://{folder}/office",
            *("--headless", "--convert-to", ending, "--outdir", str(folder)),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / f"{file.stem}.{ending}" for file in files]


@pytest.mark.parametrize("ending", SOURCES)
def test_a_translated_document_has_the_same_pages_pictures_links_and_notes(
    dragoman: Dragoman, tmp_path: Path, ending: str
) -> None:
    name, document, links = SOURCES[ending]
    (source := tmp_path / name).write_text(document, encoding="utf-8")
    (original,) = converted(tmp_path, ending, source)
    translated = tmp_path / f"translated.{ending}"
    dragoman("translate", original.name, "--to", "ru", "--output", translated.name)

    before, after = map(layout, converted(tmp_path, "pdf", original, translated))
    assert before.pages > 2
    assert sum(before.pictures) == 3
    assert sum(before.links) >= links
    assert after == before
