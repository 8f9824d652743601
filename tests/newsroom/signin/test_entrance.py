"""Coming in: a password and a second factor, within limits, and with one answer for all who may not (S12, S13)."""

import datetime
import logging
import re
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from newsroom.models import DeskSession, RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from newsroom.signin import invitations
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.newsroom.signin.conftest import PASSWORD
from tests.signing_in import add_app, code_of, sign_in

SIGN_IN = "/admin/sign-in/"
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed, whoever's it is."""

    algorithm = "counting"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def counting(settings: Any) -> type[CountingHasher]:
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    CountingHasher.hashed = 0
    return CountingHasher


def try_password(desk: Desk, name: str, password: str = PASSWORD, *, to: str = "") -> Page:
    return desk.send(desk.open(SIGN_IN + (f"?next={to}" if to else "")), "login", login=name, password=password)


def come_in(person: Staff, secret: str, *, to: str = "") -> tuple[Desk, Page]:
    desk = Desk()
    page = desk.follow(try_password(desk, person.username, to=to))
    return desk, desk.send(page, "code", code=code_of(secret))


def without_tokens(page: Page, name: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page.html).replace(name, "NAME")


# --- The way in ---------------------------------------------------------------------------------------------------


def test_a_password_and_a_code_open_the_board(editor: Staff) -> None:
    desk, answer = come_in(editor, add_app(editor))
    assert answer.response.headers["Location"] == "/admin/"
    assert desk.open("/admin/").status == 200


def test_after_signing_in_one_is_where_one_wanted_to_go(editor: Staff) -> None:
    _desk, answer = come_in(editor, add_app(editor), to="/admin/roundups/story/")
    assert answer.response.headers["Location"] == "/admin/roundups/story/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(editor: Staff, elsewhere: str) -> None:
    _desk, answer = come_in(editor, add_app(editor), to=elsewhere)
    assert answer.response.headers["Location"] == "/admin/"


def test_a_password_alone_opens_nothing(editor: Staff) -> None:
    add_app(editor)
    desk = Desk()
    answer = try_password(desk, editor.username)
    assert answer.response.headers["Location"] == "/admin/sign-in/second/"
    assert desk.open("/admin/").response.headers["Location"].startswith(SIGN_IN)


def test_a_password_without_any_second_factor_does_not_let_one_choose_one(editor: Staff) -> None:
    desk = Desk()
    answer = desk.follow(try_password(desk, editor.username))
    assert answer.says("Your sign-in is not finished")
    assert desk.open("/admin/my-sign-in/app/").response.headers["Location"].startswith(SIGN_IN)


def test_recovery_codes_alone_are_no_second_factor_to_choose_another_by(editor: Staff) -> None:
    RecoveryCodes.activate(editor)
    desk = Desk()
    assert desk.follow(try_password(desk, editor.username)).says("Your sign-in is not finished")
    assert desk.open("/admin/my-sign-in/app/").response.headers["Location"].startswith(SIGN_IN)


def test_a_session_that_proved_no_second_factor_is_nobodys(editor: Staff, client: Client) -> None:
    add_app(editor)
    sign_in(client, editor, proved=False)
    assert client.get("/admin/").headers["Location"].startswith(SIGN_IN)


def test_a_passkey_of_an_earlier_session_is_no_second_factor_for_a_password(editor: Staff) -> None:
    add_app(editor)
    with time_machine.travel(NOON, tick=False) as clock:
        desk = Desk(editor)
        session = desk.client.session  # as coming in by a passkey leaves it
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "webauthn", "passwordless": True, "at": NOON.timestamp()}
        ]
        session.save()
        assert desk.open("/admin/").status == 200
        clock.shift(31 * 60)
        answer = try_password(desk, editor.username)
    assert answer.response.headers["Location"] == "/admin/sign-in/second/"
    assert desk.open("/admin/").status == 302


def test_somebody_comes_in_where_a_colleague_fell_silent(editor: Staff) -> None:
    secret = add_app(editor)
    with time_machine.travel(NOON, tick=False) as clock:
        desk = Desk(factories.person())
        clock.shift(31 * 60)
        desk.send(desk.follow(try_password(desk, editor.username)), "code", code=code_of(secret))
        assert desk.open("/admin/").says(editor.name)


def test_a_half_finished_sign_in_does_not_bar_the_way_to_another(editor: Staff) -> None:
    add_app(editor)
    desk = Desk()
    second = desk.follow(try_password(desk, editor.username))
    assert second.links_to(SIGN_IN)
    assert "password" in desk.open(SIGN_IN).form("login").names


def test_a_half_finished_sign_in_ends_with_a_new_password(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    second = desk.follow(try_password(desk, editor.username))
    editor.set_password("seven slow ferries")
    editor.save()
    answer = desk.follow(desk.send(second, "code", code=code_of(secret)))
    assert answer.says("Your sign-in was changed meanwhile. Begin again.")
    assert desk.open("/admin/").status == 302


def test_a_half_finished_sign_in_ends_when_its_person_is_put_away(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    second = desk.follow(try_password(desk, editor.username))
    Staff.objects.filter(pk=editor.pk).update(is_active=False)
    assert desk.send(second, "code", code=code_of(secret)).response.headers["Location"] == SIGN_IN
    assert not RecordRow.objects.filter(what=What.SIGNED_IN).exists()


def test_a_half_finished_sign_in_that_was_reset_leads_back_to_the_beginning(editor: Staff) -> None:
    add_app(editor)
    desk = Desk()
    second = desk.follow(try_password(desk, editor.username))
    invitations.reset(editor, reason="The phone was taken", by=None)
    assert desk.open(second.address).response.headers["Location"] == SIGN_IN
    assert desk.open(SIGN_IN).status == 200


def test_the_admins_own_login_leads_to_the_one_way_in() -> None:
    answer = Client().get("/admin/login/?next=/admin/roundups/story/")
    assert answer.headers["Location"] == "/admin/sign-in/?next=%2Fadmin%2Froundups%2Fstory%2F"


def test_a_code_is_good_once(editor: Staff) -> None:
    secret = add_app(editor)
    code = code_of(secret)
    for right in (True, False):
        desk = Desk()
        answer = desk.send(desk.follow(try_password(desk, editor.username)), "code", code=code)
        assert (answer.status == 302) is right
    assert answer.says("This is not right, or was used already.")


def test_a_recovery_code_is_good_once(editor: Staff) -> None:
    add_app(editor)
    code = RecoveryCodes.activate(editor).generate_codes()[0]
    for right in (True, False):
        desk = Desk()
        answer = desk.send(desk.follow(try_password(desk, editor.username)), "code", code=code)
        assert (answer.status == 302) is right


def test_a_second_factor_whose_key_was_dropped_is_wrong_and_no_error_of_the_server(
    editor: Staff, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    secret = add_app(editor)
    recovery = RecoveryCodes.activate(editor).generate_codes()[0]
    settings.SECRET_KEY = (
        "another key of the site, which knows nothing of the one before"  # pragma: allowlist secret (of nobody)
    )
    desk = Desk()
    second = desk.follow(try_password(desk, editor.username))
    for code in (code_of(secret), recovery):
        assert desk.send(second, "code", code=code).says("This is not right, or was used already.")
    assert "put the earlier one into SECRET_KEY_FALLBACKS" in caplog.text
    assert Desk(editor).open("/admin/my-sign-in/").status == 200


def test_coming_in_is_in_the_record_with_its_way_and_without_secrets(editor: Staff) -> None:
    come_in(editor, add_app(editor))
    row = RecordRow.objects.get(what=What.SIGNED_IN)
    assert (row.by, row.about, row.detail) == (editor, f"person:{editor.pk}", {"how": "app"})


def test_going_out_ends_the_session_and_is_in_the_record(editor: Staff) -> None:
    desk, _answer = come_in(editor, add_app(editor))
    desk.send(desk.open("/admin/sign-out/"), "csrfmiddlewaretoken")
    assert desk.open("/admin/").status == 302
    assert RecordRow.objects.filter(what=What.SIGNED_OUT, by=editor).exists()


# --- Limits and equal answers ----------------------------------------------------------------------------------------


def test_known_unknown_and_put_away_names_get_the_same_answer_for_the_same_work(
    editor: Staff, counting: type[CountingHasher]
) -> None:
    editor.set_password(PASSWORD)
    editor.save()
    away = factories.person(Role.EDITOR, is_active=False)
    away.set_password(PASSWORD)
    away.save()
    invited = factories.person(Role.EDITOR)
    answers, hashes = [], []
    for name, password in (
        (editor.username, "wrong"), ("nobody.at.all", "wrong"), (away.username, PASSWORD), (invited.username, "wrong"),
    ):  # fmt: skip
        before = counting.hashed
        page = try_password(Desk(), name, password)
        answers.append((page.status, without_tokens(page, name)))
        hashes.append(counting.hashed - before)
    assert len(set(answers[:3])) == 1
    assert answers[3] == answers[0]
    assert hashes == [1, 1, 1, 1]


@time_machine.travel(NOON, tick=False)
def test_the_sixth_try_of_a_minute_is_refused_before_anything_is_hashed(
    editor: Staff, counting: type[CountingHasher]
) -> None:
    editor.set_password(PASSWORD)
    editor.save()
    before = counting.hashed
    pages = [try_password(Desk(), editor.username, "wrong") for _try in range(12)]
    assert counting.hashed - before == 5
    assert pages[4].says("This name and this password do not belong together.")
    assert pages[5].says("Too many tries within a minute.")


@time_machine.travel(NOON, tick=False)
def test_tries_from_many_addresses_at_one_account_are_counted_together(
    editor: Staff, counting: type[CountingHasher]
) -> None:
    for number in range(12):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.post(SIGN_IN, {"login": editor.username.upper() if number % 2 else editor.username, "password": "x"})
    assert counting.hashed == 5


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize("spelling", ["MIRA.SILK", " mira.silk ", "mıra.sılk", "mira.ſilk", "mira.silK"])
def test_another_spelling_of_a_name_gives_no_tries_more(
    editor: Staff, counting: type[CountingHasher], spelling: str
) -> None:
    Staff.objects.filter(pk=editor.pk).update(username="mira.silk")
    editor.set_password(PASSWORD)
    editor.save(update_fields=["password"])
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(SIGN_IN, {"login": "mira.silk", "password": "x"})
    before = counting.hashed
    Client(REMOTE_ADDR="192.0.2.99").post(SIGN_IN, {"login": spelling, "password": PASSWORD})
    known = Staff.objects.filter(username__iexact=spelling.strip()).exists()  # not every database takes it for the name
    assert not known or counting.hashed == before


@time_machine.travel(NOON, tick=False)
def test_tries_of_one_address_at_many_accounts_are_counted_together(counting: type[CountingHasher]) -> None:
    for number in range(12):
        Client(REMOTE_ADDR="2001:db8::1").post(SIGN_IN, {"login": f"somebody{number}", "password": "x"})
    assert counting.hashed == 5


def test_after_a_minute_one_may_try_again(editor: Staff) -> None:
    secret = add_app(editor)
    with time_machine.travel(NOON, tick=False):
        for _try in range(6):
            try_password(Desk(), editor.username, "wrong")
    with time_machine.travel(NOON + datetime.timedelta(seconds=61), tick=False):
        _desk, answer = come_in(editor, secret)
    assert answer.response.headers["Location"] == "/admin/"


@time_machine.travel(NOON, tick=False)
def test_codes_are_tried_five_times_a_minute(editor: Staff) -> None:
    secret = add_app(editor)
    desk = Desk()
    page = desk.follow(try_password(desk, editor.username))
    for _try in range(5):
        page = desk.send(page, "code", code="000000")
    assert desk.send(page, "code", code=code_of(secret)).says("Too many tries within a minute.")


@time_machine.travel(NOON, tick=False)
def test_whoever_is_guessed_at_still_comes_in_by_a_passkey(editor: Staff) -> None:
    for _try in range(7):
        try_password(Desk(), editor.username, "wrong")
    desk = Desk()
    desk.open(SIGN_IN)
    answer = desk.post("/admin/sign-in/challenge/")
    assert answer.status == 200
    assert "publicKey" in answer.response.json()


def test_a_wrong_password_is_in_the_log_and_not_in_the_record(editor: Staff, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        try_password(Desk(), editor.username, "wrong")
        try_password(Desk(), "my secret password", "lena")
    said = [entry.getMessage() for entry in caplog.records]
    assert said == [f"sign-in: wrong password for {editor.username}", "sign-in: wrong password for an unknown name"]
    assert not RecordRow.objects.exists()


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "!"}}', "x" * 9000, "[" * 20_000, "1" * 5000],
    ids=lambda credential: credential[:9],
)
def test_a_passkeys_answer_that_is_none_is_refused_with_a_sentence(credential: str) -> None:
    desk = Desk()
    desk.open(SIGN_IN)
    desk.post("/admin/sign-in/challenge/")
    answer = desk.post("/admin/sign-in/passkey/", {"credential": credential})
    assert desk.follow(answer).status == 200
    assert desk.open("/admin/").status == 302


# --- The demo -----------------------------------------------------------------------------------------------------


def test_one_press_lets_one_of_the_demos_people_in() -> None:
    invented = factories.person(Role.EDITOR, is_demo=True)
    desk = Desk()
    page = desk.open(SIGN_IN)
    assert page.says(f"{invented.name} Editor-in-chief")
    press = next(form for form in page.forms if form.action == f"/admin/sign-in/demo/{invented.username}/")
    desk.client.post(press.action, dict(press.fields))
    assert desk.open("/admin/").status == 200


def test_one_press_lets_nobody_real_in(editor: Staff) -> None:
    desk = Desk()
    assert desk.post(f"/admin/sign-in/demo/{editor.username}/").status == 404
    assert desk.open("/admin/").status == 302


def test_production_knows_no_such_press(settings: Any) -> None:
    invented = factories.person(Role.EDITOR, is_demo=True)
    desk = Desk()
    desk.post(f"/admin/sign-in/demo/{invented.username}/")
    settings.LOCAL = False
    assert invented.name not in desk.open(SIGN_IN).html
    assert desk.open("/admin/").status == 302  # nor does a session hold that local mode had opened


def test_a_wrong_code_is_in_the_log_under_its_persons_name(editor: Staff, caplog: pytest.LogCaptureFixture) -> None:
    add_app(editor)
    desk = Desk()
    page = desk.follow(try_password(desk, editor.username))
    with caplog.at_level(logging.WARNING):
        desk.send(page, "code", code="000000")
    assert [entry.getMessage() for entry in caplog.records] == [f"sign-in: wrong code for {editor.username}"]


@time_machine.travel(NOON, tick=False)
def test_nobody_fills_the_database_with_beginnings_of_sessions() -> None:
    answers = []
    for _try in range(40):
        desk = Desk()
        desk.open(SIGN_IN)
        answers.append(desk.post("/admin/sign-in/challenge/").status)
    assert (answers.count(200), answers.count(429)) == (30, 10)
    assert DeskSession.objects.count() == 30
