"""Which section of the documentation tells how to mend what went wrong, and where to read it."""

from collections.abc import Mapping
from enum import StrEnum
from importlib.metadata import metadata

from bot.errors import (
    BadConfiguration,
    DatabaseTooNew,
    DatabaseUnreachable,
    DiskFull,
    DragomanError,
    FolderUnusable,
    GlossaryNotRead,
    IndexUnavailable,
    ModelMissing,
    PackageBroken,
    PackageDownloadFailed,
    TelegramUnreachable,
)


class Page(StrEnum):
    """A section of the documentation: a file in `docs/`, and its anchor there."""

    SETTING = "configuration.md#a-wrong-setting"
    TOKEN = "run-your-bot.md#the-token"
    TELEGRAM = "run-your-bot.md#telegram-does-not-answer"
    OTHER_CHATS = "configuration.md#other-chats"
    DATABASE = "deployment.md#a-database-that-does-not-open"
    LATER_DATABASE = "upgrading.md#going-back"
    GLOSSARY = "translations.md#a-glossary"
    MODELS = "translations.md#missing-or-broken-models"
    DOWNLOAD = "translations.md#a-download-that-fails"
    BETTER_MODELS = "translations.md#better-models"
    PICTURES = "using.md#pictures-and-scans"


_TOLD_ON: Mapping[type[DragomanError], Page] = {
    BadConfiguration: Page.SETTING,
    TelegramUnreachable: Page.TELEGRAM,
    DatabaseUnreachable: Page.DATABASE,
    DatabaseTooNew: Page.LATER_DATABASE,
    GlossaryNotRead: Page.GLOSSARY,
    ModelMissing: Page.MODELS,
    PackageBroken: Page.MODELS,
    IndexUnavailable: Page.DOWNLOAD,
    PackageDownloadFailed: Page.DOWNLOAD,
    FolderUnusable: Page.DOWNLOAD,
    DiskFull: Page.DOWNLOAD,
}


def page_of(error: DragomanError) -> Page | None:
    """Return what tells how to mend an error, if the documentation says more than its message."""
    return _TOLD_ON.get(type(error))


def address(page: Page) -> str:
    """Return where to read a page: on the site that the package names, else in its sources.

    A release writes the address of the site into the package's metadata (`.ci/name-site`).
    """
    links = dict(link.split(", ", 1) for link in metadata("dragoman").get_all("Project-URL", []))
    site = links.get("Documentation")
    return f"docs/{page}" if site is None else site + page.replace(".md", "/")
