"""What tests and benchmarks are made with; no part of the bot."""
