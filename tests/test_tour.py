"""docs/tour.md tells the truth: its step tables are the code's, its list of files is the tree's."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from newsroom.roles import PERMISSIONS
from roundups import workflow

ROOT = Path(__file__).parent.parent
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
LISTED = ("newsroom", "roundups")
NOT_LISTED = {"migrations", "__pycache__"}


def table(steps: Mapping[str, workflow.Step]) -> list[str]:
    """The table as it must stand in the tour."""
    lines = ["| step | from | to | who | asks |", "|---|---|---|---|---|"]
    for step in steps.values():
        sources = ", ".join(sorted(str(source) for source in step.sources))
        asks = ", ".join(step.asks) or "–"
        lines.append(f"| {step.name} | {sources} | {step.target or '(stays)'} | {step.who} | {asks} |")
    return lines


@pytest.mark.parametrize("steps", [workflow.STORY_STEPS, workflow.ROUNDUP_STEPS], ids=["stories", "roundups"])
def test_the_tour_shows_the_step_table_of_the_code(steps: Mapping[str, workflow.Step]) -> None:
    assert "\n".join(table(steps)) in TOUR, "docs/tour.md should read:\n" + "\n".join(table(steps))


def files() -> list[str]:
    found = []
    for room in LISTED:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).parts
            if not NOT_LISTED & set(parts) and path.read_text(encoding="utf-8").strip():
                found.append("/".join(parts))
    return found


def test_the_tour_names_every_module_once() -> None:
    named = re.findall(r"^- `([^`]+\.py)`", TOUR, flags=re.MULTILINE)
    assert sorted(named) == sorted(files())


def test_every_module_says_in_its_first_line_what_lives_there() -> None:
    silent = [name for name in files() if not (ROOT / name).read_text(encoding="utf-8").startswith(('"""', "#!"))]
    assert not silent


def test_the_tour_names_every_role() -> None:
    assert all(f"**{role}**" in TOUR for role in PERMISSIONS)
