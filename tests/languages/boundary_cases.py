"""Paragraphs cut into sentences by hand: a sentence a line, a blank line between paragraphs."""

from pathlib import Path

_FOLDER = Path(__file__).with_name("boundaries")


def names() -> list[str]:
    """Return the names of all files of paragraphs, such as "en" and "hard_en"."""
    return sorted(file.stem for file in _FOLDER.glob("*.txt"))


def paragraphs(name: str) -> list[list[str]]:
    """Return the paragraphs of `boundaries/NAME.txt`, each as its sentences."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    return [paragraph.split("\n") for paragraph in text.split("\n\n")]
