"""From a summary or a translation to what a person sees.

`words` and the layout of a reply are plain text work that the terminal shares; only `sending`,
`buttons` and `entities` know Telegram.
"""
