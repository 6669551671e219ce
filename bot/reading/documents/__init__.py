"""Documents in many formats, read in a process of their own. Imports none of their libraries."""

from bot.reading.documents.reader import DocumentLimits, DocumentReader, ReadText
from bot.reading.file_types import UNREAD, WRITTEN, Format, by_name

__all__ = ["UNREAD", "WRITTEN", "DocumentLimits", "DocumentReader", "Format", "ReadText", "by_name"]
