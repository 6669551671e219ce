"""Posts to read, in the words of a newspaper."""

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.reading import Post, read_post

BODY = (
    "Сегодня в городе открыли новый мост через реку. Его строили четыре года.\n\nПроезд свободный."
)
BODY_UK = "Сьогодні в місті відкрили новий міст через річку. Його будували чотири роки."
BODY_EN = "A new bridge was opened in the city today. It took four years to build.\n\nIt is free."


def read(text: str | RichText, limit: int = 2_000_000) -> Article:
    return read_post(Post(RichText(text) if isinstance(text, str) else text), limit)
