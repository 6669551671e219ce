"""What a release is made of agrees: version, changelog, images, compose file, workflows."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS
from tests.botapi.test_server import free_address
from tests.conftest import RunBot
from tests.waiting import until

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
COMPOSE = ROOT / "deploy" / "compose.yaml"
COPIED = [
    word.replace("$MODEL_CATALOGUE", "bot/translating/packages/catalogue.toml")
    for words in re.findall(r"^(?:COPY|ADD) (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for word in words.split()
]


def changes(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / ".ci" / "changes", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_version_is_the_newest_one_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## \[(.+)\](?: - \d{4}-\d\d-\d\d)?$", changelog, re.MULTILINE)
    # What is to be the first version says so.
    released = titles[1:] or re.findall(r"^What will be (\S+),", changelog, re.MULTILINE)

    assert titles[0] == "Unreleased"
    assert released[0] == version("dragoman")


def test_the_changes_of_a_release_are_those_of_its_version_alone(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    file.write_text(
        "# Changelog\n\n## [Unreleased]\n\n## [0.10.0] - 2027-01-02\n\n### Added\n\n* New.\n\n"
        "## [0.1.0] - 2027-01-01\n\n* Old.\n"
    )

    assert changes("0.10.0", file).stdout == "### Added\n\n* New.\n"
    assert changes("0.1.0", file).stdout == "* Old.\n"


@pytest.mark.parametrize("version", ["0.1", "9.9.9", "Unreleased"])
def test_a_version_without_changes_is_not_released(tmp_path: Path, version: str) -> None:
    file = tmp_path / "CHANGELOG.md"
    file.write_text("# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2027-01-01\n\n* Old.\n")
    assert changes(version, file).returncode == 1


def test_all_that_the_images_copy_is_there_and_sent_to_the_builder() -> None:
    ignored, *sent = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored == "*"
    for name in COPIED:
        assert (ROOT / name).exists(), name
        assert f"!{name.partition('/')[0]}" in sent


def test_the_images_have_all_that_the_package_is_built_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {"pyproject.toml", project["project"]["readme"], *wheel["packages"]} <= {*COPIED}


def test_images_and_services_start_commands_that_there_are() -> None:
    (default,) = re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    used = [json.loads(default), *(s["command"] for s in services().values() if "command" in s)]
    assert {*(" ".join(words) for words in used)} == {"run", "receive", "work"}
    assert re.findall(r"dragoman (models install) --yes", DOCKERFILE)[0] in COMMANDS


def services() -> dict[str, Any]:
    content = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    assert isinstance(content["services"], dict)
    return content["services"]


def test_services_keep_what_the_image_keeps_and_nothing_else() -> None:
    (volume,) = re.findall(r"^VOLUME (\S+)$", DOCKERFILE, re.MULTILINE)
    written = re.findall(r"DRAGOMAN_\w+=(?:sqlite:///)?(/\S+)", DOCKERFILE)

    # Models that are inside are not written to.
    outside = {path for path in written if not path.startswith(f"{volume}/")}
    assert outside == {"/catalogue.toml", "/models"}
    for name in ("receive", "work"):
        assert services()[name]["read_only"]
        assert services()[name]["volumes"] == [f"data:{volume}"]


def test_every_variable_of_the_compose_file_stands_in_the_example() -> None:
    used = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text(encoding="utf-8")))
    example = (ROOT / "deploy" / "example.env").read_text(encoding="utf-8")
    assert used <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_workflows_use_targets_and_scripts_that_there_are() -> None:
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    text = "".join(file.read_text(encoding="utf-8") for file in workflows)
    (targets,) = re.findall(r"target: \[(.+)\]", text)
    stages = re.findall(r"^FROM \S+ AS (\w+)", DOCKERFILE, re.MULTILINE)

    assert set(targets.split(", ")) <= {*stages}
    assert stages[-1] == "lean"
    for script in re.findall(r"\.ci/[\w-]+", text):
        assert (ROOT / script).exists(), script


@pytest.mark.parametrize(
    ("gh", "urls"),
    [
        ("echo https://docs.example.org/dragoman", ["https://docs.example.org/dragoman/"]),
        ('echo \'{"message": "Not Found"}\'; exit 1', []),
    ],
)
def test_a_release_names_its_site_if_it_has_one(tmp_path: Path, gh: str, urls: list[str]) -> None:
    folder = tmp_path / "checkout" / ".ci"
    folder.mkdir(parents=True)
    project = shutil.copy(ROOT / "pyproject.toml", folder.parent)
    program = tmp_path / "gh"
    program.write_text(f"#!/bin/sh\n{gh}\n", encoding="utf-8")
    program.chmod(0o755)

    subprocess.run(
        [shutil.copy(ROOT / ".ci" / "name-site", folder)],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "GITHUB_REPOSITORY": "someone/dragoman"},
        check=True,
    )

    found = tomllib.loads(Path(project).read_text(encoding="utf-8"))["project"]
    assert list(found.get("urls", {}).values()) == urls


async def test_the_health_check_of_the_image_finds_a_running_bot_well(run_bot: RunBot) -> None:
    (check,) = re.findall(r"^HEALTHCHECK .+ CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)
    _python, *words = json.loads(check)
    address = free_address()
    words = [word.replace("127.0.0.1:9090", address) for word in words]

    async def is_well() -> bool:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, stderr=asyncio.subprocess.DEVNULL
        )
        return await process.wait() == 0

    async with run_bot(metrics_listen=address):
        await until(is_well)
    assert not await is_well()
