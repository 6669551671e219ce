"""Builds an Argos package that takes as long as a published one: same shape, made-up weights.

Six layers of encoder and six of decoder, 512 wide, with a vocabulary of 32,000 tokens, in int8.
Decoder step t attends, by position, to source token t and writes what that token becomes: so the
output is Russian, word for word, and as long as its source, which is what costs time.

    uv run python -m benchmarks.packages FOLDER
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
from ctranslate2.specs.common_spec import LayerNormSpec, LinearSpec
from ctranslate2.specs.transformer_spec import FeedForwardSpec
from numpy.typing import NDArray

from testkit.argos.tokenizers import sentencepiece_model
from testkit.argos.words import dictionary

LAYERS, HEADS, WIDTH, HIDDEN, VOCABULARY = 6, 8, 512, 2048, 32_000
MAX_POSITIONS = 1024

_SPECIALS = ("<unk>", "<s>", "</s>")
# What the dimensions of a vector are for. Each head has the whole position and its share of the
# token.
_POSITION = slice(0, WIDTH // HEADS)
_TOKEN = slice(WIDTH // HEADS, WIDTH)
_TOKEN_WIDTH = WIDTH - WIDTH // HEADS
# Any sharper, and the weights of other positions would be denormal numbers, which are slow.
_SHARPNESS = 1.2
_LOUDNESS = 0.25
_CONFIDENCE = 3.0
_SIMILARITY, _DIFFERENCE = 0.8, 0.6
_NOISE = 1e-4

_Matrix = NDArray[np.float32]


def build_real_sized_package(parent: Path) -> Path:
    """Build an en→ru package directory inside `parent`, of about 80 MB."""
    folder = parent / "translate-en_ru-1_9"
    (folder / "model").mkdir(parents=True)
    tokens = sentencepiece_model(folder / "sentencepiece.model", dictionary("en", "ru"))
    becomes = {name: name for name in _SPECIALS}
    becomes |= {token.text: token.translation for token in tokens}
    vocabulary = list(dict.fromkeys([*becomes, *becomes.values()]))
    known = len(vocabulary)
    vocabulary += [f"▁synonym{number}" for number in range(VOCABULARY - known)]
    spec = _specification(vocabulary, known, [becomes.get(text, text) for text in vocabulary])
    spec.save(str(folder / "model"))
    metadata = {
        "package_version": "1.9",
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": "ru",
        "to_name": "Russian",
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def _specification(
    vocabulary: Sequence[str], known: int, becomes: Sequence[str]
) -> TransformerSpec:
    """Specify a model whose first `known` tokens are real and the next ones nearly the same."""
    random = np.random.default_rng(12)
    numbers = {text: number for number, text in enumerate(vocabulary)}
    meanings = _directions(random, len(vocabulary), _TOKEN)
    # The second best that a search finds is then a synonym, and not to go on after the end.
    real = slice(len(_SPECIALS), known)
    synonyms = slice(known, 2 * known - len(_SPECIALS))
    meanings[synonyms] = _SIMILARITY * meanings[real] + _DIFFERENCE * meanings[synonyms]

    spec = TransformerSpec.from_config((LAYERS, LAYERS), HEADS, pre_norm=True)
    encoder, decoder = spec.encoder, spec.decoder
    positions = _directions(random, MAX_POSITIONS, _POSITION)
    for side, embedding in ((encoder, encoder.embeddings[0]), (decoder, decoder.embeddings)):
        side.scale_embeddings = False
        embedding.multiply_by_sqrt_depth = False
        side.position_encodings.encodings = positions
        _norm(side.layer_norm)
    encoder.embeddings[0].weight = meanings[[numbers[text] for text in becomes]]
    # What was written before does not matter here; published packages have one matrix for both.
    decoder.embeddings.weight = encoder.embeddings[0].weight

    for layer in encoder.layer:
        _self_attention(random, layer.self_attention)
        _feed_forward(random, layer.ffn)
    for layer in decoder.layer:
        _self_attention(random, layer.self_attention)
        _cross_attention(random, layer.attention, writes=layer is decoder.layer[-1])
        _feed_forward(random, layer.ffn)
    _linear(decoder.projection, _CONFIDENCE * meanings)

    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = _SPECIALS
    spec.config.decoder_start_token = "<s>"
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _directions(random: np.random.Generator, count: int, part: slice) -> _Matrix:
    """Vectors of length 1 that are nearly at right angles to each other, in a part of the width."""
    vectors = random.standard_normal((count, part.stop - part.start))
    whole = np.zeros((count, WIDTH), np.float32)
    whole[:, part] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return whole


def _self_attention(random: np.random.Generator, layer: MultiHeadAttentionSpec) -> None:
    """Make attention that looks everywhere and says nothing, at the usual cost."""
    _norm(layer.layer_norm)
    _linear(layer.linear[0], _noise(random, 3 * WIDTH, WIDTH))
    _linear(layer.linear[1], _noise(random, WIDTH, WIDTH))


def _cross_attention(
    random: np.random.Generator, layer: MultiHeadAttentionSpec, writes: bool
) -> None:
    """Where it writes, each head looks at the source token of the same position, and fetches its
    share of what that becomes.
    """
    queries, keys, values, out = (_noise(random, WIDTH, WIDTH) for _ in range(4))
    if writes:
        for head in range(HEADS):
            row = head * WIDTH // HEADS
            share = _TOKEN_WIDTH // HEADS
            for place in range(WIDTH // HEADS):
                queries[row + place, place] = keys[row + place, place] = _SHARPNESS
            for place in range(share):
                values[row + place, _TOKEN.start + head * share + place] = 1
                out[_TOKEN.start + head * share + place, row + place] = _LOUDNESS
    _norm(layer.layer_norm)
    _linear(layer.linear[0], queries)
    _linear(layer.linear[1], np.concatenate([keys, values]))
    _linear(layer.linear[2], out)


def _feed_forward(random: np.random.Generator, layer: FeedForwardSpec) -> None:
    _norm(layer.layer_norm)
    _linear(layer.linear_0, _noise(random, HIDDEN, WIDTH))
    _linear(layer.linear_1, _noise(random, WIDTH, HIDDEN))


def _norm(layer: LayerNormSpec) -> None:
    layer.gamma = np.ones(WIDTH, np.float32)
    layer.beta = np.zeros(WIDTH, np.float32)


def _linear(layer: LinearSpec, weight: _Matrix) -> None:
    layer.weight = weight
    layer.bias = np.zeros(len(weight), np.float32)


def _noise(random: np.random.Generator, rows: int, columns: int) -> _Matrix:
    """Next to nothing, but different for each layer: equal matrices would be stored once."""
    return _NOISE * random.standard_normal((rows, columns), dtype=np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to put the package directory")
    print(build_real_sized_package(parser.parse_args().folder))


if __name__ == "__main__":
    main()
