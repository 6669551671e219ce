"""Methods by which the bot describes itself: commands, name, descriptions."""

from collections.abc import Awaitable, Callable

from bot.playground.cloud import Cloud
from bot.playground.parameters import Parameters
from bot.playground.profile import check_language, read_scope
from bot.playground.wire import Json

_TEXTS = {
    "Name": "name",
    "Description": "description",
    "ShortDescription": "short_description",
}


async def set_my_commands(cloud: Cloud, parameters: Parameters) -> bool:
    return _set_commands(cloud, parameters, parameters.decoded("commands", "commands"))


async def delete_my_commands(cloud: Cloud, parameters: Parameters) -> bool:
    return _set_commands(cloud, parameters, [])


def _set_commands(cloud: Cloud, parameters: Parameters, commands: object) -> bool:
    scope = read_scope(parameters.decoded("scope", "BotCommandScope"))
    cloud.profile.set_commands(commands, scope, parameters.text("language_code"))
    cloud.events.send({"kind": "profile"})
    return True


async def get_my_commands(cloud: Cloud, parameters: Parameters) -> list[Json]:
    scope = read_scope(parameters.decoded("scope", "BotCommandScope"))
    language = check_language(parameters.text("language_code"))
    return cloud.profile.commands.get((scope, language), [])


def _setter(kind: str) -> Callable[[Cloud, Parameters], Awaitable[bool]]:
    async def set_text(cloud: Cloud, parameters: Parameters) -> bool:
        cloud.profile.set_text(kind, parameters.text(kind), parameters.text("language_code"))
        cloud.events.send({"kind": "profile"})
        return True

    return set_text


def _getter(kind: str) -> Callable[[Cloud, Parameters], Awaitable[Json]]:
    async def get_text(cloud: Cloud, parameters: Parameters) -> Json:
        language = check_language(parameters.text("language_code"))
        return {kind: cloud.profile.text(kind, language)}

    return get_text


METHODS: dict[str, Callable[[Cloud, Parameters], Awaitable[object]]] = {
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getMyCommands": get_my_commands,
    **{f"setMy{name}": _setter(kind) for name, kind in _TEXTS.items()},
    **{f"getMy{name}": _getter(kind) for name, kind in _TEXTS.items()},
}
