"""How soon somebody who has just begun sees a summary and a translation in the demo, step by step.

    uv run python -m benchmarks.newcomer [--rate 10] [--megabytes 850]

The demo starts without models. An article is sent, the button below its summary pressed, and the
translation waited for; the package for the way back comes after it. A server on this machine stands
for the network, and sends so many megabytes a second. Its packages are as large as Argos's, with
made-up weights, or so many megabytes larger, as the models that the button prefers are: converting
those, some seconds each, is not in it.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from benchmarks._figures import command_line
from benchmarks.footprint import article
from benchmarks.packages import build_argos_package
from testkit.argos.package import archive

_PAIRS = ("en_ru", "ru_en")
_WORDS = 350
_CHUNK = 2**16


@asynccontextmanager
async def served(
    packages: Sequence[Path], rate: float, sent: asyncio.Queue[str]
) -> AsyncIterator[str]:
    """Serve packages at `rate` megabytes a second, and an index; provides the server's address.

    What was sent to its end is put into `sent`.
    """

    async def send(request: web.Request) -> web.StreamResponse:
        data = next(file for file in packages if file.name == request.match_info["name"])
        response = web.StreamResponse()
        response.content_length = data.stat().st_size
        await response.prepare(request)
        began = time.perf_counter()
        # Nobody waits for the way back once the demo is over.
        with data.open("rb") as file, suppress(ConnectionResetError):
            while chunk := file.read(_CHUNK):
                await response.write(chunk)
                due = began + file.tell() / (rate * 1_000_000)
                await asyncio.sleep(max(due - time.perf_counter(), 0))
            sent.put_nowait(data.name)
        return response

    async def index(request: web.Request) -> web.Response:
        entries = [
            {
                **json.loads((file.parent / file.stem / "metadata.json").read_text()),
                "code": file.stem,
                "links": [str(request.url.with_path(f"/{file.name}"))],
            }
            for file in packages
        ]
        return web.json_response(entries)

    application = web.Application()
    application.add_routes([web.get("/index.json", index), web.get("/{name}", send)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def download(url: str) -> None:
    async with ClientSession() as session, session.get(url) as response:
        async for _ in response.content.iter_chunked(_CHUNK):
            pass


@asynccontextmanager
async def demo(url: str, folder: Path) -> AsyncIterator[ClientSession]:
    """Start the demo in a process of its own; provides the browser that its page is open in."""
    environment = os.environ | {
        "DRAGOMAN_PACKAGE_INDEX": f"{url}/index.json",
        "DRAGOMAN_PACKAGES_FOLDER": str(folder / "installed"),
        # An empty list of models beyond Argos's.
        "DRAGOMAN_MODEL_CATALOGUE": os.devnull,
        "DRAGOMAN_STOP_SECONDS": "0",
        "LANG": "en_GB.UTF-8",
        "no_proxy": "127.0.0.1",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        page = next(word for word in line.split() if word.startswith("http")).rstrip(".")
        headers = {"Accept-Language": "ru", "X-Playground": "1"}
        async with ClientSession(page, headers=headers) as browser:
            yield browser
    finally:
        process.terminate()
        await process.communicate()


async def act(browser: ClientSession, action: str, **details: str | int) -> None:
    async with browser.post(f"/playground/{action}", json=details) as response:
        response.raise_for_status()


async def answer(browser: ClientSession, part: str, after: int = 0) -> dict[str, Any]:
    """Return a message of the private chat, behind another, that shows a part, once it is there."""
    while True:
        async with browser.get("/playground/state") as response:
            state = await response.json()
        for message in state["chats"][0]["messages"]:
            shown = f"{message.get('text')} {message.get('reply_markup')}"
            if message["message_id"] > after and part in shown:
                return dict(message)
        await asyncio.sleep(0.05)


async def measure(rate: float, more: int, folder: Path) -> None:
    packages = []
    for pair in _PAIRS:
        package = build_argos_package(folder, *pair.split("_"))
        # Nothing that could be packed.
        (package / "more").write_bytes(os.urandom(more * 1_000_000))
        packages.append(archive(package, folder / f"{package.name}.argosmodel"))
    size = packages[0].stat().st_size / 1_000_000
    sent = asyncio.Queue[str]()
    async with served(packages, rate, sent) as url:
        began = time.perf_counter()
        await download(f"{url}/{packages[0].name}")
        await sent.get()
        alone = time.perf_counter() - began

        began = last = time.perf_counter()

        def done(step: str) -> None:
            nonlocal last
            now = time.perf_counter()
            print(f"{step:<12} after {now - last:5.1f} s, {now - began:5.1f} s from the beginning")
            last = now

        async with demo(url, folder) as browser:
            done("page")
            await act(browser, "send", text=article(_WORDS))
            summary = await answer(browser, "⬇")
            done("summary")
            rows = summary["reply_markup"]["inline_keyboard"]
            data = next(b["callback_data"] for row in rows for b in row if "⬇" in b["text"])
            pressed = {"message_id": summary["message_id"], "data": data}
            await act(browser, "press", chat="private", **pressed)
            assert await sent.get() == packages[0].name
            done("model")
            await answer(browser, "английский → русский", summary["message_id"])
            done("translation")
    whole = last - began
    print(f"{size:.0f} MB alone take {alone:.1f} s; all of it takes {whole / alone:.1f} times that")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--rate", type=float, default=10.0, help="megabytes a second")
    parser.add_argument("--megabytes", type=int, default=0, help="how much larger packages are")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(options.rate, options.megabytes, Path(name)))


if __name__ == "__main__":
    main()
