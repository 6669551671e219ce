"""The pictures of the documentation: a script takes them from the demo, and they are small."""

from pathlib import Path

import pytest
from PIL import Image

from testkit.pictures import CHROMIUM, PICTURES, take_pictures
from tests.documentation.pages import PAGES, ROOT

MOST_BYTES = 2_000_000
MOST_BYTES_OF_AN_ANIMATION = 1_000_000


def test_every_picture_is_there_and_on_a_page_and_no_other() -> None:
    present = {path.name for suffix in ("png", "webp") for path in ROOT.glob(f"docs/*.{suffix}")}
    assert present == set(PICTURES)
    for name in PICTURES:
        assert any(f"{name})" in page for page in PAGES.values()), name


def test_pictures_are_small() -> None:
    sizes = {name: (ROOT / "docs" / name).stat().st_size for name in PICTURES}
    assert sum(sizes.values()) < MOST_BYTES
    assert sizes["demo.webp"] < MOST_BYTES_OF_AN_ANIMATION


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")
@pytest.mark.parametrize("name", ["phone.png", "demo.webp"])
async def test_a_picture_is_taken_from_the_demo(name: str, tmp_path: Path) -> None:
    picture = PICTURES[name]

    await take_pictures([name], tmp_path / "none", tmp_path)

    with Image.open(tmp_path / name) as taken:
        assert taken.size == (picture.width * picture.scale, picture.height * picture.scale)
        assert getattr(taken, "n_frames", 1) > 5 or name.endswith(".png")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine")
async def test_a_picture_whose_translation_is_not_installed_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await take_pictures(["group.png"], tmp_path / "none", tmp_path)
    assert "left out" in capsys.readouterr().out
    assert not (tmp_path / "group.png").exists()
