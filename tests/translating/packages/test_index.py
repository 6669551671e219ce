"""The index of packages, which comes from the network and may hold anything."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IndexUnavailable
from bot.rendering.words import words_in
from bot.translating.packages.catalogue import AvailablePackage, parse_index, read_index
from bot.translating.packages.downloading import Downloader, DownloadPolicy, open_downloader
from tests.translating.packages.package_server import (
    Answer,
    PackageServer,
    endless,
    entry,
    index,
    silent,
    status,
    whole,
)

LINK = "https://packages.example/en_ru.argosmodel"


def parsed(*entries: Any) -> list[str]:
    return [str(package) for package in parse_index(json.dumps(entries).encode())]


def test_an_entry_becomes_a_package() -> None:
    (package,) = parse_index(json.dumps([entry("en", "ru", "1.9", LINK)]).encode())

    assert package == AvailablePackage("en", "ru", "1.9", (LINK,))


def test_links_keep_their_order_and_other_schemes_are_skipped() -> None:
    links = ("ipfs://Qm", "http://b.example/1", LINK, "ftp://c.example/1", "file:///etc/passwd")
    (package,) = parse_index(json.dumps([entry("en", "ru", "1.9", *links)]).encode())

    assert package.links == ("http://b.example/1", LINK)


def test_the_newest_of_several_versions_counts() -> None:
    versions = ("1.9", "1.10", "1.2")

    assert parsed(*(entry("en", "ru", version, LINK) for version in versions)) == ["en→ru 1.10"]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        3,
        "en-ru",
        [],
        {},
        {"from_code": "../..", "to_code": "ru"},
        {"from_code": ["en"]},
        {"to_code": "en"},
        {"to_code": "r\u0000u"},
        {"package_version": "../1"},
        {"package_version": 1.9},
        {"package_version": "1" * 100},
        {"links": "https://packages.example/1"},
        {"links": []},
        {"links": ["ipfs://Qm"]},
        {"links": [None, 3, ["https://"], "https://packages.example/\n"]},
        {"links": ["https://packages.example/" + "a" * 5000]},
        {"type": "sbd"},
    ],
)
def test_an_invalid_entry_is_skipped(wrong: Any) -> None:
    if isinstance(wrong, dict) and wrong:
        wrong = entry("en", "ru", "1.9", LINK) | wrong

    assert parsed(wrong, entry("en", "uk", "1.4", LINK)) == ["en→uk 1.4"]


WORDS = st.sampled_from(["", "en", "ru", "en\n", "1.9", "../..", "type", LINK, "\ud800", "ї"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(entry("en", "ru", "1"))), JSON))
def test_no_entry_breaks_the_index(strange: dict[str, Any]) -> None:
    good = entry("en", "ru", "1.9", LINK)

    assert "en→uk 1" in parsed(good | strange, strange, entry("en", "uk", "1", LINK))


@pytest.fixture
async def downloader(pauses: list[float]) -> AsyncIterator[Downloader]:
    policy = DownloadPolicy(attempts=2, read_timeout=0.2)
    async with open_downloader(1_000_000, policy) as downloader:
        yield downloader


async def test_the_index_is_read_although_the_server_fails_once(
    server: PackageServer, downloader: Downloader
) -> None:
    url = server.answer("/index.json", status(503), index(entry("en", "ru", "1.9", LINK)))

    assert [str(package) for package in await read_index(downloader, url)] == ["en→ru 1.9"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (whole(b"<html>Hello</html>"), "not a list of packages"),
        (whole(b"\xff\xfe"), "not a list of packages"),
        (whole(b"[" * 1_000_000), "not a list of packages"),
        (whole(b'{"packages": []}'), "not a list of packages"),
        (endless(), "larger than 8\N{NO-BREAK SPACE}MB"),
        (whole(bytes(9_000_000)), "larger than 8\N{NO-BREAK SPACE}MB"),
        (silent(), "does not answer"),
        (status(404), "answers 404"),
        (status(500), "answers 500"),
    ],
    ids=["html", "bytes", "deep", "object", "endless", "huge", "silent", "404", "500"],
)
async def test_an_invalid_index_is_refused_with_its_address_and_the_reason(
    server: PackageServer, downloader: Downloader, answer: Answer, reason: str
) -> None:
    url = server.answer("/index.json", answer)

    with pytest.raises(IndexUnavailable) as unavailable:
        await read_index(downloader, url)

    assert unavailable.value.details["url"] == url
    assert reason in words_in("en").explain(unavailable.value)


async def test_an_unknown_server_is_refused(downloader: Downloader) -> None:
    with pytest.raises(IndexUnavailable, match=r"packages\.invalid"):
        await read_index(downloader, "http://packages.invalid/index.json")
