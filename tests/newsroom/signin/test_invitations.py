"""People are invited by a link that works once; password and second factor are theirs to choose (1-product, People)."""

import datetime
import logging
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.logs import Discreet
from newsroom.models import DeskSession, Invitation, RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from newsroom.signin import invitations
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.signing_in import add_app, code_of

PASSWORD = "seven slow ferries"  # pragma: allowlist secret (of an invented person)
LINK = re.compile(r"/admin/invitation/[\w-]{43}/")


def invite(capsys: pytest.CaptureFixture[str], name: str = "Mira Holt", email: str = "mira@example.org") -> str:
    call_command("invite", name, email, "journalist")
    found = LINK.search(capsys.readouterr().out)
    assert found
    return found[0]


def open_link(path: str, *, password: str = PASSWORD) -> tuple[Desk, Page]:
    desk = Desk()
    return desk, desk.follow(desk.send(desk.open(path), "password1", password1=password, password2=password))


def with_app(desk: Desk) -> tuple[str, Page]:
    """Add an authenticator app as its page says; the secret and the answer."""
    begun = desk.follow(desk.post("/admin/my-sign-in/app/"))
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', begun.html)
    assert found
    secret = found[1].replace(" ", "")
    return secret, desk.send(begun, "code", code=code_of(secret))


def test_somebody_invited_chooses_a_password_and_an_app_and_is_in(capsys: pytest.CaptureFixture[str]) -> None:
    desk, page = open_link(invite(capsys))
    assert page.says("Choose your second factor")
    _secret, codes = with_app(desk)
    assert codes.says("Your recovery codes")
    assert len(re.findall(r"<code>\d{8}</code>", codes.html)) == 10
    assert desk.open("/admin/").status == 200
    mira = Staff.objects.get(username="mira")
    assert (mira.name, [group.name for group in mira.groups.all()]) == ("Mira Holt", [Role.JOURNALIST])


def test_whoever_has_nothing_but_the_phone_opens_the_app_from_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    desk, _page = open_link(invite(capsys))
    page = desk.follow(desk.post("/admin/my-sign-in/app/"))
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page.html)
    assert secret
    assert page.links_to(f"otpauth://totp/mira?secret={secret[1].replace(' ', '')}&issuer=Newsroom")
    assert 'inputmode="numeric"' in page.html


def test_the_first_code_of_an_app_is_used_up_too(capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        desk, _page = open_link(invite(capsys))
        secret, _codes = with_app(desk)
        answer = desk.send(desk.open("/admin/prove/"), "code", code=code_of(secret))
    assert answer.says("This is not right, or was used already.")


def test_before_the_second_factor_nothing_else_is_open(capsys: pytest.CaptureFixture[str]) -> None:
    desk, _page = open_link(invite(capsys))
    for address in ("/admin/", "/admin/roundups/story/add/", "/admin/my-sign-in/password/", "/admin/prove/"):
        assert desk.open(address).response.headers["Location"] == "/admin/my-sign-in/", address


def test_the_link_holds_until_the_second_factor_is_there_and_not_longer(capsys: pytest.CaptureFixture[str]) -> None:
    path = invite(capsys)
    desk, _page = open_link(path, password="one that is forgotten")
    again, _page = open_link(path)
    assert desk.open("/admin/my-sign-in/").status == 302  # whoever began before does not go on
    with_app(again)
    assert Desk().open(path).status == 404
    assert not Invitation.objects.exists()


def test_the_link_ends_after_three_days(capsys: pytest.CaptureFixture[str]) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        path = invite(capsys)
        clock.shift(datetime.timedelta(hours=71))
        assert Desk().open(path).status == 200
        clock.shift(datetime.timedelta(hours=1))
        assert Desk().open(path).status == 404


def test_a_link_that_is_none_answers_as_any_page_that_is_not_there() -> None:
    wrong = Desk().open(f"/admin/invitation/{'x' * 43}/")
    assert (wrong.status, wrong.bytes) == (404, Desk().open("/admin/nothing/").bytes)


def test_the_link_is_told_to_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    path = invite(capsys)
    assert Desk().open(path).response.headers["Referrer-Policy"] == "strict-origin"
    line = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s", (path,), None)
    assert Discreet().format(line) == "Internal Server Error: /admin/invitation/…/"


def test_looking_at_the_link_uses_nothing_up(capsys: pytest.CaptureFixture[str]) -> None:
    path = invite(capsys)
    for _look in range(3):
        assert Desk().open(path).says("Your name at sign-in is mira")


def test_the_link_is_mailed_where_mail_is_set_up(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "desk@news.example.org"
    path = invite(capsys)
    assert mail.outbox[0].to == ["mira@example.org"]
    assert path in mail.outbox[0].body


def test_without_mail_nothing_is_sent_and_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "Mira Holt", "mira@example.org", "journalist")
    assert "It was not mailed" in capsys.readouterr().out
    assert mail.outbox == []


def test_the_database_holds_no_link(capsys: pytest.CaptureFixture[str]) -> None:
    secret = invite(capsys).split("/")[3]
    assert secret not in f"{vars(Invitation.objects.get())}{[row.detail for row in RecordRow.objects.all()]}"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12 characters"),
        ("password1234", "too common"),
        ("mira holt 12", "too similar"),
        ("mira@example.org", "too similar"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], password: str, says: str
) -> None:
    path = invite(capsys)
    desk = Desk()
    answer = desk.send(desk.open(path), "password1", password1=password, password2=password)
    assert answer.status == 400
    assert says in answer.words
    assert not Staff.objects.get(username="mira").has_usable_password()


def test_two_passwords_that_differ_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    page = desk.open(invite(capsys))
    # pragma: allowlist nextline secret (of an invented person)
    assert desk.send(page, "password1", password1=PASSWORD, password2="another one").says("The two are not the same.")


def test_what_happened_is_in_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    desk, _page = open_link(invite(capsys))
    with_app(desk)
    told = list(RecordRow.objects.order_by("number").values_list("what", flat=True))
    assert told == [What.INVITED, What.PASSWORD, What.SIGNED_IN, What.FACTOR_ADDED]


@pytest.mark.parametrize(
    ("name", "email", "role", "says"),
    [
        ("Mira", "mira", "Journalist", "is not a mail address"),
        (" ", "mira@example.org", "Journalist", "A name has"),
        ("Mira", "mira@example.org", "Poet", "There is no role"),
        ("Mira", "LENA@example.org", "Journalist", "at the paper already"),
    ],
)
def test_an_invitation_that_cannot_be_meant_is_refused(name: str, email: str, role: str, says: str) -> None:
    factories.person(email="lena@example.org")
    with pytest.raises(CommandError, match=says):
        call_command("invite", name, email, role)
    assert not Invitation.objects.exists()


def test_a_name_at_sign_in_that_is_taken_gets_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    invite(capsys)
    invite(capsys, "Mira Other", "mira@example.net")
    assert Staff.objects.get(email="mira@example.net").username == "mira2"


# --- By an administrator ------------------------------------------------------------------------------------------


def test_an_administrator_invites_and_sees_the_link_once() -> None:
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open("/admin/newsroom/staff/add/")
    shown = desk.send(page, "email", name="Mira Holt", email="mira@example.org", role=Role.EDITOR)
    found = LINK.search(shown.html)
    assert found
    newcomer, _page = open_link(found[0])
    with_app(newcomer)
    assert newcomer.open("/admin/").status == 200
    assert RecordRow.objects.get(what=What.INVITED).detail == {"roles": [Role.EDITOR]}


def test_nobody_ever_chooses_anothers_password() -> None:
    colleague, desk = factories.person(), Desk(factories.person(Role.ADMINISTRATOR))
    assert (
        not {"password", "password1"} & desk.open(f"/admin/newsroom/staff/{colleague.pk}/change/").form("email").names
    )
    desk.post(
        f"/admin/newsroom/staff/{colleague.pk}/change/",
        {"email": "", "name": "X", "password": "!", "password1": PASSWORD},
    )
    assert desk.post(f"/admin/newsroom/staff/{colleague.pk}/password/", {"password1": PASSWORD}).status in {403, 404}
    colleague.refresh_from_db()
    assert not colleague.has_usable_password()


def test_a_lost_factor_is_reset_with_a_reason_that_stands_in_the_record() -> None:
    colleague = factories.person(Role.EDITOR)
    secret = add_app(colleague)
    theirs, administrator = Desk(colleague), factories.person(Role.ADMINISTRATOR)
    desk = Desk(administrator)
    shown = desk.send(desk.open(f"/admin/newsroom/staff/{colleague.pk}/reset/"), "reason", reason="Her phone was taken")
    assert theirs.open("/admin/").status == 302
    assert not Authenticator.objects.filter(user=colleague).exists()
    row = RecordRow.objects.get(what=What.FACTORS_RESET)
    assert (row.by, row.about, row.detail) == (
        administrator,
        f"person:{colleague.pk}",
        {"reason": "Her phone was taken"},
    )
    found = LINK.search(shown.html)
    assert found
    again, _page = open_link(found[0])
    new_secret, _codes = with_app(again)
    assert new_secret != secret
    assert again.open("/admin/").status == 200


@pytest.mark.parametrize("reason", ["", "    ", "ok"])
def test_a_reset_without_a_reason_is_refused(reason: str) -> None:
    colleague = factories.person(Role.EDITOR)
    add_app(colleague)
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    assert desk.send(desk.open(f"/admin/newsroom/staff/{colleague.pk}/reset/"), "reason", reason=reason).status == 400
    assert Authenticator.objects.filter(user=colleague).exists()


def test_nobody_resets_their_own_sign_in() -> None:
    administrator = factories.person(Role.ADMINISTRATOR)
    add_app(administrator)
    desk = Desk(administrator)
    answer = desk.send(
        desk.open(f"/admin/newsroom/staff/{administrator.pk}/reset/"), "reason", reason="I lost my phone"
    )
    assert answer.says("Nobody resets their own sign-in.")
    assert Authenticator.objects.filter(user=administrator).exists()


def test_the_last_administrator_is_helped_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    administrator = factories.person(Role.ADMINISTRATOR)
    add_app(administrator)
    DeskSession.objects.create(session_key="x" * 32, person=administrator, expire_date=timezone.now())
    call_command("reset_sign_in", administrator.username, reason="The phone fell into the river")
    assert LINK.search(capsys.readouterr().out)
    assert not Authenticator.objects.filter(user=administrator).exists()
    assert not DeskSession.objects.exists()


def test_the_command_says_when_it_knows_nobody_of_that_name() -> None:
    with pytest.raises(CommandError, match="Nobody signs in as “nobody”"):
        call_command("reset_sign_in", "nobody", reason="The phone fell into the river")


def test_whoever_is_not_at_the_paper_any_more_gets_no_link() -> None:
    away = factories.person(is_active=False)
    with pytest.raises(invitations.CannotInvite, match="not at the paper any more"):
        invitations.reset(away, reason="They ask for it", by=None)
