"""What the bot reports about itself to whoever runs it: health, metrics, a line for each task."""
