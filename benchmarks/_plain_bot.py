"""What an answer is compared with: a plain bot of python-telegram-bot and sumy's LexRank.

It keeps nothing, knows no limits, and answers one message after the other.
"""

import os
import re
import sys

from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

_SENTENCES = 5
_summarize = LexRankSummarizer()


class _Tokenizer:
    """In place of sumy's own, which needs files of NLTK's that no package has."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return tuple(re.split(r"(?<=[.!?…])\s+", text))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", sentence))


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    document = PlaintextParser.from_string(message.text, _Tokenizer()).document
    await message.reply_text("\n\n".join(map(str, _summarize(document, _SENTENCES))))


async def _say_so(_: object) -> None:
    print("Receiving", file=sys.stderr, flush=True)


def main() -> None:
    builder = Application.builder().token(os.environ["DRAGOMAN_TOKEN"]).post_init(_say_so)
    application = builder.base_url(os.environ["DRAGOMAN_API_URL"]).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
