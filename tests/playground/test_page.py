"""The chat page in a real browser, with a small scripted bot at the other end."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FloatRect, Locator, Page, async_playwright, expect
from telegram import ReplyParameters

from bot.playground import Message, Playground
from bot.playground.files import grey_picture
from tests.playground.scripted_bot import AnyApplication, answering

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

expect.set_options(timeout=10_000)

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
    pytest.mark.filterwarnings("ignore::telegram.warnings.PTBUserWarning"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    async with Playground() as playground:
        yield playground


@pytest_asyncio.fixture(loop_scope="module")
async def scripted_bot(playground: Playground) -> AsyncIterator[AnyApplication]:
    async with answering(playground) as application:
        yield application


@pytest_asyncio.fixture(loop_scope="module")
async def page(
    browser: Browser, playground: Playground, scripted_bot: AnyApplication
) -> AsyncIterator[Page]:
    """Open the page. Anything on its console but silence fails the test."""
    complaints: list[str] = []
    page = await browser.new_page(locale="en-GB", reduced_motion="reduce")
    page.set_default_timeout(8_000)
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(playground.url)
    yield page
    assert await page.title() != "broken"
    await page.close()
    assert complaints == []


def messages(page: Page, whose: str) -> Locator:
    return page.locator(f".message.{whose}")


async def box_of(shown: Locator) -> FloatRect:
    box = await shown.bounding_box()
    assert box is not None
    return box


def all_messages(playground: Playground) -> list[Message]:
    return [m for chat in playground.cloud.chats.values() for m in chat.messages.values()]


def received(playground: Playground) -> list[dict[str, Any]]:
    """Return the messages that the bot has been sent."""
    batches = (call.response["result"] for call in playground.calls_of("getUpdates") if call.ok)
    updates = {update["update_id"]: update for batch in batches for update in batch}
    return [update["message"] for update in updates.values() if "message" in update]


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(messages(page, "others")).to_have_count(1)


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").press_sequentially(text)
    await page.keyboard.press("Enter")


async def test_a_person_starts_writes_and_reads_a_formatted_answer(page: Page) -> None:
    await expect(page.get_by_text("Forward me an article.")).to_be_visible()
    await start(page)
    await write(page, "An article")
    last = messages(page, "others").last
    await expect(last.locator("strong").filter(has_text="Summary 🌲")).to_be_visible()
    await expect(last.get_by_text("<script>document.title")).to_be_visible()
    await expect(last.get_by_role("link", name="See", exact=True)).to_have_attribute(
        "href", "https://riverside.example/a"
    )
    await expect(last.get_by_role("link", name="example.com")).to_be_visible()
    await expect(messages(page, "own").last.locator(".reaction")).to_have_text("👌")

    quote = last.locator("blockquote")
    closed = await box_of(quote)
    await last.get_by_role("button", name="Show the whole quote").click()
    assert (await box_of(quote))["height"] > closed["height"] * 2
    await last.get_by_role("button", name="Hidden text").click()
    await expect(last.locator(".spoiler.revealed")).to_have_text("Hidden.")

    await last.locator("button.reply").click()
    await expect(messages(page, "own").last).to_have_class(re.compile("flash"))


async def test_a_quote_is_shown_above_its_answer_and_leads_to_its_place(
    page: Page, playground: Playground, scripted_bot: AnyApplication
) -> None:
    await start(page)
    await write(page, "The mill closed. Then 🌲 the mill opened. And the mill closed.")
    await expect(messages(page, "others")).to_have_count(2)
    (chat,) = (chat for chat in playground.cloud.chats.values() if chat.is_private)
    article = next(m for m in chat.messages.values() if m.text.startswith("The mill"))
    for position, words in ((25, "the mill"), (46, "the mill")):
        quote = ReplyParameters(article.id, quote=words, quote_position=position)
        await scripted_bot.bot.send_message(chat.id, f"At {position}", reply_parameters=quote)

    for position in (25, 46):
        reply = messages(page, "others").filter(has_text=f"At {position}").locator("button.reply")
        await expect(reply.locator(".quoted")).to_have_text("the mill")
        await reply.click()
        marked = (
            "[...CSS.highlights.get('quote')].map((range) => [String(range), range.startOffset])"
        )
        await page.wait_for_function(f"{marked}[0][1] === {position}")
        assert await page.evaluate(marked) == [["the mill", position]]


async def test_samples_are_forwarded_and_buttons_work(page: Page, playground: Playground) -> None:
    await start(page)
    await page.get_by_role("button", name="Forward…").click()
    dialog = page.get_by_role("dialog", name="Forward to the bot")
    await dialog.get_by_text("salt mill").click()
    await dialog.get_by_role("button", name="Forward", exact=True).click()
    own = messages(page, "own").last
    await expect(own.locator(".forwarded")).to_contain_text("Forwarded from Harrow Bay Courier")
    await expect(own.locator("strong").first).to_contain_text("Harrow Bay’s old salt mill")
    await expect(messages(page, "others")).to_have_count(2)
    (origin,) = (m["forward_origin"] for m in received(playground) if "forward_origin" in m)
    assert origin["chat"]["username"] == "harrow_bay_courier"

    await page.get_by_role("button", name="Alert", exact=True).click()
    alert = page.locator("#alert")
    await expect(alert).to_contain_text("Nothing to translate")
    await alert.get_by_role("button", name="OK").click()
    await page.get_by_role("button", name="Longer", exact=True).click()
    await expect(page.get_by_text("Made longer")).to_be_visible()
    await expect(messages(page, "others").last.locator(".text")).to_have_text("A longer summary")
    await expect(messages(page, "others").last.locator(".edited")).to_have_text("edited")
    await expect(messages(page, "others")).to_have_count(2)


async def test_page_and_updates_follow_the_language(page: Page, playground: Playground) -> None:
    await page.get_by_text("Українська").click()
    await page.get_by_role("button", name="Почати").click()
    await expect(messages(page, "others")).to_have_count(1)
    await expect(page.locator("html")).to_have_attribute("lang", "uk")
    await page.get_by_role("button", name="Команди").click()
    await expect(page.get_by_role("option")).to_contain_text(["Що я вмію"])
    await page.keyboard.press("Escape")
    assert received(playground)[-1]["from"]["language_code"] == "uk"


async def test_pasted_formats_are_kept_unless_dangerous(page: Page, playground: Playground) -> None:
    await start(page)
    await page.get_by_role("textbox", name="Message").focus()
    html = (
        "<h2>Title</h2><p>A <b>bold</b> <a href='https://a.example/'>link</a>, "
        "<a href='javascript:alert(1)'>trap</a>.</p><ul><li>one</li><li>two</li></ul>"
        "<script>document.title = 'broken'</script>"
    )
    await page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        html,
    )
    await page.keyboard.press("Enter")
    await expect(messages(page, "own")).to_have_count(2)
    (message,) = (m for m in all_messages(playground) if m.text.startswith("Title"))
    assert message.text == "Title\n\nA bold link, trap.\n\n• one\n• two"
    assert (message.parts("bold"), message.parts("text_link")) == (["Title", "bold"], ["link"])


async def test_own_messages_can_be_edited_and_others_answered_by_keyboard(page: Page) -> None:
    await start(page)
    await write(page, "Frist")
    await expect(messages(page, "others")).to_have_count(2)
    await expect(messages(page, "own").last.locator(".text")).to_have_text("Frist")
    editor = page.locator("#editor")
    await expect(editor).to_be_empty()
    await editor.press("ArrowUp")
    await expect(page.get_by_text("Edit message")).to_be_visible()
    await page.keyboard.press("ControlOrMeta+a")
    await write(page, "First")
    await expect(messages(page, "own").last.locator(".text")).to_have_text("First")
    await messages(page, "others").first.click(button="right")
    await page.keyboard.press("Enter")
    await write(page, "Thanks")
    reply = messages(page, "own").last.locator("button.reply")
    await expect(reply).to_contain_text("Ready.")


async def test_in_the_group_the_page_shows_what_the_bot_does_not_see(page: Page) -> None:
    await page.get_by_role("button", name="Neighbours").click()
    await write(page, "Only among us")
    unseen = messages(page, "own").last.locator(".unseen-by-bot")
    await expect(unseen).to_have_text(
        "The bot didn’t get this message: privacy mode is on. "
        "To show it to the bot, reply with /summary@dragoman_bot."
    )
    await write(page, "/summary@dragoman_bot")
    await expect(messages(page, "others").last.locator(".sender")).to_have_text("Dragoman")
    await expect(messages(page, "own").last.locator(".unseen-by-bot")).to_have_count(0)
    await page.get_by_role("switch", name="Privacy mode").uncheck()
    await write(page, "Now for everybody")
    await expect(messages(page, "others")).to_have_count(2)


async def test_posts_of_the_channel_are_discussed_in_the_group(page: Page) -> None:
    await page.get_by_role("button", name="My channel").click()
    await expect(page.locator("#status")).to_have_text("channel")
    await expect(page.get_by_role("switch", name="Privacy mode")).to_have_count(0)
    await write(page, "The mill has closed.")
    await expect(messages(page, "own").last.locator(".text")).to_have_text("The mill has closed.")
    await page.get_by_role("button", name="Neighbours").click()
    copy = messages(page, "others").last
    await expect(copy.locator(".text")).to_have_text("The mill has closed.")
    await expect(copy.locator(".sender")).to_have_text("My channel")


async def test_reactions_are_put_and_taken_away_in_the_menu_of_a_message(page: Page) -> None:
    await start(page)
    reactions = messages(page, "own").last.locator(".reaction")
    for shown in (["✍"], ["👀"], []):
        await messages(page, "own").last.locator(".more").click()
        emoji = shown[0] if shown else "👀"
        await page.get_by_role("menuitemcheckbox", name=emoji).click()
        await expect(reactions).to_have_text(shown)


async def test_files_drafts_and_deletions_are_shown(
    page: Page, playground: Playground, scripted_bot: AnyApplication, tmp_path: Path
) -> None:
    await start(page)
    text, picture = tmp_path / "article.txt", tmp_path / "picture.png"
    text.write_text("A long article")
    picture.write_bytes(grey_picture())
    for file in (text, picture):
        await page.set_input_files("#file", file)
        await page.locator("#files").get_by_role("button", name="Send").click()
    await expect(messages(page, "own").locator(".document-name")).to_have_text("article.txt")
    await expect(messages(page, "own").locator("img")).to_be_visible()
    await expect(messages(page, "others")).to_have_count(3)

    bot = scripted_bot.bot
    chat_id = received(playground)[-1]["chat"]["id"]
    await bot.send_chat_action(chat_id, "typing")
    await expect(page.locator("#status")).to_have_text("typing")
    await bot.send_message_draft(chat_id, 1, "Still being writ")
    await expect(page.locator(".draft")).to_contain_text("Still being writ")
    stop = page.get_by_role("button", name="Stop")
    await expect(stop).to_have_count(0)
    await bot.send_message_draft(chat_id, 1, "Still being written", api_kwargs={"can_stop": True})
    await stop.click()
    await expect(page.locator(".draft")).to_have_count(0)
    await bot.send_message_draft(chat_id, 2, "Still")
    sent = await bot.send_message(chat_id, "Written")
    await expect(page.locator(".draft")).to_have_count(0)
    await expect(page.locator("#status")).to_have_text("bot")
    await expect(page.get_by_text("Written")).to_have_count(2)
    await sent.delete()
    await expect(messages(page, "others").filter(has_text="Written")).to_have_count(0)
    await page.get_by_role("button", name="Clear chat").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


async def test_several_files_are_sent_as_albums_and_the_first_has_the_caption(
    page: Page, playground: Playground, tmp_path: Path
) -> None:
    await start(page)
    names = ["a.txt", "b.txt", "c.png", "d.png"]
    for name in names:
        data = grey_picture() if name.endswith("png") else name.encode()
        (tmp_path / name).write_bytes(data)
    await page.set_input_files("#file", [tmp_path / name for name in names])
    dialog = page.get_by_role("dialog", name="Send 4 files")
    await expect(dialog.get_by_role("listitem")).to_have_text(names)
    await dialog.get_by_role("textbox", name="Caption").fill("/summary 2 uk")
    await page.keyboard.press("Enter")
    await expect(messages(page, "own")).to_have_count(5)
    await expect(messages(page, "own").locator(".document-name")).to_have_text(["a.txt", "b.txt"])

    await expect(messages(page, "others")).to_have_count(5)
    albums = [m for m in received(playground) if "media_group_id" in m]
    assert [m.get("caption") for m in albums] == ["/summary 2 uk", None, None, None]
    groups = [m["media_group_id"] for m in albums]
    assert groups[0] == groups[1] != groups[2] == groups[3]


async def test_the_group_is_called_in_the_persons_language(page: Page) -> None:
    await page.get_by_text("Русский").click()
    await page.get_by_role("button", name="Соседи").click()
    await expect(page.locator("#title")).to_have_text("Соседи")
    await expect(page.locator("#status")).to_have_text("3 участника")


async def test_what_cannot_be_sent_is_told_in_the_browsers_language(
    browser: Browser, playground: Playground, tmp_path: Path
) -> None:
    page = await browser.new_page(locale="uk-UA")
    await page.goto(playground.url)
    (tmp_path / "empty.txt").touch()
    await page.set_input_files("#file", tmp_path / "empty.txt")
    await page.locator("#files").get_by_role("button", name="Надіслати").click()
    await expect(page.get_by_text("Файл порожній")).to_be_visible()
    await page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_on_a_phone_all_fits_the_width(page: Page, scheme: Literal["light", "dark"]) -> None:
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": 360, "height": 720})
    await start(page)
    await write(page, "w" * 100)
    await expect(messages(page, "others")).to_have_count(2)
    for container in ("html", "#thread"):
        assert await page.locator(container).evaluate("element => element.scrollWidth") <= 360
    await page.get_by_role("button", name="Chats").click()
    await expect(page.get_by_role("button", name="Neighbours")).to_be_visible()


async def test_in_a_group_without_the_bot_it_is_mentioned(page: Page) -> None:
    await page.get_by_role("button", name="Friends").click()
    await expect(page.locator("#status")).to_have_text("2 members")
    await expect(page.locator("#menu")).to_be_hidden()
    await write(page, "The old mill has closed.")
    await messages(page, "own").last.click(button="right")
    await page.keyboard.press("Enter")
    await write(page, "@dragoman_bot")
    shown = messages(page, "others").last
    await expect(shown.locator(".text")).to_have_text("A summary of: The old mill has closed.")
    await shown.get_by_role("button", name="Longer").click()
    await expect(shown.locator(".text")).to_have_text("A longer summary")


@pytest.mark.parametrize("width", [1280, 390])
async def test_what_the_bot_offers_stands_above_the_editor(page: Page, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    if width == 390:
        await page.locator("#back").click()
    await page.get_by_role("button", name="Friends").click()
    await page.locator("#editor").fill("@dragoman_bot ")
    offers = page.locator("#offers")
    await expect(offers.get_by_role("button")).to_have_text(["Type something"])
    words = "good morning, dear neighbours by the old river mill"
    await page.locator("#editor").fill(f"@Dragoman_bot {words}")
    await expect(offers.locator("strong")).to_have_text([words.upper()])
    box, editor = await box_of(offers), await box_of(page.locator("#editor"))
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= editor["y"]
    await page.keyboard.press("Enter")
    await expect(messages(page, "own").last.locator(".text")).to_have_text(words.upper())
    await expect(page.locator(".unseen-by-bot")).to_have_count(0)
    await expect(offers).to_be_hidden()
    await expect(page.locator("#editor")).to_have_text("")
