"""Two people at once, on real connections: exactly one move each, and no save is lost (S6, S7)."""

import datetime
import functools
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Edition, Move, Roundup, Story, StoryState, Version
from tests import factories
from tests.promises import count

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races"), pytest.mark.promise]


def together(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks at the same moment, each on its own connection; an exception is an answer."""
    gate = threading.Barrier(len(tasks))
    answers: list[object] = [None] * len(tasks)

    def run(place: int, task: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[place] = task()
        except workflow.StepRefused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, task)) for place, task in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def done(answers: list[object]) -> int:
    return sum(not isinstance(answer, workflow.StepRefused) for answer in answers)


def test_two_publish_at_once_make_one_edition() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    editors = [factories.person(Role.EDITOR) for _number in range(2)]
    given = factories.given_for("publish", day)
    day.refresh_from_db()

    def publish(place: int) -> Callable[[], object]:
        mine = Roundup.objects.get(pk=day.pk)
        return lambda: workflow.take_step(
            "publish", mine, by=editors[place], seen=day.revision, given=given, now=factories.NOON
        )

    assert done(together(publish(0), publish(1))) == 1
    assert Edition.objects.count() == 1
    assert Move.objects.filter(step="publish").count() == 1


def test_an_approval_and_an_edit_at_once_never_approve_unread_words() -> None:
    editor, other = factories.person(Role.EDITOR), factories.person(Role.EDITOR)
    story = factories.story_in(StoryState.FILED)
    given = factories.given_for("approve", story)
    mine, theirs = Story.objects.get(pk=story.pk), Story.objects.get(pk=story.pk)
    theirs.body = "<p>Words that nobody has read. Not one.</p>"
    answers = together(
        lambda: workflow.take_step("approve", mine, by=editor, seen=story.revision, given=given, now=factories.NOON),
        lambda: workflow.save_story(theirs, by=other, seen=story.revision, now=factories.NOON),
    )
    assert done(answers) == 1
    story = Story.objects.get(pk=story.pk)
    if story.status == StoryState.APPROVED:
        assert story.approved_digest == galley.story_of(story).digest == given.digest
    else:
        assert story.body == "<p>Words that nobody has read. Not one.</p>"


def test_a_publish_and_a_reopening_at_once_leave_a_whole_edition() -> None:
    editor, other = factories.person(Role.EDITOR), factories.person(Role.EDITOR)
    day = factories.roundup()
    story = factories.story_in(StoryState.APPROVED, day)
    given = factories.given_for("publish", day)
    day.refresh_from_db()
    mine, theirs = Roundup.objects.get(pk=day.pk), Story.objects.get(pk=story.pk)
    reason = workflow.Given(note="A doubt about a figure")
    together(
        lambda: workflow.take_step("publish", mine, by=editor, seen=day.revision, given=given, now=factories.NOON),
        lambda: workflow.take_step("reopen", theirs, by=other, seen=story.revision, given=reason, now=factories.NOON),
    )
    for edition in Edition.objects.select_related("text"):
        assert galley.load(edition.text.galley).digest == edition.digest == given.digest


def test_a_reissue_and_a_retraction_at_once_follow_one_another() -> None:
    editor, other = factories.person(Role.EDITOR), factories.person(Role.EDITOR)
    day = factories.published()
    factories.story_in(StoryState.APPROVED, day)
    day.refresh_from_db()
    reissue, retract = factories.given_for("reissue", day), factories.given_for("retract", day)
    one, two = Roundup.objects.get(pk=day.pk), Roundup.objects.get(pk=day.pk)
    answers = together(
        lambda: workflow.take_step("reissue", one, by=editor, seen=day.revision, given=reissue, now=factories.NOON),
        lambda: workflow.take_step("retract", two, by=other, seen=day.revision, given=retract, now=factories.NOON),
    )
    assert done(answers) == 1
    assert sorted(day.editions.values_list("number", flat=True)) == [1, 2]


def test_of_many_saves_at_once_one_is_kept_and_the_others_are_told() -> None:
    story = factories.story()

    def save(number: int) -> Callable[[], object]:
        mine = Story.objects.get(pk=story.pk)
        mine.headline = f"Text number {number}"
        return lambda: workflow.save_story(mine, by=story.author, seen=mine.revision, now=factories.NOON)

    for race in range(count(1, 1_000)):
        answers = together(*(save(5 * race + number) for number in range(5)))
        assert done(answers) == 1
        assert sum(isinstance(answer, workflow.StaleSave) for answer in answers) == 4
        assert Version.objects.filter(story=story).count() == race + 2


def test_several_workers_release_a_scheduled_roundup_once_and_never_early() -> None:
    editor = factories.person(Role.EDITOR)
    for number in range(count(2, 1_000)):
        day = factories.roundup(factories.DATE + datetime.timedelta(days=number))
        factories.story_in(StoryState.APPROVED, day)
        # Some hours of every day, those in which clocks are changed too.
        at = factories.NOON + datetime.timedelta(days=number + 1, hours=5 * number % 24, minutes=7 * number % 60)
        factories.step("schedule", day, editor, at=at)
        early = functools.partial(workflow.release_due, now=at - datetime.timedelta(microseconds=1))
        assert together(early, early) == [0, 0]
        answers = together(*[functools.partial(workflow.release_due, now=at)] * 4)
        assert sorted(str(answer) for answer in answers) == ["0", "0", "0", "1"]
        assert Edition.objects.count() == number + 1


def test_two_people_opening_the_same_day_open_one() -> None:
    masthead, people = factories.masthead(), [factories.person() for _number in range(2)]
    together(*(lambda by=by: workflow.open_day(masthead, factories.DATE, by=by) for by in people))
    assert Roundup.objects.count() == 1
