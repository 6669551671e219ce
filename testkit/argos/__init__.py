"""Small real Argos packages, built rather than trained, that translate word for word."""
