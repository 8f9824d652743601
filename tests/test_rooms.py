"""What the room contracts of import-linter cannot say: which of Django's own parts a room may use."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "roundups"
LOWER = ("models", "galley", "preflight", "imaging", "workflow")
NOT_HERE = ("django.http", "django.shortcuts", "django.views", "django.contrib.admin", "django.template", "django.urls")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("room", LOWER)
def test_nothing_from_models_to_workflow_knows_requests_or_pages(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        wrong = {name for name in imported(path) if name.startswith(NOT_HERE)}
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}"


def test_only_one_place_marks_text_as_safe() -> None:
    marking = {
        str(path.relative_to(ROOT.parent))
        for room in (ROOT, ROOT.parent / "newsroom")
        for path in room.rglob("*.py")
        if "django.utils.safestring.mark_safe" in imported(path)
    }
    assert marking == {"roundups/public/prose.py"}


def test_no_template_marks_text_as_safe() -> None:
    templates = (ROOT.parent / "templates").rglob("*.html")
    assert not [path.name for path in templates if "|safe" in path.read_text(encoding="utf-8")]
