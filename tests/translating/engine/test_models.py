"""How long models stay in memory."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.errors import PackageBroken
from bot.translating import InstalledPackage
from bot.translating.engine.models import ModelLimits, Models
from tests.translating.conftest import package_of


@pytest.fixture
def packages(argos_packages: Path) -> tuple[InstalledPackage, ...]:
    return tuple(package_of(argos_packages, pair) for pair in ("en_ru", "ru_en", "en_uk"))


def use(models: Models, *packages: InstalledPackage) -> None:
    for package in packages:
        with models.model(package):
            pass


def test_a_model_is_loaded_at_its_first_use_and_stays(
    packages: tuple[InstalledPackage, ...],
) -> None:
    models = Models(1, ModelLimits())
    assert models.loaded == frozenset()
    models.tokenizer(packages[0])
    assert models.loaded == frozenset()

    with models.model(packages[0]) as (first, _):
        pass
    with models.model(packages[0]) as (second, _):
        assert second is first
    models.unload_idle()

    assert models.loaded == {packages[0]}


def test_an_idle_model_is_unloaded_and_loaded_again_when_needed(
    packages: tuple[InstalledPackage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=100.0)
    time = SimpleNamespace(monotonic=lambda: clock.now)
    monkeypatch.setattr("bot.translating.engine.models.time", time)
    models = Models(1, ModelLimits(idle_seconds=5))
    use(models, packages[0])
    clock.now = 102
    assert models.unload_idle() == 3
    assert models.loaded == {packages[0]}

    clock.now = 105

    assert models.unload_idle() is None
    assert models.loaded == frozenset()
    use(models, packages[0])
    assert models.loaded == {packages[0]}


def test_a_model_in_use_is_not_idle(packages: tuple[InstalledPackage, ...]) -> None:
    models = Models(1, ModelLimits(idle_seconds=0, total_bytes=1))
    with models.model(packages[0]):
        models.unload_idle()
        use(models, packages[1])
        assert packages[0] in models.loaded


def test_above_the_limit_the_least_recently_used_model_is_unloaded(
    packages: tuple[InstalledPackage, ...],
) -> None:
    first, second, third = packages
    models = Models(1, ModelLimits(total_bytes=first.size + second.size + 100_000))

    use(models, first, second, first, third)

    assert models.loaded == {first, third}


def test_a_model_above_the_limit_is_loaded_while_in_use(
    packages: tuple[InstalledPackage, ...],
) -> None:
    models = Models(1, ModelLimits(total_bytes=1))
    with models.model(packages[0]):
        assert models.loaded == {packages[0]}
    assert models.loaded == frozenset()


def test_a_broken_model_takes_no_room(own_argos_packages: Path) -> None:
    package = package_of(own_argos_packages, "en_ru")
    (package.path / "model" / "model.bin").write_bytes(b"rubbish")
    models = Models(1, ModelLimits())

    with pytest.raises(PackageBroken):
        use(models, package)

    assert models.loaded == frozenset()
