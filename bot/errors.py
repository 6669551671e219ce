"""What can go wrong in a way that a person can do something about.

Each error names a message of `bot/rendering/locales/` by `message_id` and carries the values that
the message needs, so that one error serves a chat, in the person's language, and the terminal.
"""

import errno
import re
from collections.abc import Sequence
from typing import TypeAlias

Detail: TypeAlias = "str | int | Cause | Sequence[Cause]"
"""A value for a message; a cause is said in the person's language too."""


class Cause:
    """Why something failed: the message `cause-NAME`, with the values it needs.

    As a text, for the log, it is the name in words and the values; a person sees of them only what
    the message shows. `detail` is what a library says, in English, and never shown.
    """

    def __init__(self, name: str, **details: Detail) -> None:
        self.message_id = f"cause-{name}"
        self.details = details

    def __str__(self) -> str:
        name = self.message_id.removeprefix("cause-").replace("-", " ")
        return " ".join([name, *map(str, self.details.values())])

    __repr__ = __str__


def system_cause(error: OSError) -> Cause:
    """Return what the operating system says."""
    return Cause("system-error", code=errno.errorcode.get(error.errno or 0, "EIO"))


class DragomanError(Exception):
    """The root. `details` become the variables of the message; languages are ISO 639 codes.

    The `message_id` of a subclass is its name: `NoText` has the message `error-no-text`.
    """

    message_id = "error-unexpected"

    def __init_subclass__(cls) -> None:
        cls.message_id = "error" + re.sub("(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, **details: Detail) -> None:
        super().__init__(self.message_id, details)
        self.details = details


class GivenUp(DragomanError):
    """It was begun again and again, and each time its process died."""


class MessageNotUnderstood(DragomanError):
    """Telegram sends something that this version of the Bot API does not know."""


class NoText(DragomanError):
    """There are no words to work on: a sticker, only emoji, only a link, nothing at all."""


class LinkOnly(NoText):
    """The text is a link and nothing else, and not one to a page that is opened here."""


class NoArticle(DragomanError):
    """A command without a text, a reply or an earlier article in the chat."""


class NothingMentioned(NoArticle):
    """The `bot` was mentioned without a text, a link or a message that is replied to."""


class ArticleTooLong(DragomanError):
    """`characters` are over `limit`."""


class LanguageUnclear(DragomanError):
    """Too short to tell the language. `languages` are those it may be in, if any is likely."""

    def __init__(self, *languages: str) -> None:
        super().__init__()
        self.languages = languages


class UnsupportedLanguage(DragomanError):
    """`language` was recognised, but nothing here can read it."""


class UnknownLanguage(DragomanError):
    """`code` is not the code or name of any language."""


class SameLanguage(DragomanError):
    """The text is in the `language` that it should be translated into."""


class ModelMissing(DragomanError):
    """No installed package leads from `source` to `target`; `pairs` would complete a route."""

    def __init__(self, source: str, target: str, pairs: str = "") -> None:
        super().__init__(source=source, target=target, pairs=pairs or f"{source}-{target}")


class PackageBroken(DragomanError):
    """`path` is not a usable Argos package, because of `reason`."""


class IndexUnavailable(DragomanError):
    """The list of packages at `url` could not be had, because of `reason`."""


class NoPackage(DragomanError):
    """The list of packages has none for `source` and `target`, nor any that lead there."""


class NoDirectPackage(DragomanError):
    """The list has no package from `source` to `target`, but those for `pairs` lead there."""


class PackageDownloadFailed(DragomanError):
    """The `package` could not be had from anywhere, because of `reason`."""


class DiskFull(DragomanError):
    """There is no room left on the disk that holds `path`."""


class FolderUnusable(DragomanError):
    """The folder of packages at `path` cannot be changed, because of `reason`."""


class FileUnreadable(DragomanError):
    """The file `name` holds no text that can be read here."""


class FormatNotRead(DragomanError):
    """The file `name` is of a `kind` that is known and not read: a value of `Format`."""


class ForbiddenAddress(DragomanError):
    """A link to `site` leads where no link may lead: into a private network, to a strange port."""


class PageUnreachable(DragomanError):
    """`site` does not answer, or not in time, or not in a way that can be understood."""


class PageTooLarge(DragomanError):
    """The page at `site` has more than `megabytes`."""


class NotAPage(DragomanError):
    """What the link to `site` leads to is no web page."""


class PageBehindWall(DragomanError):
    """`site` shows something else in place of its page: `wall` is a value of `Wall`."""


class NoArticleOnPage(DragomanError):
    """The page at `site` was read, and there is no article on it."""


class DocumentTooLarge(DragomanError):
    """The file `name` has more than `megabytes`."""


class PicturesNotRead(DragomanError):
    """Nothing on this machine recognises the text in pictures."""


class NoTextInPicture(NoText):
    """No words were recognised in a picture."""


class DownloadFailed(DragomanError):
    """Telegram did not give out the file `name`."""


class DocumentLocked(DragomanError):
    """The file `name` opens with a password only, or in one shop's reader only."""


class DocumentScanned(DragomanError):
    """The file `name` has pictures of pages, without text."""


class DocumentIllegible(DragomanError):
    """The file `name` has letters, and does not say which."""


class DocumentBroken(DragomanError):
    """The file `name` is damaged, or is not in the format that it claims."""


class DocumentTooDemanding(DragomanError):
    """Reading the file `name` took more time or memory than one document may."""


class FilesNotAllowed(DragomanError):
    """The bot may write in a chat, but send no files there."""


class NotForEverybody(DragomanError):
    """The bot answers only the people whom its configuration names."""


class TooManyArticles(DragomanError):
    """The `limit` of articles an hour is reached, for so many `minutes` more."""


class TooManyCharacters(DragomanError):
    """A text would go over the `limit` of characters a day, for so many `hours` or `minutes` more.

    `hours` is 0 where `minutes` says it better.
    """


class TooManyAtOnce(DragomanError):
    """The `limit` of articles of one person that wait for their answers is reached."""


class TooManyInGroup(DragomanError):
    """More messages in a group than may be answered there: some are left out."""


class Busy(DragomanError):
    """So much waits that more would wait for long: `minutes`, or 0 where that is unknown."""


class BadConfiguration(DragomanError):
    """The settings are wrong: for each of `settings` a cause why."""

    def __init__(self, **settings: Cause) -> None:
        super().__init__(
            problem=[Cause("of", what=name, cause=why) for name, why in settings.items()]
        )


class SummaryUsage(DragomanError):
    """The argument `word` of /summary was not understood."""


class LengthOutOfRange(SummaryUsage):
    """The length `word` is neither 1 to `limit` sentences nor 1 to 100 percent."""


class TranslateUsage(DragomanError):
    """The argument `word` of /translate was not understood."""


class TelegramUnreachable(DragomanError):
    """The Bot API server at `url` did not answer when the bot started."""


class DatabaseUnreachable(DragomanError):
    """The database was away when the bot started; `reason` in its driver's words."""


class GlossaryNotRead(DragomanError):
    """The file `path` is no glossary, because of `reason`."""


class DatabaseTooNew(DragomanError):
    """A later version has used the database, up to its `step`; this `version` knows `latest`."""
