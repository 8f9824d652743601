"""What every test needs: a private media root, and sealed rows that a flush may still clear."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from roundups.models import append_only
from tests import rules

# The same examples in every run, and no deadline: how fast something is belongs in a benchmark.
hypothesis_settings.register_profile("ours", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ours")


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


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
