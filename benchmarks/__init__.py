"""What is measured. Each module is run as `uv run python -m benchmarks.NAME`, and has a `--help`.

* Quality: `summaries` against written ones, `formatting` of translations, `pages` as articles.
* Speed: `summarizing`, `translation`, `documents`, and `newcomer`, the first minutes with the demo.
* The bot as a whole: `answers` and their cost, `footprint` in memory, `scale` with more processes,
  `soak` for hours, and `kill`, what is lost when it is killed.

`training` learns the summarizer's weights, and `packages` builds models as large as published ones.
"""
