"""Reactions as commands: one emoji under an article asks for its summary, another translates it."""

from dataclasses import replace

from bot.botapi import sending
from bot.botapi.keyboards import ShowSummary, ShowTranslation
from bot.domain.incoming import IncomingMessage, UpdateKind
from handlers import translation
from handlers.article_lookup import article_below
from handlers.articles import recorded
from handlers.callbacks import asking_for_language
from handlers.routes import Routes
from handlers.summary import answer_with_summary
from handlers.turn import Turn, begin_turn


async def react(turn: Turn) -> None:
    """Summarise or translate the article that was reacted to, as its chat has chosen."""
    article = await recorded(turn, "article", lambda: article_below(turn))
    if article is None:
        # In a group others may have meant something else.
        if not turn.incoming.is_shared:
            await sending.say(turn.message, turn.words.say("reaction-to-unknown"))
        return
    chosen = turn.person.preferences.reactions_in(private=not turn.incoming.is_shared)
    if article.topic_id:
        incoming = _in_topic(turn.incoming, article.topic_id)
        turn = await begin_turn(incoming, turn.update, turn.services)
    if chosen.summary in turn.incoming.reactions:
        language = turn.person.language_for(article.article)
        action = ShowSummary(article.id, turn.person.length.extent, language)
        async with asking_for_language(turn, article, action):
            await answer_with_summary(turn, article, action)
    elif not await translation.begin(
        turn, article, ShowTranslation(article.id, turn.person.target)
    ):
        await sending.say(turn.message, turn.words.say("working-on-it"))


def _in_topic(reaction: IncomingMessage, topic_id: int) -> IncomingMessage:
    """Return a reaction with the topic of the message, which Telegram does not say."""
    topic = {"message_thread_id": topic_id, "is_topic_message": True}
    content = reaction.update[reaction.kind] | topic
    return replace(
        reaction, topic_id=topic_id, update=reaction.update | {reaction.kind.value: content}
    )


def _is_reaction(turn: Turn) -> bool:
    return turn.incoming.kind is UpdateKind.REACTION


ROUTES = Routes(messages=[(_is_reaction, react)])
