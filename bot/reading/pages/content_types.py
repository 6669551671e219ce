"""What servers call the documents that are read here."""

DOCUMENT_TYPES = {
    "application/epub+zip": "epub",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/x-fictionbook+xml": "fb2",
    "application/x-pdf": "pdf",
    "application/x-subrip": "srt",
    "text/markdown": "md",
    "text/plain": "txt",
    "text/rtf": "rtf",
    "text/vtt": "vtt",
    "text/x-markdown": "md",
}
"""The usual ending of a name for each type of content that is a document."""
UNKNOWN_TYPES = frozenset(
    {"application/octet-stream", "binary/octet-stream", "application/zip", "application/download"}
    | {"application/x-zip-compressed", "application/force-download", "application/x-download"}
)
"""What servers say of files of which they know nothing."""
