"""A word-for-word translator: a CTranslate2 Transformer with weights written down, not trained.

Decoder step t attends, by position, to source token t, and writes that token's translation; a token
that is only part of a longer, unknown word is copied instead. To know which, the encoder's first
layer looks at the tokens on either side. Tokenizers and packages are none of its business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ctranslate2.specs import TransformerSpec
from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
from ctranslate2.specs.common_spec import LinearSpec
from ctranslate2.specs.transformer_spec import FeedForwardSpec
from numpy.typing import NDArray

MAX_POSITIONS = 1024

_FREQUENCIES = 32
_TOKEN_SIZE = 80

# The model's dimensions: where a vector keeps what it knows.
_POSITION = slice(0, 2 * _FREQUENCIES)
_OPEN_LEFT, _OPEN_RIGHT, _NEXT_OPEN_LEFT, _PREVIOUS_OPEN_RIGHT, _PART = range(64, 69)
_TOKEN = slice(80, 80 + _TOKEN_SIZE)
_DIFFERENCE = slice(160, 160 + _TOKEN_SIZE)
_SIZE = 240
HEADS = 2
_HEAD_SIZE = _SIZE // HEADS

# A normalised vector is about this much longer than the one that was written: its squared length
# is 32 (position) + 3 (token and difference), and RMS normalisation makes that _SIZE.
_GAIN = (_SIZE / (_FREQUENCIES + 3)) ** 0.5
_ATTENTION = 20.0
_CONFIDENCE = 15.0
_SHUT = 10.0

_Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Token:
    """A source token: what it becomes, and whether a word may go on over its left or right edge."""

    text: str
    translation: str
    open_left: bool = False
    open_right: bool = False


def save_transformer(
    folder: Path, tokens: Sequence[Token], prefix: str = "", *, stuck: bool = False
) -> None:
    """Write `model.bin`, its configuration and vocabularies.

    `tokens` are what the tokenizer can make of a text. A `prefix` is a target token that the caller
    will force upon the decoder as the first of each translation. A `stuck` decoder looks at the
    first token at every step, and so never comes to an end.
    """
    specials = ("<unk>", "<s>", "</s>")
    known = [*(Token(name, name) for name in specials), *tokens]
    targets = list(
        dict.fromkeys(
            [
                *specials,
                *([prefix] if prefix else []),
                *(token.text for token in known),
                *(token.translation for token in known),
            ]
        )
    )
    spec = specification(known, targets, look=-1 if prefix else 0, stuck=stuck)
    spec.config.add_source_eos = True
    spec.config.unk_token, spec.config.bos_token, spec.config.eos_token = specials
    spec.config.decoder_start_token = "<s>"
    spec.register_source_vocabulary([token.text for token in known])
    spec.register_target_vocabulary(targets)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def specification(
    known: Sequence[Token], targets: Sequence[str], look: int = 0, *, stuck: bool = False
) -> TransformerSpec:
    """Return the weights; decoder step t looks at the source token t + look."""
    random = np.random.default_rng(20)
    frequencies = random.uniform(0.05, np.pi, _FREQUENCIES)
    vectors = _unit(random.standard_normal((len(targets), _TOKEN_SIZE)))
    row = {text: number for number, text in enumerate(targets)}

    spec = TransformerSpec.from_config((2, 1), HEADS, rms_norm=True)
    encoder, decoder = spec.encoder, spec.decoder
    for side, embedding in ((encoder, encoder.embeddings[0]), (decoder, decoder.embeddings)):
        side.scale_embeddings = False
        embedding.multiply_by_sqrt_depth = False
        positions = _positions(frequencies)
        if stuck and side is decoder:
            positions[:] = positions[0]
        side.position_encodings.encodings = positions
        side.layer_norm.gamma = np.ones(_SIZE, np.float32)

    copied = vectors[[row[token.text] for token in known]]
    translated = vectors[[row[token.translation] for token in known]]
    source = np.zeros((len(known), _SIZE), np.float32)
    source[:, _TOKEN] = copied
    source[:, _DIFFERENCE] = translated - copied
    source[:, _OPEN_LEFT] = [token.open_left for token in known]
    source[:, _OPEN_RIGHT] = [token.open_right for token in known]
    encoder.embeddings[0].weight = source

    looking, choosing = encoder.layer
    _self_attention(
        looking.self_attention,
        frequencies,
        heads=[(+1, _OPEN_LEFT, _NEXT_OPEN_LEFT), (-1, _OPEN_RIGHT, _PREVIOUS_OPEN_RIGHT)],
    )
    _feed_forward(
        looking.ffn,
        [
            _Unit({_OPEN_RIGHT: 2, _NEXT_OPEN_LEFT: 2}, -3, {_PART: 1}),
            _Unit({_OPEN_LEFT: 2, _PREVIOUS_OPEN_RIGHT: 2}, -3, {_PART: 1}),
        ],
    )
    _self_attention(choosing.self_attention, frequencies, heads=[])
    _feed_forward(choosing.ffn, _translate_unless_part())

    # What the decoder has written so far does not matter: it only counts.
    decoder.embeddings.weight = np.zeros((len(targets), _SIZE), np.float32)
    (writing,) = decoder.layer
    _self_attention(writing.self_attention, frequencies, heads=[])
    _cross_attention(writing.attention, frequencies, look=look)
    _feed_forward(writing.ffn, [])
    projection = np.zeros((len(targets), _SIZE), np.float32)
    projection[:, _TOKEN] = _CONFIDENCE * vectors
    _linear(decoder.projection, projection)
    return spec


@dataclass(frozen=True)
class _Unit:
    """One hidden unit of a feed-forward layer: max(0, Σ reads + bias), added to what it writes."""

    reads: dict[int, float]
    bias: float
    writes: dict[int, float]


def _translate_unless_part() -> list[_Unit]:
    """Add the difference between translation and copy, but shut every unit for a part of a word."""
    return [
        _Unit({_DIFFERENCE.start + i: sign, _PART: -_SHUT}, 0, {_TOKEN.start + i: sign})
        for i in range(_TOKEN_SIZE)
        for sign in (1, -1)
    ]


def _positions(frequencies: NDArray[np.float64]) -> _Matrix:
    angles = np.outer(np.arange(MAX_POSITIONS), frequencies)
    encodings = np.zeros((MAX_POSITIONS, _SIZE), np.float32)
    encodings[:, _POSITION] = np.concatenate([np.cos(angles), np.sin(angles)], axis=1)
    return encodings


def _shift(frequencies: NDArray[np.float64], steps: int) -> _Matrix:
    """Return the matrix that turns the encoding of position t into that of position t + steps."""
    cos, sin = np.diag(np.cos(steps * frequencies)), np.diag(np.sin(steps * frequencies))
    return np.block([[cos, -sin], [sin, cos]]).astype(np.float32)


def _self_attention(
    layer: MultiHeadAttentionSpec,
    frequencies: NDArray[np.float64],
    heads: Iterable[tuple[int, int, int]],
) -> None:
    """Let each head (steps, reads, writes) fetch one number from the token `steps` further on."""
    queries, keys, values, out = (np.zeros((_SIZE, _SIZE), np.float32) for _ in range(4))
    for number, (steps, reads, writes) in enumerate(heads):
        start = number * _HEAD_SIZE
        rows = slice(start, start + 2 * _FREQUENCIES)
        queries[rows, _POSITION] = _ATTENTION * _shift(frequencies, steps)
        keys[rows, _POSITION] = np.eye(2 * _FREQUENCIES)
        values[start, reads] = 1
        out[writes, start] = 1 / _GAIN
    _norm(layer)
    _linear(layer.linear[0], np.concatenate([queries, keys, values]))
    _linear(layer.linear[1], out)


def _cross_attention(
    layer: MultiHeadAttentionSpec, frequencies: NDArray[np.float64], look: int
) -> None:
    """Let decoder step t fetch the token at source position t + look."""
    queries, keys, values, out = (np.zeros((_SIZE, _SIZE), np.float32) for _ in range(4))
    queries[: 2 * _FREQUENCIES, _POSITION] = _ATTENTION * _shift(frequencies, look)
    keys[: 2 * _FREQUENCIES, _POSITION] = np.eye(2 * _FREQUENCIES)
    values[:_TOKEN_SIZE, _TOKEN] = np.eye(_TOKEN_SIZE)
    out[_TOKEN, :_TOKEN_SIZE] = np.eye(_TOKEN_SIZE)
    _norm(layer)
    _linear(layer.linear[0], queries)
    _linear(layer.linear[1], np.concatenate([keys, values]))
    _linear(layer.linear[2], out)


def _feed_forward(layer: FeedForwardSpec, units: Sequence[_Unit]) -> None:
    inner = np.zeros((max(len(units), 1), _SIZE), np.float32)
    bias = np.zeros(len(inner), np.float32)
    outer = np.zeros((_SIZE, len(inner)), np.float32)
    for number, unit in enumerate(units):
        for dimension, weight in unit.reads.items():
            inner[number, dimension] = weight / _GAIN
        bias[number] = unit.bias
        for dimension, weight in unit.writes.items():
            outer[dimension, number] = weight
    _norm(layer)
    _linear(layer.linear_0, inner, bias)
    _linear(layer.linear_1, outer)


def _norm(layer: MultiHeadAttentionSpec | FeedForwardSpec) -> None:
    layer.layer_norm.gamma = np.ones(_SIZE, np.float32)


def _linear(layer: LinearSpec, weight: _Matrix, bias: _Matrix | None = None) -> None:
    layer.weight = weight
    layer.bias = np.zeros(len(weight), np.float32) if bias is None else bias


def _unit(vectors: NDArray[np.float64]) -> _Matrix:
    unit: _Matrix = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit
