"""The checker of the interface's messages, on the bot's own and on a toy language's."""

from pathlib import Path

import pytest

from testkit.messages import main, mistakes

ENGLISH = """\
greeting = Hello, { $name }!
files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
button-stop = Stop
button-go = Go
error-no-text = No text in { LANGUAGE($language) }
size = { $kind ->
    [none] nothing
   *[other] { $megabytes } MB
}
"""
POLISH = """\
greeting = Witaj, { $name }!
files = { $count ->
    [one] { $count } plik
    [few] { $count } pliki
   *[many] { $count } plików
}
button-stop = Stop
button-go = Start
error-no-text = Brak tekstu: { LANGUAGE($language) }
size = { $kind ->
    [none] nic
   *[other] { $megabytes } MB
}
"""
CODE = """
words.say("greeting", name=name)
words.say("files", count=1)
words.say(f"button-{button}")
PAGES = ["stop", "go"]
table = {"size": 1}
"""


def found(folder: Path, polish: str = POLISH, english: str = ENGLISH, code: str = CODE) -> str:
    """Return what the checker finds, of files named without their folder."""
    (folder / "en.ftl").write_text(english, encoding="utf-8")
    (folder / "pl.ftl").write_text(polish, encoding="utf-8")
    (folder / "code.py").write_text(code, encoding="utf-8")
    return "\n".join(mistakes(folder, [folder], ["error-no-text"])).replace(f"{folder}/", "")


def test_the_bots_own_messages_have_no_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main()
    assert capsys.readouterr().out == "No mistakes.\n"
    assert not end.value.code


def test_a_whole_translation_has_no_mistakes(tmp_path: Path) -> None:
    assert found(tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("Stop", "{ Stop", 'pl.ftl:7: Expected token: "}" (E0003)'),
        ("button-go = Start\n", "", "pl.ftl:12: button-go is missing"),
        ("button-go", "button-gone", "pl.ftl:8: button-gone is not in en.ftl"),
        (
            "button-go = Start",
            "button-go = Start\nbutton-go = Idź",
            "pl.ftl:9: button-go is here twice",
        ),
        ("$name", "$nazwa", "pl.ftl:1: greeting: $name is not in pl.ftl"),
        ("$name", "$nazwa", "pl.ftl:1: greeting: $nazwa is not in en.ftl"),
        (", { $name }", "", "pl.ftl:1: greeting: $name is not in pl.ftl"),
        ("LANGUAGE(", "JĘZYK(", "pl.ftl:9: Expected"),
        ("LANGUAGE(", "JEZYK(", "pl.ftl:9: error-no-text: there is no function JEZYK()"),
        ("    [few] { $count } pliki\n", "", "pl.ftl:2: files: the plural [few] is missing"),
        ("*[many]", "*[other]", "pl.ftl:2: files: the plural [many] is missing"),
        ("[few]", "[two]", "pl.ftl:2: files: pl has no plural [two]"),
    ],
)
def test_a_mistake_in_a_translation_is_found(
    old: str, new: str, mistake: str, tmp_path: Path
) -> None:
    assert old in POLISH
    assert mistake in found(tmp_path, POLISH.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ('"go"', '"leave"', "en.ftl:7: no code uses button-go"),
        ('words.say("files", count=1)', "", "en.ftl:2: no code uses files"),
        ('say("greeting"', 'say("parting"', "en.ftl:12: parting is missing, which the code says"),
        ("table", 'Cause("lost"); table', "en.ftl:12: cause-lost is missing, which the code says"),
    ],
)
def test_a_message_and_code_that_do_not_fit_are_found(
    old: str, new: str, mistake: str, tmp_path: Path
) -> None:
    assert mistake in found(tmp_path, code=CODE.replace(old, new)).splitlines()


def test_an_error_without_a_message_is_found(tmp_path: Path) -> None:
    english = ENGLISH.replace("error-no-text", "error-no-texts")
    assert "en.ftl:12: error-no-text is missing, which the code says" in found(
        tmp_path, english=english
    )


def test_a_language_that_cldr_does_not_know_is_said(tmp_path: Path) -> None:
    (tmp_path / "xx.ftl").write_text(POLISH, encoding="utf-8")
    assert "xx.ftl:2: files: CLDR has no plurals for the language “xx”" in found(tmp_path)
