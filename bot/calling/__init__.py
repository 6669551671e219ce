"""Calls of the Bot API: in their turn, tried again, and kept."""
