"""A plain text file as an article, whatever encoding it was saved in."""

from bot.domain.article import Article, Origin, Source
from bot.domain.rich_text import RichText
from bot.errors import ArticleTooLong, FileUnreadable
from bot.reading.encodings import decode
from bot.reading.line_width import unwrapped
from bot.reading.posts import Post, read_post
from bot.reading.tidying import tidy

# Formats that are text on the outside but not to read.
_MARKDOWN = (".md", ".markdown")
_MARKUP = ("%pdf-", "{\\rtf", "<!doctype", "<html", "<?xml")


def read_text_file(data: bytes, name: str, limit: int) -> Article:
    """Return the article in a .txt or .md file of at most `limit` characters.

    Raises FileUnreadable for anything but plain text, and what `read_post` raises.
    """
    # No encoding takes more than four bytes a character, so more need not even be decoded.
    if len(data) > 4 * limit + 4:
        raise ArticleTooLong(characters=len(data) // 4, limit=limit)
    text = decode(data)
    if text is None or text.lstrip().lower().startswith(_MARKUP):
        raise FileUnreadable(name=name)
    if not name.lower().endswith(_MARKDOWN):  # whose lines say more
        text = unwrapped(tidy(RichText(text)).text)
    return read_post(Post(RichText(text), Source(Origin.FILE, name)), limit)
