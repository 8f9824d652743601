"""What the tests of this room need beside what every test needs."""

from pathlib import Path
from typing import Any

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from tests import factories


@pytest.fixture(autouse=True)
def built_static_files(settings: Any, media: Path) -> None:
    """A folder for built static files, as a deployed site has it."""
    settings.STATIC_ROOT = media / "static-built"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture
def editor(db: None) -> Staff:
    return factories.person(Role.EDITOR)


@pytest.fixture
def site(media: Path) -> Path:
    return media / "site"
