"""Looking changes nothing: no GET or HEAD of any address writes to the database, whoever looks (S20, S19)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from newsroom.admin.access import TABLE
from newsroom.roles import Role
from roundups.models import StoryState
from roundups.press import rounds
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.admin.walking import House
from tests.signing_in import add_app

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "ALTER", "CREATE", "DROP", "TRUNCATE")
ROLES = [None, *Role]
STEPS = ["approve", "publish", "retract"]


@contextmanager
def watched() -> Iterator[list[str]]:
    """The statements that wrote something."""
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


@pytest.fixture
def house() -> House:
    house = House(factories.story_in(StoryState.FILED))
    list(rounds.print_everything())
    return house


def addresses(house: House) -> list[str]:
    found = [house.address(name, step=step) for name in sorted(TABLE) for step in STEPS]
    more = [
        "/?x=1",
        "/search/?q=bridge",
        "/admin/?day=2026-03-02",
        "/admin/roundups/photo/?q=x&shown=rights",
        "/nothing/",
    ]
    return [*dict.fromkeys(found), *more]


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_looking_writes_nothing(house: House, role: Role | None) -> None:
    desk = Desk(factories.person(role) if role else None)
    wrote = {}
    for address in addresses(house):
        for look in (desk.client.get, desk.client.head):
            with watched() as written:
                answer: Any = look(address)
                answer.getvalue()  # a file is read to its end
            if written:
                wrote[address] = written
    assert not wrote


def test_looking_at_the_second_half_of_the_sign_in_writes_nothing(house: House) -> None:
    someone = factories.person(Role.EDITOR)
    someone.set_password("carts cross the bridge")
    someone.save()
    add_app(someone)
    desk = Desk()
    page = desk.open("/admin/sign-in/")
    # pragma: allowlist nextline secret (of nobody)
    desk.send(page, "login", login=someone.username, password="carts cross the bridge")
    with watched() as written:
        assert desk.open("/admin/sign-in/second/").status == 200
    assert not written


def test_a_message_is_shown_once_and_reading_it_writes_nothing(house: House) -> None:
    desk = Desk(factories.person())
    desk.post("/admin/roundups/day/open/", {"day": "2026-03-09", "language": "en"})
    with watched() as written:
        first = desk.open("/admin/?day=2026-03-09")
    assert not written
    assert "messagelist" in first.html or first.status == 200
    assert "messagelist" not in desk.open("/admin/?day=2026-03-09").html


@pytest.mark.parametrize("name", sorted(name for name, each in TABLE.items() if not each.everybody))
def test_a_form_without_its_token_changes_nothing(house: House, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    desk = Desk(factories.person(Role.EDITOR))
    for someone in (client, desk.client):
        with watched() as written:
            answer = someone.post(house.address(name), {"seen": "1"})
        assert answer.status_code in {403, 404, 405}, name
        assert not written


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_answer_of_the_desk_is_private_never_stored_never_indexed_and_strict(
    house: House, role: Role | None
) -> None:
    desk = Desk(factories.person(role) if role else None)
    for address in addresses(house):
        if not address.startswith("/admin/"):
            continue
        headers = desk.open(address).response.headers
        assert headers["Cache-Control"] == "private, no-store", address
        assert headers["X-Robots-Tag"] == "noindex, nofollow", address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        policy = {rule.split()[0]: rule.split()[1:] for rule in headers["Content-Security-Policy"].split("; ")}
        assert policy["default-src"] == ["'none'"], address
        assert "'unsafe-inline'" not in policy.get("script-src", []), address
        assert "'unsafe-eval'" not in policy.get("script-src", []), address
