"""Updates come in, by long polling or a webhook, and are kept until they are answered."""
