"""Sessions: a new key at sign-in, an end after silence and after twelve hours, and at once when it must be (S14)."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.models import DeskSession, RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from newsroom.sessions import device_of
from newsroom.signin.idle import COOKIE
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.signin.conftest import PASSWORD
from tests.newsroom.signin.test_entrance import come_in, try_password
from tests.signing_in import add_app, code_of

MINUTE = 60
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def is_in(desk: Desk) -> bool:
    return desk.open("/admin/").status == 200


def test_the_key_of_a_session_changes_when_somebody_comes_in(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    page = desk.follow(try_password(desk, editor.username))
    before = desk.client.cookies["sessionid"].value
    desk.send(page, "code", code=code_of(secret))
    assert desk.client.cookies["sessionid"].value != before
    assert not DeskSession.objects.filter(pk=before).exists()


def test_the_key_changes_also_when_somebody_comes_back_after_silence(editor: Staff) -> None:
    secret = add_app(editor)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk, _answer = come_in(editor, secret)
        before = desk.client.cookies["sessionid"].value
        clock.shift(31 * MINUTE)
        desk.send(desk.follow(try_password(desk, editor.username)), "code", code=code_of(secret))
        assert is_in(desk)
    assert desk.client.cookies["sessionid"].value != before
    assert not DeskSession.objects.filter(pk=before).exists()


def test_half_an_hour_of_silence_signs_out(editor: Staff) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk = Desk(editor)
        clock.shift(29 * MINUTE)
        assert is_in(desk)
        clock.shift(31 * MINUTE)
        assert not is_in(desk)


def test_whoever_keeps_working_stays_in_until_twelve_hours_are_over(editor: Staff) -> None:
    secret = add_app(editor)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk, _answer = come_in(editor, secret)
        for _press in range(35):
            clock.shift(20 * MINUTE)
            assert is_in(desk)
        clock.shift(20 * MINUTE + 1)
        assert not is_in(desk)


def test_an_old_cookie_does_not_make_a_silent_session_speak(editor: Staff) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        desk = Desk(editor)
        assert is_in(desk)
        old = desk.client.cookies[COOKIE].value
        clock.shift(31 * MINUTE)
        assert not is_in(desk)
        desk.client.cookies[COOKIE] = old
        assert not is_in(desk)


def test_the_cookie_of_one_session_is_worth_nothing_in_another(editor: Staff) -> None:
    one, other = Desk(editor), Desk(editor)
    one.client.cookies[COOKIE] = other.client.cookies[COOKIE].value
    assert not is_in(one)


def test_a_new_password_ends_every_other_session_at_once(editor: Staff) -> None:
    here, elsewhere = Desk(editor), Desk(editor)
    page = here.open("/admin/my-sign-in/password/")
    # pragma: allowlist nextline secret (of an invented person)
    here.send(page, "password1", password1="seven slow ferries", password2="seven slow ferries")
    assert (is_in(here), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("change", ["groups", "is_active"])
def test_another_role_or_an_end_at_the_paper_ends_the_persons_sessions_at_once(editor: Staff, change: str) -> None:
    theirs = Desk(editor)
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open(f"/admin/newsroom/staff/{editor.pk}/change/")
    desk.send(page, "email", button="_save", **{change: None})
    assert not is_in(theirs)


def test_ones_own_sessions_are_listed_and_one_of_them_ends(editor: Staff) -> None:
    secret = add_app(editor)
    phone = Desk()
    phone.client.defaults["HTTP_USER_AGENT"] = PHONE
    page = phone.follow(try_password(phone, editor.username))
    phone.send(page, "code", code=code_of(secret, later=-1))
    here, _answer = come_in(editor, secret)
    listed = here.open("/admin/my-sign-in/")
    assert listed.says("Firefox, Android")
    here.send(listed, "started", button="started")
    assert (is_in(here), is_in(phone)) == (True, False)


def test_all_of_ones_other_sessions_end_with_one_press(editor: Staff) -> None:
    others, here = [Desk(editor), Desk(editor)], Desk(editor)
    here.post("/admin/my-sign-in/sessions/")
    assert [is_in(desk) for desk in (*others, here)] == [False, False, True]
    assert RecordRow.objects.get(what=What.SESSIONS_ENDED).detail == {"count": 2}


def test_nobody_ends_anothers_session(editor: Staff) -> None:
    other = Desk(factories.person(Role.EDITOR))
    Desk(editor).post("/admin/my-sign-in/sessions/")
    assert is_in(other)


def test_an_administrator_ends_everybodys_sessions_on_a_bad_day(editor: Staff) -> None:
    theirs, desk = Desk(editor), Desk(factories.person(Role.ADMINISTRATOR))
    desk.send(desk.open("/admin/newsroom/staff/end/"), "reason", reason="A phone was taken away")
    assert (is_in(theirs), is_in(desk)) == (False, False)
    row = RecordRow.objects.get(what=What.SESSIONS_ENDED)
    assert row.detail == {"count": 2, "reason": "A phone was taken away"}


def test_so_does_a_command(editor: Staff, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = Desk(editor)
    call_command("end_sessions", reason="The server was seized")
    assert not is_in(theirs)
    assert "1 sessions have ended." in capsys.readouterr().out


def test_the_command_asks_why(editor: Staff) -> None:
    theirs = Desk(editor)
    with pytest.raises(CommandError, match="Say why"):
        call_command("end_sessions", reason=" ")
    assert is_in(theirs)


def test_a_half_finished_sign_in_ends_with_everybodys_sessions(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    page = desk.follow(try_password(desk, editor.username))
    call_command("end_sessions", reason="The server was seized")
    desk.send(page, "code", code=code_of(secret))
    assert not is_in(desk)


def test_no_address_of_anybody_is_kept(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    desk.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    page = desk.follow(desk.send(desk.open("/admin/sign-in/"), "login", login=editor.username, password=PASSWORD))
    desk.send(page, "code", code=code_of(secret))
    session = DeskSession.objects.get(person=editor)
    assert "203.0.113.77" not in f"{session.get_decoded()}{vars(session)}{RecordRow.objects.get().detail}"


def test_readers_have_no_session_and_a_session_is_not_sent_to_readers_pages(editor: Staff) -> None:
    desk, _answer = come_in(editor, add_app(editor))
    for name in ("sessionid", COOKIE):
        cookie = desk.client.cookies[name]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


@pytest.mark.parametrize(
    ("agent", "device"),
    [(PHONE, "Firefox, Android"), ("", ""), ("curl/8", ""), ("… (iPhone; …) Version/18 Safari/604", "Safari, iPhone")],
)
def test_a_device_is_told_in_words_its_owner_knows(agent: str, device: str) -> None:
    assert device_of(agent) == device


def test_sessions_that_are_over_are_told_from_those_that_live(editor: Staff) -> None:
    Desk(editor)
    now = timezone.now()
    later = now + datetime.timedelta(days=2)
    assert (DeskSession.objects.alive(now).count(), DeskSession.objects.over(later).count()) == (1, 1)
