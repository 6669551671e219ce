"""Quotes, polls and checklists: what is read of a message that is no plain text."""

from typing import Any

import pytest

from bot.playground import Person, Playground
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, next_after, once_answered

QUOTE = (
    "The mayor said that the bridge helps the city and the market. "
    "Every train was quiet today. The bus was quiet again."
)
MARGE = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "Marge Quill"}
OPTIONS = ["The old bridge over the river", "The new bridge", "The market", "The quiet train"]
POLL: dict[str, object] = {
    "poll": {
        "id": "1",
        "question": "Which of these does the city need to repair first?",
        "options": [{"text": t, "voter_count": 0, "persistent_id": t} for t in OPTIONS],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
}


def message_of(person: Person, text: str, **more: object) -> dict[str, Any]:
    """Return a message to the bot as an update brings it, with what else it has."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}]
    return {
        "message": {
            "message_id": 77,
            "date": 1_700_000_000,
            "chat": {"id": person.id, "type": "private", "first_name": "John"},
            "from": {"id": person.id, "is_bot": False, "first_name": "John", "language_code": "en"},
            **({"text": text, "entities": entities} if text else {}),
            **more,
        }
    }


async def test_a_command_on_a_quote_is_about_the_quoted_part(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    summary = await next_after(john, john.reply(article, "/summary 1", quote=QUOTE))
    (sentence,) = sentences_of(summary.text)
    assert sentence in QUOTE
    answer = await next_after(john, john.reply(article, "/translate uk", quote=QUOTE))
    assert f"{len(QUOTE.split())} words" in answer.text
    assert "repaired" not in answer.text


async def test_a_quote_from_another_chat_names_it(telegram: Playground, john: Person) -> None:
    await ask(john, "/start")
    quote = {"text": QUOTE, "position": 0, "is_manual": True}
    reply = {"origin": MARGE}
    telegram.post_update(message_of(john, "/summary 1", quote=quote, external_reply=reply))

    assert "Marge Quill" in (await john.next_message()).text
    # Without a quote there is nothing to read.
    telegram.post_update(message_of(john, "/summary", external_reply={"origin": MARGE}))
    assert (await john.next_message()).text.startswith("Which article?")


@pytest.mark.parametrize(
    "content",
    [
        POLL,
        {
            "checklist": {
                "title": "Which of these does the city need to repair first?",
                "tasks": [{"id": n, "text": text} for n, text in enumerate(OPTIONS, 1)],
            }
        },
    ],
    ids=["poll", "checklist"],
)
async def test_polls_and_checklists_are_read_as_text(
    telegram: Playground, john: Person, content: dict[str, object]
) -> None:
    await ask(john, "/start")
    telegram.post_update(message_of(john, "", **content))
    await john.next_message()
    john.send("/translate uk")
    assert (await john.next_message()).text.count("• ") == len(OPTIONS)
