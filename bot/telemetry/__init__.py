"""Reports for those who run the bot: health, metrics, a log line for each task."""
