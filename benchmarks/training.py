"""Learn the weights of the summarizer from texts that a reader has graded sentence by sentence.

    python -m benchmarks.training FILE|FOLDER… [--also FILE|FOLDER…] [--texts FOLDER]
        [--seeds 3] [--counts 1 2 3 5 8] [--output bot/summarizing/weights.toml]

A file has a JSON object a line: {id, lang, title, text, spans, grades, needs}. `spans` are the
sentences that were graded, by code points of the text; `grades` run from 0 (would spoil a summary)
to 3 (key); `needs` names for a sentence those that must be shown with it.

`benchmarks/graded/` has texts of our own, and grades of news texts that are not ours to publish:
those have neither title nor text, which are looked up by their id, `SET/ID`, in `SET.jsonl` of the
folder after `--texts` ({id, title, text} a line), and left out without it.

Prints what a reader would see in cross-validation by article, and writes the weights that all of
the texts give. Texts that share a sentence are the same article. Those after `--also` only train.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing.model import Model
from bot.summarizing.ranking import Material, arranged, prepare

Order = list[range]
"""What a summary takes, first things first, by places in a text's material."""

_FOLDS = 5
_PENALTY = 1500.0
"""Of the ridge regression, for features of standard deviation 1."""
_WORD_PENALTY = 150.0
"""Of the ridge regression, for words, which are 1 where a sentence has them."""
_ARTICLES = 25
"""Articles that a word stands in, so that it is learned for what it says, not for one story."""
_AIMS: NDArray[np.float64] = np.array([-0.7, 0.7, 2.0, 3.7])
"""What is learned for the grades 0 to 3: what spoils a summary and what is key matter most."""
_COVERED = 0.6
"""What of a graded sentence has to be shown for its grade to count."""
_LONG = 60
"""Code points of a sentence that no two articles have by chance."""


@dataclass(frozen=True, slots=True)
class Graded:
    """A text with what a reader said of its sentences.

    `graded[n]` is which of the reader's sentences the n-th of `material` is, if any.
    """

    language: str
    material: Material
    graded: tuple[int | None, ...]
    grades: tuple[int, ...]
    needs: Mapping[int, frozenset[int]]
    family: str

    def judged(self, shown: Sequence[int]) -> list[int]:
        """Return the grades of sentences of `material` that are shown together."""
        found = [self.graded[place] for place in sorted(shown)]
        return [
            0 if n is None or not self.needs.get(n, frozenset()) <= set(found) else self.grades[n]
            for n in found
        ]

    def aims(self) -> NDArray[np.float64]:
        """Return what is to be learned of each sentence: alone, and after the one before it."""
        rows: list[tuple[int, int]] = []
        for place, n in enumerate(self.graded):
            before = self.graded[place - 1] if place else None
            if n is None:
                rows.append((0, 0))
                continue
            needs = self.needs.get(n, frozenset())
            rows.append(
                (0 if needs else self.grades[n], self.grades[n] if needs <= {before} else 0)
            )
        aims: NDArray[np.float64] = _AIMS[np.array(rows)]
        return aims


def read_graded(paths: Iterable[Path], sources: Path | None = None) -> list[Graded]:
    """Read all texts of some files and folders; a text without sentences is left out."""
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) or [path])]
    known = _by_id(sources) if sources is not None else {}
    every = (row for file in files for row in _rows(file))
    rows = [row | known.get(row["id"], {}) for row in every if "text" in row or row["id"] in known]
    families = _families([row["text"] for row in rows])
    texts = (_graded(row, family) for row, family in zip(rows, families, strict=True))
    return [text for text in texts if text is not None]


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def _by_id(sources: Path) -> Mapping[str, dict[str, str]]:
    """Return the titles and texts of all sets in a folder, by set and id."""
    return {
        f"{file.stem}/{row['id']}": {"title": row.get("title", ""), "text": row["text"]}
        for file in sorted(sources.glob("*.jsonl"))
        for row in _rows(file)
    }


def _graded(row: Mapping[str, Any], family: str) -> Graded | None:
    article = Article(RichText(row["title"]), RichText(row["text"]), row["lang"])
    sentences = split_sentences(article.body, row["lang"])
    if not sentences:
        return None
    material = prepare(article, sentences)
    return Graded(
        row["lang"],
        material,
        tuple(_matching(s.start, s.end, row["spans"]) for s in material.sentences),
        tuple(row["grades"]),
        {int(n): frozenset(needs) for n, needs in row.get("needs", {}).items() if needs},
        family,
    )


def _matching(start: int, end: int, spans: Sequence[Sequence[int]]) -> int | None:
    """Return which of the graded sentences a passage shows, if it shows enough of one."""
    common = [min(end, span[1]) - max(start, span[0]) for span in spans]
    best = int(np.argmax(common))
    return best if common[best] >= _COVERED * (spans[best][1] - spans[best][0]) else None


def _families(texts: Sequence[str]) -> list[str]:
    """Return a name for each text that is the same for texts that share a long line or sentence."""
    parent = list(range(len(texts)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    owner: dict[str, int] = {}
    for index, text in enumerate(texts):
        for piece in text.replace(". ", "\n").split("\n"):
            if len(key := "".join(filter(str.isalnum, piece.lower()))) >= _LONG:
                parent[root(index)] = root(owner.setdefault(key, index))
    return [str(root(index)) for index in range(len(texts))]


def fit(texts: Sequence[Graded]) -> Model:
    """Fit by ridge regression within each text, so that only differences in it count."""
    names, words = texts[0].material.features.names, _common_words(texts)
    values = [text.material.features.values for text in texts]
    said = [_having(text.material, words) for text in texts]
    aims = [text.aims() for text in texts]
    matrix = np.vstack([value - value.mean(0) for value in values])
    targets = np.vstack([aim - aim.mean(0) for aim in aims])
    spread = matrix.std(0) + 1e-9
    scaled = np.hstack([matrix / spread, np.vstack([each - each.mean(0) for each in said])])
    penalties = [_PENALTY] * len(names) + [_WORD_PENALTY] * len(words)
    weights = np.linalg.solve(scaled.T @ scaled + np.diag(penalties), scaled.T @ targets)
    of_features = weights[: len(names)] / spread[:, None]
    of_features[spread < 1e-6] = 0.0
    of_words = dict(zip(words, map(tuple, weights[len(names) :].tolist()), strict=True))
    base = np.vstack(aims).mean(0)
    return Model(names, of_features, of_words, (float(base[0]), float(base[1])))


def _common_words(texts: Sequence[Graded]) -> list[str]:
    """Return the stems of words that stand in many articles and are neither names nor numbers."""
    articles: dict[str, set[str]] = defaultdict(set)
    written: Counter[str] = Counter()
    capitalized: Counter[str] = Counter()
    for text in texts:
        for reading in text.material.readings:
            for concept in reading.distinct:
                articles[concept].add(text.family)
            # The first word of a sentence has a capital letter anyway.
            for word, concept in zip(reading.words[1:], reading.concepts[1:], strict=True):
                written[concept] += 1
                capitalized[concept] += word[0].isupper()
    return sorted(
        concept
        for concept, families in articles.items()
        if len(families) >= _ARTICLES
        and not concept[0].isdigit()
        and capitalized[concept] <= written[concept] / 2
    )


def _having(material: Material, words: Sequence[str]) -> NDArray[np.float64]:
    """Return for each sentence which of the words it has, 1 or 0."""
    column = {word: place for place, word in enumerate(words)}
    said = material.features.said
    columns = np.array([column.get(name, -1) for name in said.names], np.int64)[said.concepts]
    having = np.zeros((len(material.sentences), len(words)))
    having[said.sentences[columns >= 0], columns[columns >= 0]] = 1
    return having


def folds(texts: Sequence[Graded], seed: int) -> Iterator[list[int]]:
    """Yield the indices of each fifth of the texts; an article is in one of them only."""
    families = sorted({text.family for text in texts})
    random.Random(seed).shuffle(families)
    part = {family: place % _FOLDS for place, family in enumerate(families)}
    for fold in range(_FOLDS):
        yield [index for index, text in enumerate(texts) if part[text.family] == fold]


def cross_validated(texts: Sequence[Graded], also: Sequence[Graded], seed: int) -> list[Order]:
    """Return for each text what a model that has not seen its article takes, first things first."""
    orders: list[Order] = [[] for _ in texts]
    for fold in folds(texts, seed):
        unseen = {texts[index].family for index in fold}
        model = fit([text for text in (*texts, *also) if text.family not in unseen])
        for index in fold:
            material = texts[index].material
            units = arranged(material, *model.grades(material.features))
            orders[index] = [unit.sentences for unit in units]
    return orders


def _best(order: Order, count: int) -> list[int]:
    """Return the places that a summary of `count` sentences shows."""
    shown: list[int] = []
    for unit in order:
        if shown and len(shown) + len(unit) > count:
            break
        shown += unit
    return shown


def report(texts: Sequence[Graded], orders: Sequence[Order], count: int) -> str:
    """Return the figures of one table row."""
    judged = [text.judged(_best(order, count)) for text, order in zip(texts, orders, strict=True)]
    grades = [grade for each in judged for grade in each]
    keys = sum(min(sum(grade == 3 for grade in text.grades), count) for text in texts)
    return (
        f"{np.mean(grades):6.3f} {100 * np.mean([g == 0 for g in grades]):6.1f} %"
        f" {100 * np.mean([0 not in each for each in judged]):6.1f} %"
        f" {100 * sum(g == 3 for g in grades) / max(1, keys):6.1f} %"
    )


def write(model: Model, path: Path) -> None:
    """Write the weights as TOML: for each feature and word alone, and after the sentence before."""
    lines = [
        "# What features and words of a sentence add to its grade: alone, after the one before.",
        "# Made by `python -m benchmarks.training`; not to be edited by hand.",
        f"base = [{model.base[0]:.4f}, {model.base[1]:.4f}]",
        "",
        "[weights]",
    ]
    lines += [
        f'"{name}" = [{alone:.4f}, {after:.4f}]'
        for name, (alone, after) in zip(model.names, model.weights.tolist(), strict=True)
    ]
    lines += ["", "[words]"]
    lines += [
        f'"{word}" = [{alone:.3f}, {after:.3f}]' for word, (alone, after) in model.words.items()
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("graded", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="*", default=[3])
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    every = read_graded([*options.graded, *options.also], options.texts)
    own = len(read_graded(options.graded, options.texts))
    texts, also = every[:own], every[own:]
    print(f"{len(texts)} texts, and {len(also)} that only train; {_FOLDS} folds by article")
    for seed in range(options.seeds):
        orders = cross_validated(texts, also, seed)
        for count in options.counts:
            print(f"\nseed {seed}, {count} sentences   mean  spoiled    clean     keys")
            for language in (*sorted({text.language for text in texts}), "all"):
                chosen = [
                    (text, order)
                    for text, order in zip(texts, orders, strict=True)
                    if language in (text.language, "all")
                ]
                some = [text for text, _ in chosen]
                print(f"{language:20s}", report(some, [order for _, order in chosen], count))
    if options.output:
        write(fit(every), options.output)


if __name__ == "__main__":
    main()
