"""How good the summaries are: ROUGE F1 against written ones, beside other ways to choose sentences.

    uv run python -m benchmarks.summaries DATA… [--only 'first k,ours'] [--sets]

DATA are files of JSON lines: {"lang", "text", "summary", "title" (may be missing)}. All methods get
the same sentences, stems and stop words; the title too, except where it is the reference itself.
Sets like CNN/DM are summarised in three sentences, all others in two.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

from benchmarks._figures import command_line
from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import rank
from bot.summarizing.words import WordTokenizer, stemmer, stop_words

MEASURES = ("rouge1", "rouge2", "rougeLsum")
SETS_LIKE_CNN_DM = ("summeval", "realsumm")
SUMY = ("LexRank", "TextRank", "Lsa", "Luhn", "KL", "SumBasic", "Reduction", "Edmundson")
BOOTSTRAPS = 1000

Choose = Callable[["Text"], Sequence[int]]


@dataclass(frozen=True)
class Text:
    """An article, how many of its sentences to take, and what a person wrote about it."""

    set_name: str
    article: Article
    sentences: tuple[Sentence, ...]
    reference: str
    count: int

    @property
    def language(self) -> str:
        return self.article.language or ""


def read(path: Path) -> Iterator[Text]:
    count = 3 if any(name in path.stem for name in SETS_LIKE_CNN_DM) else 2
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        title = row.get("title") or ""
        # A reference that is the title would be given away by it.
        title = "" if title == row["summary"] else title
        article = Article(RichText(title), RichText(row["text"]), row["lang"])
        sentences = split_sentences(article.body, row["lang"])
        written = split_sentences(RichText(row["summary"]), row["lang"])
        reference = "\n".join(sentence.text.text for sentence in written)
        yield Text(path.stem, article, sentences, reference, count)


class Stems:
    """A tokenizer for rouge_score, whose own one knows Latin letters only."""

    def __init__(self, language: str) -> None:
        stem, words = stemmer(language), WordTokenizer().to_words
        self.tokenize = lru_cache(20_000)(lambda text: [stem(w.lower()) for w in words(text)])


@cache
def scorer(language: str, measures: tuple[str, ...]) -> RougeScorer:
    return RougeScorer(measures, tokenizer=Stems(language))


def scores(text: Text, chosen: Sequence[int], measures: tuple[str, ...] = MEASURES) -> list[float]:
    """Return F1 in percent for each measure."""
    summary = "\n".join(text.sentences[index].text.text for index in sorted(chosen))
    found = scorer(text.language, measures).score(text.reference, summary)
    return [100 * found[measure].fmeasure for measure in measures]


def lead(text: Text) -> Sequence[int]:
    return range(min(text.count, len(text.sentences)))


def ours(text: Text) -> Sequence[int]:
    summary = rank(text.article, text.sentences).best(text.count)
    return [sentence.index for sentence in summary.sentences]


def oracle(text: Text) -> Sequence[int]:
    """Greedily the sentences that bring ROUGE-1 and ROUGE-2 furthest: what could be reached."""
    chosen: list[int] = []
    best = 0.0
    for _ in range(text.count):
        rest = [index for index in range(len(text.sentences)) if index not in chosen]
        found = [(sum(scores(text, [*chosen, i], MEASURES[:2])), -i) for i in rest]
        if not found or max(found)[0] <= best:
            break
        best, negative = max(found)
        chosen.append(-negative)
    return chosen


def sumy(name: str, text: Text) -> Sequence[int]:
    """Choose by a summarizer of sumy's as it is, but with what we know of the language."""
    return chosen_by(sumy_summarizer(name, text.language, text.article.title.text), text)


def chosen_by(summarizer: Any, text: Text) -> Sequence[int]:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence

    tokenizer = WordTokenizer()
    title = text.article.title.text
    headings = [SumySentence(title, tokenizer, is_heading=True)] if title else []
    sentences = [SumySentence(s.text.text, tokenizer) for s in text.sentences]
    document = ObjectDocumentModel([Paragraph([*headings, *sentences])])
    summary = summarizer(document, text.count)
    places = {id(sentence): index for index, sentence in enumerate(document.sentences)}
    return [places[id(sentence)] for sentence in summary]


def sumy_summarizer(name: str, language: str, title: str) -> Any:
    from importlib import import_module

    module = {"LexRank": "lex_rank", "TextRank": "text_rank", "SumBasic": "sum_basic"}
    imported = import_module(f"sumy.summarizers.{module.get(name, name.lower())}")
    summarizer = getattr(imported, f"{name}Summarizer")(stemmer(language))
    if name == "Edmundson":
        summarizer.null_words = stop_words(language)
        # It refuses to work without cue words; the title's are as good as any.
        summarizer.bonus_words = WordTokenizer().to_words(title) or ("-",)
        summarizer.stigma_words = ("-",)
    else:
        summarizer.stop_words = stop_words(language)
    return summarizer


METHODS: Mapping[str, Choose] = {
    "first k": lead,
    **{f"sumy {name}": partial(sumy, name) for name in SUMY},
    "ours": ours,
    "oracle": oracle,
}


def measure(text: Text, methods: Sequence[str]) -> list[list[float]]:
    return [scores(text, METHODS[name](text)) for name in methods]


def interval(values: np.ndarray) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean."""
    random = np.random.default_rng(0)
    picks = random.integers(len(values), size=(BOOTSTRAPS, len(values)))
    low, high = np.percentile(values[picks].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def show(title: str, methods: Sequence[str], table: np.ndarray) -> None:
    """Print a table of texts × methods × measures."""
    print(f"\n{title}, {len(table)} texts")
    print(f"{'':18}{'R-1':>7}{'R-2':>7}{'R-Lsum':>8}{'mean':>8}   95 %           over first k")
    means = table.mean(axis=2)
    for column, name in enumerate(methods):
        low, high = interval(means[:, column])
        one, two, three = table[:, column].mean(axis=0)
        line = f"{name:18}{one:7.2f}{two:7.2f}{three:8.2f}{means[:, column].mean():8.2f}"
        line += f"   {low:5.2f}–{high:5.2f}"
        if "first k" in methods and name != "first k":
            gain = means[:, column] - means[:, methods.index("first k")]
            low, high = interval(gain)
            line += f"   {gain.mean():+6.2f} ({low:+.2f} to {high:+.2f})"
        print(line)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--only", default=",".join(METHODS), help="methods between commas")
    parser.add_argument("--sets", action="store_true", help="a table for each set as well")
    options = parser.parse_args()
    methods = options.only.split(",")
    texts = [text for path in options.data for text in read(path)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        table = np.array(list(pool.map(partial(measure, methods=methods), texts, chunksize=8)))
    languages = np.array([text.language for text in texts])
    names = np.array([text.set_name for text in texts])
    if options.sets:
        for name in dict.fromkeys(names):
            show(name, methods, table[names == name])
    for language in dict.fromkeys(languages):
        show(language, methods, table[languages == language])
    show("All", methods, table)


if __name__ == "__main__":
    main()
