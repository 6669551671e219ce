"""Makes sure that what was written is on the disk, and not only on its way there."""

import os
import sys
from pathlib import Path


def sync_tree(folder: Path) -> None:
    """All that is in a folder, and the folder itself. Raises OSError."""
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            sync_folder(path)


def sync_folder(folder: Path) -> None:
    """What is called how in a folder, not what is in it. Raises OSError."""
    # Windows has no such thing.
    if sys.platform != "win32":
        _sync(folder)


def _sync(path: Path) -> None:
    # Windows syncs only what is open for writing.
    flags = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
