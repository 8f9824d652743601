"""Random walks of the whole workflow: what was approved is what is published, whatever people do (S1, S2, S7)."""

import contextlib
import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Edition, EditionKind, Move, Roundup, RoundupState, Story, StoryState, Version
from roundups.workflow.publishing import asked
from tests import factories, promises

WALKS = promises.count(20, 2_000)
STEPS = [*workflow.STORY_STEPS]
DAY_STEPS = [*workflow.ROUNDUP_STEPS]


class Newsroom(RuleBasedStateMachine):
    """Two journalists, two editors and an administrator do as they like on one day."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    @initialize()
    def open_the_day(self) -> None:
        self.now = factories.NOON
        self.day = factories.roundup()
        self.people = [
            factories.person(role)
            for role in (Role.JOURNALIST, Role.JOURNALIST, Role.EDITOR, Role.EDITOR, Role.ADMINISTRATOR)
        ]
        self.seals: dict[int, str] = {}
        self.moves = 0
        for author in self.people[:3]:
            factories.story(self.day, author=author)

    def somebody(self, data: Any) -> Staff:
        person: Staff = data.draw(st.sampled_from(self.people))
        return person

    def some_story(self, data: Any) -> Story:
        story: Story = data.draw(st.sampled_from(list(Story.objects.filter(roundup=self.day).order_by("pk"))))
        return story

    @rule(data=st.data(), word=st.sampled_from(["five", "six", "Šeši", "<b>seven</b>"]))
    def write(self, data: Any, word: str) -> None:
        story, person = self.some_story(data), self.somebody(data)
        was = galley.story_of(story)
        story.body = f"<p>There were {word} of them, the mayor said.</p>"
        try:
            workflow.save_story(story, by=person, seen=story.revision, now=self.now)
        except workflow.StepRefused:
            assert galley.story_of(Story.objects.get(pk=story.pk)) == was

    @rule(data=st.data())
    def add_a_story(self, data: Any) -> None:
        person = self.somebody(data)
        draft = Story(roundup=self.day, headline="Another one", body="<p>Late news came in.</p>")
        try:
            workflow.save_story(draft, by=person, seen=None, now=self.now)
        except workflow.StepRefused:
            assert draft.pk is None

    @rule(data=st.data(), name=st.sampled_from(STEPS), stale=st.booleans())
    def step_a_story(self, data: Any, name: str, stale: bool) -> None:
        story, person = self.some_story(data), self.somebody(data)
        if name == "move":
            return
        authors = workflow.authors_since_approval(story)
        given = factories.given_for(name, story)
        if self.take(name, story, person, given, stale) and name == "approve":
            assert person.pk not in authors, "somebody approved their own words"
            assert story.approved_digest == galley.story_of(story).digest

    @rule(data=st.data(), name=st.sampled_from(DAY_STEPS), stale=st.booleans(), blind=st.booleans())
    def step_the_day(self, data: Any, name: str, stale: bool, blind: bool) -> None:
        self.day.refresh_from_db()
        person = None if name == "release" else self.somebody(data)
        given = factories.given_for(name, self.day, **({"digest": "0" * 64} if blind else {}))
        promised = self.day.frozen_digest if name == "release" else workflow.compose(self.day).galley.digest
        if self.take(name, self.day, person, given, stale) and name in {"publish", "reissue", "reinstate", "release"}:
            assert not blind or name == "release"
            assert self.day.editions.order_by("number").last().digest == promised  # type: ignore[union-attr]

    @rule(data=st.data(), up=st.booleans())
    def order_the_page(self, data: Any, up: bool) -> None:
        with contextlib.suppress(workflow.StepRefused):
            workflow.move_story(self.some_story(data), up=up, by=self.somebody(data))

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.now += datetime.timedelta(hours=hours)
        due = Roundup.objects.filter(status=RoundupState.SCHEDULED, publish_at__lte=self.now).count()
        released = workflow.release_due(now=self.now)
        assert released == due
        self.moves += released

    def take(self, name: str, thing: Any, person: Staff | None, given: workflow.Given, stale: bool) -> bool:
        thing.refresh_from_db()
        before = (thing.status, thing.revision)
        try:
            workflow.take_step(name, thing, by=person, seen=thing.revision - stale, given=given, now=self.now)
        except workflow.StepRefused as refusal:
            said = [reason.strip() for reason in refusal.reasons]
            assert said and all(said) and (thing.status, thing.revision) == before  # noqa: PT018
            return False
        assert not stale, "a step was taken by somebody who had not seen the newest state"
        self.moves += 1
        return True

    @invariant()
    def every_move_is_recorded_once(self) -> None:
        assert Move.objects.filter(roundup=self.day).count() == self.moves

    @invariant()
    def sealed_editions_never_change(self) -> None:
        for edition in Edition.objects.filter(roundup=self.day).select_related("text"):
            assert galley.load(edition.text.galley).digest == edition.digest
            assert self.seals.setdefault(edition.number, edition.digest) == edition.digest

    @invariant()
    def readers_have_only_approved_words(self) -> None:
        approved = set(Move.objects.filter(roundup=self.day, step="approve").values_list("digest", flat=True))
        for edition in Edition.objects.filter(roundup=self.day).select_related("text"):
            for story in galley.load(edition.text.galley).stories:
                assert story.withdrawn or story.digest in approved

    @invariant()
    def the_state_agrees_with_what_readers_have(self) -> None:
        self.day.refresh_from_db()
        newest = Edition.objects.public().filter(roundup=self.day).first()
        published = self.day.status in {RoundupState.PUBLISHED, RoundupState.RETRACTED}
        assert bool(newest) == published
        if newest:
            assert (newest.kind == EditionKind.RETRACTION) == (self.day.status == RoundupState.RETRACTED)

    @invariant()
    def every_text_came_through_the_desk(self) -> None:
        for story in Story.objects.filter(roundup=self.day).exclude(status=StoryState.WITHDRAWN):
            last = Version.objects.filter(story=story).order_by("-number").first()
            assert last
            assert last.digest == galley.story_of(story).digest

    @invariant()
    def a_verdict_is_asked_for_every_change_that_readers_would_notice(self) -> None:
        composed = workflow.compose(self.day)
        assert {change.what for change in asked(composed)} <= {"changed", "page"}


@pytest.mark.promise
@pytest.mark.django_db
def test_whatever_people_do_readers_get_what_was_approved() -> None:
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
