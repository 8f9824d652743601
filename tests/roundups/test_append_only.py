"""No silent change of what is sealed, not even by SQL (S8)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from newsroom.models import Page, PageText
from roundups.models import Edition, Move, StoryState, Version, append_only
from tests import factories

pytestmark = pytest.mark.django_db
SEALED: dict[Any, str] = {Edition: "digest", Move: "note", Version: "text", PageText: "title"}


@pytest.fixture(autouse=True)
def sealed_rows() -> None:
    factories.published(stories=1)
    page, _made = Page.objects.get_or_create(masthead=factories.masthead(), slug="about")
    PageText.objects.create(page=page, title="About", body="<p>Us.</p>")


@pytest.mark.parametrize("model", SEALED)
def test_a_sealed_row_cannot_be_updated(model: Any) -> None:
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        model.objects.update(**{SEALED[model]: "changed"})


@pytest.mark.parametrize("model", SEALED)
def test_a_sealed_row_cannot_be_deleted(model: Any) -> None:
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


@pytest.mark.parametrize("table", append_only.TABLES)
def test_a_sealed_table_cannot_be_emptied_or_replaced_by_sql(table: str) -> None:
    statement = (
        f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"
        if connection.vendor == "postgresql"
        else f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    )
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_versions_of_a_draft_that_was_never_filed_go_with_it() -> None:
    draft = factories.story()
    draft.delete()
    assert not Version.objects.filter(story=draft.pk).exists()


def test_the_versions_of_a_recalled_story_stay() -> None:
    story = factories.story_in(StoryState.FILED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(story=story)._raw_delete(using="default")


def test_a_missing_trigger_is_named_and_comes_back_with_the_next_install() -> None:
    on = " ON roundups_move" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER roundups_move_no_update{on}")
    assert append_only.missing() == ["roundups_move_no_update"]
    append_only.install()
    assert append_only.missing() == []
