"""Every answer carries the headers; readers get no cookie and no reason to vary."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client

from newsroom.models import Page
from newsroom.roles import Role
from roundups.models import Photo
from roundups.press import pictures
from tests import factories
from tests.signing_in import sign_in
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def picture(begin_with: Begin) -> str:
    """The set of prints of a picture that readers have."""
    begin_with(a_day_with_a_picture)
    return factories.prints_of(Photo.objects.get())


def a_day_with_a_picture() -> None:
    """A day that shows a picture, and a page beside it."""
    day = factories.roundup(photo=factories.photo())
    factories.published(day)
    Page.objects.update_or_create(
        masthead=day.masthead, slug="about", defaults={"title": "About us", "body": "<p>Who we are.</p>"}
    )
    pictures.place_pictures()


def failing(client: Client) -> HttpResponse:
    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise DatabaseError("no database")

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        return client.get("/2026/03/02/")  # type: ignore[return-value]


def answers(digest: str) -> dict[str, tuple[int, Callable[[Client], Any]]]:
    strict = Client(enforce_csrf_checks=True)
    return {
        "home": (200, lambda client: client.get("/")),
        "day": (200, lambda client: client.get("/2026/03/02/")),
        "month": (200, lambda client: client.get("/2026/03/")),
        "page": (200, lambda client: client.get("/about/")),
        "numbered": (200, lambda client: client.get("/day/2/")),
        "slash": (301, lambda client: client.get("/2026/03/02")),
        "missing": (404, lambda client: client.get("/2026/03/03/")),
        "stale form": (403, lambda client: strict.post("/admin/sign-in/")),
        "wrong method": (405, lambda client: client.post("/")),
        "wrong host": (400, lambda client: client.get("/", headers={"host": "evil.example"})),
        "static": (200, lambda client: client.get("/static/roundups/paper.css")),
        "missing static": (404, lambda client: client.get("/static/roundups/nothing.css")),
        "picture": (200, lambda client: client.get(f"/pictures/{digest}/960.jpg")),
        "health": (503, lambda client: client.get("/health/")),
        "sign-in": (200, lambda client: client.get("/admin/sign-in/")),
        "board": (302, lambda client: client.get("/admin/")),
        "failure": (500, failing),
    }


NAMES = list(answers(""))
PUBLIC = ["home", "day", "month", "page", "numbered", "slash", "missing", "picture", "wrong method", "failure"]


def fetched(name: str, digest: str, client: Client) -> Any:
    status, fetch = answers(digest)[name]
    answer = fetch(client)
    assert answer.status_code == status
    answer.getvalue()  # a file is read to its end and closed
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_carries_every_header(client: Client, picture: str, name: str) -> None:
    headers = fetched(name, picture, client).headers
    # A picture may be shown elsewhere: social networks and feeds do.
    wanted = {**WANTED, "Cross-Origin-Resource-Policy": "cross-origin"} if name == "picture" else WANTED
    assert {key: headers.get(key) for key in wanted} == wanted
    assert "geolocation=()" in headers.get("Permissions-Policy", "")
    assert "Content-Security-Policy" in headers


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_admits_nothing_inline_and_nothing_from_elsewhere(client: Client, picture: str, name: str) -> None:
    policy = fetched(name, picture, client).headers.get("Content-Security-Policy", "")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    assert rules["default-src"] == ["'none'"]
    assert rules["base-uri"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    # Readers' pages have no script at all.
    desk = {word for word in rules.get("script-src", ()) if not word.startswith("'nonce-")}
    assert desk == ({"'self'"} if name in {"sign-in", "board", "stale form"} else set())
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("name", PUBLIC)
def test_readers_get_no_cookie(client: Client, picture: str, name: str) -> None:
    assert not fetched(name, picture, client).cookies


@pytest.mark.parametrize("name", PUBLIC)
def test_what_readers_get_varies_with_nothing_that_they_send(client: Client, picture: str, name: str) -> None:
    vary = fetched(name, picture, client).headers.get("Vary", "")
    assert vary in {"", "Accept-Encoding"}


@pytest.mark.parametrize("name", ["home", "day", "month", "page"])
def test_public_pages_carry_no_nonce(client: Client, picture: str, name: str) -> None:
    assert "nonce" not in fetched(name, picture, client).headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/sign-in/", "/admin/roundups/story/", "/admin/my-sign-in/"])
def test_staff_answers_are_private_and_never_stored(client: Client, path: str) -> None:
    factories.masthead()
    sign_in(client, factories.person(Role.EDITOR))
    control = client.get(path).headers["Cache-Control"]
    assert "private" in control
    assert "no-store" in control
