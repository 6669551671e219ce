"""Which messages of a group a bot sees. The rules of Telegram's "privacy mode", in one place."""

from bot.playground.chats import Message, User
from bot.playground.formatting import utf16_slice


def reaches_bot(message: Message, bot: User, *, privacy_mode: bool) -> bool:
    """In privacy mode: commands that name no other bot, mentions, replies to the bot."""
    chat = message.chat
    if chat.bot_status in ("left", "kicked"):
        return False
    if chat.is_private or not privacy_mode or chat.bot_status == "administrator":
        return True
    if message.service:
        return True
    replied = message.replied()
    if replied is not None and replied.sender is bot:
        return True
    return _is_addressed(message, bot)


def _is_addressed(message: Message, bot: User) -> bool:
    name = f"@{bot.username}".lower()
    for entity in message.entities:
        covered = utf16_slice(message.text, entity.offset, entity.length).lower()
        if entity.type == "bot_command" and entity.offset == 0:
            return "@" not in covered or covered.endswith(name)
        if entity.type == "mention" and covered == name:
            return True
        if entity.type == "text_mention" and dict(entity.extra)["user"].get("id") == bot.id:
            return True
    return False
