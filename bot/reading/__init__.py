"""Whatever a person sends becomes an `Article`. Never imports telegram."""

from bot.reading.plain_text import read_text_file
from bot.reading.posts import Post, post_of, read_post

__all__ = ["Post", "post_of", "read_post", "read_text_file"]
