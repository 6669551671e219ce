"""/glossary: words that a chat keeps as they are, or has translated in its own way."""

import asyncio
import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

from telegram import InlineKeyboardMarkup

from bot.botapi import sending
from bot.botapi.buttons import Button, keyboard, shortened
from bot.domain.incoming import IncomingMessage
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Glossary, Term
from bot.languages.data import language_table, sections
from bot.rendering.words import Words
from bot.service.glossary import parse_terms
from handlers.routes import Routes
from handlers.turn import Turn

MOST_TERMS = 500
"""In a chat."""

_ON_PAGE = 15
_MOST_SHOWN = 20
_LONGEST_LABEL = 40

_LIST, _CHOICE, _TERM, _HELP, _REMOVE, _ALL, _CLEAR = "lptarxc"
_DATA = re.compile(
    rf"g:(?:(?P<page>[{_LIST}{_CHOICE}]):(?P<number>\d{{1,3}})"
    rf"|(?P<action>[{_TERM}{_REMOVE}]):(?P<term>[\da-f]{{16}})|(?P<other>[{_HELP}{_ALL}{_CLEAR}]))"
)

_View = tuple[RichText, InlineKeyboardMarkup | None]


async def glossary_command(turn: Turn) -> None:
    """Answer /glossary, alone or with terms to add or remove."""
    asked = turn.incoming.after_command.text.strip()
    verb, _, rest = asked.partition("\n" if "\n" in asked.split(" ")[0] else " ")
    verb = verb.strip().casefold()
    if not asked:
        await sending.reply(turn.message, *_list(await turn.glossary(), 0, turn.words))
    elif await turn.refuse_channel():
        return
    elif not await turn.may_act_for(turn.chat_id):
        await turn.say("glossary-for-administrators")
    elif verb in _verbs("clear") and not rest.strip():
        await sending.reply(turn.message, *_clear(await turn.glossary(), turn.words))
    elif verb in _verbs("remove"):
        await _remove(turn, rest)
    else:
        await _add(turn, rest if verb in _verbs("add") else asked)


async def add_replied(turn: Turn) -> None:
    """Add the terms in an answer to a message about the glossary."""
    await _add(turn, turn.incoming.text.text)


async def press_glossary(turn: Turn) -> None:
    """Turn pages, show a term, or remove one, in place."""
    match = _DATA.fullmatch(turn.incoming.button)
    if match is None or not _is_about_glossary(turn.incoming):
        await turn.alert("glossary-outdated")
        return
    if match["page"] != _LIST and not await turn.may_act_for(turn.chat_id):
        await turn.alert("glossary-for-administrators")
        return
    view = await _pressed(turn, match)
    await turn.acknowledge()
    await sending.edit(turn.message, *view)


async def _pressed(turn: Turn, match: re.Match[str]) -> _View:
    words, glossaries, chat_id = turn.words, turn.services.store.glossaries, turn.chat_id
    glossary = await turn.glossary()
    number = int(match["number"] or 0)
    term = next((each for each in glossary if _name(each) == match["term"]), None)
    match match["page"] or match["action"] or match["other"]:
        case "p":
            return _choice(glossary, number, words)
        case "t" if term is not None:
            return _card(glossary, term, words)
        case "r" if term is not None:
            await glossaries.remove(chat_id, term)
            return _list(await turn.glossary(), glossary.index(term) // _ON_PAGE, words)
        case "a":
            return _help(turn)
        case "x":
            await glossaries.forget(chat_id)
            return _list((), 0, words)
        case "c":
            return _clear(glossary, words)
        case _:
            return _list(glossary, number, words)


async def _add(turn: Turn, text: str) -> None:
    # Off the loop, since the languages of translations are identified.
    terms = await asyncio.to_thread(parse_terms, text, turn.person.language)
    if not terms:
        await sending.reply(turn.message, *_help(turn))
        return
    if not await turn.services.store.glossaries.add(turn.chat_id, terms, MOST_TERMS):
        await turn.say("glossary-full", limit=MOST_TERMS)
        return
    await _say_done(turn, "glossary-added", terms)


async def _remove(turn: Turn, text: str) -> None:
    """Remove what is named: with a language or a translation, for that language only."""
    words, glossary = turn.words, await turn.glossary()
    asked = await asyncio.to_thread(parse_terms, text, turn.person.language) if text else []
    found = [
        term
        for term in glossary
        if any(
            term.text.casefold() == each.text.casefold() and each.language in (None, term.language)
            for each in asked
        )
    ]
    if not asked:
        await sending.reply(turn.message, *_choice(glossary, 0, words))
    elif not found:
        await turn.say("glossary-not-there", term=asked[0].text)
    else:
        for term in found:
            await turn.services.store.glossaries.remove(turn.chat_id, term)
        await _say_done(turn, "glossary-removed", found)


async def _say_done(turn: Turn, done: str, terms: Sequence[Term]) -> None:
    lines = [_line(term, turn.words) for term in terms[:_MOST_SHOWN]]
    if len(terms) > _MOST_SHOWN:
        lines.append(turn.words.say("glossary-more", count=len(terms) - _MOST_SHOWN))
    text = "\n".join([turn.words.say(done), *map(_listed, lines)])
    button = _button(turn.words.say("glossary"), _LIST, 0)
    await sending.reply(turn.message, RichText(text), keyboard([button]))


def _list(glossary: Glossary, page: int, words: Words) -> _View:
    """Return a page of the glossary."""
    title = RichText.styled(words.say("glossary"), Kind.BOLD)
    if not glossary:
        text = title + "\n\n" + words.say("glossary-empty")
        return text, keyboard([_button(words.say("glossary-add"), _HELP)])
    page, part = _page(glossary, page)
    lines = "\n".join(_listed(_line(term, words)) for term in part)
    buttons = [
        _button(words.say("glossary-add"), _HELP),
        _button(words.say("glossary-change"), _CHOICE, page),
    ]
    return title + "\n\n" + lines, keyboard(_page_turns(glossary, page, _LIST), buttons)


def _choice(glossary: Glossary, page: int, words: Words) -> _View:
    """Return buttons for the terms of a page."""
    if not glossary:
        return _list(glossary, 0, words)
    page, part = _page(glossary, page)
    rows = [
        [_button(shortened(_line(term, words), _LONGEST_LABEL), _TERM, _name(term))]
        for term in part
    ]
    last = [
        _button(words.say("button-back"), _LIST, page),
        _button(words.say("glossary-clear"), _CLEAR),
    ]
    below = keyboard(*rows, _page_turns(glossary, page, _CHOICE), last)
    return RichText(words.say("glossary-which")), below


def _card(glossary: Glossary, term: Term, words: Words) -> _View:
    """Return a term, with the command that changes it to be copied."""
    text = RichText(_line(term, words)) + "\n\n" + words.say("glossary-how-to-change") + "\n"
    text += RichText.styled(f"/glossary add {_written(term)}", Kind.CODE)
    back = _button(words.say("button-back"), _CHOICE, glossary.index(term) // _ON_PAGE)
    remove = _button(words.say("glossary-remove"), _REMOVE, _name(term))
    return text, keyboard([back, remove])


def _help(turn: Turn) -> _View:
    """Return how terms are written."""
    words = turn.words
    table = language_table(words.language).get("glossary") or sections("glossary")[0]
    lines = [
        RichText(words.say("glossary-how-to-keep")),
        RichText.styled("/glossary add Kubernetes", Kind.CODE),
        RichText(words.say("glossary-how-to-translate")),
        RichText.styled(f"/glossary add {table['example']}", Kind.CODE),
    ]
    text = RichText("\n").join(lines) + "\n\n" + words.say("glossary-how-lines")
    if turn.incoming.in_private_chat:
        text += " " + words.say("glossary-how-reply")
    return text, keyboard([_button(words.say("button-back"), _LIST, 0)])


def _clear(glossary: Glossary, words: Words) -> _View:
    """Return the question whether to remove all terms."""
    if not glossary:
        return _list(glossary, 0, words)
    back = _button(words.say("button-back"), _LIST, 0)
    question = RichText(words.say("glossary-clear-all", count=len(glossary)))
    return question, keyboard([back, _button(words.say("glossary-clear"), _ALL)])


def _page(glossary: Glossary, page: int) -> tuple[int, Sequence[Term]]:
    page = min(page, (len(glossary) - 1) // _ON_PAGE)
    return page, glossary[page * _ON_PAGE : (page + 1) * _ON_PAGE]


def _page_turns(glossary: Glossary, page: int, kind: str) -> list[Button]:
    last = (len(glossary) - 1) // _ON_PAGE
    turns = ((f"‹ {page}", page - 1), (f"{page + 2} ›", page + 1))
    return [_button(label, kind, to) for label, to in turns if 0 <= to <= last]


def _button(label: str, kind: str, value: int | str | None = None) -> Button:
    return label, f"g:{kind}" if value is None else f"g:{kind}:{value}"


def _line(term: Term, words: Words) -> str:
    if not term.forms:
        return words.say("glossary-kept", term=term.text)
    forms = " / ".join(term.forms)
    if term.language is None:
        return words.say("glossary-everywhere", term=term.text, forms=forms)
    return words.say("glossary-translated", term=term.text, forms=forms, language=term.language)


def _written(term: Term) -> str:
    """Return a term as it is added."""
    language = f"{term.language}: " if term.language else ""
    text = f'"{term.text}"' if re.search(r"[=→,;\t]|[-—–]", term.text) else term.text
    return f"{language}{text}" + (f" = {' / '.join(term.forms)}" if term.forms else "")


def _listed(line: str) -> str:
    return f"• {line}"


def _name(term: Term) -> str:
    """Return what stands for a term in the data of buttons."""
    name = f"{term.language}\n{term.text.casefold()}".encode("utf-8", "surrogatepass")
    return blake2b(name, digest_size=8).hexdigest()


@cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(" ".join(each[name] for each in sections("glossary")).split())


def _is_answer(turn: Turn) -> bool:
    incoming, replied = turn.incoming, turn.incoming.replied
    return (
        incoming.is_private_message
        and not incoming.command
        and replied is not None
        and replied.person_id == turn.bot.id
        and _is_about_glossary(replied)
    )


def _is_about_glossary(message: IncomingMessage) -> bool:
    return any(data.startswith("g:") for data in message.buttons)


ROUTES = Routes(
    commands={"glossary": glossary_command},
    buttons={"g": press_glossary},
    messages=[(_is_answer, add_replied)],
)
