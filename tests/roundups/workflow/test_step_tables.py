"""Every state × step × role of both tables, the refusal's sentence included."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Move, Roundup, RoundupState, Story, StoryState
from tests import factories

pytestmark = pytest.mark.django_db

D, F, R, A, S, W = (str(state) for state in StoryState)
WHO = ("author", "journalist", "photo editor", "editor", "administrator", "superuser")
ONLY_EDITOR = "Only an editor-in-chief can do this."
ONLY_AUTHOR = "Only its author can do this."
AUTHOR_OR_EDITOR = "Only its author or an editor-in-chief can do this."
WAS_FILED = "It has been filed, so only an editor-in-chief can do this. Leave a comment for the editor."

# step: (from the states, to, who may, the sentence for those who may not)
STORY = {
    "file": ({D, R}, F, {"author", "editor"}, AUTHOR_OR_EDITOR),
    "recall": ({F}, D, {"author"}, ONLY_AUTHOR),
    "send_back": ({F, A}, R, {"editor"}, ONLY_EDITOR),
    "approve": ({F}, A, {"editor"}, ONLY_EDITOR),
    "reopen": ({A}, D, {"author", "editor"}, AUTHOR_OR_EDITOR),
    "move": ({D, F, R, A, S}, None, {"editor"}, AUTHOR_OR_EDITOR),
    "hold": ({A}, None, {"editor"}, ONLY_EDITOR),
    "release": ({A}, None, {"editor"}, ONLY_EDITOR),
    "spike": ({D, F, R, A}, S, {"editor"}, AUTHOR_OR_EDITOR),
    "unspike": ({S}, D, {"editor"}, AUTHOR_OR_EDITOR),
    "withdraw": ({D, F, R, A}, W, {"editor"}, ONLY_EDITOR),
}
AUTHOR_WHILE_NEVER_FILED = {"move", "spike", "unspike"}


def who(name: str, author: Staff) -> Staff:
    if name == "author":
        return author
    if name == "superuser":
        return factories.person(None, is_superuser=True)
    return factories.person(
        {
            "journalist": Role.JOURNALIST,
            "photo editor": Role.PHOTO_EDITOR,
            "editor": Role.EDITOR,
            "administrator": Role.ADMINISTRATOR,
        }[name]
    )


def prepared(step: str, state: str) -> Story:
    """A story in the state for which nothing but the state and the person stands in the step's way."""
    if step == "withdraw" and state in WITH_READERS:
        return with_readers(state)
    story = factories.story_in(state)
    if step == "release" and state == A:
        factories.step("hold", story, factories.person(Role.EDITOR))
    return story


WITH_READERS = {A: (), D: ("reopen",), F: ("reopen", "file"), R: ("send_back",)}


def with_readers(state: str) -> Story:
    """A story that readers have, taken back to the state."""
    story, editor = factories.story_in(A), factories.person(Role.EDITOR)
    factories.step("publish", story.roundup, editor)
    for step in WITH_READERS[state]:
        factories.step(step, story, editor)
    return story


def closed(step: str, thing: Story | Roundup) -> str:
    """What a step answers in a state from which it does not start: it is said when it is done already."""
    of_story = {"story": thing} if isinstance(thing, Story) else {"roundup": thing, "story": None}
    last = Move.objects.filter(**of_story).order_by("-pk").first()
    return "This is done already" if last and last.step == step else "is not open here: the state is now"


def expected(step: str, state: str, name: str, story: Story) -> str | None:
    """None for yes, else the sentence."""
    sources, _target, allowed, sentence = STORY[step]
    if state not in sources:
        return closed(step, story)
    if name in allowed:
        return None
    if step in AUTHOR_WHILE_NEVER_FILED and name == "author":
        return None if story.filed_at is None else WAS_FILED
    return sentence


@pytest.mark.parametrize("name", WHO)
@pytest.mark.parametrize("step", STORY)
@pytest.mark.parametrize("state", [D, F, R, A, S, W])
def test_a_story_step_is_taken_exactly_where_the_table_says(state: str, step: str, name: str) -> None:
    story = prepared(step, state)
    assert story.author is not None
    person = who(name, story.author)
    sentence = expected(step, state, name, story)
    moves = Move.objects.count()
    to: dict[str, Any] = (
        {"to": factories.roundup(factories.DATE + datetime.timedelta(days=9))} if step == "move" else {}
    )
    if sentence is None:
        move = factories.step(step, story, person, **to)
        assert story.status == (STORY[step][1] or state)
        assert (move.was, move.became, move.by, move.story) == (state, story.status, person, story)
    else:
        with pytest.raises(workflow.StepRefused) as refusal:
            factories.step(step, story, person, **to)
        assert sentence in str(refusal.value)
        assert story.status == state
        assert Move.objects.count() == moves


def test_the_tables_know_no_other_steps() -> None:
    assert set(workflow.STORY_STEPS) == set(STORY)
    assert set(workflow.ROUNDUP_STEPS) == {*ROUNDUP, "release"}


@pytest.mark.parametrize("step", STORY)
def test_the_code_has_the_sources_and_targets_of_the_table(step: str) -> None:
    sources, target, _allowed, _sentence = STORY[step]
    assert workflow.STORY_STEPS[step].sources == sources
    assert workflow.STORY_STEPS[step].target == target


# --- Roundups -----------------------------------------------------------------------------------------------------

OPEN, C, P, X, K = "open", "scheduled", "published", "retracted", "cancelled"
ROUNDUP = {
    "publish": (OPEN, P),
    "schedule": (OPEN, C),
    "unschedule": (C, OPEN),
    "reissue": (P, P),
    "retract": (P, X),
    "reinstate": (X, P),
    "cancel": (OPEN, K),
    "restore": (K, OPEN),
}
WAY: dict[str, tuple[str, ...]] = {
    OPEN: (),
    C: ("schedule",),
    P: ("publish",),
    X: ("publish", "retract"),
    K: ("cancel",),
}


@pytest.fixture
def day_in() -> Callable[[str], Roundup]:
    def make(state: str) -> Roundup:
        day, editor = factories.roundup(), factories.person(Role.EDITOR)
        for _number in range(2):
            factories.story_in(A, day)
        for step in WAY[state]:
            factories.step(step, day, editor)
        return day

    return make


@pytest.mark.parametrize("name", WHO[1:])
@pytest.mark.parametrize("step", ROUNDUP)
@pytest.mark.parametrize("state", [str(state) for state in RoundupState])
def test_a_roundup_step_is_taken_exactly_where_the_table_says(
    day_in: Callable[[str], Roundup], state: str, step: str, name: str
) -> None:
    day = day_in(state)
    if step == "reissue" and state == P:
        factories.story_in(A, day)
    person = who(name, factories.person())
    source, target = ROUNDUP[step]
    if state == source and name == "editor":
        move = factories.step(step, day, person)
        assert day.status == target
        assert (move.was, move.became, move.by) == (state, target, person)
        return
    with pytest.raises(workflow.StepRefused) as refusal:
        factories.step(step, day, person)
    assert (ONLY_EDITOR if state == source else closed(step, day)) in str(refusal.value)
    assert day.status == state


@pytest.mark.parametrize("name", WHO[1:])
def test_nobody_releases_a_scheduled_roundup_by_hand(day_in: Callable[[str], Roundup], name: str) -> None:
    day = day_in(C)
    with pytest.raises(workflow.StepRefused, match="happens by itself"):
        factories.step("release", day, who(name, factories.person()), now=factories.NOON.replace(year=2030))


@pytest.mark.parametrize("state", [D, F, R, A, S])  # a withdrawn story's day is published, never scheduled
@pytest.mark.parametrize("step", STORY)
def test_every_step_on_a_story_of_a_scheduled_day_answers_unschedule_first(state: str, step: str) -> None:
    story = factories.story_in(state) if step == "withdraw" else prepared(step, state)
    day, editor = story.roundup, factories.person(Role.EDITOR)
    factories.story_in(A, day)
    factories.step("schedule", day, editor)
    by = story.author if step == "recall" else editor
    with pytest.raises(workflow.StepRefused) as refusal:
        factories.step(step, story, by, to=factories.roundup(datetime.date(2026, 3, 20)))
    assert ("Unschedule first" if state in STORY[step][0] else closed(step, story)) in str(refusal.value)


def test_an_unknown_step_is_refused_with_a_sentence() -> None:
    with pytest.raises(workflow.StepRefused, match="no such step"):
        factories.step("burn", factories.story(), factories.person(Role.EDITOR))


@pytest.mark.parametrize("state", [D, F, R, A, S, W])
def test_offers_are_the_steps_that_start_from_the_state(state: str) -> None:
    story = factories.story_in(state)
    offers = workflow.open_steps(story, factories.person(Role.EDITOR))
    assert {offer.step.name for offer in offers} == {step for step in STORY if state in STORY[step][0]}


@pytest.mark.parametrize("state", [D, F, R, A, S, W])
def test_an_open_offer_can_be_taken_and_a_closed_one_says_why(state: str) -> None:
    story = factories.story_in(state)
    editor = factories.person(Role.EDITOR)
    to = factories.roundup(datetime.date(2026, 3, 20))
    for offer in workflow.open_steps(story, editor):
        fresh = factories.story_in(
            state, factories.roundup(datetime.date(2026, 5, 1 + list(STORY).index(offer.step.name)))
        )
        if offer.is_open:
            factories.step(offer.step.name, fresh, editor, to=to)
        else:
            with pytest.raises(workflow.StepRefused) as refusal:
                factories.step(offer.step.name, fresh, editor, to=to)
            assert set(offer.reasons) & set(refusal.value.reasons)
