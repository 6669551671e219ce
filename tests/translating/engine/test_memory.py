"""What has been translated once is not translated again."""

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Collection, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.storage import Store
from bot.translating import PackageFolder, Translator
from bot.translating.engine.batching import Engine
from bot.translating.engine.memory import TranslationMemory, memory_key, pack, unpack
from bot.translating.engine.tokens import Output
from bot.translating.packages.package import ARGOS_DECODING, Decoding
from tests.translating.conftest import package_of

TOKENS = st.lists(st.text(), max_size=12).map(tuple)


class FakeStore:
    """Rows in this process; the store can be broken for a while."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}
        self.used: set[bytes] = set()
        self.broken = False
        self.written = asyncio.Event()

    async def recall(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        if self.broken:
            raise OSError
        return {key: self.rows[key] for key in keys if key in self.rows}

    async def remember(self, rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        if self.broken:
            raise OSError
        self.rows |= rows
        self.used |= set(used)
        self.written.set()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Record the pieces that models are asked for."""
    pieces: list[tuple[str, ...]] = []
    translate = Engine.translate

    async def watched(engine: Engine, package, asked_for, decoding, due):  # type: ignore[no-untyped-def]
        pieces.extend(map(tuple, asked_for))
        return await translate(engine, package, asked_for, decoding, due)

    monkeypatch.setattr(Engine, "translate", watched)
    return pieces


@pytest.fixture
def fake_store() -> FakeStore:
    return FakeStore()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/memory.sqlite3")
    await store.open()
    yield store
    await store.close()


async def translated(packages: Path, memory: TranslationMemory, *texts: str) -> list[str]:
    translator = Translator(PackageFolder(packages), 1, memory=memory)
    found = [Sentence(n, n, 0, RichText(text)) for n, text in enumerate(texts)]
    try:
        translation = await translator.translate(found, RichText(), "en", "ru")
    finally:
        translator.close()
    return [pair.target.text for pair in translation.sentences]


async def test_a_sentence_is_translated_once(
    argos_packages: Path, fake_store: FakeStore, asked: list[tuple[str, ...]]
) -> None:
    memory = TranslationMemory(fake_store)
    first = await translated(argos_packages, memory, "The cat sleeps.", "The dog sleeps.")
    asked.clear()

    again = await translated(argos_packages, memory, "The dog sleeps.", "The cat sleeps.")

    assert again == first[::-1]
    assert asked == []
    await memory.close()


async def test_a_repeated_sentence_is_translated_once(
    argos_packages: Path, fake_store: FakeStore, asked: list[tuple[str, ...]]
) -> None:
    memory = TranslationMemory(fake_store)

    answers = await translated(argos_packages, memory, "The cat sleeps.", "The cat sleeps.")

    assert answers == ["Этот кот спит."] * 2
    assert len(asked) == 1
    await memory.close()


async def test_a_second_store_reads_what_the_first_has_written(
    argos_packages: Path, store: Store, tmp_path: Path, asked: list[tuple[str, ...]]
) -> None:
    other_store = Store(f"sqlite:///{tmp_path}/memory.sqlite3")
    await other_store.open()
    here, there = TranslationMemory(store.translations), TranslationMemory(other_store.translations)
    await translated(argos_packages, here, "The cat sleeps.", "The dog sleeps.")
    await here.close()
    asked.clear()

    answers = await translated(argos_packages, there, "The cat sleeps.", "The city sleeps.")

    assert answers == ["Этот кот спит.", "Этот город спит."]
    assert len(asked) == 1
    await there.close()
    await other_store.close()


TRANSLATE = """
import asyncio, sys
from contextlib import closing
from pathlib import Path
from bot.domain.article import Sentence
from bot.storage import Store
from bot.domain.rich_text import RichText
from bot.translating import PackageFolder, TranslationMemory, Translator

async def main(packages, database, first, last):
    store = Store(database)
    await store.open()
    memory = TranslationMemory(store.translations)
    texts = [f"The cat saw {number} dogs." for number in range(int(first), int(last))]
    sentences = [Sentence(n, n, 0, RichText(text)) for n, text in enumerate(texts)]
    with closing(Translator(PackageFolder(Path(packages)), 1, memory=memory)) as translator:
        print("ready", flush=True)
        sys.stdin.readline()
        for sentence in sentences:
            await translator.translate([sentence], RichText(), "en", "ru")
        print(translator.tally.from_models + translator.tally.from_memory)
    await memory.close()
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_use_one_memory_at_once(
    argos_packages: Path, store: Store, tmp_path: Path, asked: list[tuple[str, ...]]
) -> None:
    database = f"sqlite:///{tmp_path}/memory.sqlite3"
    others = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", TRANSLATE, str(argos_packages), database, first, last),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        for first, last in (("100", "160"), ("130", "190"))
    ]
    for other in others:
        assert other.stdout is not None
        assert await other.stdout.readline() == b"ready\n"
    done = await asyncio.gather(*(other.communicate(b"go\n") for other in others))
    assert done == [(b"60\n", b""), (b"60\n", b"")]

    memory = TranslationMemory(store.translations)
    texts = [f"The cat saw {number} dogs." for number in range(100, 190)]
    answers = await translated(argos_packages, memory, *texts)

    assert answers == [f"Этот кот увидел {number} собаки." for number in range(100, 190)]
    assert asked == []
    await memory.close()


async def test_a_corrupt_row_is_replaced(
    argos_packages: Path, fake_store: FakeStore, asked: list[tuple[str, ...]]
) -> None:
    memory = TranslationMemory(fake_store)
    await translated(argos_packages, memory, "The cat sleeps.")
    await memory.close()
    whole = dict(fake_store.rows)
    fake_store.rows = {key: content[:-3] for key, content in whole.items()}
    asked.clear()

    answers = await translated(argos_packages, memory, "The cat sleeps.")
    await memory.close()

    assert answers == ["Этот кот спит."]
    assert len(asked) == 1
    assert fake_store.rows == whole


async def test_without_the_database_sentences_are_translated(
    argos_packages: Path, fake_store: FakeStore
) -> None:
    memory = TranslationMemory(fake_store)
    fake_store.broken = True

    assert await translated(argos_packages, memory, "The cat sleeps.") == ["Этот кот спит."]
    await memory.close()

    fake_store.broken = False
    await memory.close()
    assert len(fake_store.rows) == 1


async def test_remembered_rows_are_written_soon(
    fake_store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.translating.engine.memory._SECONDS_BETWEEN_WRITES", 0.01)
    memory = TranslationMemory(fake_store)
    memory.remember({b"key": b"content"})
    assert fake_store.rows == {}

    await asyncio.wait_for(fake_store.written.wait(), 5)

    assert await memory.recall([b"key", b"other"]) == {b"key": b"content"}
    await memory.close()
    assert fake_store.used == {b"key"}


async def test_many_rows_are_written_in_parts(
    fake_store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.translating.engine.memory._ROWS_PER_WRITE", 10)
    sizes: list[int] = []
    remember = fake_store.remember

    async def watched(rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        sizes.append(max(len(rows), len(used)))
        await remember(rows, used)

    monkeypatch.setattr(fake_store, "remember", watched)
    memory = TranslationMemory(fake_store)
    rows = {b"%d" % number: b"content" for number in range(35)}
    memory.remember(rows)
    await memory.close()
    await memory.recall(rows)
    await memory.close()

    assert fake_store.rows == rows
    assert fake_store.used == set(rows)
    assert max(sizes) == 10


def test_another_model_search_or_source_has_another_key(argos_packages: Path) -> None:
    en_ru, en_uk = (package_of(argos_packages, pair) for pair in ("en_ru", "en_uk"))

    keys = {
        memory_key(en_ru, ARGOS_DECODING, ["▁cat"]),
        memory_key(en_uk, ARGOS_DECODING, ["▁cat"]),
        memory_key(en_ru, Decoding(beam_size=8), ["▁cat"]),
        memory_key(en_ru, ARGOS_DECODING, ["▁c", "at"]),
    }

    assert len(keys) == 4
    assert memory_key(en_ru, ARGOS_DECODING, ("▁cat",)) in keys


@st.composite
def outputs(draw: st.DrawFn) -> Output:
    source, target = draw(TOKENS), draw(TOKENS)
    size = len(source) * len(target)
    return Output(source, target, draw(st.binary(min_size=size, max_size=size)))


@given(outputs())
def test_an_output_is_unpacked_as_it_was(output: Output) -> None:
    assert unpack(pack(output), output.source) == output


@given(st.binary() | st.binary().map(zlib.compress), TOKENS)
def test_any_row_is_refused_or_fits_the_source(row: bytes, source: tuple[str, ...]) -> None:
    output = unpack(row, source)

    assert output is None or len(output.attention) == len(source) * len(output.target)


def test_a_row_that_unpacks_to_too_much_is_refused() -> None:
    assert unpack(zlib.compress(b"[" + b'"",' * 50_000_000 + b'""]\0'), ("▁cat",)) is None
