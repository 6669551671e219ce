"""How long a ranking takes, from a text to the order of its sentences, beside sumy's LexRank.

    uv run python -m benchmarks.summarizing [--language uk] [--lexrank] [--methods]

The texts are made of the words below, so that they have the statistics of none in particular.
`--lexrank` measures sumy's at 1,000 sentences in the same run, which takes a while; `--methods`
shows each method at the longest text that it takes.
"""

import random
import resource
import time
from collections.abc import Callable

from benchmarks._figures import command_line, machine
from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.languages import split_sentences
from bot.summarizing import Method, rank
from bot.summarizing.methods import MOST_SENTENCES_FOR

WORDS = {
    "en": "city bridge river mayor council road market house winter money people train school"
    " harbour ferry price report station bank factory teacher night museum forest the a of in and"
    " opened closed said built wants helps moved repaired old new quiet large first last",
    "ru": "город мост река мэр совет дорога рынок дом зима деньги люди поезд школа порт паром цена"
    " отчёт вокзал банк завод учитель ночь музей лес в на и с открыл закрыл сказал построил хочет"
    " помогает двинулся починил старый новый тихий большой первый последний",
    "uk": "місто міст річка мер рада дорога ринок дім зима гроші люди потяг школа порт пором ціна"
    " звіт вокзал банк завод вчитель ніч музей ліс у на і з відкрив закрив сказав збудував хоче"
    " допомагає рушив полагодив старий новий тихий великий перший останній",
}


def article(language: str, sentences: int) -> Article:
    """Return sentences of 8 to 24 words, five to a paragraph, with a rare word in each."""
    chance = random.Random(sentences)
    words = WORDS[language].split()
    paragraphs: list[list[str]] = []
    for number in range(sentences):
        chosen = [
            chance.choice(words)
            + (str(chance.randrange(sentences)) if chance.random() < 0.1 else "")
            for _ in range(chance.randint(8, 24))
        ]
        if number % 5 == 0:
            paragraphs.append([])
        paragraphs[-1].append(" ".join(chosen).capitalize() + ".")
    body = "\n".join(" ".join(paragraph) for paragraph in paragraphs)
    return Article(RichText(f"{words[1]} {words[2]}"), RichText(body), language)


def best_time(work: Callable[[], object], repeats: int) -> float:
    """Return the seconds of the quickest run."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def split(text: Article) -> tuple[Sentence, ...]:
    return split_sentences(text.body, text.language or "")


def measure(text: Article, sentences: int) -> None:
    repeats = 20 if sentences <= 1000 else 3
    found = split(text)
    splitting = best_time(lambda: split(text), repeats)
    ranking = best_time(lambda: rank(text, found), repeats)
    print(
        f"{len(found):6} sentences: split {splitting * 1000:.1f} ms, rank {ranking * 1000:.1f} ms,"
        f" together {(splitting + ranking) * 1000:.1f} ms"
    )


def lexrank(text: Article) -> float:
    """Return the seconds of sumy's as it is, given our sentences and words."""
    from benchmarks.summaries import Text, sumy

    given = Text("", text, split(text), "", 3)
    return best_time(lambda: sumy("LexRank", given), 1)


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--language", choices=sorted(WORDS), default="en")
    parser.add_argument("--lexrank", action="store_true")
    parser.add_argument("--methods", action="store_true")
    options = parser.parse_args()
    print(f"{options.language}, {machine()}")
    started = time.perf_counter()
    rank(article(options.language, 20), split(article(options.language, 20)))
    print(f"first ranking, with what it loads: {(time.perf_counter() - started) * 1000:.0f} ms")
    for sentences in (20, 100, 1000, 10_000):
        measure(article(options.language, sentences), sentences)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.methods:
        for method in Method:
            text = article(options.language, MOST_SENTENCES_FOR.get(method, 10_000))
            found = split(text)
            seconds = best_time(lambda: rank(text, found, method), 1)  # noqa: B023
            print(f"{method:10} {len(found):6} sentences {seconds:8.2f} s")
    if options.lexrank:
        text = article(options.language, 1000)
        ours = best_time(lambda: rank(text, split(text)), 5)
        theirs = lexrank(text)
        print(f"LexRank of sumy at 1000: {theirs:.1f} s, {theirs / ours:.0f} times as long as ours")


if __name__ == "__main__":
    main()
