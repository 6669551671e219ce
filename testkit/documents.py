"""Small documents in every format, written as the programs that people use would write them."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


# The ids are those of a Word in Ukrainian; the names are the same everywhere.
_WORD_STYLES = {
    "a3": "Title",
    "a5": "caption",
    "11": "toc 1",
    "a7": "TOC Heading",
    "HTML": "HTML Preformatted",
    "20": "heading 2",
}


def zipped(members: Mapping[str, str | bytes], stored: Sequence[str] = ()) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else None)
    return output.getvalue()


def part_of(document: bytes | Path, name: str) -> str:
    """Return a part of a document that is an archive, as text."""
    with zipfile.ZipFile(
        io.BytesIO(document) if isinstance(document, bytes) else document
    ) as parts:
        return parts.read(name).decode()


def word_run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word_paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def word_line(text: str, style: str = "", *, centred: bool = False) -> str:
    """Return a paragraph of plain text; its tabs are Word's."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:jc w:val="center"/>' if centred else ""
    return word_paragraph("<w:r><w:tab/></w:r>".join(map(word_run, text.split("\t"))), properties)


def word_table(*rows: Sequence[str]) -> str:
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{word_line(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def docx(
    body: str,
    *,
    title: str = "",
    author: str = "",
    links: Mapping[str, str] = {},
    parts: Mapping[str, str] = {},
) -> bytes:
    """Make a DOCX whose `body` is WordprocessingML.

    `links` are addresses by relationship id; `parts` ("footnotes", "header", …) are in it too.
    """
    relationships = "".join(
        f'<Relationship Id="{id}" Type="{R}/hyperlink" Target="{url}" TargetMode="External"/>'
        for id, url in links.items()
    ) + "".join(
        f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}1.xml"/>' for name in parts
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body>'
            "</w:document>",
            "word/styles.xml": f'<w:styles xmlns:w="{W}">'
            '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
            '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="1"/></w:style>'
            + "".join(
                f'<w:style w:styleId="{id}"><w:name w:val="{name}"/></w:style>'
                for id, name in _WORD_STYLES.items()
            )
            + "</w:styles>",
            "word/_rels/document.xml.rels": f"<Relationships>{relationships}</Relationships>",
            "docProps/core.xml": "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'>"
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>",
            "word/media/picture.bin": b"\0\1\2",
            **{
                f"word/{name}1.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>'
                for name, content in parts.items()
            },
        }
    )


def strict(document: bytes) -> bytes:
    """Return a DOCX in the namespaces of a Strict Open XML Document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for old, new in ((W, _STRICT_W), (R, _STRICT_R)):
        members = {name: data.replace(old.encode(), new) for name, data in members.items()}
    return zipped(members)


def slide_run(text: str, properties: str = "", inside: str = "") -> str:
    """Return a run of text; `properties` are attributes of it, `inside` elements of those."""
    return f"<a:r><a:rPr {properties}>{inside}</a:rPr><a:t>{escape(text)}</a:t></a:r>"


def slide_shape(*paragraphs: str, placeholder: str | None = None) -> str:
    """Return a shape with paragraphs, which are runs; a placeholder "" is that of the text."""
    kind = f'<p:ph type="{placeholder}"/>' if placeholder else "<p:ph/>"
    inside = "".join(f"<a:p>{paragraph}<a:endParaRPr/></a:p>" for paragraph in paragraphs)
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{'' if placeholder is None else kind}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:bodyPr/>{inside}</p:txBody></p:sp>"
    )


def pptx(
    *slides: str,
    title: str = "",
    author: str = "",
    notes: Mapping[int, str] = {},
    links: Mapping[str, str] = {},
    parts: Mapping[str, tuple[str, str]] = {},
) -> bytes:
    """Make a PPTX.

    `slides` and `notes`, by the number of the slide, are shapes in PresentationML; `links` are
    addresses by relationship id, for all slides; `parts` are kinds and contents of parts beside the
    first slide, by name.
    """
    spaces = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
    numbers = range(len(slides))

    def relations(entries: Iterable[tuple[str, str, str]], more: str = "") -> str:
        return (
            "<Relationships>"
            + "".join(
                f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{target}"/>'
                for id, kind, target in entries
            )
            + f"{more}</Relationships>"
        )

    addresses = "".join(
        f'<Relationship Id="{id}" Type="{R}/hyperlink" Target="{url}" TargetMode="External"/>'
        for id, url in links.items()
    )
    tree = "<p:cSld><p:spTree>{}</p:spTree></p:cSld>"
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in numbers)
    members = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>",
        # The names of the parts are in another order than the slides.
        "ppt/_rels/presentation.xml.rels": relations(
            (f"s{n}", "slide", f"slides/slide{len(slides) - n}.xml") for n in numbers
        ),
        "docProps/core.xml": "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'>"
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>",
    }
    for number, slide in enumerate(slides):
        name = f"slide{len(slides) - number}.xml"
        beside = [("n", "notesSlide", f"../notesSlides/notes{number}.xml")] * (number in notes)
        if number == 0:
            beside += [(key, kind, f"../{key}.xml") for key, (kind, _) in parts.items()]
        members[f"ppt/slides/{name}"] = f"<p:sld {spaces}>{tree.format(slide)}</p:sld>"
        members[f"ppt/slides/_rels/{name}.rels"] = relations(beside, addresses)
    for number, shapes in notes.items():
        members[f"ppt/notesSlides/notes{number}.xml"] = (
            f"<p:notes {spaces}>{tree.format(shapes)}</p:notes>"
        )
    for key, (_, content) in parts.items():
        members[f"ppt/{key}.xml"] = f"<p:part {spaces}>{content}</p:part>"
    return zipped(members)


def odt(
    body: str, *, title: str = "", author: str = "", header: str = "", styles: str = ""
) -> bytes:
    """Make an ODT of ODF text; the style T1 is bold and T2 is italic, `styles` are others."""
    spaces = " ".join(
        f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "style", "table", "draw")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces} "
            f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>'
            '<style:style style:name="T1" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style>'
            '<style:style style:name="T2" style:family="text">'
            f'<style:text-properties fo:font-style="italic"/></style:style>{styles}'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:master-styles>"
            f"<style:master-page><style:header>{header}</style:header></style:master-page>"
            "</office:master-styles></office:document-styles>",
            "meta.xml": "<m xmlns:dc='d' xmlns:meta='m'>"
            f"<dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator></m>",
        },
        stored=["mimetype"],
    )


def epub(
    pages: Mapping[str, str],
    *,
    title: str = "",
    author: str = "",
    contents: Mapping[str, str] = {},
    extra: Mapping[str, str | bytes] = {},
) -> bytes:
    """Make an EPUB; `pages` are the bodies of XHTML pages, `contents` titles, by file name."""
    items = "".join(
        f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
    links = "".join(f'<li><a href="{name}">{t}</a></li>' for name, t in contents.items())
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/book.opf"/>'
            "</rootfiles></container>",
            "O/book.opf": '<package xmlns:dc="d"><metadata>'
            f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
            f"<dc:language>en</dc:language></metadata><manifest>{items}"
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            f"</manifest><spine>{spine}</spine></package>",
            "O/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav>'
            f"<ol>{links}</ol></nav></body></html>",
            **{
                f"O/{name}": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
                f"</head><body>{body}</body></html>"
                for name, body in pages.items()
            },
            **extra,
        },
        stored=["mimetype"],
    )


def fb2(body: str, *, title: str = "", author: str = "", encoding: str = "utf-8") -> bytes:
    first, _, last = author.partition(" ")
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author>'
        f"<first-name>{first}</first-name><last-name>{last}</last-name></author>"
        f"<book-title>{title}</book-title></title-info></description><body>{body}</body>"
        "</FictionBook>"
    ).encode(encoding)
