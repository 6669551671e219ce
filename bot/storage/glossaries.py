"""The glossaries of chats."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine, and_, delete, func, select, update

from bot.domain.translation import Glossary, Term
from bot.storage.outages import outlasting_outages
from bot.storage.tables import TermRow


class Glossaries:
    """By chat; a person's is that of the private chat, which has the person's id."""

    def __init__(self, engine: Engine, reading: Engine, insert: Any) -> None:
        self._engine = engine
        self._reading = reading
        self._insert = insert

    @outlasting_outages
    def of(self, chat_id: int) -> Glossary:
        """Return the terms of a chat in alphabetical order, those for all languages first."""
        query = (
            select(TermRow.term, TermRow.language, TermRow.forms)
            .where(TermRow.chat_id == chat_id)
            .order_by(TermRow.key, TermRow.language)
        )
        with self._reading.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Term(row.term, row.language or None, tuple(row.forms.split("\n")) if row.forms else ())
            for row in rows
        )

    @outlasting_outages
    def add(self, chat_id: int, terms: Collection[Term], most: int) -> bool:
        """Add terms, or change those that are there; False and nothing for more than `most`.

        What is for all languages takes the place of what was there for one.
        """
        with self._engine.connect() as connection:
            for term in terms:
                if term.language is None:
                    connection.execute(delete(TermRow).where(_is_of(chat_id, term.text)))
                values = {"term": term.text, "forms": "\n".join(term.forms)}
                write = self._insert(TermRow).values(
                    chat_id=chat_id,
                    key=term.text.casefold(),
                    language=term.language or "",
                    **values,
                )
                keys = [TermRow.chat_id, TermRow.key, TermRow.language]
                connection.execute(write.on_conflict_do_update(index_elements=keys, set_=values))
            count = select(func.count()).select_from(TermRow).where(TermRow.chat_id == chat_id)
            if connection.scalars(count).one() > most:
                return False
            connection.commit()
        return True

    @outlasting_outages
    def remove(self, chat_id: int, term: Term) -> None:
        """Remove a term, for its language only where it has one."""
        wanted = _is_of(chat_id, term.text)
        if term.language is not None:
            wanted = and_(wanted, TermRow.language == term.language)
        with self._engine.begin() as connection:
            connection.execute(delete(TermRow).where(wanted))

    @outlasting_outages
    def forget(self, chat_id: int) -> bool:
        """Remove the whole glossary of a chat. False where there was none."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(TermRow).where(_in(chat_id))).rowcount)

    @outlasting_outages
    def move(self, old_chat_id: int, new_chat_id: int) -> None:
        """Give a glossary to the supergroup that a group has become, unless it has one."""
        with self._engine.begin() as connection:
            if connection.scalar(select(TermRow.chat_id).where(_in(new_chat_id)).limit(1)) is None:
                moved = update(TermRow).where(_in(old_chat_id)).values(chat_id=new_chat_id)
                connection.execute(moved)


def _in(chat_id: int) -> Any:
    return TermRow.chat_id == chat_id


def _is_of(chat_id: int, term: str) -> Any:
    return and_(_in(chat_id), TermRow.key == term.casefold())
