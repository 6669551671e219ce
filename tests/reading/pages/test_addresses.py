"""Where a link may lead."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ForbiddenAddress
from bot.reading.pages.network import checked_url, is_public

INSIDE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "2606:4700::1", "2a00:1450::8a"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_whatever_python_knows_to_be_inside_is_not_public(
    address: IPv4Address | IPv6Address,
) -> None:
    if not address.is_global or address.is_multicast:
        assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        *(f"http://{a}/" if ":" not in a else f"http://[{a}]/" for a in INSIDE),
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://134744072/",
        "http://8.8.2056/",
        "http://127.0.0.1./",
        "http://8.8.8.010/",
        "http://①②⑦.⓪.⓪.①/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://[fe80::1%25eth0]/",
        "http://[2606:4700::1%25eth0]/",
        "http://[::1",
        "http://user@news.example/",
        "http://user:word@news.example/",
        "http://news.example:22/",
        "http://news.example:8080/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example\\@127.0.0.1/",
        "http://127.0.0.1#@news.example/",
        "http://127.0.0.1?@news.example/",
        "http:///path",
        "http://",
        "http://a..example/",
        "http://news .example/",
        "http://news.example\r\nX: y/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 130 + "example/",
        "http://news.example/" + "a" * 5000,
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "tg://resolve",
        "//news.example/",
        "news.example",
        "",
    ],
)
def test_no_link_leads_inside_or_past_the_web(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        checked_url(url)


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("http://news.example/a?b=c#d", "http://news.example/a?b=c"),
        ("HTTPS://News.Example:443/", "https://news.example/"),
        ("https://приклад.укр/шлях", "https://xn--80aikifvh.xn--j1amh/%D1%88%D0%BB%D1%8F%D1%85"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("http://1and1.example/", "http://1and1.example/"),
        (" https://news.example/ ", "https://news.example/"),
    ],
)
def test_public_pages_are_reached(url: str, checked: str) -> None:
    assert str(checked_url(url)) == checked


def test_other_ports_are_open_where_they_were_configured() -> None:
    assert str(checked_url("http://news.example:8080/", ports=(8080,)))
    with pytest.raises(ForbiddenAddress):
        checked_url("http://news.example/", ports=(8080,))


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://", "http://127.0.0.1", "//"]))
def test_an_address_is_a_web_address_or_an_error(text: str, start: str) -> None:
    try:
        url = checked_url(start + text)
    except ForbiddenAddress:
        return
    assert url.scheme in ("http", "https")
    assert url.port in (80, 443)
    assert url.raw_host


@pytest.mark.parametrize("host", ["xn---x", "xn--x", "xn--", "xn--a-ecp.ru", "www.xn---x.com"])
def test_an_international_name_that_stands_for_nothing_is_no_address(host: str) -> None:
    with pytest.raises(ForbiddenAddress):
        checked_url(f"http://{host}/")
