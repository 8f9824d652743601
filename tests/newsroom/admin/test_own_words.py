"""Nobody approves their own words, whoever they are and by whichever door: role × state × step × door (S2)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Move, Roundup, Story, StoryState
from tests import factories
from tests.journeys.desk import Desk
from tests.promises import count

pytestmark = [pytest.mark.django_db, pytest.mark.promise]

PEOPLE: dict[str, tuple[set[Role], bool]] = {  # their roles, and whether they are a superuser
    "journalist": ({Role.JOURNALIST}, False),
    "editor": ({Role.EDITOR}, False),
    "journalist and editor": ({Role.JOURNALIST, Role.EDITOR}, False),
    "administrator and editor": ({Role.ADMINISTRATOR, Role.EDITOR}, False),
    "everything and superuser": (set(Role), True),
    "superuser alone": (set(), True),
}
# An ordinary run tries the one step that could be forbidden; with PROMISES=full every step goes through every door.
STEPS = [*workflow.STORY_STEPS] if count(0, 1) else ["approve"]
WRITING = ["wrote it", "changed a word of it", "did not write in it"]


def somebody(who: str) -> Staff:
    roles, is_superuser = PEOPLE[who]
    person = factories.person(None, is_superuser=is_superuser)
    person.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return Staff.objects.get(pk=person.pk)


def story_of(person: Staff, state: StoryState, writing: str) -> Story:
    """A story in the state in whose words the person has, or has not, a part since it was last approved."""
    writes = bool({group.name for group in person.groups.all()} & {Role.JOURNALIST, Role.EDITOR})
    if writing == "wrote it" and writes:
        return factories.story_in(state, author=person)
    story = factories.story_in(state)
    is_editor = person.groups.filter(name=Role.EDITOR).exists()
    if writing == "changed a word of it" and is_editor and not workflow.may_edit_story(story, person):
        story.headline = "Seven ships wait"
        workflow.save_story(story, by=person, seen=story.revision)
    return story


def has_written(person: Staff, story: Story) -> bool:
    return person.pk in workflow.authors_since_approval(story)


# --- The doors ----------------------------------------------------------------------------------------------------


def by_the_page(desk: Desk, person: Staff, story: Story, step: str) -> None:
    page = desk.open(f"/admin/roundups/story/{story.pk}/step/{step}/")
    if page.status == 200 and any("seen" in form.names for form in page.forms):
        desk.send(page, "seen", **given(step))


def by_a_raw_post(desk: Desk, person: Staff, story: Story, step: str) -> None:
    digest = galley.story_of(story).digest
    sent = {"seen": story.revision, "digest": digest, "confirmed": "yes", **given(step)}
    desk.post(f"/admin/roundups/story/{story.pk}/step/{step}/", sent)


def by_the_list(desk: Desk, person: Staff, story: Story, step: str) -> None:
    address = "/admin/roundups/story/"
    desk.post(address, {"action": step, "_selected_action": [str(story.pk)], "status": StoryState.APPROVED})
    desk.post(address, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": story.pk, "_save": "Save"})


def by_the_form(desk: Desk, person: Staff, story: Story, step: str) -> None:
    words = {"headline": story.headline, "body": story.body, "seen": story.revision, "status": StoryState.APPROVED}
    rows = {"sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0", "approved_digest": "x", "step": step}
    desk.post(f"/admin/roundups/story/{story.pk}/change/", {**words, **rows, "_save": "Save"})


def by_the_service(desk: Desk, person: Staff, story: Story, step: str) -> None:
    with transaction.atomic():
        try:
            more: dict[str, Any] = {"to": other_day(story)} if step == "move" else {}
            factories.step(step, story, person, **more)
        except workflow.StepRefused:
            transaction.set_rollback(True)


DOORS: list[Callable[[Desk, Staff, Story, str], None]] = [
    by_the_page, by_a_raw_post, by_the_list, by_the_form, by_the_service,
]  # fmt: skip


def given(step: str) -> dict[str, str]:
    return {"note": "A reason that is long enough", "reason": "A reason that is long enough"}


def other_day(story: Story) -> Roundup:
    return workflow.open_day(story.roundup.masthead, story.roundup.date.replace(day=20), by=None)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: str(door.__name__))
@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_approves_their_own_words_by_any_door(who: str, door: Callable[[Desk, Staff, Story, str], None]) -> None:
    person = somebody(who)
    desk = Desk(person)
    forbidden, approved = [], 0
    for writing in WRITING:
        for state in StoryState:
            with transaction.atomic():
                story = story_of(person, state, writing)
                own, may_approve = has_written(person, story), Role.EDITOR in PEOPLE[who][0]
                for step in STEPS:
                    before = Move.objects.count()
                    with transaction.atomic():
                        door(desk, person, Story.objects.get(pk=story.pk), step)
                        for move in Move.objects.order_by("pk")[before:]:
                            approved += move.step == "approve"
                            if move.step == "approve" and (own or not may_approve):
                                forbidden.append((writing, state, step))
                        if Story.objects.get(pk=story.pk).status == StoryState.APPROVED != state and not approved:
                            forbidden.append((writing, state, step))
                        transaction.set_rollback(True)
                transaction.set_rollback(True)
    assert not forbidden
    # The matrix is no empty one: whoever may, does, where the words are others'.
    doors_that_approve = {"by_the_page", "by_a_raw_post", "by_the_service"}
    assert bool(approved) == (Role.EDITOR in PEOPLE[who][0] and door.__name__ in doors_that_approve)
