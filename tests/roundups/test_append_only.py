"""No silent change of what is sealed, not even by SQL (S8)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from newsroom import record
from newsroom.models import Page, PageText, RecordRow
from newsroom.roles import Role
from roundups import preflight, workflow
from roundups.models import (
    Edition,
    EditionText,
    FindingRuling,
    Move,
    RulingKind,
    Story,
    StoryState,
    Version,
    append_only,
)
from tests import factories

pytestmark = pytest.mark.django_db
SEALED: dict[Any, str] = {
    Edition: "digest",
    Move: "note",
    Version: "text",
    FindingRuling: "reason",
    PageText: "title",
    RecordRow: "about",
    EditionText: "galley",
}


def ruled(story: Story) -> FindingRuling:
    """An editor's decision on the first thing that is found in the story."""
    finding = workflow.story_findings(story, preflight.Stage.APPROVE)[0]
    return workflow.rule_on(story, finding.key, kind=RulingKind.NOT_AN_ERROR, by=factories.person(Role.EDITOR))


@pytest.fixture(autouse=True)
def sealed_rows() -> None:
    day = factories.published(stories=1)
    ruled(day.stories.get())
    page, _made = Page.objects.get_or_create(masthead=factories.masthead(), slug="about")
    PageText.objects.create(page=page, title="About", body="<p>Us.</p>")
    record.enter(record.What.EXPORTED, by=None, about=f"roundup:en:{day.date}")


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


def test_what_was_decided_on_the_words_of_a_draft_stays_when_the_draft_goes() -> None:
    draft = factories.story()
    ruling = ruled(draft)
    assert draft.author
    workflow.delete_draft(draft, by=draft.author)
    left = FindingRuling.objects.get(pk=ruling.pk)
    assert (left.roundup, left.matter, left.by) == (draft.roundup, ruling.matter, ruling.by)


def test_the_versions_of_a_recalled_story_stay() -> None:
    story = factories.story_in(StoryState.FILED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.filter(story=story)._raw_delete(using="default")


def test_after_a_migration_that_led_back_the_other_seals_are_in_place() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE roundups_findingruling RENAME TO gone")
    append_only.install()
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Move.objects.update(note="changed")


def test_a_missing_trigger_is_named_and_comes_back_with_the_next_install() -> None:
    on = " ON roundups_move" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER roundups_move_no_update{on}")
    assert append_only.missing() == ["roundups_move_no_update"]
    append_only.install()
    assert append_only.missing() == []


def test_the_text_of_an_edition_is_replaced_only_with_a_later_row_of_the_record() -> None:
    text = EditionText.objects.get()
    row = record.enter(record.What.REDACTED, by=None, about="roundup:en:2026-03-02")
    EditionText.objects.filter(pk=text.pk).update(galley="{}", redaction=row)
    changes: list[dict[str, Any]] = [{"galley": text.galley}, {"notes": []}, {"galley": "x", "redaction": None}]
    for change in changes:
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            EditionText.objects.filter(pk=text.pk).update(**change)
    assert EditionText.objects.get().galley == "{}"
