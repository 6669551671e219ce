"""What the bot shows of itself to whoever runs it: health, metrics, and a line for each update.

`course` is what the rest of the bot tells it through, and imports nothing.
"""
