"""What the page's server gives, and what it refuses."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.playground import Playground

OWN = {"X-Playground": "1"}


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[ClientSession]:
    async with ClientSession(
        playground.url, headers={"Accept-Language": "de, ru;q=0.8"}
    ) as session:
        yield session


async def act(http: ClientSession, action: str, **details: object) -> tuple[int, dict[str, Any]]:
    async with http.post(f"/playground/{action}", json=details, headers=OWN) as response:
        return response.status, await response.json()


async def test_the_visitor_speaks_the_browsers_language(http: ClientSession) -> None:
    async with http.get("/playground/state") as response:
        state = await response.json()
    assert (state["language"], state["chats"][1]["title"]) == ("ru", "Соседи")
    assert await act(http, "language", language="fr") == (400, {"error": "no such language"})
    status, state = await act(http, "language", language="uk")
    assert (status, state["language"], state["chats"][1]["title"]) == (200, "uk", "Сусіди")


async def test_the_bot_has_nothing_to_say_to_the_visitor_first(
    http: ClientSession, playground: Playground
) -> None:
    async with http.get("/playground/state"):
        pass
    async with http.post(f"{playground.base_url}{playground.token}/getUpdates") as response:
        updates = (await response.json())["result"]
    assert [update["my_chat_member"]["chat"]["title"] for update in updates] == ["Соседи"]


async def test_actions_need_the_pages_header(http: ClientSession, playground: Playground) -> None:
    hello = {"text": "Hello"}
    for as_json, as_form in ((hello, None), (None, hello)):
        async with http.post("/playground/send", json=as_json, data=as_form) as response:
            assert response.status == 403
    assert not playground.cloud.chats


@pytest.mark.parametrize(
    "path", ["/page/../server.py", "/page/..%2Fserver.py", "/page/missing.js", "/page/__init__.py"]
)
async def test_only_the_pages_own_files_are_served(http: ClientSession, path: str) -> None:
    async with http.get(path) as response:
        assert response.status == 404


async def test_the_page_may_load_nothing_from_elsewhere(http: ClientSession) -> None:
    async with http.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
        page = await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in page.replace("http-equiv", "")


async def test_a_document_is_no_page(http: ClientSession, playground: Playground) -> None:
    form = FormData()
    form.add_field("file", b"<script>1</script>", filename="a.html", content_type="text/html")
    async with http.post("/playground/attach", data=form, headers=OWN) as response:
        assert response.status == 200
    (message,) = next(c for c in playground.cloud.chats.values() if c.is_private).messages.values()
    file_id = message.media["document"]["file_id"]
    async with http.get(f"/playground/files/{file_id}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize(
    ("action", "details"),
    [
        ("send", {"text": ""}),
        ("send", {"text": "a" * 200_001}),
        ("send", {"text": "hi", "entities": [{"type": "bold", "offset": 9, "length": 1}]}),
        ("send", {"text": "hi", "message_id": 12345}),
        ("edit", {"text": "hi", "message_id": 12345}),
        ("press", {"data": "x", "message_id": "many"}),
        ("forward", {"article": "no such article"}),
        ("attach", {"file": "text"}),
        ("language", {}),
    ],
)
async def test_an_impossible_action_is_a_400_with_a_message(
    http: ClientSession, action: str, details: dict[str, object]
) -> None:
    status, answer = await act(http, action, **details)
    assert status == 400
    assert answer["error"]


async def test_the_stream_has_only_events_of_the_visitors_chats(
    http: ClientSession, playground: Playground
) -> None:
    async with http.get("/playground/events") as events:
        playground.person("Petro").send("Not for the visitor")
        await act(http, "send", text="For the visitor")
        line = await events.content.readline()
    event = json.loads(line.removeprefix(b"data: "))
    assert (event["kind"], event["message"]["text"]) == ("message", "For the visitor")


async def test_clearing_hides_messages_from_the_visitor_but_not_from_the_bot(
    http: ClientSession, playground: Playground
) -> None:
    await act(http, "send", text="Old")
    _, state = await act(http, "clear")
    assert [chat["messages"] for chat in state["chats"]] == [[], [], [], []]
    await act(http, "send", text="New")
    async with http.get("/playground/state") as response:
        private = (await response.json())["chats"][0]
    assert [message["text"] for message in private["messages"]] == ["New"]
    assert len(playground.cloud.chats[private["id"]].messages) == 2
