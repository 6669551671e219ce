"""A Telegram on this machine: a strict Bot API server, people to talk to the bot, and a chat page.

It is Telegram as seen from the bot, so it imports nothing of the bot.
"""

from bot.playground.calls import Call
from bot.playground.chats import Button, Message
from bot.playground.formatting import Entity, FormattedText, bold, italic, link, styled
from bot.playground.groups import Channel, Group
from bot.playground.people import Person
from bot.playground.playground import Playground
from bot.playground.samples import SampleArticle, sample_articles

__all__ = [
    "Button",
    "Call",
    "Channel",
    "Entity",
    "FormattedText",
    "Group",
    "Message",
    "Person",
    "Playground",
    "SampleArticle",
    "bold",
    "italic",
    "link",
    "sample_articles",
    "styled",
]
