"""Converts Marian models, in which OPUS-MT is published, for CTranslate2.

The files are not trusted: they are read in a process of its own, with a limit on its memory. It
ends when the program that started it does, even if that is killed.
"""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from bot.errors import Cause
from bot.translating.packages.package import broken

DECODER_FILE = "decoder.yml"
TOKENIZER_FILES = ("source.spm", "target.spm")

_LONGEST_DECODER_FILE = 100_000
_CONVERSION_SECONDS = 30 * 60
# The weights as they are published, once more in CTranslate2's order, and in 8 bits.
_MEMORY_PER_BYTE = 4
_LEAST_MEMORY = 2 * 2**30
_UNUSABLE = 3


def convert(source: Path, target: Path) -> None:
    """Write the Marian model in a folder to another folder, which must not be there, in 8 bits.

    Takes seconds for a large one. Raises PackageBroken.
    """
    for needed in (DECODER_FILE, *TOKENIZER_FILES):
        if not (source / needed).is_file():
            raise broken(source, Cause("file-is-missing", file=needed))
    command = [sys.executable, "-m", __name__, str(source), str(target)]
    # Nothing is written to this pipe. It ends with this process, and then the other one ends.
    alive, held = os.pipe()
    try:
        done = subprocess.run(
            command,
            stdin=alive,
            capture_output=True,
            text=True,
            timeout=_CONVERSION_SECONDS,
            # Each thread of it would take memory.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired:
        raise broken(source, Cause("conversion-takes-too-long")) from None
    finally:
        os.close(alive)
        os.close(held)
    if done.returncode == _UNUSABLE:
        name, _, value = done.stderr.strip().partition(" ")
        raise broken(source, Cause(name, file=value))
    if done.returncode != 0:
        raise broken(source, Cause("conversion-needs-memory"))
    for name in TOKENIZER_FILES:
        shutil.copyfile(source / name, target / name)


def _convert(source: Path, target: Path) -> None:
    """Do the work of `convert` in this process. Raises ValueError with a cause and its file."""
    config = _decoder_config(source)
    memory = _LEAST_MEMORY + _MEMORY_PER_BYTE * sum(file.stat().st_size for file in config)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    from ctranslate2.converters import OpusMTConverter

    try:
        OpusMTConverter(str(source)).convert(str(target), quantization="int8")
    except MemoryError:
        raise ValueError("conversion-needs-memory") from None
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RuntimeError) as error:
        raise ValueError(f"model-cannot-be-converted {error}") from None


def _end_with_parent() -> None:
    """Wait until standard input ends, as it does with the parent, and end this process."""
    os.read(0, 1)
    os._exit(1)


def _decoder_config(folder: Path) -> list[Path]:
    """Return the files that `decoder.yml` names. Raises ValueError for any outside the folder."""
    import yaml

    file = folder / DECODER_FILE
    if file.stat().st_size > _LONGEST_DECODER_FILE:
        raise ValueError(f"file-is-too-long {DECODER_FILE}")
    try:
        config = yaml.safe_load(file.read_text("utf-8"))
        names = [*config["models"][:1], *config["vocabs"]]
    except (yaml.YAMLError, ValueError, LookupError, TypeError, RecursionError):
        raise ValueError(f"file-cannot-be-read {DECODER_FILE}") from None
    for name in names:
        inside = folder / str(name)
        if not inside.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"file-outside-its-folder {name}")
        if not inside.is_file():
            raise ValueError(f"file-is-missing {name}")
    return [folder / name for name in names]


if __name__ == "__main__":
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        _convert(Path(sys.argv[1]), Path(sys.argv[2]))
    except ValueError as unusable:
        print(unusable, file=sys.stderr)
        sys.exit(_UNUSABLE)
