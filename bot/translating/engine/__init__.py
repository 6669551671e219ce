"""Runs the models: pieces of sentences go in as tokens, from all requests at once."""
