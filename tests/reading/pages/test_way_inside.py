"""No link, no redirect and no name leads to an address inside. Nothing leaves this machine."""

import pytest

from bot.errors import ForbiddenAddress
from bot.reading.pages.fetching import Fetcher, Limits
from bot.reading.pages.network import INTERNET, open_session
from tests.reading.pages.conftest import LIMITS, fetch
from tests.web import Web


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://inside.example/",
        "http://user:word@a.example/",
        "http://a.example:6379/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
        "http://xn---x/",
    ],
)
async def test_no_redirect_leads_inside(fetcher: Fetcher, web: Web, target: str) -> None:
    web.addresses["inside.example"] = ["10.0.0.1"]
    web.redirect("a.example/x", target)

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://a.example/x")


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::1"]
)
async def test_no_name_leads_inside(fetcher: Fetcher, web: Web, address: str) -> None:
    web.addresses["inside.example"] = [address]

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://inside.example/")


async def test_a_name_that_changes_its_mind_is_checked_each_time(
    fetcher: Fetcher, web: Web
) -> None:
    web.addresses["rebinding.example"] = ["127.0.0.1", "10.0.0.1"]  # here, this machine is public
    web.redirect("rebinding.example/", "http://rebinding.example/again")

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://rebinding.example/")
    assert web.asked == ["rebinding.example/"]


async def test_a_name_is_resolved_once_for_each_request(web: Web) -> None:
    resolvers = []
    network = web.network

    def remembered() -> object:
        resolvers.append(network.resolver())
        return resolvers[-1]

    web.page("a.example/", "here")
    observed = type(network)(remembered, network.allows)  # type: ignore[arg-type]
    async with open_session(observed) as session:
        await fetch(Fetcher(session, observed, LIMITS), "http://a.example/")
    assert resolvers[0].asked == ["a.example"]  # type: ignore[attr-defined]


async def test_the_internet_does_not_hold_this_machine(web: Web) -> None:
    limits = Limits(ports=(web.port,))
    async with open_session(INTERNET) as session:
        fetcher = Fetcher(session, INTERNET, limits)
        for host in ("localhost", "127.0.0.1", "[::1]", "0", "127.1"):
            with pytest.raises(ForbiddenAddress):
                await fetch(fetcher, f"http://{host}:{web.port}/")
    assert web.asked == []


async def test_the_proxies_of_the_environment_are_not_used(
    fetcher: Fetcher, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    web.page("a.example/", "here")

    assert (await fetch(fetcher, "http://a.example/")).body == b"here"
