"""The values that travel: what a ranking gives as a summary, and how words are counted."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Block, Ranking, Role, Sentence, shift_blocks, slice_blocks
from bot.domain.rich_text import RichText


def article(*sentences: str, title: str = "") -> Article:
    return Article(RichText(title), RichText(" ".join(sentences)), "en")


@st.composite
def rankings(draw: st.DrawFn) -> Ranking:
    texts = [f"Sentence number {n} ends here." for n in range(draw(st.integers(1, 12)))]
    whole = article(*texts)
    sentences = tuple(
        Sentence(n, 0, whole.body.text.index(text), RichText(text)) for n, text in enumerate(texts)
    )
    order = tuple(draw(st.permutations(range(len(texts)))))
    scores = tuple(float(1 - n) for n in range(len(texts)))
    stops = tuple(range(1, len(texts) + 1))
    return Ranking(whole, sentences, order, scores, ((),) * len(texts), stops)


@given(rankings(), st.integers(0, 14))
def test_the_best_sentences_come_in_order_with_their_scores(ranking: Ranking, count: int) -> None:
    summary = ranking.best(count)
    score_of = dict(zip(ranking.order, ranking.scores, strict=True))

    assert len(summary.sentences) == min(max(count, 1), len(ranking.sentences))
    assert list(summary.sentences) == sorted(summary.sentences, key=lambda s: s.index)
    assert summary.scores == tuple(score_of[s.index] for s in summary.sentences)
    assert summary.sentence_count == len(ranking.sentences)


@given(rankings(), st.integers(0, 12))
def test_a_longer_summary_has_all_of_a_shorter_one(ranking: Ranking, count: int) -> None:
    shorter, longer = ranking.best(count), ranking.best(count + 1)
    assert set(shorter.sentences) <= set(longer.sentences)


@given(rankings())
def test_a_sentence_knows_where_it_stands_in_the_body(ranking: Ranking) -> None:
    for sentence in ranking.sentences:
        assert ranking.article.body[sentence.start : sentence.end] == sentence.text


def test_words_are_counted_in_the_title_and_the_body_and_in_a_summary() -> None:
    whole = article("Дощ ішов три дні.", title="Повінь на Тисі")
    ranking = Ranking(whole, (Sentence(0, 0, 0, whole.body),), (0,), (1.0,), ((),), (1,))
    assert whole.word_count == 7
    assert ranking.best(1).word_count == 4


@st.composite
def block_rows(draw: st.DrawFn) -> tuple[int, tuple[Block, ...]]:
    """Blocks in order, with gaps or without, and the length of the body that holds them."""
    position, blocks = 0, []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5)), max_size=8)):
        start = position + gap
        blocks.append(Block(start, start + length, draw(st.sampled_from(list(Role)[1:]))))
        position = start + length + 1
    return position + draw(st.integers(0, 3)), tuple(blocks)


@given(block_rows())
def test_each_character_has_the_role_of_its_block(row: tuple[int, tuple[Block, ...]]) -> None:
    length, blocks = row
    article = Article(RichText(), RichText("x" * length), blocks=blocks)

    for at in range(length):
        inside = [block.role for block in blocks if block.start <= at < block.end]
        assert [article.role_of(at, at + 1)] == (inside or [Role.TEXT])


@given(block_rows(), st.data())
def test_a_slice_has_the_roles_that_its_characters_had(
    row: tuple[int, tuple[Block, ...]], data: st.DataObject
) -> None:
    length, blocks = row
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    whole = Article(RichText(), RichText("x" * length), blocks=blocks)
    part = Article(
        RichText(), RichText("x" * (end - start)), blocks=slice_blocks(blocks, start, end)
    )

    for at in range(start, end):
        assert part.role_of(at - start, at - start + 1) == whole.role_of(at, at + 1)


@given(block_rows(), st.integers(0, 9))
def test_shifted_blocks_keep_their_lengths_and_roles(
    row: tuple[int, tuple[Block, ...]], offset: int
) -> None:
    length, blocks = row
    assert slice_blocks(shift_blocks(blocks, offset), offset, offset + length) == blocks


def test_a_passage_with_a_block_at_its_end_has_the_role_of_the_block() -> None:
    article = Article(RichText(), RichText("one\ntwo"), blocks=(Block(4, 7, Role.HEADING),))
    assert article.role_of(0, 3) is Role.TEXT
    assert article.role_of(0, 7) is Role.HEADING
