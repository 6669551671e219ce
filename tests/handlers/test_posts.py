"""Whose text it is: shown, and linked, above every answer."""

from datetime import UTC, datetime

import pytest
from telegram import (
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.botapi.updates import parse_update
from bot.domain.article import Origin, Source
from bot.playground import Person, Playground
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, next_after

SENT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
CITY = Chat(-1001234567890, Chat.CHANNEL, title="City News", username="citynews")
HOUSE = Chat(-1001234567890, Chat.CHANNEL, title="Our House")
GROUP = Chat(-1009876543210, Chat.SUPERGROUP, title="Neighbours", username="neighbours")
ADA = User(7, "Ada", False, last_name="Byron", username="ada")


def source_of(origin: MessageOrigin | None) -> Source:
    """Return the source of a message that was forwarded from there."""
    chat = Chat(5, Chat.PRIVATE)
    message = Message(9, SENT, chat, text="The bridge is open again.", forward_origin=origin)
    parsed = parse_update({"update_id": 1, "message": message.to_dict()})
    assert parsed is not None
    return parsed.source


@pytest.mark.parametrize(
    ("origin", "kind", "name", "link"),
    [
        (MessageOriginChannel(WRITTEN, CITY, 57), Origin.CHANNEL, "City News", "citynews/57"),
        (MessageOriginChannel(WRITTEN, HOUSE, 57), Origin.CHANNEL, "Our House", "c/1234567890/57"),
        (MessageOriginChat(WRITTEN, GROUP), Origin.CHAT, "Neighbours", "neighbours"),
        (MessageOriginUser(WRITTEN, ADA), Origin.USER, "Ada Byron", "ada"),
        (MessageOriginUser(WRITTEN, User(7, "Ada", False)), Origin.USER, "Ada", ""),
        (MessageOriginHiddenUser(WRITTEN, "Somebody"), Origin.HIDDEN_USER, "Somebody", ""),
        (MessageOrigin("from the future", WRITTEN), Origin.CHAT, "", ""),
    ],
)
def test_a_forward_keeps_the_name_and_the_link_of_its_source(
    origin: MessageOrigin, kind: Origin, name: str, link: str
) -> None:
    assert source_of(origin) == Source(kind, name, link and f"https://t.me/{link}", WRITTEN)
    assert source_of(None) == Source(Origin.TYPED, date=SENT)


async def test_a_channels_signature_is_the_author(telegram: Playground, john: Person) -> None:
    channel = telegram.channel("City News", username="citynews")
    john.forward(ENGLISH, from_channel=channel, message_id=57, signature="Jane Doe")
    assert "City News · by Jane Doe · English" in (await john.next_message()).text


async def test_a_forwarded_post_that_begins_like_a_command_is_an_article(
    telegram: Playground, john: Person
) -> None:
    telegram.privacy_mode = False
    group = telegram.group("Readers", members=[john])
    for command in ("/summary", "/start", "/translate uk", "/news"):
        text = f"{command} is not what it seems.\n\n" + ENGLISH
        post = john.forward(text, hidden_name="Somebody")
        answer = await next_after(john, post)
        assert len(sentences_of(answer.text)) == 3
        assert answer.replied() is post

        john.forward(f"{command}\n\n" + ENGLISH, hidden_name="Somebody", to=group)
        assert (await ask(john, "/help", to=group)).text.startswith("Forward an article")
