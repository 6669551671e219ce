"""The use cases of documents: a file becomes a book, or a translated file."""

import asyncio
from dataclasses import dataclass
from pathlib import Path, PurePath

from bot.config import Settings
from bot.domain.article import Article, Book, Source
from bot.domain.preferences import Bilingual
from bot.domain.rich_text import RichText
from bot.domain.trace import Stage, timing
from bot.domain.translation import Glossary, Progress, Translation
from bot.reading.documents import WRITTEN, DocumentLimits, DocumentReader
from bot.reading.documents.reader import book_of
from bot.reading.documents.recognition import find_tesseract
from bot.service.articles import ArticleService
from bot.translating import translated_parts

_BETWEEN = RichText("\n\n")


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """A file that was written, the name to give it, and the translation in it."""

    path: Path
    name: str
    translation: Translation


class Documents:
    """Reads documents, and translates them file to file. Both raise what DocumentReader raises."""

    def __init__(self, reader: DocumentReader, articles: ArticleService) -> None:
        self._reader = reader
        self._articles = articles

    async def read(self, file: Path, source: Source) -> Book:
        """Return the document as an article. `source.name` is the file's name."""
        return book_of(await self._reader.read(file, source.name), source)

    async def recognise(self, file: Path, source: Source) -> Book:
        """Return the text in a picture as an article.

        Raises what `DocumentReader.recognise` raises.
        """
        return book_of(await self._reader.recognise(file, source.name), source)

    async def translate(
        self,
        file: Path,
        name: str,
        language: str,
        output: Path,
        progress: Progress | None = None,
        source_language: str | None = None,
        glossary: Glossary = (),
        bilingual: Bilingual = Bilingual.OFF,
        stop: asyncio.Event | None = None,
    ) -> TranslatedFile:
        """Write the document to `output` in `language`: in its own format, or else as a DOCX.

        What is not translated when `stop` is set stays as it is.
        `bilingual` says whether and how each passage stands there in both languages.
        Raises what `ArticleService.translate` raises too.
        """
        with timing(Stage.READ):
            format, passages = await self._reader.passages(file, name)
        body = await asyncio.to_thread(_BETWEEN.join, passages)
        article = Article(RichText(), body, source_language)
        _, translation = await self._articles.translate(article, language, progress, glossary, stop)
        texts = await asyncio.to_thread(
            translated_parts, passages, len(_BETWEEN), translation.sentences, bilingual
        )
        await self._reader.write(file, name, texts, language, output)
        ending = None if format in WRITTEN else ".docx"
        return TranslatedFile(output, translated_name(name, language, ending), translation)


def document_reader(settings: Settings) -> DocumentReader:
    """Return a reader with the limits that are set, and with Tesseract where there is one.

    Takes some milliseconds, in which Tesseract is asked for its languages.
    """
    return DocumentReader(
        DocumentLimits(
            seconds=settings.document_seconds,
            megabytes=settings.document_memory,
            characters=settings.document_characters,
        ),
        find_tesseract(),
    )


def translated_name(name: str, language: str, ending: str | None = None) -> str:
    """Return the file's name with the language added: `report.uk.docx`."""
    path = PurePath(name)
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    stem = name[: len(name) - len(suffix)]
    if stem.lower().endswith(".fb2"):  # book.fb2.zip
        stem = stem[:-4]
    return f"{stem or 'document'}.{language}{ending or suffix}"
