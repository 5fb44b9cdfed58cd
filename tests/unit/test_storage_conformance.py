"""Every driver against the shared suite, on every file system at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qubesmanager.backend.storage import (
    Pool,
    StoragePoolException,
    Volume,
    build_pool,
    conformance_running,
    file_devices,
)
from qubesmanager.backend.storage.conformance import (
    Check,
    ConformanceError,
    Factory,
    check_pool_driver,
    run_check,
)
from qubesmanager.backend.storage.reflink import ReflinkPool, ReflinkVolume
from tests.storage_places import PLACES, place_of
from tests.storage_rows import checks

RUNNING = {check.__name__ for check in conformance_running.CHECKS}


@pytest.fixture(scope="module", params=PLACES)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    with place_of(request.param, tmp_path_factory.mktemp("place")) as made:
        yield made


def in_fresh_directories(driver: str, place: Path, **options: str) -> Factory:
    made: list[int] = []

    def factory() -> Pool:
        made.append(1)
        fresh = place / f"{driver}-{len(list(place.iterdir()))}-{len(made)}"
        return build_pool(driver, fresh.name, dir_path=str(fresh), **options)

    return factory


@pytest.mark.parametrize("check", checks())
async def test_reflink(check: Check, place: Path) -> None:
    options = {} if place.name in ("btrfs", "xfs") else {"setup_check": "no"}
    outcome = await run_check(check, in_fresh_directories("file-reflink", place, **options))
    assert outcome.lacks is None


@pytest.mark.parametrize("check", checks())
async def test_file(check: Check, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without device-mapper; with it: tests/guest."""
    monkeypatch.setattr(file_devices, "is_available", lambda: False)
    outcome = await run_check(check, in_fresh_directories("file", place))
    needs_devices = check.__name__ in RUNNING - {"volatile_starts_empty"}
    assert outcome.lacks == ("FileVolume.start" if needs_devices else None)


class ForgetfulVolume(ReflinkVolume):
    """Loses the data of an import."""

    async def import_data_end(self, success: bool) -> Volume:
        return await super().import_data_end(False)


class ForgetfulPool(ReflinkPool):
    driver = "file-reflink"

    def init_volume(self, qube, config):  # type: ignore[no-untyped-def]
        volume = super().init_volume(qube, config)
        volume.__class__ = ForgetfulVolume
        return volume


async def test_the_suite_finds_a_driver_that_loses_data(tmp_path: Path) -> None:
    counter = iter(range(1000))

    def factory() -> Pool:
        number = str(next(counter))
        return ForgetfulPool(number, tmp_path / number, setup_check=False)

    with pytest.raises(ConformanceError, match="import"):
        await check_pool_driver(factory)


class PlacelessPool(ReflinkPool):
    async def setup(self) -> None:
        raise StoragePoolException("no place")


async def test_a_failing_setup_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(StoragePoolException, match="no place"):
        await check_pool_driver(lambda: PlacelessPool("bad", tmp_path))
