"""What documents cost: time, memory of the process that reads them, and blocks of the event loop.

    uv run python -m benchmarks.documents [NAME …]

Makes the documents itself, and sends each to the bot, which runs in a process of its own: it reads
the file, identifies the language, summarises, stores, answers, and summarises a chapter. Memory is
the peak of the process of the document, polled every few milliseconds.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from benchmarks._figures import command_line, peak_megabytes
from benchmarks._running import Child, idle_process, running_bot
from bot.playground import Message, Person, Playground
from testkit.argos.package import build_package
from testkit.documents import docx, epub, word_paragraph, word_run
from testkit.pdf import pdf, pdf_line

MEGABYTE = 2**20
CHARACTERS_A_PAGE = 3_000
LONGEST = 2_000_000
"""Characters that the bot takes, unless it is set up otherwise."""

_COMMON = "the of and to in a is that was for on are with as his they be at one have this from"
_SYLLABLES = "ba be bi bo co da de di el fa ga hi ka la le li lo ma mi na no pa ra re ri sa ta to"


def sentences(characters: int) -> list[str]:
    """Return so much of a text in something like English, in which no sentence comes twice."""
    chance = random.Random(7)
    syllables, common = _SYLLABLES.split(), _COMMON.split()
    rare = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = [*accumulate(1 / rank for rank in range(1, len(rare) + 1))]
    made: list[str] = []
    while characters > 0:
        count = chance.randint(6, 25)
        words = chance.choices(rare, cum_weights=weights, k=count)
        words[::2] = chance.choices(common, k=len(words[::2]))
        sentence = " ".join(words).capitalize() + "."
        made.append(sentence)
        characters -= len(sentence) + 1
    return made


def paragraphs(characters: int) -> list[str]:
    whole = sentences(characters)
    return [" ".join(whole[n : n + 5]) for n in range(0, len(whole), 5)]


def make_pdf(pages: int, picture_bytes: int = 0) -> bytes:
    """Make pages of text, each with a picture that is written in `picture_bytes` bytes."""
    words = " ".join(sentences(pages * CHARACTERS_A_PAGE)).split()
    picture = random.Random(7).randbytes(picture_bytes // 2).hex()
    drawn = f"q 90 0 0 90 9 9 cm BI /W 1 /H {len(picture) // 2} /BPC 8 /CS /G /F /AHx ID "
    made: list[str] = []
    start = 0
    while len(made) < pages and start < len(words):
        lines: list[str] = []
        for number in range(46):
            line = " ".join(words[start : start + 11])
            start += 11
            lines.append(pdf_line(line, 50, 750 - 14 * number, 9))
        if picture:
            lines.append(f"{drawn}{picture}> EI Q\n")
        made.append("".join(lines))
    return pdf(made, outline=[(f"Part {n // 10}", n) for n in range(0, len(made), 10)])


def make_docx(pages: int) -> bytes:
    body: list[str] = []
    for number, text in enumerate(paragraphs(pages * CHARACTERS_A_PAGE)):
        if number % 40 == 0:
            body.append(word_paragraph(word_run(f"Part {number // 40}"), '<w:pStyle w:val="1"/>'))
        body.append(word_paragraph(word_run(text)))
    return docx("".join(body), title="A report")


def make_epub(characters: int, picture_bytes: int) -> bytes:
    texts = [text.replace(" the ", " <b>the</b> ") for text in paragraphs(characters)]
    texts = [text.replace(" of ", ' <a href="https://example.org/">of</a> ') for text in texts]
    a_chapter = max(len(texts) // 40, 1)
    chapters = {
        f"{n}.xhtml": "".join(f"<p>{text}</p>" for text in texts[n : n + a_chapter])
        for n in range(0, len(texts), a_chapter)
    }
    picture = {"O/cover.jpg": random.Random(7).randbytes(picture_bytes)}
    return epub(chapters, title="A book", contents={n: f"On {n}" for n in chapters}, extra=picture)


def make_txt(characters: int) -> bytes:
    return "\n\n".join(paragraphs(characters)).encode()[:characters]


DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf-100-pages": ("report.pdf", lambda: make_pdf(100)),
    "docx-100-pages": ("report.docx", lambda: make_docx(100)),
    "pdf-20-mb": ("book.pdf", lambda: make_pdf(400, 38_000)),
    "epub-20-mb": ("book.epub", lambda: make_epub(LONGEST - 50_000, 19 * MEGABYTE)),
    "txt-2-mb": ("book.txt", lambda: make_txt(LONGEST - 1)),
    "txt-20-mb": ("book.txt", lambda: make_txt(20 * MEGABYTE - 1)),
}


@dataclass(slots=True)
class DocumentProcess:
    """What was seen of the processes that read one document."""

    pids: set[int] = field(default_factory=set)
    megabytes: float = 0.0
    seconds: float = 0.0


@asynccontextmanager
async def watching_children(parent: int) -> AsyncIterator[DocumentProcess]:
    """Look at the processes of documents, which come and go, while this is open."""
    seen = DocumentProcess()
    started: dict[int, float] = {}

    def look() -> None:
        for child in children_of(parent):
            peak = peak_of_reader(child)
            if peak is None:
                continue
            now = time.perf_counter()
            seen.megabytes = max(seen.megabytes, peak)
            seen.seconds = max(seen.seconds, now - started.setdefault(child, now))

    async def watch() -> None:
        while True:
            look()
            await asyncio.sleep(0.005)

    task = asyncio.create_task(watch())
    try:
        yield seen
    finally:
        task.cancel()


def children_of(parent: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{parent}/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def peak_of_reader(pid: int) -> float | None:
    """Return the peak memory of a process that reads a document; None for any other process."""
    try:
        if b"bot.reading.documents.tasks" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            return None
        return peak_megabytes(pid)
    except (OSError, IndexError):
        return None


async def summary_and_chapter(reader: Person, data: bytes, name: str) -> Message:
    """Return the answer to a document, once its first chapter, if any, is summarised too."""
    reader.send_document(data, name)
    answer = await reader.next_message(600)
    chapters = next((button for button in answer.button_texts if "📖" in button), None)
    if chapters is not None:
        await reader.press(answer, chapters, within=60)
        contents = await reader.next_message(60)
        await reader.press(contents, contents.button_texts[0], within=60)
        await reader.next_message(60)
    return answer


async def measure_one(bot: Child, reference: Child, reader: Person, name: str) -> None:
    file_name, make = DOCUMENTS[name]
    data = make()
    await asyncio.sleep(1)
    await bot.longest_block()
    await reference.longest_block()
    started = time.perf_counter()
    async with watching_children(bot.pid) as process:
        answer = await summary_and_chapter(reader, data, file_name)
    seconds = time.perf_counter() - started
    block, idle = await bot.longest_block(), await reference.longest_block()
    size = len(data) / MEGABYTE
    print(f"{name:15}{size:7.1f} MB{process.seconds:9.2f} s{process.megabytes:8.0f} MB", end="")
    print(f"{seconds:9.2f} s{block:9.1f} ms ({idle:.1f})   {answer.text[:60]!r}", flush=True)


async def measure(names: list[str], folder: Path) -> None:
    packages = folder / "packages"
    packages.mkdir()
    build_package(packages, "en", "uk")
    columns = ("document", "size", "read in", "peak", "both in", "block of the loop (idle)")
    print("{:15}{:>10}{:>11}{:>11}{:>11}   {}".format(*columns))
    async with (
        Playground() as telegram,
        idle_process() as reference,
        running_bot(telegram, packages, folder) as bot,
    ):
        reader = telegram.person("Reader", language_code="en")
        reader.send("/start")
        await reader.next_message(60)
        await asyncio.sleep(5)  # until the bot is warm
        for name in names:
            await measure_one(bot, reference, reader, name)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DOCUMENTS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(options.names or [*DOCUMENTS], Path(folder)))


if __name__ == "__main__":
    main()
