"""Methods that answer a query: a pressed button, inline mode, a mention as a guest."""

import re
from collections.abc import Mapping

from bot.playground.calls import BotApiError, Json, Parameters, bad_request
from bot.playground.cloud import Cloud, Method
from bot.playground.queries import CallbackAnswer, InlineAnswer, InlineResult, QueryKind
from bot.playground.reading import read_keyboard, read_preview, read_text

_MAX_CALLBACK_TEXT = 200
_MAX_RESULTS = 50
_MAX_BYTES = 64
"""Of the id of a result, and of the next offset."""
_LONGEST_CACHE = 24 * 3600
"""Seconds."""


async def answer_callback_query(cloud: Cloud, parameters: Parameters) -> bool:
    text = parameters.text("text")
    if len(text) > _MAX_CALLBACK_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    query = cloud.queries.pending(QueryKind.CALLBACK, parameters.text("callback_query_id"))
    answer = CallbackAnswer(text, parameters.boolean("show_alert"), parameters.text("url"))
    cloud.queries.answer(query, answer)
    return True


async def answer_inline_query(cloud: Cloud, parameters: Parameters) -> bool:
    button = _read_button(parameters.decoded("button", "inline query results button"))
    results = _read_results(parameters.decoded("results", "inline query results"))
    next_offset = parameters.text("next_offset")
    if not _fits(next_offset):
        raise bad_request("NEXT_OFFSET_INVALID")
    query = cloud.queries.pending(QueryKind.INLINE, parameters.text("inline_query_id"))
    answer = InlineAnswer(
        query.text,
        results,
        next_offset=next_offset,
        cache_time=min(max(parameters.integer("cache_time", 300), 0), _LONGEST_CACHE),
        is_personal=parameters.boolean("is_personal"),
        button=button,
    )
    cloud.queries.answer(query, answer)
    return True


async def answer_guest_query(cloud: Cloud, parameters: Parameters) -> Json:
    """Send one message to the chat where the bot was mentioned. It may be edited later."""
    given = parameters.decoded("result", "inline query result")
    if given in (None, ""):
        raise bad_request("result isn't specified")
    result = _read_result(given)
    query = cloud.queries.pending(QueryKind.GUEST, parameters.text("guest_query_id"))
    assert query.message is not None
    cloud.queries.answer(query, result)
    message = cloud.add_message(
        query.message.chat,
        cloud.bot,
        result.content,
        markup=result.markup,
        preview=result.preview,
        topic_id=query.message.topic_id,
        guest_caller=query.message.sender,
    )
    return {"inline_message_id": cloud.make_inline(message)}


def _read_results(given: object) -> tuple[InlineResult, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise bad_request("expected an Array of inline query results")
    if len(given) > _MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    results = tuple(map(_read_result, given))
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def _read_result(given: object) -> InlineResult:
    """Read an InlineQueryResultArticle. Neither guests nor the bot's inline mode send media."""
    if not isinstance(given, Mapping):
        raise _unparsable_result("Inline query result must be an object")
    for required in ("type", "id", "title"):
        if not isinstance(given.get(required), str):
            raise _unparsable_result(f'Can\'t find field "{required}"')
    if given["type"] != "article":
        kind = given["type"]
        raise _unparsable_result(f'type "{kind}" is unsupported for the inline query result')
    message = given.get("input_message_content")
    if not isinstance(message, Mapping):
        raise _unparsable_result('Can\'t find field "input_message_content"')
    if not given["id"] or not _fits(given["id"]):
        raise bad_request("RESULT_ID_INVALID")
    if not given["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    try:
        content = read_text(Parameters(message), "message_text")
        return InlineResult(
            given["id"],
            given["title"],
            str(given.get("description") or ""),
            content,
            markup=read_keyboard(Parameters(given)),
            preview=read_preview(Parameters(message)),
        )
    except BotApiError as error:
        raise _unparsable_result(error.description.removeprefix("Bad Request: ")) from None


def _read_button(given: object) -> Json | None:
    """Read an InlineQueryResultsButton, which opens the private chat or a web app."""
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise _unparsable_button("InlineQueryResultsButton must be an Object")
    if not isinstance(given.get("text"), str):
        raise _unparsable_button('Can\'t find field "text"')
    if not given["text"].strip():
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if "start_parameter" in given:
        if not re.fullmatch("[A-Za-z0-9_-]{1,64}", str(given["start_parameter"])):
            raise bad_request("START_PARAM_INVALID")
    elif "web_app" not in given:
        raise _unparsable_button("InlineQueryResultsButton must have exactly one optional field")
    return dict(given)


def _fits(text: str) -> bool:
    return len(text.encode(errors="replace")) <= _MAX_BYTES


def _unparsable_result(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline query result: {reason}")


def _unparsable_button(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline query results button: {reason}")


METHODS: Mapping[str, Method] = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
}
