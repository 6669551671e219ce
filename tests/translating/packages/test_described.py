"""Models of other families than Argos's: their description, conversion, and what can be wrong."""

import asyncio
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import yaml
from ctranslate2.specs import TransformerDecoderModelSpec
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText
from bot.errors import DiskFull, PackageBroken
from bot.translating import PackageFolder, Translator, open_installer
from bot.translating.packages import marian
from bot.translating.packages.described import Description, read_description
from bot.translating.packages.package import DESCRIPTION_FILE
from testkit.argos.marian import build_opus_archive
from testkit.argos.package import build_package
from tests.waiting import until

DESCRIPTION = Description(
    family="OPUS-MT",
    version="2022.3",
    licence="CC-BY-4.0",
    sources=["en", "uk"],
    targets=["en", "ru"],
    before=["{target}"],
    tokens={"ru": ">>rus<<", "en": ">>eng<<"},
    quality={"en-ru": 30.0},
)


@pytest.fixture(scope="module")
def opus_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of one model from English to Russian and from Ukrainian to English."""
    file = tmp_path_factory.mktemp("opus") / "many.zip"
    return build_opus_archive(file, [("en", "ru"), ("uk", "en")], [">>rus<<", ">>eng<<"])


@pytest.fixture(scope="module")
def opus_packages(opus_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which that model is installed, beside one of Argos. Do not change it."""
    folder = tmp_path_factory.mktemp("installed")
    build_package(folder, "en", "ru")
    install(PackageFolder(folder), opus_archive)
    return folder


@pytest.fixture
def opus_model(opus_packages: Path, tmp_path: Path) -> Path:
    """Return a copy of the installed model's folder that the test may break."""
    (folder,) = opus_packages.glob("opus*")
    return Path(shutil.copytree(folder, tmp_path / "packages" / "opus"))


def install(folder: PackageFolder, file: Path, description: Description = DESCRIPTION) -> None:
    with open_installer(folder) as installer:
        installer.install_marian(file, description)


async def translated(translator: Translator, text: RichText, source: str, target: str) -> RichText:
    found = await translator.translate([Sentence(0, 0, 0, text)], RichText(), source, target)
    return found.sentences[0].target


async def test_one_model_serves_several_pairs_by_the_token_of_the_target(
    opus_packages: Path,
) -> None:
    with closing(Translator(PackageFolder(opus_packages), threads=1)) as translator:
        russian = await translated(translator, RichText("The old cat sleeps."), "en", "ru")
        english = await translated(translator, RichText("старий кіт"), "uk", "en")

        assert (russian.text, english.text) == ("Этот старый кот спит.", "old cat")
        assert len(translator.loaded) == 1


async def test_bold_words_stay_bold_behind_a_token(opus_packages: Path) -> None:
    text = RichText("The old ") + RichText("cat").with_span(Kind.BOLD) + RichText(" sleeps.")

    with closing(Translator(PackageFolder(opus_packages), threads=1)) as translator:
        found = await translated(translator, text, "en", "ru")

    (span,) = found.spans
    assert found.text[span.start : span.end] == "кот"


def test_of_two_packages_the_one_of_better_quality_is_used(opus_packages: Path) -> None:
    folder = PackageFolder(opus_packages)

    found = {package.pair: package.family for package in folder.installed()}

    assert found["en", "ru"] == "OPUS-MT"
    assert {package.family for package in folder.usable()} == {"Argos", "OPUS-MT"}


def test_the_preferred_package_of_a_pair_is_used(opus_packages: Path) -> None:
    folder = PackageFolder(opus_packages, {"en-ru": "translate-en_ru-1_9", "en-uk": "missing"})

    found = {package.pair: package.family for package in folder.installed()}

    assert (found["en", "ru"], found["uk", "en"]) == ("Argos", "OPUS-MT")
    assert folder.not_found() == ("missing",)


def test_a_newer_version_replaces_the_older_one_of_its_family_only(
    opus_packages: Path, opus_archive: Path, tmp_path: Path
) -> None:
    folder = PackageFolder(Path(shutil.copytree(opus_packages, tmp_path / "copy")))

    install(folder, opus_archive, DESCRIPTION.model_copy(update={"version": "2023.1"}))

    assert {(package.family, package.version) for package in folder.usable()} == {
        ("Argos", "1.9"),
        ("OPUS-MT", "2023.1"),
    }


def change(folder: Path, **values: object) -> None:
    """Describe a model otherwise."""
    changed = read_description(folder).model_copy(update=values)
    (folder / DESCRIPTION_FILE).write_text(changed.to_toml(), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda f: (f / "target.spm").unlink(), "file is missing target.spm"),
        (lambda f: (f / "model.bin").unlink(), "file is missing model.bin"),
        (
            lambda f: (f / DESCRIPTION_FILE).write_text("family ="),
            "file cannot be read dragoman.toml",
        ),
        (lambda f: (f / DESCRIPTION_FILE).write_text("famly = 'x'"), "dragoman.toml: family"),
        (lambda f: change(f, source_tokenizer="../../x.spm"), "outside its folder"),
        (lambda f: change(f, tokens={"ru": ">>rus<<"}), "dragoman.toml: tokens.en"),
        (lambda f: change(f, sources=["English!"]), "dragoman.toml: sources.0"),
    ],
)
def test_what_is_wrong_with_a_described_model_is_said(
    opus_model: Path, damage: Callable[[Path], object], reason: str
) -> None:
    damage(opus_model)

    (error,) = PackageFolder(opus_model.parent).broken()

    assert reason in str(error.details["reason"])


def put_decoder_only_model(folder: Path) -> None:
    spec = TransformerDecoderModelSpec.from_config(1, 1, no_final_norm=True)
    weights = np.zeros((4, 4), np.float32)
    spec.decoder.embeddings.weight = weights
    spec.decoder.projection.weight = weights
    (layer,) = spec.decoder.layer
    for norm in (layer.self_attention.layer_norm, layer.ffn.layer_norm):
        norm.gamma = norm.beta = np.ones(4, np.float32)
    layer.self_attention.linear[0].weight = np.zeros((12, 4), np.float32)
    layer.self_attention.linear[0].bias = np.zeros(12, np.float32)
    for linear in (layer.self_attention.linear[1], layer.ffn.linear_0, layer.ffn.linear_1):
        linear.weight, linear.bias = weights, np.zeros(4, np.float32)
    spec.register_vocabulary(["<unk>", "<s>", "</s>", "a"])
    spec.validate()
    spec.save(str(folder))


def put_vocabulary(folder: Path, change: Callable[[list[str]], list[str]]) -> None:
    file = folder / "shared_vocabulary.json"
    file.write_text(json.dumps(change(json.loads(file.read_text("utf-8")))), encoding="utf-8")


def put_text_vocabulary_of_another_model(folder: Path) -> None:
    """Older converters write a token a line."""
    (folder / "shared_vocabulary.json").unlink()
    (folder / "shared_vocabulary.txt").write_text("<unk>\n<s>\n</s>\ncat\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda f: change(f, tokens={"ru": ">>rus<<", "en": ">>xyz<<"}), "unknown token >>xyz<<"),
        (lambda f: put_vocabulary(f, lambda tokens: tokens[:-100]), "vocabulary does not fit"),
        (lambda f: put_vocabulary(f, lambda tokens: [*tokens, "one more"]), "does not fit"),
        (put_text_vocabulary_of_another_model, "vocabulary does not fit"),
        (lambda f: (f / "model.bin").write_bytes(b"no model"), "its model cannot be loaded"),
        (lambda f: (f / "source.spm").write_bytes(b"no model"), "its tokenizer cannot be read"),
        (put_decoder_only_model, "its model cannot be loaded"),
    ],
)
def test_what_does_not_work_is_not_installed(
    opus_model: Path, tmp_path: Path, damage: Callable[[Path], object], reason: str
) -> None:
    damage(opus_model)
    folder = PackageFolder(tmp_path / "new")

    with open_installer(folder) as installer, pytest.raises(PackageBroken) as caught:
        installer.install_folder(opus_model)

    assert reason in str(caught.value.details["reason"])
    assert folder.entries() == ()


def repacked(archive: Path, target: Path, **changes: bytes | None) -> Path:
    """Return a copy of an archive with other files, or without those that are None."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            key = name.replace(".", "_")
            data = changes[key] if key in changes else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return target


def decoder(**changes: object) -> bytes:
    config = {"models": ["model.npz"], "vocabs": ["source.vocab.yml", "target.vocab.yml"]}
    return str(yaml.safe_dump(config | changes)).encode()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"decoder_yml": None}, "file is missing decoder.yml"),
        ({"target_spm": None}, "file is missing target.spm"),
        ({"model_npz": None}, "file is missing model.npz"),
        ({"decoder_yml": decoder(models=["../../../../etc/passwd"])}, "outside its folder"),
        ({"decoder_yml": decoder(vocabs=["/etc/passwd"])}, "outside its folder"),
        ({"decoder_yml": b"models: *nothing"}, "file cannot be read decoder.yml"),
        ({"decoder_yml": b"[" * 90_000}, "file cannot be read decoder.yml"),
        ({"decoder_yml": bytes(200_000)}, "file is too long decoder.yml"),
        ({"model_npz": b"no numpy"}, "model cannot be converted"),
        ({"target_vocab_yml": b'"</s>": 0\n"<unk>": 1\n'}, "cannot be"),
    ],
)
def test_an_archive_that_cannot_be_converted_leaves_nothing(
    opus_archive: Path, tmp_path: Path, changes: dict[str, bytes | None], reason: str
) -> None:
    folder = PackageFolder(tmp_path / "packages")

    with pytest.raises(PackageBroken) as caught:
        install(folder, repacked(opus_archive, tmp_path / "bad.zip", **changes))

    assert reason in str(caught.value.details["reason"])
    assert folder.entries() == ()


def test_a_conversion_that_takes_too_long_leaves_nothing(
    opus_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PackageFolder(tmp_path / "packages")
    monkeypatch.setattr(marian, "_CONVERSION_SECONDS", 0.05)

    with pytest.raises(PackageBroken) as caught:
        install(folder, opus_archive)

    assert "takes too long" in str(caught.value.details["reason"])
    assert folder.entries() == ()


def test_a_conversion_that_is_killed_leaves_nothing(
    opus_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PackageFolder(tmp_path / "packages")
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
    killed.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(killed))

    with pytest.raises(PackageBroken) as caught:
        install(folder, opus_archive)

    assert "needs memory" in str(caught.value.details["reason"])
    assert folder.entries() == ()


KILLED_WHILE_CONVERTING = """
import os, signal, sys
from pathlib import Path
from bot.translating import PackageFolder, open_installer
from bot.translating.packages import marian
from bot.translating.packages.described import read_description

def convert(source, target):
    target.mkdir()
    (target / "model.bin").write_bytes(b"half of it")
    os.kill(os.getpid(), signal.SIGKILL)

marian.convert = convert
folder, file, described = map(Path, sys.argv[1:])
with open_installer(PackageFolder(folder)) as installer:
    installer.install_marian(file, read_description(described))
"""


def test_a_program_that_is_killed_while_converting_leaves_nothing_half_installed(
    opus_archive: Path, opus_model: Path, tmp_path: Path
) -> None:
    folder = PackageFolder(tmp_path / "new")
    arguments = [str(folder.path), str(opus_archive), str(opus_model)]

    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_CONVERTING, *arguments])

    assert killed.returncode == -signal.SIGKILL
    assert (folder.entries(), folder.usable(), folder.broken()) == ((), (), ())
    install(folder, opus_archive)
    assert len(folder.entries()) == 1
    assert not (folder.path / ".installing").exists()


CONVERT = """
import sys
from pathlib import Path
from bot.translating.packages import marian

marian.convert(*map(Path, sys.argv[1:]))
"""
ENDLESS_CONVERTER = """
import fcntl, time

working = open({file!r}, "w")
fcntl.flock(working, fcntl.LOCK_EX)
working.write("begun")
working.flush()
time.sleep(60)
"""


def is_free(file: Path) -> bool:
    """Return whether no process holds the lock of a file."""
    with file.open() as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


async def test_a_conversion_ends_when_its_program_is_killed(
    opus_archive: Path, tmp_path: Path
) -> None:
    marian_model, working = tmp_path / "marian", tmp_path / "working"
    shutil.unpack_archive(opus_archive, marian_model)
    (tmp_path / "ctranslate2").mkdir()
    endless = ENDLESS_CONVERTER.format(file=str(working))
    (tmp_path / "ctranslate2" / "__init__.py").write_text(endless, encoding="utf-8")
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CONVERT, str(marian_model), str(tmp_path / "converted")),
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path.cwd())])},
    )
    await until(lambda: working.exists() and working.read_text() == "begun")

    program.kill()
    await program.wait()

    await until(lambda: is_free(working))


def test_an_archive_that_does_not_fit_on_the_disk_is_refused_before_it_is_unpacked(
    opus_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10**6)
    monkeypatch.setattr("bot.translating.packages.installing.shutil.disk_usage", lambda _: usage)

    with pytest.raises(DiskFull):
        install(PackageFolder(tmp_path / "packages"), opus_archive)


_texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(
    licence=_texts,
    tokens=st.dictionaries(st.sampled_from(["en", "ru", "uk", "pt-BR"]), _texts),
    quality=st.dictionaries(_texts, st.floats(0, 100)),
)
def test_a_description_is_read_as_it_was_written(
    licence: str,
    tokens: dict[str, str],
    quality: dict[str, float],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("described")
    values = {"licence": licence, "tokens": tokens, "quality": quality}
    described = DESCRIPTION.model_copy(update=values)

    (folder / DESCRIPTION_FILE).write_text(described.to_toml(), encoding="utf-8")

    assert read_description(folder) == described
