"""What the bot says of itself, by language."""

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest

from bot.playground import Playground
from tests.playground.conftest import refused


async def test_a_person_sees_the_commands_in_their_language(
    playground: Playground, bot: Bot
) -> None:
    await bot.set_my_commands([("summary", "Summary")])
    await bot.set_my_commands([("summary", "Підсумок")], language_code="uk")

    def menu(language: str) -> list[str]:
        return [each["description"] for each in playground.cloud.profile.commands_in(language)]

    assert (menu("uk"), menu("ru")) == (["Підсумок"], ["Summary"])
    assert (await bot.get_my_commands(language_code="uk"))[0].description == "Підсумок"
    await bot.set_my_commands([], language_code="uk")
    assert menu("uk") == ["Summary"]
    with pytest.raises(BadRequest, match="no scopes"):
        await bot.set_my_commands([("help", "Help")], scope=BotCommandScopeAllPrivateChats())


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
    await refused(bot.set_my_commands([(command, description)]), reason)


async def test_descriptions_fall_back_to_those_without_a_language(bot: Bot) -> None:
    await bot.set_my_description("Summaries")
    await bot.set_my_description("Підсумки", language_code="uk")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_description("uk")).description == "Підсумки"
    assert (await bot.get_my_description("ru")).description == "Summaries"
    await refused(bot.set_my_description("Підсумки", language_code="ukr"), "Invalid language code")
    await refused(bot.set_my_short_description("a" * 121))
