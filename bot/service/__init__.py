"""The use cases: an article in, a summary or a translation out."""
