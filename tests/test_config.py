"""Where the settings come from, which one wins, and how a wrong one is refused."""

import logging
import re
import tomllib
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import BadConfiguration

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "123456:AAE-not-a-real-token"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a current folder without config.toml, and an environment without DRAGOMAN_…"""
    for name in ("CONFIG", *Settings.model_fields):
        monkeypatch.delenv(f"DRAGOMAN_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config(folder: Path, text: str, name: str = "config.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path | None = None) -> str:
    with pytest.raises(BadConfiguration) as raised:
        load_settings(path)
    return str(raised.value.details["problem"])


def test_the_environment_wins_over_a_file_and_that_over_the_defaults(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings()
    assert (settings.summary_sentences, settings.packages_folder) == (3, None)
    assert settings.threads >= 1

    config(empty_folder, "summary_sentences = 5\nkeep_articles_days = 7")
    assert load_settings().summary_sentences == 5

    monkeypatch.setenv("DRAGOMAN_SUMMARY_SENTENCES", "9")
    settings = load_settings()
    assert (settings.summary_sentences, settings.keep_articles_days) == (9, 7)


def test_dragoman_config_names_another_file_and_a_path_wins_over_it(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four, five, six = (
        config(empty_folder, f"summary_sentences = {number}", name)
        for number, name in ((4, "config.toml"), (5, "five.toml"), (6, "six.toml"))
    )
    monkeypatch.setenv("DRAGOMAN_CONFIG", str(five))

    assert load_settings().summary_sentences == 5
    assert load_settings(six).summary_sentences == 6
    # None of them leaks into the next load.
    monkeypatch.delenv("DRAGOMAN_CONFIG")
    assert load_settings().summary_sentences == 4
    four.unlink()
    assert load_settings().summary_sentences == 3


def test_a_named_file_that_is_not_there_is_refused(empty_folder: Path) -> None:
    assert "missing.toml" in refusal(empty_folder / "missing.toml")


def test_every_unknown_key_is_named(empty_folder: Path) -> None:
    problem = refusal(config(empty_folder, "sumary_sentences = 5\ntokens = 1\nthreads = 2"))
    assert "sumary_sentences" in problem
    assert "tokens" in problem
    assert "threads" not in problem


def test_an_unknown_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_TOKEM", TOKEN)
    problem = refusal()
    assert "DRAGOMAN_TOKEM" in problem
    assert TOKEN not in problem


@pytest.mark.parametrize("word", ["short", "medium", "long"])
def test_the_default_length_of_a_summary_may_be_a_word(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    config(empty_folder, f'summary_sentences = "{word}"')
    assert load_settings().summary_sentences == word
    monkeypatch.setenv("DRAGOMAN_SUMMARY_SENTENCES", "long")
    assert load_settings().summary_sentences == "long"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("summary_sentences", '"many"'),
        ("summary_sentences", "0"),
        ("summary_sentences", "31"),
        ("summary_sentences", '"20%"'),
        ("threads", "0"),
        ("default_language", '"fr"'),
        ("log_level", '"LOUD"'),
        ("packages_folder", "3"),
        ("package_index", '"ftp://example.org/index.json"'),
        ("package_megabytes", "0"),
        ("install_languages", '["en", "klingonese"]'),
        ("token", "3"),
    ],
)
def test_a_wrong_value_is_refused_by_its_key(empty_folder: Path, name: str, value: str) -> None:
    config(empty_folder, f"{name} = {value}\nkeep_articles_days = 2")
    problem = refusal()
    assert name in problem
    assert "keep_articles_days" not in problem


def test_a_wrong_value_in_the_environment_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_THREADS", "several")
    assert "threads" in refusal()


@pytest.mark.parametrize("content", [b"summary_sentences = = 5", b'token = "', b"token = '\xff'"])
def test_a_file_that_is_not_toml_is_refused_by_its_name(empty_folder: Path, content: bytes) -> None:
    path = empty_folder / "config.toml"
    path.write_bytes(content)
    assert "config.toml" in refusal()


def test_the_token_is_never_shown(
    empty_folder: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(config(empty_folder, f'token = "{TOKEN}"'))
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("test").warning("%s %r %s", settings, settings, settings.model_dump())
    print(settings, settings.model_dump_json())

    assert settings.token.get_secret_value() == TOKEN
    assert TOKEN not in caplog.text + capsys.readouterr().out


@pytest.mark.parametrize(
    "text", [f'token = ["{TOKEN}"]', f'token = "{TOKEN}', f'default_language = "{TOKEN}"']
)
def test_no_refusal_repeats_the_token(empty_folder: Path, text: str) -> None:
    config(empty_folder, text)
    with pytest.raises(BadConfiguration) as raised:
        load_settings()

    error: BaseException | None = raised.value
    while error is not None:
        assert TOKEN not in repr(error)
        error = error.__cause__


def test_the_example_shows_every_setting_once() -> None:
    shown = re.findall(r"^(?:# )?(\w+) = ", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown == list(Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    values = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert Settings(**values) == Settings()
    # These depend on the machine and on Argos, so they are shown as comments.
    hidden = {"packages_folder", "package_index", "model_catalogue", "glossary", "threads"}
    assert set(Settings.model_fields) - set(values) == hidden


def test_the_example_says_what_every_setting_does() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    for block in blocks:
        *explanation, _setting = block.splitlines()
        assert explanation, block
        assert all(line.startswith("# ") for line in explanation), block


@pytest.mark.parametrize("file", ["Dockerfile", "compose.yaml", "dragoman.service", "example.env"])
def test_what_is_set_for_deployment_can_be_set(file: str) -> None:
    text = (EXAMPLE.parent / "deploy" / file).read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"DRAGOMAN_(\w+)", text)}
    assert named
    assert named <= {"config", *Settings.model_fields}


def test_an_empty_variable_is_one_that_nobody_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_PACKAGES_FOLDER", "")
    monkeypatch.setenv("DRAGOMAN_THREADS", "")
    assert load_settings().packages_folder is None


def test_languages_to_install_are_codes_or_names(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(empty_folder, 'install_languages = ["en", "Russian", "ua", "pt-BR"]')
    assert load_settings().install_languages == ("en", "ru", "uk", "pb")
    monkeypatch.setenv("DRAGOMAN_INSTALL_LANGUAGES", "en, uk")
    assert load_settings().install_languages == ("en", "uk")


def test_a_database_url_may_be_written_as_those_write_it_who_rent_databases_out() -> None:
    url = "postgres://bot:postgres://@db.example.org/bot"
    assert Settings(database_url=url).database_url == url.replace("postgres:", "postgresql:", 1)
