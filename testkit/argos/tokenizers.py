"""The two kinds of tokenizer of Argos packages, made so that a known word is one token.

Each function writes the tokenizer's file and says which tokens it can make of a text, and what each
of them becomes in the other language.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import sentencepiece

from testkit.argos.transformer import Token

_LETTERS = (
    "abcdefghijklmnopqrstuvwxyz"
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяєіїґ"
)  # fmt: skip
_OTHERS = "0123456789.,;:!?-–—…\"'«»“”„’ʼ()[]{}/\\&%#@+=*<>_|~$€₴₽№°^`"
_ALPHABET = _LETTERS + _LETTERS.upper() + _OTHERS
_SPACE = "▁"


def sentencepiece_model(file: Path, dictionary: Mapping[str, str]) -> list[Token]:
    """Train a unigram model in which the words of both languages are pieces of their own.

    A word has two pieces: one with the space before it, and one for after a quotation mark or a
    bracket.
    """
    words = [*dictionary, *dictionary.values()]
    with file.open("wb") as model:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([*words, *_ALPHABET]),
            model_writer=model,
            model_type="unigram",
            vocab_size=3 * len(_ALPHABET) + 3 * len(words),
            hard_vocab_limit=False,
            character_coverage=1.0,
            required_chars=_ALPHABET,
            seed_sentencepiece_size=1,
            user_defined_symbols=sorted(
                {_SPACE + word for word in words} | {word for word in words if len(word) > 1}
            ),
            minloglevel=2,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(file))
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    becomes = dict(dictionary) | {
        _SPACE + word: _SPACE + translation for word, translation in dictionary.items()
    }
    return [
        Token(
            piece,
            becomes.get(piece, piece),
            open_left=piece[0].isalnum(),
            open_right=piece[-1].isalnum(),
        )
        for piece in pieces
        if piece not in ("<unk>", "<s>", "</s>")
    ]


def bpe_model(file: Path, dictionary: Mapping[str, str]) -> list[Token]:
    """Learn byte-pair merges until every word is whole, as `learn_bpe` of subword-nmt would."""
    merges = _merges(dictionary)
    lines = ("#version: 0.2", *(" ".join(pair) for pair in merges))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    end = "</w>"
    symbols = {first + second for first, second in merges}
    symbols |= {character + suffix for character in _ALPHABET for suffix in ("", end)}
    whole = [symbol.removesuffix(end) for symbol in symbols if symbol.endswith(end)]
    parts = [f"{symbol}@@" for symbol in symbols if not symbol.endswith(end)]
    return [
        *(Token(text, dictionary.get(text, text), open_left=True) for text in sorted(whole)),
        *(Token(text, text, open_left=True, open_right=True) for text in sorted(parts)),
    ]


def _merges(words: Iterable[str]) -> list[tuple[str, str]]:
    """Merge the most frequent pair of neighbours until no word has two symbols."""
    segmented = [(*word[:-1], f"{word[-1]}</w>") for word in words]
    counts: Counter[tuple[str, str]] = Counter()
    holders: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, symbols in enumerate(segmented):
        for pair in pairwise(symbols):
            counts[pair] += 1
            holders[pair].add(number)

    merges = []
    while counts:
        best = max(counts, key=lambda pair: (counts[pair], pair))
        merges.append(best)
        for number in holders.pop(best):
            before, after = segmented[number], _merged(segmented[number], best)
            counts.subtract(pairwise(before))
            for pair in pairwise(after):
                counts[pair] += 1
                holders[pair].add(number)
            segmented[number] = after
        counts = +counts
    return merges


def _merged(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged: list[str] = []
    position = 0
    while position < len(symbols):
        width = 2 if symbols[position : position + 2] == pair else 1
        merged.append("".join(symbols[position : position + width]))
        position += width
    return tuple(merged)
