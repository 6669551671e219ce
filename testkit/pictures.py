"""Take the pictures of the documentation from the demo itself:

    uv run python -m testkit.pictures [--output docs] [--packages FOLDER] [--only NAME …]

Each picture is taken from a `dragoman demo` of its own, in Chromium, by doing what a visitor does.
Those with a translation are left out where no package translates it.
"""

import argparse
import asyncio
import io
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.rendering.words import Words, words_in
from bot.translating import PackageFolder

CHROMIUM = shutil.which("chromium")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"

ARTICLES = {"en": "salt mill", "ru": "трамвай", "uk": "водяний млин"}
# Plain enough for a small model.
FOREIGN = """\
Новая библиотека откроется в пятницу

В библиотеке десять тысяч книг на трёх языках. Дети могут прийти бесплатно.

Библиотека открыта каждый день, кроме понедельника. Рядом с библиотекой есть большой парк.
"""
MESSAGE = "В понедельник школа будет закрыта. Дети могут остаться дома."
ANOTHER_MESSAGE = "В библиотеке десять тысяч книг на трёх языках."

_TAP_MILLISECONDS = 700
_LOOK_MILLISECONDS = 2200
_DOT = """([x, y]) => {
    const dot = document.createElement("div");
    dot.id = "tap";
    dot.style.cssText = `position: fixed; left: ${x - 16}px; top: ${y - 16}px; width: 32px;
        height: 32px; border-radius: 50%; background: rgb(230 80 40 / 55%); z-index: 99;
        pointer-events: none`;
    (document.querySelector("dialog[open]") ?? document.body).append(dot);
}"""


@dataclass(slots=True)
class Visit:
    """Somebody at the page, and the frames of what they have seen: PNG files and milliseconds.

    `words` are the bot's, in their language.
    """

    page: Page
    words: Words
    filming: bool = False
    frames: list[tuple[bytes, int]] = field(default_factory=list)

    async def tap(self, place: Locator) -> None:
        """Click something, after a frame that shows where."""
        if self.filming:
            await place.scroll_into_view_if_needed()
            box = await place.bounding_box()
            assert box is not None
            middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
            await self.page.evaluate(_DOT, middle)
            await self.look(_TAP_MILLISECONDS)
            await self.page.evaluate("document.querySelector('#tap').remove()")
        await place.click()

    async def look(self, milliseconds: int = _LOOK_MILLISECONDS) -> None:
        """Take a frame, which the animation shows for so long."""
        if self.filming:
            self.frames.append((await self.page.screenshot(), milliseconds))

    async def come_to_rest(self) -> None:
        """Take the mouse and the focus away, and wait until notices are gone."""
        await self.page.mouse.move(5, 5)
        await self.page.evaluate("document.activeElement.blur()")
        await self.page.locator("#toasts > *").first.wait_for(state="detached")

    def button(self, message_id: str) -> Locator:
        """Find the newest button of the bot's with these words."""
        return self.page.get_by_role("button", name=self.words.say(message_id)).last

    async def start(self) -> None:
        await self.page.get_by_text(self.words.say("about").splitlines()[0]).wait_for()
        await self.tap(self.page.locator("#start"))
        await self.answers().first.wait_for()

    async def forward_article(self) -> None:
        await self.tap(self.page.locator("#open-forward"))
        dialog = self.page.locator("dialog[open]")
        await self.tap(dialog.get_by_text(ARTICLES[self.words.language]))
        await self.tap(dialog.locator(".main-button"))
        await self.button("button-longer").wait_for()

    async def say(self, text: str) -> None:
        await self.page.locator("#editor").fill(text)
        await self.page.keyboard.press("Enter")

    def answers(self) -> Locator:
        return self.page.locator(".message.others")


Scene = Callable[[Visit], Awaitable[None]]


async def summary(visit: Visit) -> None:
    """Forward an article."""
    await visit.start()
    await visit.forward_article()


async def places(visit: Visit) -> None:
    """See where a sentence of its summary stands."""
    await summary(visit)
    await visit.look()
    await visit.tap(visit.button("button-places"))
    second = visit.page.get_by_role("button", name="2", exact=True)
    await second.wait_for()
    await visit.come_to_rest()
    await visit.tap(second)
    proof = visit.answers().filter(has_text=visit.words.say("place-quoted", number="2"))
    await proof.wait_for()
    await visit.look()
    await visit.tap(proof.locator("button.reply"))
    await visit.page.wait_for_function("CSS.highlights.get('quote')?.size > 0")


async def bilingual(visit: Visit) -> None:
    """Read a text in two languages at once."""
    await visit.start()
    await visit.say("/bilingual")
    await visit.tap(visit.button("bilingual-original-below"))
    await visit.say(f"/translate en\n{FOREIGN}")
    await visit.answers().filter(has_text="Russian → English").wait_for()


async def group(visit: Visit) -> None:
    """Let the bot reply by itself to what is not in the language of the group."""
    page = visit.page
    await visit.start()
    await page.locator(".chat-item").nth(1).click()
    await page.locator("#privacy").uncheck()
    await visit.say("/settings@dragoman_bot")
    await visit.tap(visit.button("button-mode"))
    foreign = visit.button("automatic-foreign")
    await visit.tap(foreign)
    await foreign.filter(has_text="✓").wait_for()
    await visit.say(MESSAGE)
    await visit.answers().filter(has_text="school").last.wait_for()


async def elsewhere(visit: Visit) -> None:
    """Send a translation that the bot offers in a group that it is not in."""
    await visit.start()
    await visit.page.locator(".chat-item").nth(3).click()
    offer, editor = visit.page.locator(".offer").first, visit.page.locator("#editor")
    await editor.fill(f"@dragoman_bot {MESSAGE}")
    await offer.click()
    await visit.page.locator(".message").filter(has_text="school").wait_for()
    await editor.fill(f"@dragoman_bot {ANOTHER_MESSAGE}")
    await offer.wait_for()


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows, on how large a screen, to whom, and which translation that needs."""

    scene: Scene
    width: int
    height: int
    scale: float = 1.0
    language: str = "en"
    pair: tuple[str, str] | None = None


PICTURES: Mapping[str, Picture] = {
    "demo.png": Picture(summary, 1000, 760),
    "places.png": Picture(places, 1000, 760),
    "phone.png": Picture(summary, 390, 780, 2.0),
    "phone.ru.png": Picture(summary, 390, 780, 2.0, "ru"),
    "phone.uk.png": Picture(summary, 390, 780, 2.0, "uk"),
    "bilingual.png": Picture(bilingual, 1000, 760, pair=("ru", "en")),
    "group.png": Picture(group, 1000, 760, pair=("ru", "en")),
    "elsewhere.png": Picture(elsewhere, 1000, 560, pair=("ru", "en")),
    "demo.webp": Picture(places, 760, 620),
}


@asynccontextmanager
async def demo(packages: Path) -> AsyncIterator[str]:
    """Run `dragoman demo` with the packages of a folder; its address."""
    kept = {name: value for name, value in os.environ.items() if "DRAGOMAN_" not in name}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**kept, "DRAGOMAN_PACKAGES_FOLDER": str(packages)},
    )
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        found = re.search(r"http://[\d.:]+\d", line)
        if found is None:
            raise SystemExit("dragoman demo has not started")
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        await process.communicate()


async def take(browser: Browser, picture: Picture, packages: Path, *, filming: bool) -> Visit:
    """Do what a picture shows; the last frame is the picture."""
    async with demo(packages) as address:
        page = await browser.new_page(
            viewport={"width": picture.width, "height": picture.height},
            device_scale_factor=picture.scale,
            locale=picture.language,
            reduced_motion="reduce",
        )
        visit = Visit(page, words_in(picture.language), filming)
        await page.goto(address)
        await picture.scene(visit)
        await visit.come_to_rest()
        visit.filming = True
        await visit.look()
        await page.close()
    return visit


def save(frames: list[tuple[bytes, int]], path: Path) -> None:
    """Write the last frame as a small PNG file, or all of them as an animation."""
    images = [Image.open(io.BytesIO(data)).convert("RGB") for data, _ in frames]
    if path.suffix == ".png":
        images[-1].quantize(256, kmeans=1, dither=Image.Dither.NONE).save(path, optimize=True)
        return
    durations = [milliseconds for _, milliseconds in frames]
    images[0].save(
        *(path,), save_all=True, append_images=images[1:], duration=durations, loop=0, quality=70
    )


async def take_pictures(names: list[str], packages: Path, output: Path) -> None:
    present = {package.pair for package in PackageFolder(packages).installed()}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        for name in names:
            picture = PICTURES[name]
            if picture.pair and picture.pair not in present:
                print(f"{name}: left out, nothing translates {'-'.join(picture.pair)}")
                continue
            visit = await take(browser, picture, packages, filming=name.endswith(".webp"))
            save(visit.frames, output / name)
            print(f"{name}: {(output / name).stat().st_size / 1000:.0f} kB")
        await browser.close()


def main() -> None:
    if CHROMIUM is None:
        raise SystemExit("there is no chromium on this machine")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path("docs"))
    parser.add_argument("--packages", type=Path, default=PackageFolder(None).path)
    parser.add_argument("--only", nargs="+", choices=PICTURES, default=list(PICTURES))
    options = parser.parse_args()
    asyncio.run(take_pictures(options.only, options.packages, options.output))


if __name__ == "__main__":
    main()
