"""Every method, given anything at all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import Person, Playground
from bot.playground.calls import BotApiError, Parameters
from bot.playground.server import METHODS

NAMES = (
    "chat_id message_id text entities reply_markup reply_parameters user_id draft_id action "
    "commands scope language_code reaction message_ids file_id document photo caption "
    "caption_entities from_chat_id callback_query_id link_preview_options allowed_updates name "
    "description short_description secret_token offset limit message_thread_id "
    "inline_message_id inline_query_id guest_query_id results result button next_offset "
    "can_stop keep_on_stop"
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.sampled_from([0.5, float("inf"), float("nan"), 1e300])
    | st.text(max_size=8)
    | st.sampled_from(["[]", "{}", "[{}]", "null", '"a"', "\ud800", "@a", "attach://x"])
)
FIELDS = (
    "type offset length url user inline_keyboard text callback_data copy_text message_id quote "
    "quote_position quote_entities chat_id command description emoji id title "
    "input_message_content message_text start_parameter"
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("method", sorted(METHODS))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    values=st.dictionaries(
        st.sampled_from(NAMES.split()), SCALARS | SCALARS | ANYTHING, min_size=4, max_size=16
    )
)
async def test_no_parameters_break_a_method(
    playground: Playground, olena: Person, method: str, values: dict[str, Any]
) -> None:
    message = olena.send("Something to point at")
    likely = {"chat_id": olena.id, "from_chat_id": olena.id, "message_id": message.id}
    for parameters in (values, likely | values, values | likely):
        _, call = METHODS[method]
        try:
            await call(playground.cloud, Parameters(parameters))
        except BotApiError as refusal:
            assert refusal.code in (400, 403, 404, 409)  # noqa: PT017
