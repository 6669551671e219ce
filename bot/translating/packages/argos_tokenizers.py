"""The tokenizers of Argos packages, for where argostranslate itself is not installed.

They have the names and the arguments of those in `argostranslate.tokenizer`, and give the same
tokens and texts. Heavy imports are inside functions to keep the bot's start quick.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

_WORD_END = "</w>"
_CONTINUES = "@@"
_VERSION = "#version:"
MAX_CACHED_WORDS = 50_000


class SentencePieceTokenizer:
    """A SentencePiece model for both languages."""

    def __init__(self, model_file: Path) -> None:
        self._file = model_file

    @cached_property
    def _processor(self) -> "SentencePieceProcessor":
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._file))

    def encode(self, sentence: str) -> list[str]:
        """Return the tokens of a sentence."""
        tokens: list[str] = self._processor.encode(sentence, out_type=str)
        return tokens

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of tokens, with spaces for underscores, as Argos writes it."""
        text: str = self._processor.decode_pieces(list(tokens))
        return text.replace("▁", " ").replace("_", " ")


class BPETokenizer:
    """Moses's words, cut by byte pair encoding as in subword-nmt (Sennrich et al., 2016)."""

    def __init__(self, model_file: Path, from_code: str, to_code: str) -> None:
        self._file, self._source, self._target = model_file, from_code, to_code

    @cached_property
    def _moses(self) -> tuple[Any, Any, Any]:
        from sacremoses.normalize import MosesPunctNormalizer
        from sacremoses.tokenize import MosesDetokenizer, MosesTokenizer

        normalizer = MosesPunctNormalizer(self._source)
        return normalizer, MosesTokenizer(self._source), MosesDetokenizer(self._target)

    @cached_property
    def _merges(self) -> "_Merges":
        return _Merges(self._file.read_text("utf-8"))

    def encode(self, sentence: str) -> list[str]:
        """Return the tokens of a sentence. Raises ValueError for a file that holds no merges."""
        normalizer, tokenizer, _ = self._moses
        words: list[str] = tokenizer.tokenize(normalizer.normalize(sentence))
        return [token for word in words for token in self._merges.cut(word)]

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of tokens."""
        detokenizer = self._moses[2]
        text: str = detokenizer.detokenize(
            " ".join(tokens).replace(f"{_CONTINUES} ", "").split(" ")
        )
        return text


class _Merges:
    """The pairs of symbols that byte pair encoding joins, the most frequent first."""

    def __init__(self, text: str) -> None:
        """Read the lines of a `bpe.model`. Raises ValueError."""
        lines = text.rstrip("\n").split("\n")
        version = lines.pop(0).split()[-1] if text.startswith(_VERSION) else "0.1"
        if version not in ("0.1", "0.2"):
            raise ValueError(f"unknown version: {version}")
        # In the first version the end of a word is a symbol of its own.
        self._end_is_a_symbol = version == "0.1"
        self._ranks: dict[tuple[str, ...], int] = {}
        for rank, line in enumerate(lines):
            pair = tuple(line.strip("\r ").split(" "))
            if len(pair) != 2:
                raise ValueError(f"not a pair of symbols: {line!r}")
            self._ranks.setdefault(pair, rank)
        self.cut = lru_cache(MAX_CACHED_WORDS)(self._cut)

    def _cut(self, word: str) -> tuple[str, ...]:
        """Return the tokens of a word; all but the last end with the continuation sign."""
        end = [_WORD_END] if self._end_is_a_symbol else []
        symbols = [*word, *end] if end else [*word[:-1], word[-1:] + _WORD_END]
        while len(symbols) > 1:
            best = min(pairwise(symbols), key=lambda pair: self._ranks.get(pair, len(self._ranks)))
            if best not in self._ranks:
                break
            symbols = list(_join(symbols, best))
        symbols[-1] = symbols[-1].removesuffix(_WORD_END)
        tokens = [symbol for symbol in symbols if symbol]
        return tuple(token + _CONTINUES for token in tokens[:-1]) + tuple(tokens[-1:])


def _join(symbols: list[str], pair: tuple[str, str]) -> Iterator[str]:
    """Yield the symbols, with those of a pair joined wherever they follow each other."""
    number = 0
    while number < len(symbols):
        if tuple(symbols[number : number + 2]) == pair:
            yield "".join(pair)
            number += 2
        else:
            yield symbols[number]
            number += 1
