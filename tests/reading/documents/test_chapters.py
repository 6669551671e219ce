"""A chapter is an article of its own, and keeps what its passages are."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from bot.domain.article import Article, Block, Role, Source
from bot.domain.parts import Part, part_of
from bot.domain.rich_text import RichText
from bot.reading.documents.assembling import assemble
from bot.reading.documents.document import Document, Passage
from bot.reading.documents.reader import ReadText, book_of, chapter_article
from bot.reading.file_types import Format
from bot.reading.sandbox import pack
from tests.reading.structures import ROLES, are_sound, roles_of

PASSAGES = st.lists(
    st.builds(
        Passage,
        st.text("Аб .", min_size=1, max_size=30)
        .filter(str.strip)
        .map(lambda t: RichText(t.strip())),
        ROLES,
        st.integers(1, 2),
    ),
    max_size=12,
)
BRIDGE = "Міст через річку знову відкрито, і люди йдуть на ринок. "


def _read(*passages: Passage) -> ReadText:
    return assemble(Document(passages), Format.DOCX, 1_000_000)


def _book(first: int, second: int) -> ReadText:
    paragraph = Passage(RichText(BRIDGE * 150))
    return _read(
        Passage(RichText("Розділ один"), Role.HEADING, 1),
        *[paragraph] * first,
        Passage(RichText("Рис. 1. Міст"), Role.CAPTION),
        Passage(RichText("Розділ два"), Role.HEADING, 1),
        *[paragraph] * second,
        Passage(RichText("перший пункт"), Role.LIST_ITEM),
        Passage(RichText("другий пункт"), Role.LIST_ITEM),
    )


def test_a_chapter_keeps_the_roles_of_its_passages_and_has_no_others() -> None:
    book = book_of(_book(2, 2), Source())
    one, two = (chapter_article(book.article, chapter) for chapter in book.chapters)

    assert [role for role, _ in roles_of(one)] == [Role.TEXT, Role.TEXT, Role.CAPTION]
    assert [role for role, _ in roles_of(two)] == [Role.TEXT] * 2 + [Role.LIST_ITEM] * 2
    assert roles_of(two)[-1] == (Role.LIST_ITEM, "• другий пункт")


@given(st.integers(0, 3), st.integers(0, 3))
def test_the_blocks_of_a_book_and_of_its_chapters_are_sound(first: int, second: int) -> None:
    book = book_of(_book(first, second), Source())

    assert are_sound(book.article.blocks, book.article.body)
    for chapter in book.chapters:
        article = chapter_article(book.article, chapter)
        assert are_sound(article.blocks, article.body)


def test_a_chapter_knows_which_page_each_of_its_paragraphs_is_on() -> None:
    chapters = [
        [Passage(RichText(f"Part {n}"), Role.HEADING, 1)]
        + [Passage(RichText(f"Page {n}{m}. " + BRIDGE * 70)) for m in range(3)]
        for n in (1, 2)
    ]
    passages = [passage for chapter in chapters for passage in chapter]
    document = Document(passages, pages=(0, 2, 3, 4, 6, 7))
    book = book_of(assemble(document, Format.PDF, 1_000_000), Source())

    def pages(article: Article) -> list[int]:
        places = [m.start() for m in re.finditer(r"Page \d\d\.", article.body.text)]
        return [part.number for place in places if (part := part_of(article.parts, place))]

    assert pages(book.article) == [1, 2, 3, 4, 5, 6]
    assert [pages(chapter_article(book.article, c)) for c in book.chapters] == [
        [1, 2, 3],
        [4, 5, 6],
    ]


@given(PASSAGES)
def test_the_blocks_of_a_document_are_sound_and_survive_the_way_to_the_bot(
    passages: list[Passage],
) -> None:
    if not any(any(map(str.isalpha, passage.text.text)) for passage in passages):
        return
    read = _read(*passages)

    assert are_sound(read.blocks, read.text)
    assert TypeAdapter(ReadText).validate_json(pack(read)) == read


@pytest.mark.parametrize(
    ("reason", "places"),
    [
        ("invalid block", [Block(0, 999_999, Role.HEADING)]),
        ("invalid block", [Block(-1, 3, Role.HEADING)]),
        ("invalid block", [Block(2, 2, Role.HEADING)]),
        ("invalid block", [Block(4, 6, Role.HEADING), Block(0, 3, Role.NOTE)]),
        ("invalid block", [Block(0, 5, Role.HEADING), Block(4, 6, Role.NOTE)]),
        ("invalid pages", [Part(5, 1), Part(2, 1)]),
        ("invalid pages", [Part(-1, 1)]),
        ("invalid pages", [Part(999_999, 1)]),
    ],
)
def test_invalid_places_are_refused(reason: str, places: list[Block | Part]) -> None:
    packed = json.loads(pack(_book(2, 2)))
    packed["blocks" if "block" in reason else "parts"] = to_jsonable_python(places)

    with pytest.raises(ValueError, match=reason):
        TypeAdapter(ReadText).validate_json(json.dumps(packed))
