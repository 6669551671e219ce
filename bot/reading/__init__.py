"""Read messages, pages and documents into an `Article`."""

from bot.reading.plain_text import read_text_file
from bot.reading.posts import Post, post_of, read_post

__all__ = ["Post", "post_of", "read_post", "read_text_file"]
