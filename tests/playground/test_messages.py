"""What a bot may write, and what it is told where it may not."""

from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.playground import Person, Playground, bold
from tests.playground.conftest import refused

BOLD = MessageEntity.BOLD


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_row(buttons)


async def test_a_message_reaches_the_person_with_its_formatting(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "Ліс і річка", entities=[MessageEntity(BOLD, 0, 3)])
    message = await olena.next_message()
    assert (message.id, message.text) == (sent.message_id, "Ліс і річка")
    assert message.parts("bold") == ["Ліс"]


async def test_surrounding_white_space_is_trimmed_and_entities_are_shifted(
    bot: Bot, olena: Person
) -> None:
    entities = [MessageEntity(BOLD, 3, 9)]
    await bot.send_message(olena.id, " \n 🌲 forest  \n", entities=entities)
    message = await olena.next_message()
    assert message.text == "🌲 forest"
    assert message.parts("bold") == ["🌲 forest"]


@pytest.mark.parametrize(
    ("text", "entities", "reason"),
    [
        ("", [], "Message text is empty"),
        (" \n ", [], "Text must be non-empty"),
        ("я" * 4097, [], "Message is too long"),
        ("🌲" * 2049, [], "Message is too long"),
        ("short", [(4, 2)], "ends after the end of the text"),
        ("short", [(5, 1)], "begins after the end of the text"),
        ("short", [(-1, 2)], "incorrect offset"),
        ("🌲🌲", [(1, 2)], "begins in a middle of a UTF-16 symbol"),
        ("🌲🌲", [(0, 3)], "ends in a middle of a UTF-16 symbol"),
        ("a" * 200, [(n, 1) for n in range(101)], "Too many entities"),
    ],
)
async def test_a_text_that_breaks_a_rule_is_refused(
    bot: Bot, olena: Person, text: str, entities: list[tuple[int, int]], reason: str
) -> None:
    formatted = [MessageEntity(BOLD, *place) for place in entities]
    await refused(bot.send_message(olena.id, text, entities=formatted), reason)
    assert not olena.bot_messages()


async def test_the_longest_text_and_a_hundred_entities_pass(bot: Bot, olena: Person) -> None:
    entities = [MessageEntity(BOLD, n * 2, 1) for n in range(100)]
    await bot.send_message(olena.id, "a" * 4096, entities=entities)
    assert len((await olena.next_message()).entities) == 100


async def test_markup_strings_are_refused(bot: Bot, olena: Person) -> None:
    with pytest.raises(BadRequest, match="entities, not a parse_mode"):
        await bot.send_message(olena.id, "<b>Title</b>", parse_mode="HTML")


async def test_links_mentions_and_commands_are_found_but_not_inside_code(
    bot: Bot, olena: Person
) -> None:
    text = (
        "Read https://riverside.example/a_(b)?c=1. Ask @press_office or a.b@mail.example, "
        "/help #news x.com"
    )
    sent = await bot.send_message(olena.id, text)
    found = {(entity.type, sent.parse_entity(entity)) for entity in sent.entities}
    assert found == {
        ("url", "https://riverside.example/a_(b)?c=1"),
        ("mention", "@press_office"),
        ("email", "a.b@mail.example"),
        ("bot_command", "/help"),
        ("hashtag", "#news"),
        ("url", "x.com"),
    }
    code = await bot.send_message(olena.id, "x.com", entities=[MessageEntity("code", 0, 5)])
    assert [entity.type for entity in code.entities] == ["code"]


async def test_an_edit_is_seen_in_place(bot: Bot, olena: Person) -> None:
    sent = await bot.send_message(olena.id, "Working…")
    message = await olena.next_message()
    await bot.edit_message_text("Done.", olena.id, sent.message_id)
    assert (message.text, message.is_edited) == ("Done.", True)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, olena: Person) -> None:
    markup = keyboard(InlineKeyboardButton("Longer", callback_data="longer"))
    sent = await bot.send_message(olena.id, "Done.", reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Done.", olena.id, sent.message_id, reply_markup=markup)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(olena.id, sent.message_id, reply_markup=markup)
    await bot.edit_message_text("Done.", olena.id, sent.message_id)
    assert not (await olena.next_message()).buttons


async def test_a_deleted_message_can_be_neither_edited_nor_deleted_nor_answered(
    bot: Bot, olena: Person
) -> None:
    sent = await bot.send_message(olena.id, "Soon gone")
    await sent.delete()
    await refused(sent.edit_text("Back"), "Message to edit not found")
    await refused(sent.delete(), "Message to delete not found")
    reply = ReplyParameters(sent.message_id)
    to_be_replied = bot.send_message(olena.id, "Answer", reply_parameters=reply)
    await refused(to_be_replied, "Message to be replied not found")
    reply = ReplyParameters(sent.message_id, allow_sending_without_reply=True)
    await bot.send_message(olena.id, "Answer", reply_parameters=reply)
    assert (await olena.next_message()).reply_to is None


async def test_a_persons_message_cannot_be_edited_by_the_bot(bot: Bot, olena: Person) -> None:
    own = olena.send("Mine")
    await refused(bot.edit_message_text("Yours", olena.id, own.id), "Message can't be edited")


async def test_a_quote_must_be_an_exact_substring_at_its_position(bot: Bot, olena: Person) -> None:
    article = olena.send("🌲 The mill closed. " + bold("The mill") + " opened.")

    async def answer(quote: str, **details: Any) -> None:
        parameters = ReplyParameters(article.id, quote=quote, **details)
        await bot.send_message(olena.id, "See there", reply_parameters=parameters)

    await answer("The mill closed.")
    quote = (await olena.next_message()).quote
    assert quote == {"text": "The mill closed.", "position": 3, "is_manual": True}
    formatted = [MessageEntity(BOLD, 0, 8)]
    await answer("The mill opened.", quote_position=20, quote_entities=formatted)
    quote = (await olena.next_message()).quote
    assert quote is not None
    assert quote["entities"][0]["type"] == "bold"
    for wrong in (
        {"quote": "The mill burned."},
        {"quote": "The mill closed.", "quote_position": 0},
        {"quote": "The mill opened.", "quote_position": 20},
        {"quote": "The mill closed.", "quote_position": 3, "quote_entities": formatted},
    ):
        await refused(answer(**wrong), "Quote_text_invalid")


async def test_a_quote_has_at_most_1024_utf_16_units(bot: Bot, olena: Person) -> None:
    article = olena.send("🌲" * 600)
    longest = ReplyParameters(article.id, quote="🌲" * 512)
    await bot.send_message(olena.id, "See there", reply_parameters=longest)
    too_long = ReplyParameters(article.id, quote="🌲" * 513)
    with pytest.raises(BadRequest, match="Quote_text_invalid"):
        await bot.send_message(olena.id, "See there", reply_parameters=too_long)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "Go", "callback_data": "я" * 33}, "Button_data_invalid"),
        ({"text": "Go", "callback_data": "a", "url": "https://a.example"}, "exactly one action"),
        ({"text": "Go"}, "Text buttons are unallowed"),
        ({"text": " ", "callback_data": "a"}, "button text must be non-empty"),
        ({"text": "Go", "url": "javascript:alert(1)"}, "Unsupported URL protocol"),
        ({"text": "Go", "copy_text": {"text": "a" * 257}}, "Button_copy_text_invalid"),
        ({"text": "Go", "copy_text": {"text": "🌲" * 129}}, "Button_copy_text_invalid"),
    ],
)
async def test_a_button_that_breaks_a_rule_is_refused(
    bot: Bot, olena: Person, button: dict[str, object], reason: str
) -> None:
    markup = {"reply_markup": {"inline_keyboard": [[button]]}}
    await refused(bot.send_message(olena.id, "Choose", api_kwargs=markup), reason)


async def test_callback_data_of_64_bytes_passes(bot: Bot, olena: Person) -> None:
    button = InlineKeyboardButton("Go", callback_data="я" * 32)
    await bot.send_message(olena.id, "Choose", reply_markup=keyboard(button))
    assert (await olena.next_message()).button_texts == ["Go"]


async def test_a_bot_cannot_write_first_nor_to_somebody_who_has_blocked_it(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    stranger = playground.person("Petro")
    await refused(bot.send_message(stranger.id, "Hello"), "Chat not found")
    olena.block()
    await refused(bot.send_message(olena.id, "Hello"), "bot was blocked by the user", Forbidden)
    olena.unblock()
    await bot.send_message(olena.id, "Hello")
    assert (await olena.next_message()).text == "Hello"


async def test_only_telegrams_own_reactions_are_accepted(bot: Bot, olena: Person) -> None:
    message = olena.send("An article")
    await bot.set_message_reaction(olena.id, message.id, "👀")
    assert message.emoji == ["👀"]
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(olena.id, message.id, ReactionTypeEmoji("🧭"))
    await bot.set_message_reaction(olena.id, message.id)
    assert message.emoji == []


async def test_a_draft_needs_a_private_chat_and_an_id(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    await bot.send_message_draft(olena.id, 7, "Half a sum")
    await bot.send_message_draft(olena.id, 7, "")
    group = playground.group("Family", members=[olena])
    await refused(bot.send_message_draft(group.id, 7, "Half a sum"), "Textdraft_peer_invalid")
    await refused(bot.send_message_draft(olena.id, 0, "Half a sum"), "Random_id_invalid")
    assert not olena.bot_messages()


async def test_what_is_being_written_can_be_stopped_where_the_bot_lets_it(
    bot: Bot, olena: Person
) -> None:
    async def stopped() -> list[Any]:
        updates = await bot.get_updates()
        return [u.api_kwargs["stopped_message_generation"] for u in updates if u.api_kwargs]

    await bot.send_message_draft(olena.id, 7, "Half a sum")
    with pytest.raises(LookupError):
        olena.stop_draft()
    await bot.send_message_draft(olena.id, 7, "Half a sum", api_kwargs={"can_stop": True})
    olena.stop_draft()
    assert olena.draft is None
    kept = {"can_stop": True, "keep_on_stop": True}
    await bot.send_message_draft(olena.id, 8, "Half a sum", api_kwargs=kept)
    olena.stop_draft()
    assert olena.draft is not None
    with pytest.raises(LookupError):
        olena.stop_draft()
    found = [(each["chat"]["id"], each["draft_id"]) for each in await stopped()]
    assert found == [(olena.id, 7), (olena.id, 8)]
    await bot.send_message(olena.id, "A summary")
    assert olena.draft is None


async def test_an_older_server_knows_no_stopping_of_drafts(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.lacking = frozenset({"stopped_message_generation", "sendDocument"})
    await bot.get_updates(allowed_updates=["message", "stopped_message_generation"])
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)
    await bot.send_message_draft(olena.id, 7, "Half a sum", api_kwargs={"can_stop": True})
    assert olena.draft is not None
    assert not olena.draft.can_stop
    await refused(bot.send_document(olena.id, b"text"), "method not found", InvalidToken)


async def test_only_the_newest_messages_of_a_chat_are_kept(
    playground: Playground, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.playground.chats.MESSAGES_KEPT", 3)
    kept = [olena.send(str(number)) for number in range(6)][-3:]
    assert list(playground.cloud.chats[olena.id].messages.values()) == kept
