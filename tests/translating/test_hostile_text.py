"""Texts that nobody writes by accident, through real tokenizers and models."""

import pytest

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Pair
from bot.translating import Translator

ROUTES = [("en", "ru"), ("uk", "en"), ("ru", "uk")]


async def translated(translator: Translator, text: RichText, source: str, target: str) -> Pair:
    translation = await translator.translate([Sentence(0, 0, 0, text)], RichText(), source, target)
    return translation.sentences[0]


@pytest.mark.parametrize(("source", "target"), ROUTES)
@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1f",
        "cat\x00dog\ud800\udfff",
        "\u202ecat\u202c \u200f\u2067dog\u2069",
        "c\u200da\u200bt \u200d\u200d\u200d",
        "\ufeff\u2060",
        "e\u0301\u0301\u0301\u0301" * 50,
        "▁▁▁ @@ @@ ⁇ <unk> </s> <s> &quot; &amp;",
        "𝕓𝕠𝕝𝕕 ｆｕｌｌ ﬁ № ½ ㍿",
        "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇺🇦" * 30,
        "。「日本語」العربية ქართული",
    ],
)
async def test_strange_characters_keep_their_formatting(
    translator: Translator, text: str, source: str, target: str
) -> None:
    rich = RichText(text, (Span(0, len(text), Kind.BOLD), Span(0, 2, Kind.TEXT_LINK, "a")))

    pair = await translated(translator, rich, source, target)

    pair.target.text.replace("\ud800", "").replace("\udfff", "").encode()
    assert all(0 <= s.start < s.end <= len(pair.target) for s in pair.target.spans)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("source", "target"), ROUTES)
@pytest.mark.parametrize("unit", ["щ", "a_", "1.", "(", "@", "🎉", "«", "a.b/", "и\u0301"])
async def test_a_hundred_thousand_characters_without_a_space_take_no_time(
    translator: Translator, unit: str, source: str, target: str
) -> None:
    text = RichText("x " + unit * (100_000 // len(unit)), (Span(2, 9, Kind.BOLD),))

    pair = await translated(translator, text, source, target)

    assert len(pair.target) >= 50_000


async def test_many_links_in_one_sentence_are_kept(translator: Translator) -> None:
    text = " ".join(["cat sees dog"] * 60)
    links = tuple(Span(n * 13, n * 13 + 3, Kind.TEXT_LINK, str(n)) for n in range(60))

    pair = await translated(translator, RichText(text, links), "en", "ru")

    assert [span.data for span in pair.target.spans] == [str(n) for n in range(60)]
    assert {pair.target.text[s.start : s.end] for s in pair.target.spans} == {"кот"}
