"""Rankings of recent articles, so that a summary of another length needs no second one."""

from collections import OrderedDict

from bot.domain.article import Article, Ranking
from bot.summarizing.methods import Method

_CHARACTERS = 2_000_000
"""Of article text in all, which bounds the memory: a ranking is some ten times its article."""


class RecentRankings:
    """Rankings by the content of their article. To be used by one thread."""

    def __init__(self, characters: int = _CHARACTERS) -> None:
        self._room = characters
        self._kept: OrderedDict[tuple[Article, Method], Ranking] = OrderedDict()

    def get(self, article: Article, method: Method) -> Ranking | None:
        ranking = self._kept.get((article, method))
        if ranking is not None:
            self._kept.move_to_end((article, method))
        return ranking

    def keep(self, ranking: Ranking, method: Method) -> None:
        """Keep a ranking, and drop the least recently used ones above the limit."""
        key = (ranking.article, method)
        if key in self._kept:
            return
        self._kept[key] = ranking
        self._room -= len(ranking.article.body)
        while self._room < 0:
            (forgotten, _), _ = self._kept.popitem(last=False)
            self._room += len(forgotten.body)
