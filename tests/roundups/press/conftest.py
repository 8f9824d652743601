"""What the tests of this room need beside what every test needs."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def built_static_files(settings: Any, media: Path) -> None:
    """A folder for built static files, as a deployed site has it."""
    settings.STATIC_ROOT = media / "static-built"
    settings.STATIC_ROOT.mkdir()
