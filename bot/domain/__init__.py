"""The values that travel from what a person sent to what the bot answers."""
