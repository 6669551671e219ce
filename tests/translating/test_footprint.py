"""What a process that only translates has to load."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio, sys
from contextlib import closing
from pathlib import Path
from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.translating import PackageFolder, Translator

async def main():
    with closing(Translator(PackageFolder(Path(sys.argv[1])), threads=1)) as translator:
        text = RichText("The engineer reported that the old bridge over the river was closed.")
        await translator.translate([Sentence(0, 0, 0, text)], RichText(), "en", "ru")

asyncio.run(main())
print(*sys.modules)
"""


def test_plain_sentences_need_none_of_the_large_libraries(argos_packages: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", PROGRAM, str(argos_packages)),
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(done.stdout.split())
    assert "ctranslate2" in loaded
    assert loaded.isdisjoint({"numpy", "requests", "aiohttp", "sqlalchemy", "pydantic", "telegram"})
