"""The catalogue of models beyond Argos's list: those of OPUS-MT, and ready ones for CTranslate2."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.errors import BadConfiguration, Cause
from bot.translating.packages.described import Description
from bot.translating.packages.package import COMMERCIAL_USE_FORBIDDEN
from bot.translating.packages.routes import InstalledPackage, LanguagePair, version_key

_Link = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2_000)]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+:[A-Za-z0-9._-]+$")]
_File = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class ListedModel(BaseModel):
    """A model that can be downloaded from any of the `links`; the first is preferred.

    A link leads to the archive of a Marian model, which is converted here, or to the folder of
    `files` that CTranslate2 reads as they are. They are downloaded in `megabytes`, and the model
    takes `memory_megabytes`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Name
    links: Annotated[tuple[_Link, ...], Field(min_length=1)]
    files: tuple[_File, ...] = ()
    megabytes: Annotated[int, Field(ge=1)]
    memory_megabytes: Annotated[int, Field(ge=1)]
    description: Description

    def __str__(self) -> str:
        return self.name

    @property
    def quality(self) -> Mapping[LanguagePair, float | None]:
        """The published quality of each pair that it translates."""
        return {(d.source, d.target): d.quality for d in self.description.directions()}

    @property
    def may_be_sold(self) -> bool:
        """Whether its licence allows any use."""
        return COMMERCIAL_USE_FORBIDDEN not in self.description.licence.upper()

    def installed(self, packages: Iterable[InstalledPackage]) -> tuple[InstalledPackage, ...]:
        """Return those of the packages that are some version of it."""
        mine = [p for p in packages if p.family == self.description.family]
        others = {p.path for p in mine if p.pair not in self.quality}
        return tuple(p for p in mine if p.path not in others)

    def is_installed(self, packages: Iterable[InstalledPackage]) -> bool:
        """Return whether this version of it, or a newer one, is among these packages."""
        least = version_key(self.description.version)
        mine = self.installed(packages)
        return self.quality.keys() <= {p.pair for p in mine if version_key(p.version) >= least}


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    models: list[ListedModel] = []


@cache
def read_catalogue(path: Path | None = None) -> Mapping[str, ListedModel]:
    """Return the models of a catalogue by their names; without a path, of the one that comes with
    the program.

    Raises BadConfiguration.
    """
    try:
        file = path or files(__package__).joinpath("catalogue.toml")
        found = _Catalogue.model_validate(tomllib.loads(file.read_text("utf-8")))
        for model in found.models:
            list(model.description.directions())
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False, include_input=False)[0]["loc"]))
        raise _not_as_described(path, where) from None
    except KeyError as error:
        raise _not_as_described(path, f"tokens.{error.args[0]}") from None
    except (OSError, ValueError) as error:
        cause = Cause("file-cannot-be-read", file=str(path), detail=str(error))
        raise BadConfiguration(model_catalogue=cause) from error
    return {model.name: model for model in found.models}


def _not_as_described(path: Path | None, where: str) -> BadConfiguration:
    return BadConfiguration(**{f"{path}: {where}": Cause("not-as-described")})
