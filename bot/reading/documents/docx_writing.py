"""Write passages as a DOCX file, for documents whose own format is not written: PDF, FB2, RTF."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents.document import Passage, bullet_of
from bot.reading.documents.docx_paragraphs import NAMESPACE, RELATIONSHIPS, written_run
from bot.reading.documents.objects import pieces

_DEEPEST_HEADING = 6
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE_TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_ROOT_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)


def write(passages: Sequence[Passage], title: str, author: str, language: str) -> bytes:
    """Return the passages as paragraphs, headings and list items of a new document."""
    links: dict[str, str] = {}
    body = etree.Element(f"{{{NAMESPACE}}}body", nsmap={"w": NAMESPACE, "r": RELATIONSHIPS})
    for passage in passages:
        body.append(_paragraph(passage, links))
    document = etree.Element(f"{{{NAMESPACE}}}document", nsmap={"w": NAMESPACE, "r": RELATIONSHIPS})
    document.append(body)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _ROOT_RELATIONSHIPS)
        archive.writestr("docProps/core.xml", _properties(title, author, language))
        archive.writestr("word/_rels/document.xml.rels", _relationships(links))
        archive.writestr("word/styles.xml", _styles(language))
        archive.writestr("word/document.xml", etree.tostring(document, encoding="utf-8"))
    return output.getvalue()


def _paragraph(passage: Passage, links: dict[str, str]) -> etree._Element:
    paragraph = etree.Element(f"{{{NAMESPACE}}}p")
    if passage.role in (Role.HEADING, Role.LIST_ITEM):
        properties = etree.SubElement(paragraph, f"{{{NAMESPACE}}}pPr")
        style = etree.SubElement(properties, f"{{{NAMESPACE}}}pStyle")
        level = min(max(passage.level, 1), _DEEPEST_HEADING)
        name = f"Heading{level}" if passage.role is Role.HEADING else "ListParagraph"
        style.set(f"{{{NAMESPACE}}}val", name)
    for number, piece in enumerate(pieces(passage.text)):
        run = written_run(piece, None)
        words = run.find(f"{{{NAMESPACE}}}t")
        if number == 0 and passage.role is Role.LIST_ITEM and words is not None:
            words.text = f"{bullet_of(passage.text)}{words.text}"
        if piece.link:
            link = etree.SubElement(paragraph, f"{{{NAMESPACE}}}hyperlink")
            id = links.setdefault(piece.link, f"link{len(links) + 1}")
            link.set(f"{{{RELATIONSHIPS}}}id", id)
            link.append(run)
        else:
            paragraph.append(run)
    return paragraph


def _relationships(links: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/hyperlink" '
        f'Target="{escape(address, {chr(34): "&quot;"})}" TargetMode="External"/>'
        for address, id in links.items()
    )
    styles = f'<Relationship Id="styles" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{styles}{entries}</Relationships>'


def _properties(title: str, author: str, language: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )


def _styles(language: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{max(36 - 4 * level, 22)}"/></w:rPr></w:style>'
        for level in range(1, _DEEPEST_HEADING + 1)
    )
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:sz w:val="22"/><w:lang w:val="{escape(language)}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="360"/></w:pPr></w:style>'
        f"{headings}</w:styles>"
    )
