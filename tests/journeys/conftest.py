"""A browser for the journeys, and what it saw."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests import programs
from tests.journeys.watching import Newsroom, staff_the_newsroom


@pytest.fixture(autouse=True, scope="session")
def _static_files_on_demand() -> Iterator[None]:
    """No folder of collected files is needed, and none is scanned for every client."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. Without one the browser journeys are skipped; where everything must be checked, they fail."""
    path = programs.chromium()
    if path is None:
        sentence = "No Chromium was found on this machine: install the package “chromium” to run the browser journeys."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return path


@pytest.fixture
def newsroom(chromium: str, live_server: Any) -> Newsroom:
    """A paper with its people, behind a real server. Made before the browser starts: with it an event loop runs, and
    the database is then out of reach for this thread."""
    cache.clear()  # no flush does: sign-ins of the last minute would count
    return staff_the_newsroom(live_server.url)


@pytest.fixture
def chrome(chromium: str, newsroom: Newsroom) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=programs.CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where the screenshots go."""
    folder = Path(os.environ.get("ARTEFACTS", "artefacts"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
