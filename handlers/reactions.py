"""Reactions as commands: one emoji asks for a summary of an article, another translates it."""

from bot.botapi.buttons import ShowTranslation
from bot.botapi.updates import with_topic
from bot.domain.incoming import UpdateKind
from handlers import translation
from handlers.articles import article_below
from handlers.routes import Routes
from handlers.summary import summarize
from handlers.turn import Turn, begin_turn


async def react(turn: Turn) -> None:
    """Summarise or translate the article that was reacted to, as its chat has chosen."""
    article = await turn.services.gathering.article(lambda: article_below(turn))
    if article is None:
        # In a group others may have meant something else.
        if not turn.incoming.is_shared:
            await turn.say("reaction-to-unknown")
        return
    chosen = turn.person.preferences.reactions_in(private=not turn.incoming.is_shared)
    if article.topic_id:
        incoming = with_topic(turn.incoming, article.topic_id)
        turn = await begin_turn(incoming, turn.update, turn.services)
    if chosen.summary in turn.incoming.reactions:
        await summarize(turn, article)
    elif not await translation.translate(
        turn, article, ShowTranslation(article.id, turn.person.target)
    ):
        await turn.say("working-on-it")


ROUTES = Routes(kinds={UpdateKind.REACTION: react})
