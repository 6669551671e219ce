"""The words that the test packages know, in three languages: `words.txt`, one `en|ru|uk` a line."""

from pathlib import Path

LANGUAGES = ("en", "ru", "uk")


def dictionary(source: str, target: str) -> dict[str, str]:
    """Return each known word of `source` with that of `target`, in lower case and Capitalised."""
    columns = LANGUAGES.index(source), LANGUAGES.index(target)
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines]
    pairs = [(row[columns[0]], row[columns[1]]) for row in rows]
    return dict(pairs) | {one.capitalize(): other.capitalize() for one, other in pairs}
