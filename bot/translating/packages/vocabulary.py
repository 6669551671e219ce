"""What tokens a model knows, by the files beside it, and whether these files are the model's own.

CTranslate2 takes any vocabulary, and writes nonsense with one that is not the model's.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.errors import Cause
from bot.translating.packages.package import DESCRIBED_MODEL_FILE, Decoding, PackageContent, broken

# The weights that have a row for each token, on both sides.
_ROWS = {
    "encoder/embeddings_0/weight": "source",
    "decoder/embeddings/weight": "target",
    "decoder/projection/weight": "target",
}
_MOST_PADDING = 64
"""Converters round the number of rows up."""
_MOST_VARIABLES = 100_000


def require_known_tokens(folder: Path, content: PackageContent) -> None:
    """Raise PackageBroken if the model lacks a token, or has the vocabulary of another model."""
    known = {side: _vocabulary(content.model, side) for side in ("source", "target")}
    for side, rows in _rows(content.model / DESCRIBED_MODEL_FILE):
        tokens = known[side]
        if tokens is not None and not 0 <= rows - len(tokens) <= _MOST_PADDING:
            raise broken(folder, Cause("its-vocabulary-does-not-fit"))
    for direction in content.directions:
        asked = [(direction.before, "source"), (direction.after, "source")]
        for wanted, side in (*asked, (direction.target_prefix, "target")):
            tokens = known[side]
            unknown = [token for token in wanted if tokens is not None and token not in tokens]
            if unknown:
                raise broken(folder, Cause("unknown-token", token=unknown[0]))


def searched(content: PackageContent, decoding: Decoding) -> Decoding:
    """Return a decoding that suppresses only tokens which the model knows; others are an error."""
    if not decoding.suppress_sequences:
        return decoding
    known = _vocabulary(content.model, "target") or {}
    rows = tuple(row for row in decoding.suppress_sequences if all(t in known for t in row))
    return replace(decoding, suppress_sequences=rows)


def _vocabulary(model: Path, side: str) -> dict[str, int] | None:
    """Return the tokens that a model knows on a side, or None where its files do not tell."""
    for stem in (f"{side}_vocabulary", "shared_vocabulary"):
        try:
            if (model / f"{stem}.txt").is_file():  # as older converters write it
                tokens = (model / f"{stem}.txt").read_text("utf-8").rstrip("\n").split("\n")
            else:
                tokens = json.loads((model / f"{stem}.json").read_text("utf-8"))
            return {token: number for number, token in enumerate(tokens)}
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError):
            break
    return None


def _rows(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the sides of a model's vocabulary and their rows, as far as its file has them.

    It has the form that `ctranslate2.specs.ModelSpec.save` writes: the shape of each variable
    stands before its numbers.
    """
    try:
        with file.open("rb") as model:
            _number(model, "I")
            _name(model)
            _number(model, "I")
            for _ in range(min(_number(model, "I"), _MOST_VARIABLES)):
                name = _name(model)
                shape = [_number(model, "I") for _ in range(_number(model, "B"))]
                _number(model, "B")
                model.seek(_number(model, "I"), 1)
                if name in _ROWS and shape:
                    yield _ROWS[name], shape[0]
    except (OSError, struct.error, UnicodeDecodeError):
        return  # CTranslate2 says what is wrong with it.


def _number(model: BinaryIO, form: str) -> int:
    (number,) = struct.unpack(f"<{form}", model.read(struct.calcsize(f"<{form}")))
    return int(number)


def _name(model: BinaryIO) -> str:
    return model.read(_number(model, "H")).rstrip(b"\0").decode()
