"""A fresh proof, at most five minutes old, before what cannot be taken back; a password alone is none (S12)."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from newsroom.admin.access import PROVED_STEPS
from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Roundup, RoundupState, StoryState
from tests import factories
from tests.journeys.desk import Desk
from tests.signing_in import add_app, code_of, prove_long_ago, sign_in

PROVE = "/admin/prove/"


def stale(person: Staff) -> Desk:
    desk = Desk(person)
    prove_long_ago(desk.client)
    return desk


def day_to_publish() -> Roundup:
    return factories.story_in(StoryState.APPROVED).roundup


@pytest.mark.parametrize("name", sorted(PROVED_STEPS))
def test_looking_at_a_step_that_reaches_readers_asks_an_editor_for_a_proof_first(editor: Staff, name: str) -> None:
    address = f"/admin/roundups/roundup/{day_to_publish().pk}/step/{name}/"
    answer = stale(editor).open(address)
    assert answer.response.headers["Location"] == f"{PROVE}?next={address.replace('/', '%2F')}"


def test_with_a_fresh_proof_nobody_is_asked_again(editor: Staff) -> None:
    assert Desk(editor).open(f"/admin/roundups/roundup/{day_to_publish().pk}/step/publish/").status == 200


def test_a_proof_is_fresh_for_five_minutes(editor: Staff) -> None:
    address = f"/admin/roundups/roundup/{day_to_publish().pk}/step/publish/"
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        desk = Desk(editor)
        clock.shift(299)
        assert desk.open(address).status == 200
        clock.shift(1)
        assert desk.open(address).status == 302


def test_a_proof_counts_although_the_clock_was_ahead_at_an_earlier_one(editor: Staff) -> None:
    secret = add_app(editor)
    now = timezone.now()
    with time_machine.travel(now + datetime.timedelta(hours=1), tick=False):
        desk = Desk(editor)
    with time_machine.travel(now, tick=False):
        desk.send(desk.open(PROVE), "code", code=code_of(secret))
        assert desk.open("/admin/my-sign-in/password/").status == 200


def test_writing_asks_for_no_proof() -> None:
    story = factories.story()
    assert story.author
    assert stale(story.author).open(f"/admin/roundups/story/{story.pk}/change/").status == 200


def test_a_code_of_the_app_is_a_proof(editor: Staff) -> None:
    secret = add_app(editor)
    address = f"/admin/roundups/roundup/{day_to_publish().pk}/step/publish/"
    desk = stale(editor)
    page = desk.follow(desk.open(address))
    answer = desk.send(page, "code", code=code_of(secret))
    assert answer.response.headers["Location"] == address
    assert desk.open(address).status == 200


def test_a_code_that_was_used_is_no_proof(editor: Staff) -> None:
    secret = add_app(editor)
    code = code_of(secret)
    for right in (True, False):
        desk = stale(editor)
        answer = desk.send(desk.open(PROVE), "code", code=code)
        assert (answer.status == 302) is right


def test_a_password_is_no_proof(editor: Staff) -> None:
    desk = stale(editor)
    assert "password" not in desk.open(PROVE).form("code").names
    sign_in(desk.client, editor, proved=False)
    assert desk.open(f"/admin/roundups/roundup/{day_to_publish().pk}/step/publish/").status == 302


def test_what_was_pressed_too_late_is_kept_and_publishes_after_the_proof(editor: Staff) -> None:
    secret = add_app(editor)
    day = day_to_publish()
    desk = Desk(editor)
    sheet = desk.open(f"/admin/roundups/roundup/{day.pk}/step/publish/")
    prove_long_ago(desk.client)
    ticks = sheet.form("seen").choices["confirmed"]
    page = desk.follow(desk.send(sheet, "seen", confirmed=ticks))
    day.refresh_from_db()
    assert (page.address.partition("?")[0], day.status) == (PROVE, RoundupState.OPEN)
    kept = desk.follow(desk.send(page, "code", code=code_of(secret)))
    assert kept.says("Nothing was changed by it, and nothing of it is lost.")
    desk.send(kept, "seen")
    day.refresh_from_db()
    assert day.status == RoundupState.PUBLISHED


def test_overruling_asks_for_a_proof_and_calling_it_no_error_does_not(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    address = f"/admin/roundups/story/{story.pk}/finding/"
    desk = stale(editor)
    asked = desk.post(address, {"kind": "overruled", "finding": "x", "reason": "It is right, I saw it."})
    assert asked.response.headers["Location"].startswith(PROVE)
    assert not desk.post(address, {"kind": "not_an_error", "finding": "x"}).address.startswith(PROVE)


def test_other_peoples_roles_ask_for_a_proof() -> None:
    administrator, colleague = factories.person(Role.ADMINISTRATOR), factories.person()
    desk = Desk(administrator)
    page = desk.open(f"/admin/newsroom/staff/{colleague.pk}/change/")
    editors = str(factories.person(Role.EDITOR).groups.get().pk)
    prove_long_ago(desk.client)
    answer = desk.send(page, "groups", button="_save", groups=[editors])
    assert answer.response.headers["Location"].startswith(PROVE)
    assert [group.name for group in colleague.groups.all()] == [Role.JOURNALIST]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/newsroom/staff/end/",
        "/admin/my-sign-in/password/",
        "/admin/my-sign-in/app/",
        "/admin/my-sign-in/passkey/",
    ],
)
def test_what_opens_or_closes_doors_asks_for_a_proof(address: str) -> None:
    administrator = factories.person(Role.ADMINISTRATOR)
    add_app(administrator)
    assert stale(administrator).open(address).response.headers["Location"].startswith(PROVE)


def test_the_demos_people_prove_themselves_with_one_press() -> None:
    invented = factories.person(Role.EDITOR, is_demo=True)
    day = day_to_publish()
    desk = Desk()
    desk.post(f"/admin/sign-in/demo/{invented.username}/")
    prove_long_ago(desk.client)
    page = desk.follow(desk.open(f"/admin/roundups/roundup/{day.pk}/step/publish/"))
    assert desk.follow(desk.send(page, "demo")).status == 200


def test_a_real_person_does_not_prove_anything_with_that_press(editor: Staff) -> None:
    desk = stale(editor)
    assert desk.post(PROVE, {"demo": "1"}).status == 400
    assert desk.open(f"/admin/roundups/roundup/{day_to_publish().pk}/step/publish/").status == 302
