"""All that knows the Bot API: receiving updates, parsing, keyboards, sending, the rate limit."""
