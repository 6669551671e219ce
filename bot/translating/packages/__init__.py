"""Argos packages: reading, installing and downloading them, and routes over several."""
