"""`dragoman models` with ready models for CTranslate2: a repository's files, used as they are."""

import json
from pathlib import Path

import pytest

from bot.translating.packages.catalogue import read_catalogue
from testkit.argos.ready import M2M, MADLAD, NLLB, QUICKMT, Form, build_ready_model
from tests.cli.conftest import Dragoman
from tests.translating.packages.conftest import names
from tests.translating.packages.package_server import PackageServer, file, half_of, status

# The models of the project's own catalogue, whose tokens are what is tested here.
PUBLISHED = {
    "quickmt": ("quickmt:uk-en", QUICKMT),
    "M2M-100": ("m2m100:418m", M2M),
    "NLLB-200": ("nllb200:600m", NLLB),
    "MADLAD-400": ("madlad400:7b", MADLAD),
}


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a folder of files for each family."""
    parent = tmp_path_factory.mktemp("ready")
    return {
        family: build_ready_model(parent / family, form, "ru", "uk")
        for family, (_, form) in PUBLISHED.items()
    }


class Repository:
    """A family's files on the server, and a catalogue that names them."""

    def __init__(self, server: PackageServer, folder: Path, catalogue: Path, family: str) -> None:
        self.server, self.folder, self._catalogue = server, folder, catalogue
        self.name, self.form = PUBLISHED[family]
        for name in self.form.files:
            server.answer(f"/{family}/resolve/main/{name}", file(folder / name))
        self.offer()

    def offer(self, **changes: str) -> None:
        """Write the catalogue: the published description, for Russian and Ukrainian."""
        described = read_catalogue()[self.name].description.model_dump(exclude_defaults=True)
        tokens = {code: described["tokens"][code] for code in self.form.tokens}
        values = described | changes | {"sources": ["ru"], "targets": ["uk"], "quality": {}}
        lines = [
            *("[[models]]", f'name = "{self.name}"', "megabytes = 5", "memory_megabytes = 5"),
            f'links = ["{self.server.url}/{self.folder.name}/resolve/main/"]',
            f"files = {json.dumps(self.form.files)}",
            "[models.description]",
            *(f"{key} = {json.dumps(v)}" for key, v in values.items() if not isinstance(v, dict)),
            "[models.description.tokens]",
            *(f"{key} = {json.dumps(value)}" for key, value in tokens.items()),
        ]
        self._catalogue.write_text("\n".join(lines), encoding="utf-8")
        # Each command of a person is a program of its own.
        read_catalogue.cache_clear()

    def requested(self) -> list[str]:
        """Return the names of the files that were asked for since the last time."""
        paths = [path.rpartition("/")[2] for path, _ in self.server.requests]
        self.server.requests.clear()
        return paths


@pytest.fixture
def repository(
    server: PackageServer, repositories: dict[str, Path], tmp_path: Path, family: str
) -> Repository:
    return Repository(server, repositories[family], tmp_path / "catalogue.toml", family)


@pytest.mark.parametrize("family", PUBLISHED)
def test_the_files_of_a_repository_are_installed_and_asked_with_the_tokens_of_the_family(
    dragoman: Dragoman, repository: Repository, packages: Path
) -> None:
    installed = dragoman("models", "install", repository.name)
    translated = dragoman("translate", "-f", "ru", "-t", "uk", given="Старый кот спит.").stdout

    assert installed.stderr == ""
    assert repository.requested() == list(repository.form.files)
    assert translated.splitlines()[-1] == "Старий кіт спить."
    folder = packages / names(packages)[0]
    assert {path.name for path in folder.iterdir()} == {"dragoman.toml", *repository.form.files}


@pytest.mark.parametrize("family", ["quickmt"])
def test_a_repository_that_breaks_off_is_resumed_file_by_file(
    dragoman: Dragoman, repository: Repository, packages: Path
) -> None:
    model = repository.folder / "model.bin"
    path = "/quickmt/resolve/main/model.bin"
    repository.server.answer(path, half_of(model), status(500), status(500), file(model))

    dragoman("models", "install", repository.name, ends=1)
    assert names(packages) == [".installing"]
    # What has arrived and is not read before the break is lost with the connection.
    kept = max(f.stat().st_size for f in (packages / ".installing").rglob("*") if f.is_file())
    assert 0 < kept <= 100_000
    dragoman("models", "install", repository.name)
    assert repository.server.ranges(path)[-1] == f"bytes={kept}-"


@pytest.mark.parametrize("family", ["quickmt"])
def test_a_repository_without_one_of_its_files_leaves_nothing(
    dragoman: Dragoman, repository: Repository, packages: Path
) -> None:
    repository.server.answer("/quickmt/resolve/main/tgt.spm.model", status(404))
    assert "404" in dragoman("models", "install", repository.name, ends=1).stderr
    assert names(packages) == [".installing"]


@pytest.mark.parametrize("family", ["quickmt"])
def test_a_newer_model_of_the_catalogue_is_named_and_installed(
    dragoman: Dragoman, repository: Repository, packages: Path
) -> None:
    dragoman("models", "install", repository.name)
    repository.offer(version="2030.1")
    first, *_, last = dragoman("models", "update").stdout.splitlines()

    assert first.startswith("A newer quickmt:uk-en is available: version")
    assert last == "Installed: ru→uk 2030.1"
    assert len(names(packages)) == 1
    assert dragoman("models", "update").stdout == "All packages are up to date.\n"


@pytest.mark.parametrize("family", ["quickmt"])
def test_files_that_have_changed_since_are_downloaded_again(
    dragoman: Dragoman, repository: Repository, packages: Path, tmp_path: Path
) -> None:
    dragoman("models", "install", repository.name)
    repository.requested()
    assert dragoman("models", "update").stdout == "All packages are up to date.\n"
    assert repository.requested() == list(repository.form.files)

    config = tmp_path / "config.json"
    config.write_text((repository.folder / "config.json").read_text() + "\n")
    repository.server.answer("/quickmt/resolve/main/config.json", file(config))
    assert "Installed: ru→uk" in dragoman("models", "update").stdout
    folder = packages / names(packages)[0]
    assert (folder / "config.json").read_text() == config.read_text()


@pytest.mark.parametrize("family", ["quickmt"])
def test_where_nobody_answers_there_is_nothing_newer(
    dragoman: Dragoman, repository: Repository
) -> None:
    dragoman("models", "install", repository.name)
    for name in repository.form.files:
        repository.server.answer(f"/quickmt/resolve/main/{name}", status(404))
    assert dragoman("models", "update").stdout == "All packages are up to date.\n"


def test_the_catalogue_that_comes_with_the_program_can_be_read() -> None:
    catalogue = read_catalogue()

    assert {"opus:en-zle", "opus:zle-zle", *(name for name, _ in PUBLISHED.values())} <= set(
        catalogue
    )
    assert not catalogue["nllb200:600m"].may_be_sold
    for model in catalogue.values():
        description = model.description
        tokenizers = {description.source_tokenizer, description.target_tokenizer}
        assert not model.files or tokenizers <= set(model.files)


def test_the_published_files_are_those_that_the_tests_build() -> None:
    found = {name: read_catalogue()[name].files for name, _ in PUBLISHED.values()}
    wanted: dict[str, Form] = dict(PUBLISHED.values())
    assert {name: set(files) for name, files in found.items()} == {
        name: set(form.files) for name, form in wanted.items()
    }
