"""Documents in many formats, read in a process of their own. Imports none of their libraries."""

from bot.reading.documents.articles import ReadText
from bot.reading.documents.document import Format
from bot.reading.documents.file_types import UNREAD, WRITTEN, by_name
from bot.reading.documents.reader import DocumentLimits, DocumentReader

__all__ = [
    "UNREAD",
    "WRITTEN",
    "DocumentLimits",
    "DocumentReader",
    "Format",
    "ReadText",
    "by_name",
]
