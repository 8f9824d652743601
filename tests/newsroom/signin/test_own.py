"""“My sign-in”: second factors, recovery codes and password are each person's own (S12)."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from newsroom.models import RecordRow, Staff
from newsroom.record import What
from newsroom.signin import secrets
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.signin.test_invitations import with_app
from tests.signing_in import add_app

MINE = "/admin/my-sign-in/"


def passkey(person: Staff) -> Authenticator:
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "blue key", "credential": {}}
    )


def test_the_only_second_factor_cannot_be_removed(editor: Staff) -> None:
    add_app(editor)
    factor = Authenticator.objects.get(user=editor)
    desk = Desk(editor)
    assert not any("remove" in form.action for form in desk.open(MINE).forms)
    assert desk.follow(desk.post(f"{MINE}factor/{factor.pk}/remove/")).says("This is your only second factor.")
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_recovery_codes_are_no_second_factor_of_their_own(editor: Staff) -> None:
    add_app(editor)
    RecoveryCodes.activate(editor)
    factor = Authenticator.objects.get(user=editor, type=Authenticator.Type.TOTP)
    Desk(editor).post(f"{MINE}factor/{factor.pk}/remove/")
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_one_of_two_is_removed_and_stands_in_the_record(editor: Staff) -> None:
    add_app(editor)
    key = passkey(editor)
    desk = Desk(editor)
    page = desk.open(MINE)
    assert page.says("blue key")
    desk.post(f"{MINE}factor/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert RecordRow.objects.get(what=What.FACTOR_REMOVED).detail == {"kind": "webauthn"}


def test_nobody_removes_anothers_factor(editor: Staff) -> None:
    other = factories.person()
    add_app(other)
    factor = passkey(other)
    assert Desk(editor).post(f"{MINE}factor/{factor.pk}/remove/").status == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_new_recovery_codes_make_the_old_ones_worthless(editor: Staff) -> None:
    add_app(editor)
    old = RecoveryCodes.activate(editor).generate_codes()
    shown = Desk(editor).post(f"{MINE}codes/")
    new = re.findall(r"<code>(\d{8})</code>", shown.html)
    assert len(new) == 10
    assert not set(new) & set(old)


def test_looking_shows_no_code_and_no_secret(editor: Staff) -> None:
    secret = add_app(editor)
    codes = RecoveryCodes.activate(editor).generate_codes()
    desk = Desk(editor)
    page = desk.open(MINE)
    assert page.says("10 recovery codes are left.")
    assert not any(word in page.html for word in (secret, *codes))
    assert desk.open(f"{MINE}codes/").status == 405
    assert desk.open(f"{MINE}app/picture/").status == 404


def test_the_picture_of_a_new_secret_is_there_while_the_app_is_added_and_gone_after() -> None:
    person = factories.person()
    passkey(person)
    desk = Desk(person)
    assert desk.open(f"{MINE}app/picture/").status == 404
    desk.post(f"{MINE}app/")
    picture = desk.open(f"{MINE}app/picture/")
    assert (picture.status, picture.response["Content-Type"]) == (200, "image/svg+xml")
    assert picture.response["Cache-Control"] == "private, no-store"
    with_app(desk)
    assert desk.open(f"{MINE}app/picture/").status == 404


def test_a_wrong_first_code_adds_nothing_and_says_so() -> None:
    person = factories.person()
    desk = Desk(person)
    begun = desk.follow(desk.post(f"{MINE}app/"))
    assert desk.send(begun, "code", code="000000").says("This is not right, or was used already.")
    assert not Authenticator.objects.exists()


def test_a_first_code_without_a_secret_adds_nothing() -> None:
    desk = Desk(factories.person())
    assert desk.post(f"{MINE}app/", {"code": "000000"}).status in {200, 400}
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", '{"id":"x","rawId":"!!","response":{},"type":"public-key"}', "ÿ" * 99, "[" * 20_000, "1" * 5000],
    ids=lambda credential: credential[:9],
)
def test_a_passkey_that_is_none_is_refused_with_a_sentence(credential: str) -> None:
    desk = Desk(factories.person())
    desk.post(f"{MINE}passkey/challenge/")
    assert desk.post(f"{MINE}passkey/", {"name": "x", "credential": credential}).status == 400
    assert not Authenticator.objects.exists()


def test_a_copy_of_the_database_holds_no_secret_of_an_app(editor: Staff) -> None:
    secret = add_app(editor)
    RecoveryCodes.activate(editor)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secrets.decrypt(app.data["secret"]) == secret
