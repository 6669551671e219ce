"""A Telegram on this machine: a strict Bot API server, people to talk to the bot, and a chat page.

It stands for Telegram, so it imports nothing of the bot. Read it from the top:

* `playground` starts and stops everything, and switches faults on; `people` act as in a client;
  `chat_page` is a client in the browser, and `samples` has articles to forward there.
* `server` turns HTTP requests into calls of the methods, which are in `account`, `sending`,
  `editing` and `answering`, and read what they share with `reading`.
* `cloud` is the state that all of them act on: `chats` with their messages, `files`, the bot's
  `profile`, the `updates` that wait for it, and `faults`.
* `formatting` has texts with entities, `calls` the parameters and errors of a call.
"""

from bot.playground.calls import Call
from bot.playground.chats import Button, Chat, Message
from bot.playground.cloud import Draft
from bot.playground.files import grey_picture
from bot.playground.formatting import Entity, FormattedText, bold, italic, link, styled
from bot.playground.people import Person
from bot.playground.playground import Playground
from bot.playground.queries import InlineAnswer
from bot.playground.samples import SampleArticle, sample_articles

__all__ = [
    "Button",
    "Call",
    "Chat",
    "Draft",
    "Entity",
    "FormattedText",
    "InlineAnswer",
    "Message",
    "Person",
    "Playground",
    "SampleArticle",
    "bold",
    "grey_picture",
    "italic",
    "link",
    "sample_articles",
    "styled",
]
