"""Methods that answer a query: a pressed button."""

from bot.playground.cloud import CallbackAnswer, Cloud
from bot.playground.parameters import Parameters
from bot.playground.wire import bad_request

_MAX_ANSWER = 200


async def answer_callback_query(cloud: Cloud, parameters: Parameters) -> bool:
    text = parameters.text("text")
    if len(text) > _MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = CallbackAnswer(text, parameters.boolean("show_alert"), parameters.text("url"))
    cloud.answer(parameters.text("callback_query_id"), answer)
    return True


METHODS = {"answerCallbackQuery": answer_callback_query}
