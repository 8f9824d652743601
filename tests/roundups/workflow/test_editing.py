"""The doors for words: who may write when, versions, stale saves, order, deleting."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Story, StoryState, Version
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


WRITERS = {
    StoryState.DRAFT: {"author", "editor"},
    StoryState.RETURNED: {"author", "editor"},
    StoryState.FILED: {"editor"},
    StoryState.APPROVED: set(),
    StoryState.SPIKED: set(),
    StoryState.WITHDRAWN: set(),
}


@pytest.mark.parametrize("name", ["author", "editor", "colleague", "photo editor", "administrator", "superuser"])
@pytest.mark.parametrize("state", WRITERS)
def test_the_words_are_changed_only_by_whom_the_state_allows(state: StoryState, name: str, editor: Staff) -> None:
    story = factories.story_in(state)
    assert story.author
    person = {
        "author": story.author,
        "editor": editor,
        "colleague": factories.person(),
        "photo editor": factories.person(Role.PHOTO_EDITOR),
        "administrator": factories.person(Role.ADMINISTRATOR),
        "superuser": factories.person(None, is_superuser=True),
    }[name]
    before = story.headline
    story.headline = "Changed"
    if name in WRITERS[state]:
        workflow.save_story(story, by=person, seen=story.revision)
    else:
        with pytest.raises(workflow.StepRefused):
            workflow.save_story(story, by=person, seen=story.revision)
    assert Story.objects.get(pk=story.pk).headline == ("Changed" if name in WRITERS[state] else before)


def test_every_save_that_changes_something_makes_a_version() -> None:
    story = factories.story()
    story.summary = "Another summary."
    workflow.save_story(story, by=story.author, seen=story.revision)
    assert list(Version.objects.filter(story=story).values_list("number", flat=True)) == [1, 2]


def test_a_stale_save_overwrites_nothing_and_shows_the_other_text(editor: Staff) -> None:
    story = factories.story()
    mine, theirs = Story.objects.get(pk=story.pk), Story.objects.get(pk=story.pk)
    theirs.headline = "Theirs"
    workflow.save_story(theirs, by=editor, seen=theirs.revision)
    mine.headline = "Mine"
    with pytest.raises(workflow.StaleSave) as stale:
        workflow.save_story(mine, by=story.author, seen=mine.revision)
    assert getattr(stale.value.theirs, "headline", "") == "Theirs"
    assert mine.headline == "Mine"
    assert Story.objects.get(pk=story.pk).headline == "Theirs"


def test_a_stale_save_of_the_roundup_overwrites_nothing(editor: Staff) -> None:
    day = factories.roundup()
    day.headline = "First"
    workflow.save_roundup(day, by=editor, seen=day.revision)
    day.headline = "Second"
    with pytest.raises(workflow.StaleSave):
        workflow.save_roundup(day, by=editor, seen=day.revision - 1)


def test_a_photo_editor_changes_the_lead_photo_and_not_the_words() -> None:
    day, photo = factories.roundup(), factories.photo()
    day.photo, day.headline = photo, "Not theirs to write"
    workflow.save_roundup(day, by=factories.person(Role.PHOTO_EDITOR), seen=day.revision)
    assert (day.photo, day.headline) == (photo, "")


def test_the_anchor_follows_the_headline_until_the_story_is_filed() -> None:
    story = factories.story(short_headline="A first idea")
    assert story.anchor == "a-first-idea"
    story.short_headline = "A better idea"
    workflow.save_story(story, by=story.author, seen=story.revision)
    assert story.anchor == "a-better-idea"
    factories.step("file", story, story.author)
    factories.step("recall", story, story.author)
    story.short_headline = "Yet another"
    workflow.save_story(story, by=story.author, seen=story.revision)
    assert story.anchor == "a-better-idea"


@pytest.mark.parametrize("words", ["", "!!!", "…"])
def test_an_anchor_is_found_where_no_letter_can_be_spelled(words: str) -> None:
    assert factories.story(headline=words, short_headline=words).anchor == "story"


def test_anchors_in_other_scripts_stay_readable() -> None:
    assert factories.story(short_headline="Мост открыт").anchor == "мост-открыт"


def test_two_stories_of_a_day_never_share_an_anchor() -> None:
    first, second, third = (factories.story(short_headline="The same") for _number in range(3))
    assert [story.anchor for story in (first, second, third)] == ["the-same", "the-same-2", "the-same-3"]


def test_moving_up_changes_places_with_the_story_before(editor: Staff) -> None:
    first, second = factories.story(), factories.story()
    workflow.move_story(second, up=True, by=editor)
    assert list(Story.objects.order_by("position")) == [second, first]


def test_the_first_story_stays_where_it_is(editor: Staff) -> None:
    first, second = factories.story(), factories.story()
    workflow.move_story(first, up=True, by=editor)
    assert list(Story.objects.order_by("position")) == [first, second]


def test_only_an_editor_orders_the_page() -> None:
    with pytest.raises(workflow.StepRefused, match="orders the page"):
        workflow.move_story(factories.story(), up=True, by=factories.person())


def test_a_draft_that_was_never_filed_can_be_deleted_with_its_versions() -> None:
    story = factories.story()
    assert story.author
    workflow.delete_draft(story, by=story.author)
    assert not Story.objects.exists()
    assert not Version.objects.exists()


@pytest.mark.parametrize("state", [state for state in StoryState if state != StoryState.DRAFT])
def test_whatever_was_more_than_a_draft_cannot_be_deleted(state: StoryState, editor: Staff) -> None:
    story = factories.story_in(state)
    with pytest.raises(workflow.StepRefused, match="Spike it instead"):
        workflow.delete_draft(story, by=editor)


def test_a_recalled_story_cannot_be_deleted(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    factories.step("recall", story, story.author)
    with pytest.raises(workflow.StepRefused, match="never filed"):
        workflow.delete_draft(story, by=editor)


def test_opening_a_day_twice_gives_the_same_day() -> None:
    assert factories.roundup() == factories.roundup()


def test_a_day_is_opened_with_the_mastheads_words_of_that_day() -> None:
    day = factories.roundup()
    factories.masthead(kicker="A new kicker", editor_in_chief="Somebody Else")
    day.refresh_from_db()
    assert (day.kicker, day.editor_in_chief, day.day) == ("The Lantern’s roundup", "Ada Keller", 2)


def test_nobody_writes_on_a_cancelled_day(editor: Staff) -> None:
    day = factories.roundup()
    factories.step("cancel", day, editor)
    with pytest.raises(workflow.StepRefused, match="Choose an open day"):
        factories.story(day)


def test_an_unfinished_story_moves_to_another_day_with_its_versions(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    tomorrow = factories.roundup(factories.DATE + datetime.timedelta(days=1))
    factories.story(tomorrow)
    factories.step("move", story, editor, to=tomorrow)
    assert (story.roundup, story.position, story.status) == (tomorrow, 2, StoryState.FILED)
    assert Version.objects.filter(story=story).count() == 1


def test_the_database_refuses_a_state_that_it_does_not_know() -> None:
    story = factories.story()
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(status="burnt")


def test_the_database_refuses_an_approval_without_its_digest() -> None:
    story = factories.story_in(StoryState.FILED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(status="approved")


def test_an_open_must_fix_comment_stands_in_the_way_of_approval(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    comment = workflow.add_comment(story, by=editor, words="Which weight?", must_fix=True)
    with pytest.raises(workflow.StepRefused, match="must be fixed first"):
        factories.step("approve", story, editor)
    workflow.settle_comment(comment, by=editor)
    factories.step("approve", story, editor)
    assert story.status == StoryState.APPROVED


def test_sending_back_needs_a_note_or_an_open_comment(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    with pytest.raises(workflow.StepRefused, match="what is missing"):
        factories.step("send_back", story, editor, note="no")
    workflow.add_comment(story, by=editor, words="Who says so?")
    factories.step("send_back", story, editor, note="")
    assert story.status == StoryState.RETURNED


def test_filing_needs_a_headline_and_a_paragraph() -> None:
    empty = factories.story(headline="", body="")
    with pytest.raises(workflow.StepRefused) as refusal:
        factories.step("file", empty, empty.author)
    assert [reason.split(".")[0] for reason in refusal.value.reasons] == [
        "The story has no headline",
        "The story has no text",
    ]


def test_nothing_but_headline_and_paragraph_is_needed_to_file() -> None:
    bare = factories.story(short_headline="", summary="", body="<p>One line</p>")
    factories.step("file", bare, bare.author)
    assert bare.status == StoryState.FILED
