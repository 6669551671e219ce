"""A real Argos package on disk: metadata, tokenizer, CTranslate2 model."""

import json
import zipfile
from pathlib import Path

from testkit.argos.tokenizers import bpe_model, sentencepiece_model
from testkit.argos.transformer import save_transformer
from testkit.argos.words import dictionary

NAMES = {"en": "English", "ru": "Russian", "uk": "Ukrainian"}


def build_package(
    parent: Path,
    source: str,
    target: str,
    *,
    version: str = "1.9",
    bpe: bool = False,
    target_prefix: str = "",
    answers_in: str = "",
    loops: bool = False,
) -> Path:
    """Build a package directory inside `parent`, named as Argos does (`translate-en_ru-1_9`).

    A damaged one `answers_in` another language than it says, that of its source for instance, or
    `loops`: it says one word again and again.
    """
    folder = parent / f"translate-{source}_{target}-{version.replace('.', '_')}"
    folder.mkdir(parents=True)
    words = dictionary(source, answers_in or target)
    if bpe:
        tokens = bpe_model(folder / "bpe.model", words)
    else:
        tokens = sentencepiece_model(folder / "sentencepiece.model", words)
    save_transformer(folder / "model", tokens, target_prefix, stuck=loops)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
    }
    if target_prefix:
        metadata["target_prefix"] = target_prefix
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def archive(package: Path, file: Path) -> Path:
    """Pack the package as the `.argosmodel` file that people download: a zip of one directory."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in sorted(package.rglob("*")):
            packed.write(member, member.relative_to(package.parent))
    return file
