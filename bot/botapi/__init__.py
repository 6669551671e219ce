"""All that knows the Bot API. Read it in the way that a message takes:

* In: `receiving` polls for updates, or `server` has them delivered; `updates` parses them, with
  `entities`. `audience` leaves out what is not for the bot, `typed_queries` waits until somebody
  pauses in typing, and what is within the `limits` of a person goes into the `inbox`.
* Meanwhile: `gathering` puts together an article in several messages, `long_jobs` are done beside
  the chat and shown by `progress`, and `administrators` says who runs a chat.
* Out: `sending` sends and edits texts with `buttons`. Each call goes through `calls`, which make it
  durable, waits for the `rate_limiter`, and takes a `connection`.
"""
