"""What the commands of `dragoman` do: the same stages as in a chat, for a person at a terminal.

`bot/__main__.py` declares the commands and imports from here only what the given one needs:

* `articles`: summary and translate, with `reading`, `explaining` and `json_output`
* `models` and `installing`: models list, remove, available, install and update
* `first_start`: setup; `serving`: run, receive and work; `demo`; `doctor`

All of them print by `screen` and end by `exits`; `documentation` tells how to mend what went wrong.
"""
