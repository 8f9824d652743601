"""`manage.py preflight`: a day or a text is checked from the command line, and the archive in one pass."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsroom.roles import Role
from roundups.models import Story
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = """Pier opens, bakers ask for flour

The Lantern’s roundup

The council opened the pier to carts and said that 30 of them crossed it before the bell rang on Monday morning.

The guild of bakers asked the port authority for flour, since its stores will be empty within a week, it said.

Pier opens to carts

The council opened the pier to carts, it said. Some 32 carts crossed it before the bell rang.

Bakers ask for flour

The guild wrote to the port authority, it said. Its stores will be empty soon, the letter says.
"""


def asked(*arguments: str, **options: Any) -> tuple[str, str]:
    """What the command said, and why it failed, if it did."""
    out = io.StringIO()
    try:
        call_command("preflight", *arguments, stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


@pytest.fixture
def text(tmp_path: Path) -> str:
    factories.masthead()
    path = tmp_path / "roundup.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_text_is_checked_before_anything_is_written(text: str) -> None:
    said, _failed = asked(text, date="2026-03-02")
    assert "num.agree" in said
    assert Story.objects.count() == 0


def test_json_has_the_keys_that_programs_read(text: str) -> None:
    said, _failed = asked(text, date="2026-03-02", json=True)
    found = {finding["rule"]: finding for finding in json.loads(said)}
    assert set(found["num.agree"]) == {"rule", "severity", "stage", "story", "field", "quote", "message", "fix"}
    assert (found["num.agree"]["field"], found["num.agree"]["stage"]) == ("summary", "publish")


def test_a_fix_is_said_with_before_and_after(text: str, tmp_path: Path) -> None:
    Path(text).write_text(TEXT.replace("the port authority for flour", "Kiev for flour"), encoding="utf-8")
    said, _failed = asked(text, date="2026-03-02", json=True)
    fixes = [finding["fix"] for finding in json.loads(said) if finding["rule"] == "name.house"]
    assert {"before": "Kiev", "after": "Kyiv"} in fixes


def test_it_ends_with_an_error_when_something_blocks(text: str) -> None:
    Path(text).write_text(TEXT.replace("Its stores", "TK. Its stores"), encoding="utf-8")
    _said, failed = asked(text, date="2026-03-02")
    assert failed.endswith("of them block.")


def test_a_days_page_is_checked_as_it_would_go_out() -> None:
    day = factories.roundup()
    for _number in range(3):
        factories.story_in("approved", day)
    said, failed = asked("2026-03-02")
    assert "photo.none" in said
    assert failed == ""


def test_before_publication_every_story_is_checked_as_it_stands() -> None:
    factories.story(summary="", headline="The pier opens")
    said, failed = asked("2026-03-02", stage="approve")
    assert "summary.missing" in said
    assert failed == ""


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("2026-03-09", "There is no roundup of 2026-03-09"),
        ("nothing.txt", "is neither a date like 2023-09-13 nor a file"),
    ],
)
def test_what_is_not_there_is_a_sentence(what: str, why: str) -> None:
    factories.masthead()
    assert why in asked(what)[1]


def test_a_text_without_a_date_asks_for_it(text: str) -> None:
    assert "Give it with --date." in asked(text)[1]


def test_the_archive_is_counted_rule_by_rule(django_assert_max_num_queries: Any) -> None:
    editor = factories.person(Role.EDITOR)
    for number in (1, 2, 3):
        factories.published(factories.roundup(datetime.date(2026, 3, number)), stories=1, editor=editor)
    with django_assert_max_num_queries(6):
        said, _failed = asked("--archive")
    assert "3 editions." in said
    assert "stories.few       confirm        3   1.00 an edition" in said
