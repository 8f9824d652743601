"""Publishing, reissuing, retracting: what goes out, what stays, and what readers keep."""

import dataclasses
import datetime

import pytest

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Edition, Roundup, Story, StoryState
from roundups.workflow import Verdict
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def sealed(day: Roundup, number: int | None = None) -> galley.Galley:
    editions = day.editions.select_related("text").order_by("number")
    edition = editions.get(number=number) if number else editions.last()
    assert edition
    return galley.load(edition.text.galley)


def rewrite(story: Story, editor: Staff, words: str = "<p>Quite new words. They were checked.</p>") -> None:
    """Reopened, changed by its author, filed; not approved yet."""
    factories.step("reopen", story, editor)
    story.body = words
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, story.author)


def test_an_edition_has_the_approved_stories_and_nothing_else(editor: Staff) -> None:
    day = factories.roundup()
    approved = factories.story_in(StoryState.APPROVED, day)
    for state in (StoryState.DRAFT, StoryState.FILED, StoryState.RETURNED, StoryState.SPIKED):
        factories.story_in(state, day)
    factories.step("publish", day, editor)
    assert [story.anchor for story in sealed(day).stories] == [approved.anchor]


def test_a_held_story_does_not_join(editor: Staff) -> None:
    day = factories.roundup()
    goes, stays = (factories.story_in(StoryState.APPROVED, day) for _number in range(2))
    factories.step("hold", stays, editor)
    factories.step("publish", day, editor)
    assert [story.anchor for story in sealed(day).stories] == [goes.anchor]


def test_nothing_approved_is_nothing_to_publish(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.FILED, day)
    with pytest.raises(workflow.StepRefused, match="No story is approved"):
        factories.step("publish", day, editor)


def test_a_late_story_joins_in_a_reissue_that_is_an_update(editor: Staff) -> None:
    day = factories.published()
    late = factories.story_in(StoryState.APPROVED, day)
    factories.step("reissue", day, editor, verdicts={})
    assert sealed(day).stories[-1].anchor == late.anchor
    assert day.editions.get(number=2).kind == "update"


def test_a_story_being_changed_keeps_its_old_text_for_readers(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    before = sealed(day).by_anchor[story.anchor]
    rewrite(story, editor)
    factories.story_in(StoryState.APPROVED, day)
    factories.step("reissue", day, editor)
    assert sealed(day).by_anchor[story.anchor] == before


def test_holding_a_changed_story_keeps_the_text_that_readers_have(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    before = sealed(day).by_anchor[story.anchor]
    rewrite(story, editor)
    factories.step("approve", story, editor)
    factories.step("hold", story, editor)
    factories.story_in(StoryState.APPROVED, day)
    factories.step("reissue", day, editor)
    assert sealed(day).by_anchor[story.anchor] == before


def test_a_withdrawn_story_leaves_its_note_at_its_anchor(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[1]
    factories.step("withdraw", story, editor, note="We could not stand by it.")
    factories.step("reissue", day, editor)
    part = sealed(day).by_anchor[story.anchor]
    assert (part.withdrawn, part.headline, part.body) == ("We could not stand by it.", "", "")
    assert story.headline not in sealed(day).canonical


def test_the_gravest_kind_is_the_editions(editor: Staff) -> None:
    day = factories.published()
    first, second = day.stories.order_by("position")[:2]
    for story in (first, second):
        rewrite(story, editor)
        factories.step("approve", story, editor)
    verdicts = {
        first.anchor: Verdict(kind="refile"),
        second.anchor: Verdict(kind="correction", said="It said one.", right="It is two."),
    }
    factories.step("reissue", day, editor, verdicts=verdicts)
    edition = day.editions.get(number=2)
    assert edition.kind == "correction"
    assert edition.text.notes == [
        {"anchor": second.anchor, "kind": "correction", "said": "It said one.", "right": "It is two."}
    ]


def test_a_correction_needs_both_halves(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    rewrite(story, editor)
    factories.step("approve", story, editor)
    with pytest.raises(workflow.StepRefused, match="needs both"):
        factories.step("reissue", day, editor, verdicts={story.anchor: Verdict(kind="correction", said="One.")})
    assert day.editions.count() == 1


def test_a_refile_that_changes_the_matter_needs_its_own_tick(editor: Staff) -> None:
    day = factories.published()
    first, second = day.stories.order_by("position")[:2]
    for story in (first, second):
        rewrite(story, editor)
        factories.step("approve", story, editor)
    of_first, of_second = workflow.matters(workflow.compose(day))
    refile = {story.anchor: Verdict(kind="refile") for story in (first, second)}
    ticks = factories.given_for("reissue", day).confirmed
    assert {of_first.key, of_second.key} <= ticks
    with pytest.raises(workflow.StepRefused, match=f"The change to “{second}” is one of matter") as refused:
        factories.step("reissue", day, editor, verdicts=refile, confirmed=ticks - {of_second.key})
    assert str(first) not in str(refused.value)
    factories.step("reissue", day, editor, verdicts=refile, confirmed=ticks)
    assert day.editions.get(number=2).kind == "refile"


def test_a_tick_for_one_change_does_not_confirm_another_of_the_same_story(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    rewrite(story, editor, "<p>Five carts crossed. It was checked.</p>")
    factories.step("approve", story, editor)
    ticks = factories.given_for("reissue", day).confirmed
    factories.step("reopen", story, editor)
    story.body = "<p>Six carts crossed. It was checked.</p>"
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    with pytest.raises(workflow.StepRefused, match="is one of matter"):
        factories.step("reissue", day, editor, verdicts={story.anchor: Verdict(kind="refile")}, confirmed=ticks)


def test_a_refile_of_spelling_needs_no_tick(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    rewrite(story, editor, story.body.replace("crossed", "crosed"))
    factories.step("approve", story, editor)
    [matter] = workflow.matters(workflow.compose(day))
    ticks = factories.given_for("reissue", day).confirmed - {matter.key}
    factories.step("reissue", day, editor, verdicts={story.anchor: Verdict(kind="refile")}, confirmed=ticks)
    assert day.editions.get(number=2).kind == "refile"


def test_a_refile_of_another_page_headline_needs_a_tick_and_of_another_order_none(editor: Staff) -> None:
    day = factories.published()
    last = day.stories.order_by("position").last()
    assert last
    workflow.move_story(last, up=True, by=editor)
    [matter] = workflow.matters(workflow.compose(day))
    assert matter.reasons == ()
    Roundup.objects.filter(pk=day.pk).update(headline="All is quiet")
    [matter] = workflow.matters(workflow.compose(Roundup.objects.get(pk=day.pk)))
    assert "the headline changed beyond spelling" in matter.reasons


def test_every_changed_story_needs_its_kind(editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    rewrite(story, editor)
    factories.step("approve", story, editor)
    with pytest.raises(workflow.StepRefused, match="Say whether the change"):
        factories.step("reissue", day, editor, verdicts={})


def test_a_reissue_without_a_difference_is_refused(editor: Staff) -> None:
    with pytest.raises(workflow.StepRefused, match="Nothing differs"):
        factories.step("reissue", factories.published(), editor)


def test_publish_four_never_sends_five(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    looked_at = factories.given_for("publish", day)
    factories.story_in(StoryState.APPROVED, day)
    day.refresh_from_db()
    with pytest.raises(workflow.StepRefused, match="has changed since you looked"):
        workflow.take_step("publish", day, by=editor, seen=day.revision, given=looked_at, now=factories.NOON)
    assert not Edition.objects.exists()


def test_every_confirmation_must_be_ticked(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    with pytest.raises(workflow.StepRefused, match="Please confirm: Only 1 story goes out"):
        factories.step("publish", day, editor, confirmed=frozenset())


def test_the_second_click_is_told_that_it_is_done(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    given, seen = factories.given_for("publish", day), day.revision
    workflow.take_step("publish", day, by=editor, seen=seen, given=given, now=factories.NOON)
    with pytest.raises(workflow.AlreadyDone, match=f"done already: {editor}"):
        workflow.take_step("publish", day, by=editor, seen=seen, given=given, now=factories.NOON)
    assert day.editions.count() == 1


def test_an_approved_text_changed_in_the_database_does_not_go_out(editor: Staff) -> None:
    day = factories.roundup()
    story = factories.story_in(StoryState.APPROVED, day)
    Story.objects.filter(pk=story.pk).update(summary="Slipped in by a script.")
    with pytest.raises(workflow.StepRefused, match="is not the text that was approved"):
        factories.step("publish", day, editor)


def test_the_frame_is_sealed_with_edition_one(editor: Staff) -> None:
    day = factories.published()
    Masthead.objects.update(kicker="A new kicker", editor_in_chief="Somebody Else", time_zone="Asia/Tokyo")
    Roundup.objects.filter(pk=day.pk).update(kicker="Another", sign_off="Another", editor_in_chief="Another")
    factories.story_in(StoryState.APPROVED, day)
    factories.step("reissue", day, editor)
    first, second = sealed(day, 1), sealed(day, 2)
    frame = ("kicker", "opening", "sign_off", "editor_in_chief", "day")
    assert [getattr(first, name) for name in frame] == [getattr(second, name) for name in frame]
    assert day.editions.get(number=2).time_zone == "Europe/Riga"


def test_a_retraction_is_an_edition_with_a_notice_and_no_word_of_the_text(editor: Staff) -> None:
    day = factories.published()
    headline = day.stories.order_by("position")[0].headline
    factories.step("retract", day, editor, note="The document was forged.")
    value = sealed(day)
    assert (value.notice, value.headline, value.stories, value.photo) == ("The document was forged.", "", (), None)
    assert headline not in day.editions.get(number=2).text.galley


def test_reinstating_takes_the_present_galley_and_tells_why(editor: Staff) -> None:
    day = factories.published()
    factories.step("retract", day, editor)
    story = day.stories.order_by("position")[0]
    rewrite(story, editor, "<p>Mended words. They are right now.</p>")
    factories.step("approve", story, editor)
    factories.step("reinstate", day, editor, verdicts={"": Verdict(kind="update", text="It was checked again.")})
    assert sealed(day).by_anchor[story.anchor].body == "<p>Mended words. They are right now.</p>"
    assert day.editions.get(number=3).text.notes == [{"anchor": "", "kind": "update", "text": "It was checked again."}]


def test_a_story_withdrawn_while_its_day_was_retracted_has_its_note_in_the_edition_that_is_back(editor: Staff) -> None:
    day = factories.published()
    factories.step("retract", day, editor)
    story = day.stories.order_by("position")[0]
    factories.step("withdraw", story, editor, note="It was wrong.")
    factories.step("reinstate", day, editor, verdicts={"": Verdict(kind="update", text="It was checked again.")})
    edition = day.editions.get(number=3)
    assert edition.kind == "correction"
    assert edition.text.notes[1:] == [{"anchor": story.anchor, "kind": "correction", "text": "It was wrong."}]


def test_reinstating_without_a_word_to_readers_is_refused(editor: Staff) -> None:
    day = factories.published()
    factories.step("retract", day, editor)
    with pytest.raises(workflow.StepRefused, match="why the text is back"):
        factories.step("reinstate", day, editor, verdicts={"": Verdict(kind="update")})


def test_reordering_a_published_page_is_a_change_of_the_page(editor: Staff) -> None:
    day = factories.published()
    last = day.stories.order_by("position").last()
    assert last
    workflow.move_story(last, up=True, by=editor)
    factories.step("reissue", day, editor, verdicts={"": Verdict(kind="refile")})
    assert [story.anchor for story in sealed(day).stories][1] == last.anchor
    assert day.editions.get(number=2).kind == "refile"


# --- Scheduling ---------------------------------------------------------------------------------------------------


@pytest.fixture
def scheduled(editor: Staff) -> Roundup:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    factories.step("schedule", day, editor, at=factories.NOON + datetime.timedelta(hours=2))
    return day


def test_a_scheduled_roundup_goes_out_unchanged_at_its_time(scheduled: Roundup, editor: Staff) -> None:
    digest = scheduled.frozen_digest
    Masthead.objects.update(kicker="Changed in between")
    assert workflow.release_due(now=factories.NOON + datetime.timedelta(hours=2)) == 1
    scheduled.refresh_from_db()
    edition = scheduled.editions.get()
    assert (scheduled.status, edition.digest, edition.number, edition.by) == ("published", digest, 1, editor)
    assert scheduled.stories.get().with_readers


def test_it_never_goes_out_early_and_never_twice(scheduled: Roundup) -> None:
    at = factories.NOON + datetime.timedelta(hours=2)
    assert workflow.release_due(now=at - datetime.timedelta(microseconds=1)) == 0
    assert workflow.release_due(now=at) == 1
    assert workflow.release_due(now=at) == 0
    assert scheduled.editions.count() == 1


def test_a_time_that_has_passed_is_refused(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    with pytest.raises(workflow.StepRefused, match="has passed"):
        factories.step("schedule", day, editor, at=factories.NOON)


def test_unscheduling_lets_the_frozen_galley_go_and_the_record_keeps_its_digest(
    scheduled: Roundup, editor: Staff
) -> None:
    digest = scheduled.frozen_digest
    move = factories.step("unschedule", scheduled, editor)
    assert (scheduled.frozen, scheduled.publish_at, move.digest) == ("", None, digest)


def test_a_frozen_text_that_was_tampered_with_does_not_go_out(scheduled: Roundup) -> None:
    frozen = dataclasses.replace(galley.load(scheduled.frozen), headline="Slipped in by a script")
    Roundup.objects.filter(pk=scheduled.pk).update(frozen=frozen.canonical)
    assert workflow.release_due(now=factories.NOON + datetime.timedelta(hours=3)) == 0
    assert not Edition.objects.exists()


def test_the_words_of_a_scheduled_roundup_are_fixed(scheduled: Roundup, editor: Staff) -> None:
    scheduled.headline = "Another"
    with pytest.raises(workflow.StepRefused, match="Unschedule first"):
        workflow.save_roundup(scheduled, by=editor, seen=scheduled.revision)


@pytest.mark.parametrize("count", [0, 3, 12])
def test_publishing_takes_a_bounded_number_of_queries(
    editor: Staff, django_assert_max_num_queries: object, count: int
) -> None:
    day = factories.roundup()
    for _number in range(count + 1):
        factories.story_in(StoryState.APPROVED, day)
    given = factories.given_for("publish", day)
    day.refresh_from_db()
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        workflow.take_step("publish", day, by=editor, seen=day.revision, given=given, now=factories.NOON)
