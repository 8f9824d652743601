"""Only GET and HEAD, and neither of them writes."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Page
from newsroom.roles import Role
from roundups.models import Photo, Roundup
from roundups.press import pictures
from roundups.public.assets import asset
from tests import factories
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
PATHS = [
    "/", "/2026/03/02/", "/2026/03/01/", "/2026/03/", "/about/", "/day/2/", "/health/", "/ru/", "/nothing/",
    "/2026/03/09/", "/2026/03/02", "/1999/", "/corrections/1999/", "/sitemap-1999.xml",
    "/picture", "/static/roundups/paper.css", "/admin/", "/admin/sign-in/",
]  # fmt: skip
FILES = [
    "/text/2026/03/02/", "/2026/", "/corrections/", "/corrections/2026/", "/feed.rss", "/feed.atom", "/feed.json",
    "/corrections.rss", "/sitemap.xml", "/sitemap-2026.xml", "/news-sitemap.xml", "/robots.txt",
    "/.well-known/security.txt", "/site.webmanifest", "/favicon.ico", "/404.html", "/away.html", asset("paper.css"),
]  # fmt: skip
PAGES = [
    "/", "/2026/03/02/", "/2026/03/01/", "/2026/03/", "/about/", "/day/2/", "/health/", "/picture", "/2026/05/05/",
    *FILES,
]  # fmt: skip


@pytest.fixture
def digest(begin_with: Begin) -> str:
    """The set of a public picture’s prints."""
    begin_with(a_paper)
    return factories.prints_of(Photo.objects.get())


def a_paper() -> None:
    """The day of a public picture, a retracted one and a hidden one."""
    editor, photo = factories.person(Role.EDITOR), factories.photo()
    for number in (1, 2):
        factories.published(factories.roundup(datetime.date(2026, 3, number), photo=photo), editor=editor)
    factories.step("retract", Roundup.objects.get(date=datetime.date(2026, 3, 1)), editor)
    factories.story_in("approved", factories.roundup(datetime.date(2026, 3, 9)))
    masthead = factories.masthead(contact="desk@example.org")
    Page.objects.update_or_create(masthead=masthead, slug="about", defaults={"title": "About", "body": "<p>We.</p>"})
    pictures.place_pictures()


def at(path: str, digest: str) -> str:
    return f"/pictures/{digest}/960.jpg" if path == "/picture" else path


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_safe_method_writes_nothing(client: Client, digest: str, method: str) -> None:
    for path in [*PATHS, *FILES]:
        with CaptureQueriesContext(connection) as captured:
            answer = getattr(client, method)(at(path, digest))
        answer.getvalue()
        assert {query["sql"].split()[0].upper() for query in captured} <= {"SELECT"}, path


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_any_other_method_is_refused(client: Client, digest: str, method: str) -> None:
    for path in PAGES:
        answer = getattr(client, method)(at(path, digest))
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD"), path


def test_a_post_without_a_token_is_refused(digest: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert {path: strict.post(at(path, digest)).status_code for path in PAGES} == dict.fromkeys(PAGES, 403)


def test_head_has_the_status_and_headers_of_get(client: Client, digest: str) -> None:
    for path in PAGES:
        got, headed = client.get(at(path, digest)), client.head(at(path, digest))
        got.getvalue()
        assert (headed.status_code, headed.getvalue()) == (got.status_code, b""), path
        assert set(headed.headers) == set(got.headers), path
