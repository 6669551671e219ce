"""The use cases, free of Telegram: an article in, a summary or a translation out."""
