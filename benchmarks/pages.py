"""How well and how fast articles are read from web pages, on recorded pages.

    uv run python -m benchmarks.pages

F1 counts sequences of four words. The large page is read in the process that the bot reads pages
in, beside an event loop that measures how long it is ever blocked.
"""

import asyncio
import time
from statistics import mean, median

from benchmarks._figures import command_line
from benchmarks._running import ticking
from bot.reading.pages.extraction import read_page
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.pages import PageReader
from testkit.pages import f1, recorded_pages, text_of

LARGE = 5_000_000


def measure_quality() -> None:
    pages = recorded_pages()
    scores: list[float] = []
    seconds: list[float] = []
    titles = walls = 0
    read_page(pages[0].page)  # imports, tables
    for page in pages:
        started = time.perf_counter()
        reading = read_page(page.page)
        seconds.append(time.perf_counter() - started)
        if page.wall:
            walls += reading.wall == page.wall
            continue
        article = reading.article
        scores.append(f1(page.expected, text_of(article)) if article else 0.0)
        titles += article is not None and article.title.text == page.title
    print(f"articles:            {len(scores):6}")
    print(f"  mean F1:           {mean(scores):6.3f}")
    print(f"  lowest F1:         {min(scores):6.3f}")
    print(f"  right titles:      {titles:6}")
    print(f"walls recognised:    {walls:6} of {len(pages) - len(scores)}")
    print(f"time, median:        {1000 * median(seconds):6.0f} ms")
    print(f"time, longest:       {1000 * max(seconds):6.0f} ms")


async def measure_large_page() -> None:
    body = next(page.page.body for page in recorded_pages() if page.name == "en_newspaper")
    body += b"<script>" + b"x = 1;" * ((LARGE - len(body)) // 6)
    reader = PageReader()
    started = time.perf_counter()
    await reader.warm_up()
    print(f"start of the reader: {time.perf_counter() - started:6.2f} s")
    page = FetchedPage("https://news.example/large", body)
    async with ticking() as ticker:
        await asyncio.sleep(0.5)
        idle = ticker.taken()
        started = time.perf_counter()
        await reader.read(page)
        print(f"5 MB, whole way:     {time.perf_counter() - started:6.2f} s")
        print(f"  block of the loop: {ticker.taken():6.1f} ms")
        print(f"  of an idle loop:   {idle:6.1f} ms")
    await reader.close()


def main() -> None:
    command_line(__doc__).parse_args()
    measure_quality()
    asyncio.run(measure_large_page())


if __name__ == "__main__":
    main()
