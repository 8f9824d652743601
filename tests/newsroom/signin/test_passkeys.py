"""Coming in by a passkey alone: its owner, once, unlocked, and while they are at the paper (S12, S13)."""

from typing import Any

import pytest
from fido2.webauthn import AuthenticatorData

from newsroom.models import RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.newsroom.signin.passkeys import Passkey
from tests.newsroom.signin.test_entrance import SIGN_IN

ENTRANCE, BOARD = "/admin/sign-in/passkey/", "/admin/"


def challenge(desk: Desk) -> str:
    return str(desk.post("/admin/sign-in/challenge/").response.json()["publicKey"]["challenge"])


def come_in(key: Passkey, **said: Any) -> tuple[Desk, Page]:
    desk = Desk()
    return desk, desk.post(ENTRANCE, {"credential": key.answer(challenge(desk), **said)})


def test_a_passkey_lets_its_owner_in(editor: Staff) -> None:
    desk, answer = come_in(Passkey(editor))
    assert answer.response.headers["Location"] == BOARD
    assert desk.open(BOARD).says(editor.name)
    assert RecordRow.objects.get(what=What.SIGNED_IN).detail == {"how": "passkey"}


def test_a_passkey_that_says_it_is_a_colleagues_lets_nobody_in(editor: Staff) -> None:
    Passkey(editor)
    desk, answer = come_in(Passkey(factories.person()), owner=editor)
    assert answer.response.headers["Location"] == SIGN_IN
    assert desk.open(BOARD).status == 302


def test_a_passkey_that_was_not_unlocked_lets_nobody_in(editor: Staff) -> None:
    desk, _answer = come_in(Passkey(editor), flags=AuthenticatorData.FLAG.UP)
    assert desk.open(BOARD).status == 302


def test_what_a_passkey_signed_once_is_worth_nothing_again(editor: Staff) -> None:
    key, desk = Passkey(editor), Desk()
    signed = key.answer(challenge(desk))
    for _try in range(2):
        desk.post(ENTRANCE, {"credential": signed})
        desk.post("/admin/sign-out/")
    assert RecordRow.objects.filter(what=What.SIGNED_IN).count() == 1


def test_a_passkey_of_somebody_put_away_is_answered_as_any_wrong_one(editor: Staff) -> None:
    key = Passkey(editor)
    Staff.objects.filter(pk=editor.pk).update(is_active=False)
    desk, answer = come_in(key)
    stranger, wrong = come_in(Passkey(factories.person()), owner=factories.person())
    assert desk.follow(answer).words == stranger.follow(wrong).words
    assert not RecordRow.objects.exists()


@pytest.mark.parametrize("begun", ["session", "password", "passkey"])
def test_what_one_of_the_demos_people_has_opens_nothing_in_production(settings: Any, begun: str) -> None:
    invented = factories.person(Role.EDITOR, is_demo=True)
    invented.set_password("seven slow ferries")
    invented.save()
    desk = Desk()
    key = None if begun == "session" else Passkey(invented)
    if not key:
        desk.post(f"/admin/sign-in/demo/{invented.username}/")
    settings.LOCAL = False
    if begun == "password":
        # pragma: allowlist nextline secret (of nobody)
        desk.post(SIGN_IN, {"login": invented.username, "password": "seven slow ferries"})
        assert desk.open("/admin/sign-in/second/").status == 302
    if key and begun == "passkey":
        desk, _answer = come_in(key)
    assert desk.open("/admin/my-sign-in/").response.headers["Location"].startswith(SIGN_IN)
