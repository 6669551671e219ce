"""The server itself: who may speak to it, and in which ways."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiohttp import ClientSession
from telegram import Bot
from telegram.error import InvalidToken

from bot.playground import Person, Playground
from tests.playground.conftest import refused


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def test_parameters_may_be_sent_in_any_way(
    playground: Playground, http: ClientSession, olena: Person
) -> None:
    url = f"{playground.base_url}{playground.token}/sendMessage"
    values = {"chat_id": str(olena.id), "text": "Привіт"}
    with_file = {**values, "ignored": BytesIO(b"file")}
    for request in (
        http.get(url, params=values),
        http.post(url.replace("sendMessage", "SENDMESSAGE"), data=values),
        http.post(url, json={"chat_id": olena.id, "text": "Привіт"}),
        http.post(url, data=with_file),
    ):
        async with request as response:
            assert response.status == 200, await response.text()
    assert [message.text for message in olena.bot_messages()] == ["Привіт"] * 4


async def test_unknown_methods_and_broken_json_get_telegrams_errors(
    playground: Playground, http: ClientSession, olena: Person
) -> None:
    base = f"{playground.base_url}{playground.token}"
    async with http.post(f"{base}/sendNothing") as response:
        assert (await response.json())["description"] == "Not Found: method not found"
    for body in (b"{", b"[]", b"\xff"):
        headers = {"Content-Type": "application/json"}
        async with http.post(f"{base}/sendMessage", data=body, headers=headers) as response:
            assert response.status == 400
    answer = {"chat_id": str(olena.id), "text": "a", "reply_parameters": "{"}
    async with http.post(f"{base}/sendMessage", data=answer) as response:
        assert "can't parse reply parameters" in (await response.json())["description"]


async def test_any_token_is_accepted_unless_one_was_chosen() -> None:
    async with Playground() as playground:
        async with Bot("123:anothertokenaltogether", base_url=playground.base_url) as bot:
            assert bot.username == "dragoman_bot"
        await refused(Bot("notatoken", base_url=playground.base_url).get_me(), error=InvalidToken)
    async with Playground(token="4242:theonlytokenthatwilldo") as playground:
        async with Bot(playground.token, base_url=playground.base_url) as bot:
            assert bot.id == 4242
        with pytest.raises(InvalidToken, match="Unauthorized"):
            await Bot("4242:anothertokenaltogether", base_url=playground.base_url).get_me()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Host": "["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_requests_of_other_sites_are_refused(
    playground: Playground, http: ClientSession, headers: dict[str, str]
) -> None:
    for path in (f"/bot{playground.token}/getMe", "/playground/state"):
        async with http.get(playground.url + path, headers=headers) as response:
            assert response.status == 403


async def test_a_link_from_another_site_may_lead_to_the_page(
    playground: Playground, http: ClientSession
) -> None:
    async with http.get(playground.url, headers={"Sec-Fetch-Site": "cross-site"}) as response:
        assert response.status == 200
