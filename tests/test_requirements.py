"""What is installed is pinned by hash, and is what pyproject.toml asks for (5-promises, S33)."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: dict[str, Any] = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": PROJECT["dependencies"] + EXTRAS["dev"],
    "judges/requirements.txt": PROJECT["dependencies"] + EXTRAS["judges"],
}


def pins(name: str) -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the file with its hashes."""
    text = re.sub(r"\s*#.*", "", (Path(settings.BASE_DIR) / name).read_text()).replace("\\\n", " ")
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        requirement, *hashes = re.split(r"\s+--hash=", line)
        found.append((Requirement(requirement), hashes))
    return found


def versions(name: str) -> dict[str, str]:
    return {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin, _hashes in pins(name)}


@pytest.mark.parametrize("name", ASKED)
def test_every_requirement_is_one_version_with_hashes(name: str) -> None:
    for pin, hashes in pins(name):
        assert [each.operator for each in pin.specifier] == ["=="], pin
        assert pin.url is None
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), pin


@pytest.mark.parametrize("name", ASKED)
def test_whatever_pyproject_asks_for_is_pinned_at_a_version_that_it_takes(name: str) -> None:
    have = versions(name)
    for asked in map(Requirement, ASKED[name]):
        assert asked.specifier.contains(have[canonicalize_name(asked.name)]), asked


@pytest.mark.parametrize("name", ["requirements-dev.txt", "judges/requirements.txt"])
def test_tests_and_judges_run_on_the_versions_that_the_newsroom_runs_on(name: str) -> None:
    assert versions("requirements.txt").items() <= versions(name).items()


def test_nothing_is_installed_but_by_hash() -> None:
    makefile = (Path(settings.BASE_DIR) / "Makefile").read_text()
    installs = [line for line in makefile.splitlines() if "pip install" in line]
    assert installs
    assert all("--require-hashes --no-deps" in line for line in installs)
