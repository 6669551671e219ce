"""Builds packages that take as long as published ones: same shape, made-up weights, in int8.

One is Argos's: six layers of encoder and six of decoder, 512 wide, with a vocabulary of 32,000
tokens. The other is OPUS-MT's tc-big (Marian's transformer-big): as many layers, 1024 wide, with
60,000 tokens. Decoder step t attends, by position, to source token t and writes what that token
becomes: so the output is Russian, word for word, and as long as its source, which is what costs
time.

    uv run python -m benchmarks.packages FOLDER [--shape tc-big]
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
from ctranslate2.specs.common_spec import LayerNormSpec, LinearSpec
from ctranslate2.specs.transformer_spec import FeedForwardSpec
from numpy.typing import NDArray

from benchmarks._figures import command_line
from bot.translating.packages.described import Description
from bot.translating.packages.package import DESCRIPTION_FILE
from testkit.argos.package import NAMES
from testkit.argos.tokenizers import sentencepiece_model
from testkit.argos.words import dictionary

MAX_POSITIONS = 1024


@dataclass(frozen=True)
class Shape:
    """How large a model is. A head is 64 wide."""

    heads: int
    hidden: int
    vocabulary: int
    layers: int = 6

    @property
    def width(self) -> int:
        return _HEAD * self.heads


ARGOS_SHAPE = Shape(heads=8, hidden=2048, vocabulary=32_000)
TC_BIG_SHAPE = Shape(heads=16, hidden=4096, vocabulary=60_000)

_SPECIALS = ("<unk>", "<s>", "</s>")
# What the dimensions of a vector are for. Each head has the whole position and its share of the
# token.
_HEAD = 64
_POSITION = slice(0, _HEAD)
# Any sharper, and the weights of other positions would be denormal numbers, which are slow.
_SHARPNESS = 1.2
_LOUDNESS = 0.25
_CONFIDENCE = 3.0
_SIMILARITY, _DIFFERENCE = 0.8, 0.6
_NOISE = 1e-4

_Matrix = NDArray[np.float32]


def build_argos_package(parent: Path, source: str = "en", target: str = "ru") -> Path:
    """Build a package directory of Argos's shape inside `parent`, of about 80 MB."""
    folder = parent / f"translate-{source}_{target}-1_9"
    (folder / "model").mkdir(parents=True)
    words = dictionary(source, target)
    _save_model(folder / "model", folder / "sentencepiece.model", words, ARGOS_SHAPE)
    metadata = {
        "package_version": "1.9",
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def build_tc_big_package(parent: Path) -> Path:
    """Build an en→ru package directory of tc-big's shape inside `parent`, of about 300 MB."""
    folder = parent / "opus-mt-big-en_ru-2022"
    folder.mkdir(parents=True)
    _save_model(folder, folder / "source.spm", dictionary("en", "ru"), TC_BIG_SHAPE)
    shutil.copyfile(folder / "source.spm", folder / "target.spm")
    description = Description(
        family="OPUS-MT big",
        version="2022",
        licence="-",
        sources=["en"],
        targets=["ru"],
        beam_size=2,
    )
    (folder / DESCRIPTION_FILE).write_text(description.to_toml(), encoding="utf-8")
    return folder


BUILDERS = {"argos": build_argos_package, "tc-big": build_tc_big_package}


def _save_model(folder: Path, tokenizer: Path, words: Mapping[str, str], shape: Shape) -> None:
    tokens = sentencepiece_model(tokenizer, words)
    becomes = {name: name for name in _SPECIALS}
    becomes |= {token.text: token.translation for token in tokens}
    vocabulary = list(dict.fromkeys([*becomes, *becomes.values()]))
    known = len(vocabulary)
    vocabulary += [f"▁synonym{number}" for number in range(shape.vocabulary - known)]
    becoming = [becomes.get(text, text) for text in vocabulary]
    _specification(shape, vocabulary, known, becoming).save(str(folder))


def _specification(
    shape: Shape, vocabulary: Sequence[str], known: int, becomes: Sequence[str]
) -> TransformerSpec:
    """Specify a model whose first `known` tokens are real and the next ones nearly the same."""
    random = np.random.default_rng(12)
    numbers = {text: number for number, text in enumerate(vocabulary)}
    meanings = _directions(random, len(vocabulary), slice(_HEAD, shape.width), shape.width)
    # The second best that a search finds is then a synonym, and not to go on after the end.
    real = slice(len(_SPECIALS), known)
    synonyms = slice(known, 2 * known - len(_SPECIALS))
    meanings[synonyms] = _SIMILARITY * meanings[real] + _DIFFERENCE * meanings[synonyms]

    spec = TransformerSpec.from_config((shape.layers, shape.layers), shape.heads, pre_norm=True)
    encoder, decoder = spec.encoder, spec.decoder
    positions = _directions(random, MAX_POSITIONS, _POSITION, shape.width)
    for side, embedding in ((encoder, encoder.embeddings[0]), (decoder, decoder.embeddings)):
        side.scale_embeddings = False
        embedding.multiply_by_sqrt_depth = False
        side.position_encodings.encodings = positions
        _norm(side.layer_norm, shape.width)
    encoder.embeddings[0].weight = meanings[[numbers[text] for text in becomes]]
    # What was written before does not matter here; published packages have one matrix for both.
    decoder.embeddings.weight = encoder.embeddings[0].weight

    for layer in encoder.layer:
        _self_attention(random, layer.self_attention, shape)
        _feed_forward(random, layer.ffn, shape)
    for layer in decoder.layer:
        _self_attention(random, layer.self_attention, shape)
        _cross_attention(random, layer.attention, shape, writes=layer is decoder.layer[-1])
        _feed_forward(random, layer.ffn, shape)
    _linear(decoder.projection, _CONFIDENCE * meanings)

    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = _SPECIALS
    spec.config.decoder_start_token = "<s>"
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _directions(random: np.random.Generator, count: int, part: slice, width: int) -> _Matrix:
    """Return vectors of length 1, nearly at right angles to each other, in a part of the width."""
    vectors = random.standard_normal((count, part.stop - part.start))
    whole = np.zeros((count, width), np.float32)
    whole[:, part] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return whole


def _self_attention(
    random: np.random.Generator, layer: MultiHeadAttentionSpec, shape: Shape
) -> None:
    """Make attention that looks everywhere and says nothing, at the usual cost."""
    _norm(layer.layer_norm, shape.width)
    _linear(layer.linear[0], _noise(random, 3 * shape.width, shape.width))
    _linear(layer.linear[1], _noise(random, shape.width, shape.width))


def _cross_attention(
    random: np.random.Generator, layer: MultiHeadAttentionSpec, shape: Shape, writes: bool
) -> None:
    """Let each head look at the source token of the same position, and fetch its share of what that
    becomes, where it `writes`.
    """
    queries, keys, values, out = (_noise(random, shape.width, shape.width) for _ in range(4))
    if writes:
        share = (shape.width - _HEAD) // shape.heads
        for head in range(shape.heads):
            row = head * _HEAD
            for place in range(_HEAD):
                queries[row + place, place] = keys[row + place, place] = _SHARPNESS
            for place in range(share):
                values[row + place, _HEAD + head * share + place] = 1
                out[_HEAD + head * share + place, row + place] = _LOUDNESS
    _norm(layer.layer_norm, shape.width)
    _linear(layer.linear[0], queries)
    _linear(layer.linear[1], np.concatenate([keys, values]))
    _linear(layer.linear[2], out)


def _feed_forward(random: np.random.Generator, layer: FeedForwardSpec, shape: Shape) -> None:
    _norm(layer.layer_norm, shape.width)
    _linear(layer.linear_0, _noise(random, shape.hidden, shape.width))
    _linear(layer.linear_1, _noise(random, shape.width, shape.hidden))


def _norm(layer: LayerNormSpec, width: int) -> None:
    layer.gamma = np.ones(width, np.float32)
    layer.beta = np.zeros(width, np.float32)


def _linear(layer: LinearSpec, weight: _Matrix) -> None:
    layer.weight = weight
    layer.bias = np.zeros(len(weight), np.float32)


def _noise(random: np.random.Generator, rows: int, columns: int) -> _Matrix:
    """Return next to nothing, which differs by layer: equal matrices would be stored once."""
    return _NOISE * random.standard_normal((rows, columns), dtype=np.float32)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("folder", type=Path, help="where to put the package directory")
    parser.add_argument("--shape", choices=BUILDERS, default="argos")
    options = parser.parse_args()
    print(BUILDERS[options.shape](options.folder))


if __name__ == "__main__":
    main()
