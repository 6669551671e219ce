"""What the commands of `dragoman` do: the same stages as in a chat, for a person at a terminal.

`bot/__main__.py` declares the commands and imports from here only what the given one needs.
"""
