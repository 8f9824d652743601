"""Preview links: who gives one out and revokes it, for how long, what it shows, and what the record says of it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from newsroom.models import RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Photo, PreviewLink, Roundup, Story, StoryState
from roundups.workflow import AlreadyDone, StepRefused, tokens
from tests import factories
from tests.factories import NOON

pytestmark = pytest.mark.django_db
others = pytest.mark.parametrize(  # who gives out no preview of another's story
    "somebody",
    [
        lambda: factories.person(Role.JOURNALIST),
        lambda: factories.person(Role.PHOTO_EDITOR),
        lambda: factories.person(Role.ADMINISTRATOR),
        lambda: factories.person(None, is_superuser=True),
    ],
    ids=["colleague", "photo editor", "administrator", "superuser"],
)
HOUR = datetime.timedelta(hours=1)


def editor() -> Staff:
    return factories.person(Role.EDITOR)


def shared(thing: Story | Roundup, **given: Any) -> PreviewLink:
    return workflow.share(thing, **{"by": editor(), "hours": 8, "now": NOON, **given})


def shows(link: PreviewLink) -> galley.Galley | None:
    """What the link shows, asked afresh as its page asks."""
    return workflow.shown_by(PreviewLink.objects.get(pk=link.pk))


# --- Who may, and for how long --------------------------------------------------------------------------------------


def test_a_storys_author_and_any_editor_give_out_a_preview_of_it() -> None:
    author = factories.person()
    story = factories.story(author=author)
    for person in (author, editor()):
        assert workflow.may_share(story, person) == []
        assert shared(story, by=person).by == person


@others
def test_nobody_else_gives_out_a_preview_of_a_story_or_a_day(somebody: Callable[[], Staff]) -> None:
    story, person = factories.story(), somebody()
    for thing in (story, story.roundup):
        assert workflow.may_share(thing, person)
        with pytest.raises(StepRefused):
            shared(thing, by=person)
    assert not PreviewLink.objects.exists()
    assert not RecordRow.objects.exists()


def test_an_author_who_is_no_journalist_any_more_gives_out_nothing() -> None:
    author = factories.person()
    story = factories.story(author=author)
    author.groups.clear()
    with pytest.raises(StepRefused):
        shared(story, by=Staff.objects.get(pk=author.pk))


def test_an_author_does_not_give_out_the_day_that_the_story_is_on() -> None:
    author = factories.person()
    with pytest.raises(StepRefused):
        shared(factories.story(author=author).roundup, by=author)


@pytest.mark.parametrize("hours", workflow.HOURS)
def test_a_link_ends_after_the_hours_that_were_chosen(hours: int) -> None:
    link = shared(factories.story(), hours=hours)
    assert link.ends_at - link.made_at == hours * HOUR <= 24 * HOUR


@pytest.mark.parametrize("hours", [-1, 0, 2, 25, 24 * 365])
def test_other_hours_are_refused(hours: int) -> None:
    with pytest.raises(StepRefused, match="1, 8 or 24 hours"):
        shared(factories.story(), hours=hours)


def test_a_link_holds_until_its_end_and_not_a_moment_longer() -> None:
    link = shared(factories.story(), hours=1)
    holding = PreviewLink.objects.holding
    assert holding(NOON + HOUR - datetime.timedelta(microseconds=1)).get() == link
    assert not holding(NOON + HOUR).exists()


def test_a_row_that_was_written_past_the_desk_is_believed_for_a_day_at_most() -> None:
    link = shared(factories.story())
    PreviewLink.objects.update(ends_at=NOON + 1000 * HOUR)
    assert PreviewLink.objects.holding(NOON + 23 * HOUR).get() == link
    assert not PreviewLink.objects.holding(NOON + 24 * HOUR).exists()


def test_links_end_when_their_makers_account_is_closed() -> None:
    author = factories.person()
    shared(factories.story(author=author), by=author)
    Staff.objects.filter(pk=author.pk).update(is_active=False)
    assert not PreviewLink.objects.holding(NOON).exists()


@pytest.mark.parametrize("state", [StoryState.SPIKED, StoryState.WITHDRAWN])
def test_there_is_nothing_to_give_out_of_a_story_that_is_off_the_page(state: str) -> None:
    story = factories.story_in(state)
    assert workflow.cannot_be_shared(story)
    with pytest.raises(StepRefused, match="there is no text to show"):
        shared(story)


@pytest.mark.parametrize("columns", [{"ends_at": NOON}, {"revoked_at": NOON}])
def test_the_database_refuses_a_link_that_makes_no_sense(columns: dict[str, Any]) -> None:
    shared(factories.story())
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.update(**columns)


# --- Revoking -------------------------------------------------------------------------------------------------------


def test_the_author_and_any_editor_revoke_a_link_of_the_story() -> None:
    author = factories.person()
    story = factories.story(author=author)
    for person in (author, editor()):
        link = shared(story)
        workflow.revoke(link, by=person, now=NOON + HOUR)
        assert (link.revoked_at, link.revoked_by) == (NOON + HOUR, person)
    assert not PreviewLink.objects.holding(NOON + HOUR).exists()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR])
def test_nobody_else_revokes_a_link(role: Role) -> None:
    link = shared(factories.story())
    with pytest.raises(StepRefused):
        workflow.revoke(link, by=factories.person(role), now=NOON)
    assert PreviewLink.objects.holding(NOON).exists()
    assert not RecordRow.objects.filter(what=What.PREVIEW_REVOKED).exists()


@pytest.mark.parametrize("minutes", [0, 8 * 60])
def test_a_link_that_holds_no_more_is_not_revoked_again(minutes: int) -> None:
    link = shared(factories.story())
    if not minutes:
        workflow.revoke(link, by=editor(), now=NOON)
    rows = RecordRow.objects.count()
    with pytest.raises(AlreadyDone):
        workflow.revoke(link, by=editor(), now=NOON + datetime.timedelta(minutes=minutes))
    assert RecordRow.objects.count() == rows


# --- The record -----------------------------------------------------------------------------------------------------


def test_the_record_says_who_gave_out_what_until_when_and_who_ended_it() -> None:
    person = editor()
    story = factories.story()
    for thing, name in ((story, f"story:{story.pk}"), (story.roundup, "roundup:en:2026-03-02")):
        link = shared(thing, by=person)
        workflow.revoke(link, by=person, now=NOON + HOUR)
        revoked, made = RecordRow.objects.all()[:2]
        assert (made.what, made.by, made.about, made.at) == (What.PREVIEW_SHARED, person, name, NOON)
        assert made.detail == {"link": link.pk, "digest": link.digest, "ends": "2026-03-02T20:00:00+00:00"}
        assert (revoked.what, revoked.by, revoked.about, revoked.at) == (
            What.PREVIEW_REVOKED,
            person,
            name,
            NOON + HOUR,
        )
        assert revoked.detail == {"link": link.pk, "digest": link.digest}


def test_neither_the_record_nor_the_row_holds_the_token() -> None:
    link = shared(factories.story())
    _pk, seal, signature = tokens.token_of(link).split(".")
    kept = str([*RecordRow.objects.values(), *PreviewLink.objects.values()])
    assert seal not in kept
    assert signature not in kept


def test_what_cannot_be_recorded_did_not_happen() -> None:
    story = factories.story()
    link, person = shared(story), editor()

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if "INSERT" in sql and RecordRow._meta.db_table in sql:
            raise DatabaseError("no record")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        with pytest.raises(DatabaseError):
            shared(story, by=person)
        with pytest.raises(DatabaseError):
            workflow.revoke(link, by=person, now=NOON)
    assert PreviewLink.objects.holding(NOON).get() == link


# --- One state ------------------------------------------------------------------------------------------------------


def saved(story: Story, **words: Any) -> None:
    """The author writes other words."""
    fresh = Story.objects.get(pk=story.pk)
    for name, value in words.items():
        setattr(fresh, name, value)
    workflow.save_story(fresh, by=fresh.author, seen=fresh.revision)


@pytest.mark.parametrize(
    "words",
    [
        {"headline": "Other words"},
        {"short_headline": "Other words"},
        {"summary": "Other words."},
        {"body": "<p>Other words.</p>"},
    ],
    ids=lambda words: next(iter(words)),
)
def test_a_link_shows_nothing_once_a_word_is_another(words: dict[str, Any]) -> None:
    story = factories.story()
    link = shared(story)
    before = shows(link)
    assert before is not None
    assert before.digest == link.digest
    saved(story, **words)
    assert shows(link) is None


def test_a_link_shows_the_text_again_once_it_is_the_same() -> None:
    story = factories.story(summary="As it was.")
    link = shared(story)
    saved(story, summary="As it is.")
    saved(story, summary="As it was.")
    assert shows(link) is not None


def test_a_link_shows_nothing_once_a_source_or_the_photo_is_another() -> None:
    story = factories.story(photo=factories.photo())
    one = shared(story)
    Photo.objects.update(caption="Another pier.")
    assert shows(one) is None
    two = shared(story)
    story.refresh_from_db()
    workflow.save_story(story, by=story.author, seen=story.revision, sources=[("Another council", "", "official")])
    assert shows(two) is None


def test_a_link_to_a_story_does_not_end_by_what_happens_around_it() -> None:
    author = factories.person()
    story = factories.story(author=author)
    link = shared(story)
    saved(story, note_to_editor="For your eyes only.")
    factories.story(story.roundup)
    Roundup.objects.update(kicker="Another kicker", sign_off="Another sign-off")
    factories.step("file", story, author)
    factories.step("approve", story, editor())
    assert shows(link) is not None


def test_a_link_to_a_story_shows_nothing_else_of_its_day() -> None:
    day = factories.roundup(photo=factories.photo(), headline="The whole day", opening="Day {day}.")
    story = factories.story(day)
    factories.story(day)
    shown = shows(shared(story))
    assert shown == galley.alone(Story.objects.get(pk=story.pk))
    assert [part.headline for part in shown.stories] == [story.headline]


def test_a_link_shows_nothing_once_its_story_is_on_another_day() -> None:
    story = factories.story_in(StoryState.FILED)
    link = shared(story)
    factories.step("move", story, editor(), to=factories.roundup(factories.DATE + datetime.timedelta(days=1)))
    assert shows(link) is None


def test_a_link_shows_nothing_while_its_story_is_spiked() -> None:
    story = factories.story()
    link = shared(story)
    factories.step("spike", story, editor())
    assert shows(link) is None
    factories.step("unspike", story, editor())
    assert shows(link) is not None


def test_a_link_shows_nothing_once_its_story_is_withdrawn() -> None:
    day = factories.published(stories=1)
    link = shared(day.stories.get())
    factories.step("withdraw", day.stories.get(), editor())
    assert shows(link) is None


def test_a_link_to_a_day_shows_the_page_as_the_desk_sees_it_until_anything_of_it_changes() -> None:
    day = factories.roundup()
    story = factories.story(day)
    link = shared(day)
    assert shows(link) == galley.of(Roundup.objects.get(pk=day.pk))
    saved(story, summary="Other words.")
    assert shows(link) is None
    link = shared(day)
    factories.story(day)
    assert shows(link) is None
    link = shared(day)
    Roundup.objects.update(kicker="Another kicker")
    assert shows(link) is None


def test_a_link_goes_with_the_draft_that_is_deleted() -> None:
    author = factories.person()
    story = factories.story(author=author)
    shared(story)
    workflow.delete_draft(story, by=author)
    assert not PreviewLink.objects.exists()
    assert RecordRow.objects.filter(what=What.PREVIEW_SHARED).exists()
