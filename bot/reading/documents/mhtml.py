"""MHT: a page as browsers and Word save it with its pictures, in the parts of one letter."""

from email import message_from_bytes
from email.message import Message
from email.policy import HTTP

from bot.reading.documents import html, plain
from bot.reading.documents.document import Broken, Document

_READERS = {"text/html": html.read, "text/plain": plain.read}


def read(data: bytes) -> Document:
    """Return the page, else the text, that comes first. Raises Broken."""
    parts = [*message_from_bytes(data.lstrip(), policy=HTTP).walk()]
    for kind, reader in _READERS.items():
        for part in parts:
            if part.get_content_type() == kind:
                return reader(_content(part))
    raise Broken("no text")


def _content(part: Message) -> bytes:
    """Return a part in UTF-8 where the letter names its encoding, else as it is."""
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    try:
        return b"\xef\xbb\xbf" + content.decode(part.get_content_charset() or "").encode()
    except (LookupError, UnicodeError):
        return content
