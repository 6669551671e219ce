"""Small documents in every format, written as the programs that people use would write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from bot.reading.documents.pdf import pictures

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
    """`body` is WordprocessingML; `links` are addresses by relationship id; `parts` ("footnotes",
    "header", …) are in WordprocessingML too.
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
    """`properties` are attributes of the run, `inside` are the elements of its properties."""
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
    """`slides` and `notes`, by the number of the slide, are shapes in PresentationML; `links` are
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
    """`body` is ODF text; the style T1 is bold and T2 is italic, `styles` are others."""
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
    """`pages` are the bodies of XHTML pages by file name, `contents` titles by file name."""
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


def pdf_line(text: str, x: float, y: float, size: float = 10, *, bold: bool = False) -> str:
    """Return a line of text as it stands in a page's content stream."""
    return f"BT /{'B' if bold else 'F'} {size} Tf 1 0 0 1 {x} {y} Tm <{_codes(text)}> Tj ET\n"


def scan(pages: Iterable[Sequence[str]]) -> bytes:
    """Return a PDF of pictures of pages with these lines."""
    return pdf([_picture_page(_pgm(lines)) for lines in pages])


def png(lines: Sequence[str]) -> bytes:
    """Return a picture of a page with these lines."""
    header, rows = _pgm(lines)
    width, height = map(int, header.split()[1:3])
    raw = b"".join(b"\0" + rows[n * width : (n + 1) * width] for n in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(raw)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def _pgm(lines: Sequence[str]) -> tuple[bytes, bytes]:
    text = "".join(
        f"BT /H 16 Tf 1 0 0 1 50 {700 - 24 * n} Tm ({line}) Tj ET\n" for n, line in enumerate(lines)
    )
    (page,) = pictures(pdf([text]))
    header, _, rows = page.partition(b"\n")
    return header, rows


def _picture_page(picture: tuple[bytes, bytes]) -> str:
    header, rows = picture
    width, height = map(int, header.split()[1:3])
    packed = zlib.compress(rows).hex()
    return (
        f"q 600 0 0 800 0 0 cm BI /W {width} /H {height} /BPC 8 /CS /G /F [/AHx /Fl] ID "
        f"{packed}> EI Q\n"
    )


def pdf(
    pages: Iterable[str],
    *,
    title: str = "",
    author: str = "",
    outline: Sequence[tuple[str, int]] = (),
    resources: str = "",
    trailer: str = "",
    links: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Make a PDF of content streams, with two fonts, F and B (bold), for any script of the BMP.

    `links` are addresses with the box of each on all pages: left, bottom, right, top.
    """
    annotations = "".join(
        f"<</Type/Annot/Subtype/Link/Rect[{box}]/A<</S/URI/URI({address})>>>>"
        for address, box in links
    )
    streams = [page.encode("ascii") for page in pages]
    first_page = 11
    kids = " ".join(f"{first_page + 2 * n} 0 R" for n in range(len(streams)))
    first_mark = first_page + 2 * len(streams)
    objects: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{' /Outlines 9 0 R' if outline else ''}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(),
        3: _font("Sans", 6),
        4: _font("Sans-Bold", 10),
        5: _stream(_TO_UNICODE),
        6: _letters("Sans"),
        10: _letters("Sans-Bold"),
        8: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        7: f"<</Title<{_utf16(title)}>/Author<{_utf16(author)}>>>".encode(),
    }
    for number, stream in enumerate(streams):
        page = first_page + 2 * number
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {page + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R/B 4 0 R/H 8 0 R>>{resources}>>"
            f"/Annots[{annotations}]>>"
        ).encode()
        objects[page + 1] = _stream(stream)
    if outline:
        last = first_mark + len(outline) - 1
        objects[9] = f"<</First {first_mark} 0 R/Last {last} 0 R/Count {len(outline)}>>".encode()
    for number, (name, page) in enumerate(outline):
        mark = first_mark + number
        following = f"/Next {mark + 1} 0 R" if number + 1 < len(outline) else ""
        objects[mark] = (
            f"<</Title<{_utf16(name)}>/Parent 9 0 R{following}"
            f"/Dest[{first_page + 2 * page} 0 R/Fit]>>"
        ).encode()
    return _assembled(objects, trailer)


_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
    b"5 beginbfrange <0020> <00FF> <0020> <0100> <01FF> <0100> <0400> <04FF> <0400> "
    b"<2000> <20FF> <2000> <2100> <21FF> <2100> endbfrange endcmap end end"
)


def _font(name: str, letters: int) -> bytes:
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{letters} 0 R]/ToUnicode 5 0 R>>"
    ).encode()


def _letters(name: str) -> bytes:
    return (
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/DW 500"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    ).encode()


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%b\nendstream" % (len(data), data)


def _codes(text: str) -> str:
    return "".join(f"{ord(character):04X}" for character in text)


def _utf16(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex()


def _assembled(objects: Mapping[int, bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj%b endobj\n" % (number, content)
    start = len(data)
    size = max(objects) + 1
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number in sorted(places):
        data += b"%d 1\n%010d 00000 n \n" % (number, places[number])
    data += f"trailer<</Root 1 0 R/Info 7 0 R/Size {size}{trailer}>>\n".encode()
    return bytes(data + b"startxref\n%d\n%%%%EOF" % start)
