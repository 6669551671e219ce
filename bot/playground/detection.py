"""What Telegram finds in a text by itself: links, mentions, hashtags, commands, e-mail addresses.

Simpler than Telegram's own rules, but stricter than a guess: a link needs a scheme or a well-known
top-level domain, so that "end.Next" is not one. Speaks code points and knows nothing of entities.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Found(NamedTuple):
    """`text[start:end]` is of this entity type."""

    start: int
    end: int
    type: str


_COMMON_TOP_LEVEL_DOMAINS = (
    "com|org|net|info|biz|edu|gov|int|io|me|app|dev|news|media|online|site|blog|live|tv|ai|co|"
    "ua|ru|su|by|kz|uk|us|eu|de|fr|pl|it|es|nl|be|at|ch|cz|fi|se|no|dk|pt|jp|cn|in|br|ca|au|"
    "example|укр|рф|бел"
)
_URL = re.compile(
    r"""(?:(?P<scheme>https?|ftp)://|(?<![\w@/#.-]))
    (?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}
    (?(scheme)[^\W\d_]{2,24}|(?:"""
    + _COMMON_TOP_LEVEL_DOMAINS
    + r"""))
    (?![\w@-])
    (?::\d{1,5})?
    (?:[/?\#][^\s<>"«»]*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+)*@(?:[a-z\d-]+\.)+[a-z]{2,8}(?![\w-])", re.I | re.A
)
# The four below follow the regular expressions in the comments of tdlib's MessageEntity.cpp.
_MENTION = re.compile(r"(?<!\w)@[a-zA-Z0-9_]{2,32}(?!\w)")
_HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")

_ENDS_NO_URL = ".:;,('?!`"


def find(text: str) -> Iterator[Found]:
    """Everything found, in order and without overlaps; the earlier kind of the list wins."""
    taken: list[Found] = []
    for kind, pattern in (
        ("email", _EMAIL),
        ("url", _URL),
        ("mention", _MENTION),
        ("bot_command", _COMMAND),
        ("hashtag", _HASHTAG),
        ("cashtag", _CASHTAG),
    ):
        for match in pattern.finditer(text):
            end = match.end() if kind != "url" else match.start() + len(_trimmed(match[0]))
            found = Found(match.start(), end, kind)
            if all(found.end <= other.start or other.end <= found.start for other in taken):
                taken.append(found)
    yield from sorted(taken)


def _trimmed(url: str) -> str:
    """Without the punctuation of the sentence around it, and without a bracket it did not open."""
    while url and (url[-1] in _ENDS_NO_URL or (url[-1] == ")" and url.count("(") < url.count(")"))):
        url = url[:-1]
    return url
