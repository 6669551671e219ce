"""Connections to the server of the Bot API."""

from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL


def open_session(server: str, **options: Any) -> aiohttp.ClientSession:
    """Return a session for one server, through the proxy that the environment names for it.

    aiohttp itself would read the whole environment again for each request.
    """
    url = URL(server)
    proxy = None if proxy_bypass(url.host or "") else getproxies().get(url.scheme)
    return aiohttp.ClientSession(proxy=proxy, **options)
