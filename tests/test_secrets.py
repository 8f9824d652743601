"""No secret lies in the project, and the scan that says so finds one (5-promises, S33)."""

import secrets
import string
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.secrets_scan import files_of, secrets_in

LETTERS = string.ascii_letters + string.digits


def random_letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _number in range(count))


def planted(line: str, folder: Path) -> list[str]:
    """What the scan says of a project with this line in its settings."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)  # noqa: S603, S607  (our own words)
    (folder / "settings.py").write_text(f"import os\n\n{line}\n")
    return secrets_in(folder, files_of(folder))


def test_nothing_in_the_project_looks_like_a_secret() -> None:
    names = files_of(settings.BASE_DIR)
    assert {"newsroom/settings.py", "Makefile", ".ci/run", "requirements.txt"} <= set(names)
    assert secrets_in(settings.BASE_DIR, names) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f'SECRET_KEY = "{secrets.token_urlsafe(64)}"', "Secret Keyword"),
        (f'DATABASE_URL = "postgres://news:{random_letters(20)}@db.example.org/news"', "Basic Auth Credentials"),
        (f'KEY = "AKIA{random_letters(16).upper()}"', "AWS Access Key"),
        ("-----BEGIN " + "RSA PRIVATE KEY-----", "Private Key"),
        (f'word = "{secrets.token_hex(32)}"', "Hex High Entropy String"),
    ],
    ids=["key", "database", "cloud", "certificate", "hex"],
)
def test_a_planted_secret_is_found_with_its_line_and_is_not_repeated(line: str, kind: str, tmp_path: Path) -> None:
    found = planted(line, tmp_path)
    assert f"settings.py:3: {kind}" in found
    assert not any(line[15:] in said for said in found)


def test_a_word_that_is_said_to_be_no_secret_is_none(tmp_path: Path) -> None:
    line = "PASSWORD = " + '"a-lantern"'
    assert planted(line, tmp_path) == ["settings.py:3: Secret Keyword"]
    assert planted(f"{line}  # pragma: allowlist secret", tmp_path) == []
