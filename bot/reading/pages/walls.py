"""Recognise pages without an article: consent, paywall, log-in, bot check, error page.

Except for HTTP statuses, clues count only if there is too little text for an article.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.article import Article
from bot.languages.phrases import normal
from bot.reading.document_phrases import page_phrases
from bot.reading.page_metadata import PageMetadata
from bot.reading.pages.fetching import FetchedPage
from bot.reading.text import single_spaced


class Wall(StrEnum):
    """What is shown instead of an article; the values are used in the message of PageBehindWall."""

    CONSENT = "consent"
    PAYWALL = "paywall"
    LOGIN = "login"
    BOT_CHECK = "bot-check"
    MISSING = "missing"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class PageReading:
    """The article or the wall on a page, if any; `amp` is the address of its AMP version."""

    article: Article | None = None
    wall: Wall | None = None
    amp: str = ""


_STATUSES = {
    402: Wall.PAYWALL,
    **dict.fromkeys((401, 407), Wall.LOGIN),
    **dict.fromkeys((404, 410), Wall.MISSING),
}

# Characters on a bot check, a log-in or an error page, at most.
_LITTLE = 700
_NOTHING = 100
# Characters of the beginning of an article above a paywall, at most.
_BEGINNING = 2_000

# Markup of well-known bot checks.
_BOT_CHECK_MARKS = re.compile(
    r"_cf_chl_opt|cdn-cgi/challenge-platform/h/|cf-browser-verification|captcha-delivery\.com"
    r"|px-captcha|_Incapsula_Resource|/showcaptcha|smartcaptcha|ddos-guard/(?:js-)?challenge"
    r"|awsWafCookieDomainList|sucuri_cloudproxy|id=[\"']captcha|class=[\"'](?:g-recaptcha|h-captcha)",
    re.IGNORECASE,
)
_MISSING = re.compile(r"\b4(?:04|10)\b")
_BROKEN = re.compile(r"\b50[0-4]\b")
_ENDED = re.compile(r"(?<!\.\.)[.!?।][\"'»”’)\]]*$")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PAYWALL_PLACE = re.compile(r"paywall|regwall|subscribe-wall|premium-(?:wall|lock)|piano-", re.I)
_CONSENT_HOST = re.compile(r"^https?://(?:consent|guce|privacy|cmp|choice)\.", re.IGNORECASE)
# The density and the number of words of consent on a page that is only about consent.
_CONSENT_WORDS_AMONG = 16
_CONSENT_WORDS = 5
_SAMPLE = 300_000


def wall_of(
    page: FetchedPage, tree: Any, metadata: PageMetadata, html: str, text: str
) -> Wall | None:
    """Return the wall on a page, given its markup and the text found on it, or None."""
    heading = _heading(tree)
    little = len(text) < _LITTLE
    shown = f"{heading}\n{normal(text)}" if little else heading
    if page.challenged or (
        (little or page.status >= 400)
        and _BOT_CHECK_MARKS.search(html[:_SAMPLE])
        and (
            page_phrases().bot_checks.occur_in(shown)
            or page.status >= 400
            or len(text) < _LITTLE / 4
        )
    ):
        return Wall.BOT_CHECK
    if (by_status := wall_by_status(page.status)) is not None:
        return by_status
    if little:
        found = _wall_with_little_text(tree, metadata, heading, text)
        if found is not None:
            return found
    if _is_consent(page, metadata, heading, text):
        return Wall.CONSENT
    if len(text) < _BEGINNING and _is_paywalled(tree, metadata, text):
        return Wall.PAYWALL
    return None


def wall_by_status(status: int) -> Wall | None:
    """Return the wall that an HTTP status means, or None."""
    if status >= 500:
        return Wall.BROKEN
    return _STATUSES.get(status, Wall.REFUSED) if status >= 400 else None


def _heading(tree: Any) -> str:
    """Return the titles of a page in normal form."""
    titles = [tree.findtext(".//title") or ""]
    titles += ["".join(h1.itertext()) for h1 in tree.iter("h1")][:2]
    return normal("\n".join(map(single_spaced, titles)))


def _wall_with_little_text(
    tree: Any, metadata: PageMetadata, heading: str, text: str
) -> Wall | None:
    if metadata.is_article and len(text) > _NOTHING:
        return None  # short news, whose headline may be about a captcha or a road 404
    said = page_phrases()
    if said.bot_checks.occur_in(heading):
        return Wall.BOT_CHECK
    if said.missing.occur_in(heading) or _MISSING.search(heading):
        return Wall.MISSING
    if said.broken.occur_in(heading) or _BROKEN.search(heading):
        return Wall.BROKEN
    asks_password = tree.find(".//input[@type='password']") is not None
    is_login = said.logins.occur_in(heading) or bool(said.login_titles.opening(heading))
    if (asks_password and (is_login or len(text) < _LITTLE / 2)) or (
        is_login and not _is_paywall_text(text)
    ):
        return Wall.LOGIN
    return None


def _is_consent(page: FetchedPage, metadata: PageMetadata, heading: str, text: str) -> bool:
    words = len(text.split())
    about_consent = page_phrases().consent_words.count(normal(text[:_SAMPLE]))
    dense = about_consent >= _CONSENT_WORDS and about_consent * _CONSENT_WORDS_AMONG > words
    named = bool(page_phrases().consent_titles.occur_in(heading) or _CONSENT_HOST.match(page.url))
    return (named and (dense or len(text) < _LITTLE)) or (dense and not metadata.is_article)


def _is_paywalled(tree: Any, metadata: PageMetadata, text: str) -> bool:
    """Return whether only the beginning of an article is shown.

    A short article may be complete although its page is marked as for subscribers.
    """
    is_cut = len(text) < _LITTLE or _ENDED.search(text.rstrip()) is None
    if not metadata.free and is_cut:
        return True
    for element in tree.iter("div", "section", "aside", "p"):
        if "hidden" in element.attrib or _HIDDEN.search(element.get("style") or ""):
            continue
        place = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _PAYWALL_PLACE.search(place) and _is_paywall_text("".join(element.itertext())):
            return True
    return False


def _is_paywall_text(text: str) -> bool:
    return page_phrases().paywalls.occur_in(normal(text[:_SAMPLE]))
