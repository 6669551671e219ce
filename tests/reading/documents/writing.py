"""Documents that are written again with other words, and what is in their files."""

import io
import zipfile
from collections.abc import Mapping

from bot.domain.rich_text import RichText
from bot.reading.documents.formats import detect, edit
from bot.translating.formatting.spans import apply_formatting
from testkit.documents import docx, odt, word_paragraph, word_run


def translated(data: bytes, translations: Mapping[str, str], name: str = "a.docx") -> bytes:
    """Return the document with these translations, each formatted as a translator does."""
    editing = edit(data, detect(data, name))
    for place in editing.texts:
        text = place.read()
        if text.text in translations:
            place.put(apply_formatting(text, translations[text.text], None))
    return editing.save("ru")


def rewritten(data: bytes, name: str, change: Mapping[str, RichText] | None = None) -> bytes:
    """Return the file with some of its passages changed, for None all in capital letters."""
    editing = edit(data, detect(data, name))
    for place in editing.texts:
        text = place.read()
        if change is None:
            place.put(RichText(text.text.upper(), text.spans))
        elif text.text in change:
            place.put(change[text.text])
    return editing.save("uk")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def member(data: bytes, name: str) -> str:
    return members(data)[name].decode()


def body(data: bytes) -> str:
    """Return the main part of a DOCX or ODT."""
    found = members(data)
    return found.get("word/document.xml", found.get("content.xml", b"")).decode()


def paragraph(*runs: str) -> bytes:
    """Return a DOCX of one paragraph; runs are WordprocessingML or words."""
    return docx(word_paragraph("".join(run if "<" in run else word_run(run) for run in runs)))


def odt_paragraph(content: str, styles: str = "") -> bytes:
    return odt(f"<text:p>{content}</text:p>", styles=styles)
