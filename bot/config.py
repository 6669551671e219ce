"""The settings: defaults < `config.toml` < `DRAGOMAN_…` in the environment."""

import errno
import os
import re
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import BadConfiguration, Cause, UnknownLanguage, system_cause
from bot.summarizing import Extent, Percent, parse_length

PREFIX = "DRAGOMAN_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
"""Names another file than `config.toml`; a way to find the settings, not a setting."""

EVERYBODY = 0
"""Stands for all ids among those of `admins`."""

_USUAL_FILE = Path("config.toml")
_MOST_SENTENCES = 30


def _must(do: str, **values: str | int) -> PydanticCustomError:
    """Return the error of a value, which the message `cause-must-…` says."""
    return PydanticCustomError(f"must-{do}", "", values)


def _understood(word: str) -> str:
    # Names come from large tables, which most commands need not wait for.
    from bot.languages import language_code

    try:
        return language_code(word)
    except UnknownLanguage:
        raise _must("be-a-language") from None


def _of_the_interface(code: str) -> str:
    locales = Path(__file__).parent.joinpath("rendering", "locales").glob("*.ftl")
    known = sorted(file.stem for file in locales)
    if code not in known:
        raise _must("be-one-of", values=", ".join(known))
    return code


def _a_webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch("([A-Za-z0-9_-]{16,256})?", secret.get_secret_value()):
        raise _must("be-a-secret")
    return secret


def _listed(value: object) -> object:
    """Return a list, which in the environment is written as "en, ru, uk"."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _a_default_length(value: object) -> int | Extent:
    length = parse_length(str(value))
    if (
        length is None
        or isinstance(length, Percent)
        or (not isinstance(length, Extent) and length > _MOST_SENTENCES)
    ):
        raise _must("be-a-length", limit=_MOST_SENTENCES)
    return length


def _an_address(value: str) -> str:
    host, colon, port = value.rpartition(":")
    has_brackets = host.startswith("[") and host.endswith("]")
    if value and not (colon and port.isascii() and port.isdigit() and int(port) < 2**16):
        raise _must("be-an-address")
    if ":" in host and not has_brackets:
        raise _must("be-an-address")
    return value


Address = Annotated[str, AfterValidator(_an_address)]
"""Where to listen: a host and a port."""

Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_listed)]


def _known_to_sqlalchemy(url: str) -> str:
    """Replace "postgres", which some who rent out databases write, by SQLAlchemy's "postgresql"."""
    return url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres:") else url


Language = Annotated[str, AfterValidator(_understood)]
"""A code or a name in the settings, a code once it is read."""


class Settings(BaseSettings):
    """Everything that can be set. `config.example.toml` says the same to the person who sets it."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        # A compose file passes every variable on, the ones that nobody has set as empty ones.
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        # A wrong value may be the token, so no error message repeats it.
        hide_input_in_errors=True,
    )

    token: SecretStr = SecretStr("")
    api_url: str = "https://api.telegram.org/bot"
    api_file_url: str = "https://api.telegram.org/file/bot"
    webhook_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_a_webhook_secret)] = SecretStr("")
    listen: Annotated[Address, Field(min_length=1)] = "127.0.0.1:8080"
    only_from_telegram: bool = False
    telegram_networks: Networks = (
        IPv4Network("149.154.160.0/20"),
        IPv4Network("91.108.4.0/22"),
    )
    trusted_proxies: Networks = ()
    database_url: Annotated[str, AfterValidator(_known_to_sqlalchemy)] = (
        "sqlite:///data/dragoman.sqlite3"
    )
    packages_folder: Path | None = None
    package_index: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    model_catalogue: Path | None = None
    preferred_packages: dict[str, str] = {}
    glossary: Path | None = None
    package_megabytes: int = Field(default=1_000, ge=1)
    package_unpacked_megabytes: int = Field(default=4_000, ge=1)
    install_languages: Annotated[tuple[Language, ...], NoDecode, BeforeValidator(_listed)] = ()
    threads: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1, le=256)
    model_megabytes: int = Field(default=1_000, ge=1)
    model_idle_minutes: int = Field(default=30, ge=1)
    translation_memory_sentences: int = Field(default=100_000, ge=0)
    translation_memory_days: int = Field(default=30, ge=1)
    default_language: Annotated[str, AfterValidator(_of_the_interface)] = "en"
    summary_sentences: Annotated[int | Extent, BeforeValidator(_a_default_length)] = 3
    article_characters: int = Field(default=300_000, ge=1_000)
    gather_seconds: float = Field(default=1.0, ge=0.0, le=30.0)
    open_links: bool = True
    reactions: bool = True
    guest_mode: bool = True
    inline_mode: bool = True
    page_ports: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = (80, 443)
    document_characters: int = Field(default=2_000_000, ge=1_000)
    document_seconds: int = Field(default=60, ge=1)
    document_memory: int = Field(default=1_024, ge=256)
    allowed_people: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = ()
    admins: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = ()
    articles_per_hour: int = Field(default=60, ge=0)
    characters_per_day: int = Field(default=5_000_000, ge=0)
    pending_per_person: int = Field(default=20, ge=0)
    queue_limit: int = Field(default=500, ge=0)
    keep_articles_days: int = Field(default=30, ge=1)
    keep_updates_hours: int = Field(default=48, ge=24)
    stop_seconds: float = Field(default=20.0, ge=0.0)
    operator: str = ""
    contact: str = ""
    metrics_listen: Address = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["readable", "json"] = "readable"

    @property
    def delivery_secret(self) -> str:
        """The secret of the webhook; without `webhook_secret`, one derived from the token."""
        made_up = blake2b(self.token.get_secret_value().encode(), person=b"webhook").hexdigest()
        return self.webhook_secret.get_secret_value() or made_up

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


# What pydantic calls an error, and the message that says it to whoever writes a file of settings.
CAUSES = {
    "extra_forbidden": "there-is-no-such-setting",
    "int_parsing": "must-be-a-whole-number",
    "int_type": "must-be-a-whole-number",
    "int_from_float": "must-be-a-whole-number",
    "float_parsing": "must-be-a-number",
    "float_type": "must-be-a-number",
    "bool_parsing": "must-be-true-or-false",
    "bool_type": "must-be-true-or-false",
    "string_type": "must-be-text",
    "path_type": "must-be-text",
    "tuple_type": "must-be-a-list",
    "string_pattern_mismatch": "must-be-a-web-address",
    "string_too_short": "must-be-an-address",
    "ip_v4_network": "must-be-networks",
    "ip_v6_network": "must-be-networks",
}


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings from `path`, else from the file that DRAGOMAN_CONFIG names, else from
    `config.toml` where there is one.

    Raises BadConfiguration that names every unknown key and every wrong value.
    """
    file = settings_file(path)
    if file != _USUAL_FILE and not file.is_file():
        raise BadConfiguration(**{str(file): system_cause(FileNotFoundError(errno.ENOENT, ""))})
    return _loaded(file)


def settings_without_file() -> Settings:
    """Return the settings of the environment. Raises BadConfiguration."""
    return _loaded(Path(os.devnull))


def settings_file(path: Path | None = None) -> Path:
    """Return the file with the settings, which `path` or the environment may name."""
    named = os.environ.get(CONFIG_VARIABLE)
    return path or (Path(named) if named else _USUAL_FILE)


def _loaded(file: Path) -> Settings:
    class FileSettings(Settings):
        model_config = SettingsConfigDict(toml_file=file)

    try:
        _refuse_unknown_variables()
        return FileSettings()
    except ValidationError as error:
        raise BadConfiguration(**{_key(e["loc"]): _cause(e) for e in error.errors()}) from None
    except OSError as error:
        raise BadConfiguration(**{str(file): system_cause(error)}) from None
    except ValueError as error:  # TOML that cannot be parsed
        place = re.search(r"line (\d+)", str(error))
        cause = Cause("not-TOML", line=place[1] if place else "none")
        raise BadConfiguration(**{str(file): cause}) from None


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {CONFIG_VARIABLE}
    unknown = sorted(
        name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known
    )
    if unknown:
        raise BadConfiguration(**dict.fromkeys(unknown, Cause("there-is-no-such-setting")))


def _key(location: tuple[int | str, ...]) -> str:
    """Return the setting and the places inside its value, without pydantic's names for types."""
    setting, *places = location
    return ".".join([str(setting), *(str(part) for part in places if isinstance(part, int))])


def _cause(error: ErrorDetails) -> Cause:
    kind, values = error["type"], error.get("ctx", {})
    match kind:
        case "greater_than_equal":
            return Cause("must-be-at-least", limit=int(values["ge"]))
        case "less_than_equal":
            return Cause("must-be-at-most", limit=int(values["le"]))
        case "literal_error":
            return Cause(
                "must-be-one-of", values=", ".join(re.findall("'(.+?)'", values["expected"]))
            )
        case _ if kind.startswith("must-"):
            return Cause(kind, **values)
    return Cause(CAUSES[kind]) if kind in CAUSES else Cause("has-a-wrong-value")
