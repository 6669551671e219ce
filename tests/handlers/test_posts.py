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
from tests.handlers.conversation import ask

SENT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
CHANNEL = Chat(-1001234567890, Chat.CHANNEL, title="City News", username="citynews")
PRIVATE_CHANNEL = Chat(-1001234567890, Chat.CHANNEL, title="Our House")
GROUP = Chat(-1009876543210, Chat.SUPERGROUP, title="Neighbours", username="neighbours")


def message(origin: MessageOrigin | None) -> Message:
    chat = Chat(5, Chat.PRIVATE)
    return Message(9, SENT, chat, text="The bridge is open again.", forward_origin=origin)


@pytest.mark.parametrize(
    ("origin", "source"),
    [
        (None, Source(Origin.TYPED, date=SENT)),
        (
            MessageOriginChannel(WRITTEN, CHANNEL, 57),
            Source(Origin.CHANNEL, "City News", "https://t.me/citynews/57", WRITTEN),
        ),
        (
            MessageOriginChannel(WRITTEN, PRIVATE_CHANNEL, 57),
            Source(Origin.CHANNEL, "Our House", "https://t.me/c/1234567890/57", WRITTEN),
        ),
        (
            MessageOriginChat(WRITTEN, GROUP),
            Source(Origin.CHAT, "Neighbours", "https://t.me/neighbours", WRITTEN),
        ),
        (
            MessageOriginUser(WRITTEN, User(7, "Ada", False, last_name="Byron", username="ada")),
            Source(Origin.USER, "Ada Byron", "https://t.me/ada", WRITTEN),
        ),
        (
            MessageOriginUser(WRITTEN, User(7, "Ada", False)),
            Source(Origin.USER, "Ada", "", WRITTEN),
        ),
        (
            MessageOriginHiddenUser(WRITTEN, "Somebody"),
            Source(Origin.HIDDEN_USER, "Somebody", "", WRITTEN),
        ),
        (MessageOrigin("from the future", WRITTEN), Source(Origin.CHAT, date=WRITTEN)),
    ],
)
def test_a_forward_keeps_the_name_and_the_link_of_its_source(
    origin: MessageOrigin | None, source: Source
) -> None:
    parsed = parse_update({"update_id": 1, "message": message(origin).to_dict()})
    assert parsed is not None
    assert parsed.source == source


async def test_a_channels_signature_is_the_author(telegram: Playground, john: Person) -> None:
    channel = telegram.channel("City News", username="citynews")
    john.forward(ENGLISH, from_channel=channel, message_id=57, signature="Jane Doe")
    assert "City News · by Jane Doe · English" in (await john.next_message()).text


@pytest.mark.parametrize("command", ["/summary", "/start", "/translate uk", "/news"])
async def test_a_forwarded_post_that_begins_like_a_command_is_an_article(
    telegram: Playground, john: Person, command: str
) -> None:
    post = john.forward(f"{command} is not what it seems.\n\n" + ENGLISH, hidden_name="Somebody")
    answer = await john.next_message()
    assert len(sentences_of(answer.text)) == 3
    assert answer.replied() is post

    telegram.privacy_mode = False
    group = telegram.group("Readers", members=[john])
    john.forward(f"{command}\n\n" + ENGLISH, hidden_name="Somebody", to=group)
    assert (await ask(john, "/help", to=group)).text.startswith("Forward an article")
