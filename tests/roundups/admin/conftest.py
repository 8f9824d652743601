"""Static files are looked up when they are asked for: no folder of collected ones is needed, and none is scanned."""

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True, scope="session")
def _static_files_on_demand() -> Iterator[None]:
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield
