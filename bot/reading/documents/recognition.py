"""Recognise the text in pictures with Tesseract: of photos, and of scanned PDF pages.

`find_tesseract` runs in the bot's process, the rest in the sandbox.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass

from babel.core import get_global

from bot.domain.rich_text import RichText
from bot.languages import SERVED
from bot.languages.scripts import CAPITALS
from bot.reading.documents.document import Broken, Document, Passage
from bot.reading.text import tidy

_CUT_WORD = re.compile(rf"(?<=\w)[-\u2010\u00ac]\n(?=[^\W\d_{CAPITALS}])")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_ANSWERS_WITHIN = 10
"""Seconds for Tesseract to list its languages."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program, and those of our languages that it has, in its notation ("eng+ukr")."""

    path: str
    languages: str


def find_tesseract() -> Tesseract | None:
    """Return Tesseract on this machine; None if it is missing or has none of our languages."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        listed = subprocess.run(
            [path, "--list-langs"],
            capture_output=True,
            text=True,
            timeout=_ANSWERS_WITHIN,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return None
    code = get_global("language_aliases").get
    languages = "+".join(sorted(name for name in listed if code(name) in SERVED))
    return Tesseract(path, languages) if languages else None


def recognise(picture: bytes, tesseract: Tesseract) -> Document:
    """Return the paragraphs in a picture. Raises Broken if it is not a picture."""
    done = subprocess.run(
        [tesseract.path, "stdin", "stdout", "-l", tesseract.languages],
        input=picture,
        capture_output=True,
        check=False,
        # Several threads would only get into each other's way.
        env={"OMP_THREAD_LIMIT": "1", "PATH": ""},
    )
    if done.returncode != 0:
        raise Broken(done.stderr.decode("utf-8", "replace")[-500:])
    text = tidy(RichText(done.stdout.decode("utf-8", "replace"))).text
    paragraphs = _PARAGRAPH_END.split(_CUT_WORD.sub("", text).strip())
    return Document(
        tuple(
            Passage(RichText(" ".join(p.split()))) for p in paragraphs if any(map(str.isalpha, p))
        )
    )
