"""What every test needs: a private media root, and sealed rows that a flush may still clear."""

import copy
import functools
import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from roundups.imaging import developing, intake, renditions
from roundups.models import append_only
from tests import rules, worlds

# Cases of one test with a database that coverage looks at: the others run the same lines, and being watched takes long.
WATCHED = 10

# The same examples in every run, and no deadline: how fast something is belongs in a benchmark.
hypothesis_settings.register_profile("ours", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ours")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Coverage watches a few cases of each test; on PostgreSQL the tests that know no database do not run again."""
    cases: dict[str, list[pytest.Item]] = {}
    for item in filter(_asks_a_database, items):
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for alike in cases.values():
        for number, item in enumerate(alike):
            if number % math.ceil(len(alike) / WATCHED):
                item.add_marker("no_cover")
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
        items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether it may: to the others pytest-django closes every connection."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(fixtures))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in real life: in memory, connections share one cache and know no WAL."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Files of a test lie in its own folder."""
    settings.MEDIA_ROOT = tmp_path
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.SITE_ROOT = tmp_path / "site"
    settings.RECORD_FILE = ""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.PRIVATE_ROOT, "base_url": None},
        },
    }
    return tmp_path


@pytest.fixture
def begin_with(db: None, media: Path, tmp_path_factory: pytest.TempPathFactory) -> worlds.Begin:
    """`begin_with(build)`: what `build` makes is there, however many tests ask for it, at the price of once."""
    return functools.partial(worlds.begin_with, media=media, room=tmp_path_factory)


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def _a_picture_is_developed_once() -> Iterator[None]:
    """The darkroom answers the same for the same picture and job, so it is asked once."""
    answers: dict[bytes, tuple[dict[str, Any], developing.Prints]] = {}

    def develop(job: Mapping[str, Any], data: bytes, *, seconds: int) -> tuple[dict[str, Any], developing.Prints]:
        key = hashlib.sha256(json.dumps([job, seconds]).encode() + data).digest()
        if key not in answers:
            answers[key] = developing.develop(job, data, seconds=seconds)
        return copy.deepcopy(answers[key])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(intake, "develop", develop)
        patched.setattr(renditions, "develop", develop)
        yield


@pytest.fixture
def developed_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of how the darkroom is asked."""
    monkeypatch.setattr(intake, "develop", developing.develop)
    monkeypatch.setattr(renditions, "develop", developing.develop)


@pytest.fixture
def invented_rules() -> Iterator[None]:
    """Rules about invented words, one of each gravity."""
    with rules.registered():
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_the_seals() -> Iterator[None]:
    """The flush after a transactional test empties sealed tables: the triggers go before it and come back after."""
    case: Any = TransactionTestCase
    flush = case._fixture_teardown

    def lifted(self: TransactionTestCase) -> None:
        append_only.remove()
        try:
            flush(self)
        finally:
            append_only.install()

    case._fixture_teardown = lifted
    yield
    case._fixture_teardown = flush
