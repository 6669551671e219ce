"""Which messages stand for the page that they link to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.pages import link_in

ADDRESS = "https://news.example/2026/bridge"


@pytest.mark.parametrize(
    "text",
    [
        RichText(ADDRESS),
        RichText(f"Look at this: {ADDRESS}"),
        RichText(f"«{ADDRESS}»."),
        RichText(f"Міст знову відкрито! {ADDRESS}, дивіться"),
        RichText.styled("Old bridge open again", Kind.TEXT_LINK, ADDRESS),
        RichText(f"{ADDRESS} @channel #news", (Span(33, 41, Kind.MENTION),)),
        RichText(f"Cities: {ADDRESS} and https://other.example/"),
    ],
)
def test_a_link_with_a_few_words_is_a_link(text: RichText) -> None:
    assert link_in(text) == ADDRESS


def test_an_address_without_a_scheme_is_one_if_telegram_says_so() -> None:
    text = "news.example/bridge"

    assert link_in(RichText(text)) is None
    assert link_in(RichText(text, (Span(0, len(text), Kind.URL),))) == f"https://{text}"


def test_brackets_that_belong_to_an_address_stay_with_it() -> None:
    assert link_in(RichText("(https://e.example/a)")) == "https://e.example/a"
    assert link_in(RichText("https://e.example/A_(b)")) == "https://e.example/A_(b)"


@pytest.mark.parametrize(
    "text",
    [
        RichText(""),
        RichText("No link here"),
        RichText("@somebody"),
        RichText("ftp://news.example/file"),
        RichText("mail@news.example", (Span(0, 17, Kind.EMAIL),)),
        RichText.styled("Open", Kind.TEXT_LINK, "tg://resolve?domain=x"),
        RichText.styled("word " * 30, Kind.TEXT_LINK, ADDRESS),
        RichText("one two three four five six seven eight nine ten eleven twelve 13 " + ADDRESS),
        RichText(" ".join(f"https://news.example/{n}" for n in range(5))),
    ],
)
def test_a_text_with_a_link_or_many_links_is_none(text: RichText) -> None:
    assert link_in(text) is None


def test_the_page_that_is_previewed_is_the_one_that_is_meant() -> None:
    text = RichText(f"Look: https://t.me/channel {ADDRESS}")

    assert link_in(text, preview=ADDRESS) == ADDRESS
    assert link_in(RichText("word " * 20 + ADDRESS), preview=ADDRESS) is None


@given(
    st.text(max_size=60),
    st.lists(
        st.builds(
            Span,
            st.integers(0, 60),
            st.integers(0, 60),
            st.sampled_from(Kind),
            st.sampled_from(["", ADDRESS, "x"]),
        ),
        max_size=6,
    ),
)
def test_what_comes_out_is_always_a_web_address(text: str, spans: list[Span]) -> None:
    address = link_in(RichText(text, tuple(spans)))

    assert address is None or address.lower().startswith(("http://", "https://"))
