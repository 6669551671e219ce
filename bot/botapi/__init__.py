"""All that knows the Bot API: receiving updates, parsing, buttons, sending, the rate limit."""
