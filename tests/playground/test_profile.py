"""What the bot says of itself, by language and by kind of chat."""

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest

from bot.playground import Playground


async def test_a_person_sees_the_narrowest_commands_in_their_language(
    playground: Playground, bot: Bot
) -> None:
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("help", "Help")])
    await bot.set_my_commands([("summary", "Summary")], scope=private)
    await bot.set_my_commands([("summary", "Підсумок")], scope=private, language_code="uk")
    await bot.set_my_commands([("quiet", "Be quiet")], scope=BotCommandScopeAllGroupChats())

    def menu(chat_id: int, private: bool, language: str) -> list[str]:
        commands = playground.cloud.profile.commands_for(
            chat_id, private=private, language=language
        )
        return [command["description"] for command in commands]

    assert menu(1, True, "uk") == ["Підсумок"]
    assert menu(1, True, "ru") == ["Summary"]
    assert menu(-1, False, "uk") == ["Be quiet"]
    await bot.set_my_commands([("only", "Only here")], scope=BotCommandScopeChat(1))
    assert menu(1, True, "uk") == ["Only here"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(1))
    await bot.delete_my_commands(scope=BotCommandScopeAllGroupChats())
    assert menu(-1, False, "uk") == ["Help"]
    assert (await bot.get_my_commands(scope=private, language_code="uk"))[0].command == "summary"


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Summary", "Capital letters", "Bot_command_invalid"),
        ("a" * 33, "Long", "Bot_command_invalid"),
        ("summary", "", "Bot_command_description_invalid"),
        ("summary", "a" * 257, "Bot_command_description_invalid"),
    ],
)
async def test_a_command_that_breaks_a_rule_is_refused(
    bot: Bot, command: str, description: str, reason: str
) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([(command, description)])


async def test_names_and_descriptions_fall_back_to_those_without_a_language(bot: Bot) -> None:
    await bot.set_my_description("Summaries")
    await bot.set_my_description("Підсумки", language_code="uk")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("uk")).description == "Підсумки"
    assert (await bot.get_my_description("ru")).description == "Summaries"
    assert (await bot.get_my_name("uk")).name == "Dragoman"
    with pytest.raises(BadRequest, match="Invalid language code"):
        await bot.set_my_name("Драгоман", language_code="ukr")
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("a" * 121)
