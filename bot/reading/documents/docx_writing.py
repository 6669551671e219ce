"""Write passages as a new DOCX file: translations of PDF, FB2 and RTF, which are not written."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.document import Passage, bullet_of
from bot.reading.documents.docx_paragraphs import NAMESPACE, written_run
from bot.reading.documents.markup import serialized
from bot.reading.documents.office_xml import RELATIONSHIPS
from bot.reading.documents.rewriting import Piece, pieces

_DEEPEST_HEADING = 6
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_OFFICE_TYPE}.footnotes+xml"/>'
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


_SEPARATORS = ("separator", "continuationSeparator")
"""The first two notes of every DOCX: the lines above its notes."""


def write(passages: Sequence[Passage], title: str, author: str, language: str) -> bytes:
    """Return the passages as paragraphs, headings and list items of a new document.

    A note becomes a footnote at its mark, or paragraphs at the end if its mark is lost.
    """
    writer = _DocumentWriter(passages)
    written = writer.written()
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _ROOT_RELATIONSHIPS)
        archive.writestr("docProps/core.xml", _properties(title, author, language))
        for name in ("document", "footnotes"):
            archive.writestr(f"word/_rels/{name}.xml.rels", _relationships(writer.links))
        archive.writestr("word/styles.xml", _styles(language))
        archive.writestr("word/document.xml", written)
        archive.writestr("word/footnotes.xml", serialized(writer.footnotes))
    return output.getvalue()


class _DocumentWriter:
    """Writes paragraphs, and collects the notes and the links in them."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.links: dict[str, str] = {}
        self.footnotes = _element("footnotes")
        self._passages = passages
        self._notes: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.note:
                self._notes.setdefault(passage.note, []).append(passage)
        self._unmarked = dict.fromkeys(self._notes)
        for number, name in enumerate(_SEPARATORS):
            note = self._footnote(number, type=name)
            etree.SubElement(etree.SubElement(note, _tag("p")), _tag("r")).append(_element(name))

    def written(self) -> bytes:
        """Return the part with the text."""
        document = _element("document")
        body = etree.SubElement(document, _tag("body"))
        body.extend(self._paragraph(passage) for passage in self._passages if not passage.note)
        for note in [*self._unmarked]:
            body.extend(map(self._paragraph, self._notes[note]))
        return serialized(document)

    def _paragraph(self, passage: Passage) -> etree._Element:
        paragraph = _element("p")
        if passage.role in (Role.HEADING, Role.LIST_ITEM):
            level = min(max(passage.level, 1), _DEEPEST_HEADING)
            is_heading = passage.role is Role.HEADING
            _set_style(paragraph, f"Heading{level}" if is_heading else "ListParagraph")
        # The translation may have cut a span in two; its second part has the end.
        marks = {span.data: span.end for span in passage.text.spans if span.kind is Kind.OBJECT}
        text = passage.text.without({Kind.OBJECT})
        if passage.role is Role.LIST_ITEM:
            bullet = RichText(bullet_of(text))
            text = bullet + text
            marks = {number: end + len(bullet) for number, end in marks.items()}
        position = 0
        for number, end in sorted(marks.items(), key=lambda mark: mark[1]):
            self._add_words(paragraph, text[position:end])
            position = end
            if number in self._notes:
                paragraph.append(self._mark(number))
        self._add_words(paragraph, text[position:])
        return paragraph

    def _add_words(self, paragraph: etree._Element, text: RichText) -> None:
        for piece in pieces(text):
            run = written_run(piece)
            if piece.link:
                link = etree.SubElement(paragraph, _tag("hyperlink"))
                id = self.links.setdefault(piece.link, f"link{len(self.links) + 1}")
                link.set(f"{{{RELATIONSHIPS}}}id", id)
                link.append(run)
            else:
                paragraph.append(run)

    def _mark(self, number: str) -> etree._Element:
        """Return the mark of a note, and add a footnote."""
        self._unmarked.pop(number, None)
        id = len(self.footnotes)
        note = self._footnote(id)
        # No notes in notes.
        paragraphs = [
            self._paragraph(replace(passage, text=passage.text.without({Kind.OBJECT})))
            for passage in self._notes[number]
        ]
        for paragraph in paragraphs:
            _set_style(paragraph, "FootnoteText")
        paragraphs[0].insert(1, _raised("footnoteRef"))
        paragraphs[0].insert(2, written_run(Piece(" ")))
        note.extend(paragraphs)
        mark = _raised("footnoteReference")
        mark[-1].set(_tag("id"), str(id))
        return mark

    def _footnote(self, id: int, **attributes: str) -> etree._Element:
        note = etree.SubElement(self.footnotes, _tag("footnote"))
        for name, value in {**attributes, "id": str(id)}.items():
            note.set(_tag(name), value)
        return note


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _element(name: str) -> etree._Element:
    return etree.Element(_tag(name), nsmap={"w": NAMESPACE, "r": RELATIONSHIPS})


def _set_style(paragraph: etree._Element, name: str) -> None:
    properties = _element("pPr")
    etree.SubElement(properties, _tag("pStyle")).set(_tag("val"), name)
    paragraph.insert(0, properties)


def _raised(name: str) -> etree._Element:
    run = written_run(Piece("", frozenset({Kind.SUPERSCRIPT})))
    run[-1] = _element(name)
    return run


def _relationships(links: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/hyperlink" '
        f'Target="{escape(address, {chr(34): "&quot;"})}" TargetMode="External"/>'
        for address, id in links.items()
    )
    parts = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "footnotes")
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{parts}{entries}</Relationships>'


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
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
        f"{headings}</w:styles>"
    )
