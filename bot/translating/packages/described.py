"""CTranslate2 models that a `dragoman.toml` describes: OPUS-MT, quickmt, M2M-100, NLLB-200, MADLAD.

Each is a folder with an encoder-decoder model and SentencePiece tokenizers, for one pair of
languages or for many.
"""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.errors import Cause
from bot.translating.packages.package import (
    DESCRIBED_MODEL_FILE,
    DESCRIPTION_FILE,
    Decoding,
    Direction,
    PackageContent,
    broken,
)
from bot.translating.packages.routes import LANGUAGE, VERSION

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

_SOURCE_LANGUAGE, _TARGET_LANGUAGE = "{source}", "{target}"
_LONGEST_DESCRIPTION = 1_000_000
_MOST_DIRECTIONS = 50_000

_Code = Annotated[str, StringConstraints(pattern=rf"^{LANGUAGE.pattern}$")]
_Text = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Description(BaseModel):
    """What a `dragoman.toml` says: `docs/translations.md` explains it to people.

    A model translates from each of `sources` into each other of `targets`. `before`, `after` and
    `target_prefix` are tokens, where "{source}" and "{target}" stand for what `tokens` calls the
    language. `quality` is the published BLEU on FLORES-200 devtest by pair, such as "en-uk".
    `origin` is written here: the addresses of a downloaded model, and the version of each file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    family: _Text
    version: Annotated[str, StringConstraints(pattern=rf"^{VERSION.pattern}$")]
    licence: _Text
    sources: Annotated[list[_Code], Field(min_length=1)]
    targets: Annotated[list[_Code], Field(min_length=1)]
    source_tokenizer: _Text = "source.spm"
    target_tokenizer: _Text = "target.spm"
    beam_size: Annotated[int, Field(ge=1, le=16)] = 4
    before: list[_Text] = []
    after: list[_Text] = []
    target_prefix: list[_Text] = []
    tokens: dict[_Code, _Text] = {}
    quality: dict[str, float] = {}
    origin: dict[str, str] = {}

    def directions(self) -> Iterator[Direction]:
        """Yield every direction. Raises KeyError for a language without a token."""
        for source, target in product(self.sources, self.targets):
            if source != target:
                before, after, prefix = (
                    tuple(self._token(token, source, target) for token in tokens)
                    for tokens in (self.before, self.after, self.target_prefix)
                )
                quality = self.quality.get(f"{source}-{target}")
                yield Direction(source, target, before, after, prefix, quality)

    def to_toml(self) -> str:
        """Return the text of a `dragoman.toml` with the same content."""
        tables, lines = [], []
        for name, value in self.model_dump(exclude_defaults=True).items():
            if isinstance(value, dict):
                rows = [f"{_toml(key)} = {_toml(one)}" for key, one in value.items()]
                tables += ["", f"[{name}]", *rows]
            else:
                lines.append(f"{name} = {_toml(value)}")
        return "\n".join([*lines, *tables, ""])

    def _token(self, token: str, source: str, target: str) -> str:
        language = {_SOURCE_LANGUAGE: source, _TARGET_LANGUAGE: target}.get(token)
        if language is None:
            return token
        return self.tokens[language]


def read_description(folder: Path) -> Description:
    """Read the `dragoman.toml` of a folder. Raises PackageBroken."""
    file = folder / DESCRIPTION_FILE
    try:
        if file.stat().st_size > _LONGEST_DESCRIPTION:
            raise ValueError("it is too long")
        description = Description.model_validate(tomllib.loads(file.read_text("utf-8")))
        if len(description.sources) * len(description.targets) > _MOST_DIRECTIONS:
            raise ValueError("it names too many languages")
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"]))
        raise broken(folder, _wrong(where)) from None
    except (OSError, ValueError, RecursionError) as error:
        cause = Cause("file-cannot-be-read", file=DESCRIPTION_FILE, detail=str(error))
        raise broken(folder, cause) from error
    return description


def open_described_package(folder: Path) -> PackageContent:
    """Read a folder with a `dragoman.toml`. Raises PackageBroken."""
    description = read_description(folder)
    try:
        directions = tuple(description.directions())
    except KeyError as error:
        raise broken(folder, _wrong(f"tokens.{error.args[0]}")) from None
    tokenizers = [
        _inside(folder, name)
        for name in (description.source_tokenizer, description.target_tokenizer)
    ]
    for needed in (folder / DESCRIBED_MODEL_FILE, *tokenizers):
        if not needed.is_file():
            raise broken(folder, Cause("file-is-missing", file=needed.name))
    return PackageContent(
        family=description.family,
        version=description.version,
        licence=description.licence,
        directions=directions,
        tokenizer=_SentencePiece(tokenizers[0], tokenizers[1]),
        model=folder,
        decoding=Decoding(beam_size=description.beam_size),
    )


def _inside(folder: Path, name: str) -> Path:
    """Return a file of the folder. Raises PackageBroken for a name that leads out of it."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise broken(folder, Cause("file-outside-its-folder", file=name))
    return path


@dataclass
class _SentencePiece:
    """The tokenizer of the source language and that of the target language, which may be one."""

    source: Path
    target: Path

    @cached_property
    def _processors(self) -> "dict[Path, SentencePieceProcessor]":
        from sentencepiece import SentencePieceProcessor

        files = {self.source, self.target}
        return {file: SentencePieceProcessor(model_file=str(file)) for file in files}

    def encode(self, sentence: str) -> list[str]:
        tokens: list[str] = self._processors[self.source].encode(sentence, out_type=str)
        return tokens

    def decode(self, tokens: Sequence[str]) -> str:
        text: str = self._processors[self.target].decode_pieces(list(tokens))
        return text


def _wrong(where: str) -> Cause:
    return Cause("of", what=f"{DESCRIPTION_FILE}: {where}", cause=Cause("not-as-described"))


def _toml(value: object) -> str:
    """Return a string, a number or a list as TOML, which writes them as JSON does but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
