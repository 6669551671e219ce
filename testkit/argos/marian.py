"""An OPUS-MT archive: a Marian model as it is published, with the weights of `transformer.py`.

`model.npz`, `vocab.yml` files, `source.spm`, `target.spm` and `decoder.yml`, as they stand in
https://github.com/Helsinki-NLP/OPUS-MT-train. Marian normalises by mean and variance, so each
number of a vector stands there twice, the second time with the other sign: the mean is always 0.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from ctranslate2.specs.attention_spec import MultiHeadAttentionSpec
from ctranslate2.specs.transformer_spec import FeedForwardSpec, TransformerSpec
from numpy.typing import NDArray

from testkit.argos.tokenizers import sentencepiece_model
from testkit.argos.transformer import HEADS, Token, specification
from testkit.argos.words import dictionary

_Matrix = NDArray[np.float32]

_SPECIALS = ("</s>", "<unk>", "<s>")
_UNREAD = ("tied-embeddings", "tied-embeddings-all", "tied-embeddings-src")


def build_opus_archive(
    file: Path, ways: Sequence[tuple[str, str]], before: Sequence[str] = ()
) -> Path:
    """Write an archive that translates each of the ways, between languages of different words.

    With `before`, the source begins with one of these tokens.
    """
    folder = file.with_suffix("")
    folder.mkdir(parents=True)
    words = {one: other for way in ways for one, other in dictionary(*way).items()}
    tokens = sentencepiece_model(folder / "source.spm", words)
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    save_marian_model(folder, tokens, before)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in sorted(folder.iterdir()):
            packed.write(member, member.name)
    return file


def save_marian_model(folder: Path, tokens: Sequence[Token], before: Sequence[str] = ()) -> None:
    """Write `model.npz`, its vocabularies and `decoder.yml`."""
    known = [*(Token(name, name) for name in (*_SPECIALS, *before)), *tokens]
    targets = list(
        dict.fromkeys((*_SPECIALS, *(t.text for t in known), *(t.translation for t in known)))
    )
    look = 1 if before else 0
    weights = _weights(specification(known, targets, look=look))
    np.savez(folder / "model.npz", **weights)  # type: ignore[arg-type]
    for name, vocabulary in (("source", [t.text for t in known]), ("target", targets)):
        lines = [f"{_quoted(token)}: {number}" for number, token in enumerate(vocabulary)]
        (folder / f"{name}.vocab.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    decoder = {
        "relative-paths": True,
        "models": ["model.npz"],
        "vocabs": ["source.vocab.yml", "target.vocab.yml"],
        "beam-size": 6,
        "normalize": 1,
    }
    (folder / "decoder.yml").write_text(yaml.safe_dump(decoder), encoding="utf-8")


def _quoted(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _weights(spec: TransformerSpec) -> dict[str, NDArray[Any]]:
    encoder, decoder = spec.encoder, spec.decoder
    size = 2 * encoder.embeddings[0].weight.shape[1]
    found: dict[str, NDArray[Any]] = {
        "encoder_Wemb": _twice(encoder.embeddings[0].weight) / np.sqrt(size),
        "decoder_Wemb": _twice(decoder.embeddings.weight) / np.sqrt(size),
        "Wpos": _twice(encoder.position_encodings.encodings),
        "decoder_ff_logit_out_W": _once(decoder.projection.weight).T,
        "decoder_ff_logit_out_b": np.zeros((1, len(decoder.projection.weight)), np.float32),
    }
    for side, name in ((encoder, "encoder"), (decoder, "decoder")):
        _add_norm(found, f"{name}_top", size, suffix="")
        for number, layer in enumerate(side.layer, 1):
            scope = f"{name}_l{number}"
            _add_attention(found, f"{scope}_self", layer.self_attention, size)
            if side is decoder:
                _add_attention(found, f"{scope}_context", layer.attention, size)
            _add_feed_forward(found, f"{scope}_ffn", layer.ffn, size)
    config = {
        "type": "transformer",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-ffn-activation": "relu",
        "transformer-preprocess": "n",
        "transformer-postprocess": "da",
        "transformer-postprocess-top": "n",
        "transformer-postprocess-emb": "d",
        "transformer-guided-alignment-layer": "last",
        "transformer-heads": HEADS,
        "enc-depth": len(encoder.layer),
        "dec-depth": len(decoder.layer),
        **dict.fromkeys(_UNREAD, False),
    }
    text = yaml.safe_dump(config).encode() + b"\0"
    found["special:model.yml"] = np.frombuffer(text, np.int8)
    return found


def _twice(vectors: _Matrix) -> _Matrix:
    """Return vectors with each number a second time, with the other sign."""
    return np.concatenate([vectors, -vectors], axis=1)


def _once(weight: _Matrix) -> _Matrix:
    """Return the weights of a layer that reads the first half of a doubled vector."""
    return np.concatenate([weight, np.zeros_like(weight)], axis=1)


def _add_norm(found: dict[str, NDArray[Any]], scope: str, size: int, suffix: str = "_pre") -> None:
    found[f"{scope}_ln_scale{suffix}"] = np.ones((1, size), np.float32)
    found[f"{scope}_ln_bias{suffix}"] = np.zeros((1, size), np.float32)


def _add_attention(
    found: dict[str, NDArray[Any]], scope: str, layer: MultiHeadAttentionSpec, size: int
) -> None:
    inner = np.concatenate([linear.weight for linear in layer.linear[:-1]])
    queries, keys, values = np.split(inner, 3)
    # A head is twice as wide, so that its scores are divided by more.
    for name, weight in (("q", np.sqrt(2) * queries), ("k", keys), ("v", values)):
        found[f"{scope}_W{name}"] = _widened(_once(weight), axis=0).T
        found[f"{scope}_b{name}"] = np.zeros((1, size), np.float32)
    out = _widened(layer.linear[-1].weight, axis=1)
    found[f"{scope}_Wo"] = np.concatenate([out, -out]).T
    found[f"{scope}_bo"] = np.zeros((1, size), np.float32)
    _add_norm(found, f"{scope}_Wo", size)


def _widened(weight: _Matrix, axis: int) -> _Matrix:
    """Return weights with as many zeros behind the rows or columns of each head."""
    heads = np.split(weight, HEADS, axis)
    return np.concatenate([part for head in heads for part in (head, 0 * head)], axis)


def _add_feed_forward(
    found: dict[str, NDArray[Any]], scope: str, layer: FeedForwardSpec, size: int
) -> None:
    inner, outer = layer.linear_0, layer.linear_1
    found[f"{scope}_W1"] = _once(inner.weight).T
    found[f"{scope}_b1"] = inner.bias[None]
    found[f"{scope}_W2"] = np.concatenate([outer.weight, -outer.weight]).T
    found[f"{scope}_b2"] = np.zeros((1, size), np.float32)
    _add_norm(found, f"{scope}_ffn", size)
