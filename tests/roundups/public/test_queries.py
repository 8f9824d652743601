"""How often a public page asks the database: twice at most, however many days there are."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.models import Edition, EditionKind, EditionText, Roundup, RoundupState
from tests import factories
from tests.roundups.public import walks
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
LIMITS = {
    "/": 2,
    "/2026/03/02/": 2,
    "/2026/03/": 2,
    "/about/": 2,
    "/2026/03/01/": 2,  # retracted
    "/day/2/": 1,
    "/text/2026/03/02/": 2,
    "/text/2026/03/01/": 2,  # retracted
    "/2026/": 2,
    "/corrections/": 2,
    "/corrections/2026/": 2,
    "/feed.rss": 2,
    "/feed.atom": 2,
    "/feed.json": 2,
    "/corrections.rss": 1,
    "/ru/corrections/": 2,  # nothing was corrected
    "/ru/corrections.rss": 2,
    "/sitemap.xml": 2,
    "/sitemap-2026.xml": 1,
    "/robots.txt": 1,
    "/.well-known/security.txt": 2,
    "/site.webmanifest": 1,
    "/favicon.ico": 0,
    "/404.html": 1,
    "/away.html": 1,
    "/2026/05/05/": 2,  # missing
    "/text/2026/05/05/": 2,
    "/1999/": 2,
    "/1999/01/": 2,
    "/corrections/1999/": 2,
    "/sitemap-1999.xml": 2,
    "/nothing/": 2,
}


@pytest.fixture
def paper(begin_with: Begin) -> Masthead:
    begin_with(a_paper)
    return Masthead.objects.get(language="en")


def a_paper() -> None:
    """Two published days, the first retracted, with photos, a second language and a page."""
    editor = factories.person(Role.EDITOR)
    for day in (1, 2):
        found = factories.roundup(datetime.date(2026, 3, day), photo=factories.photo())
        factories.story_in("approved", found, photo=factories.photo())
        factories.published(found, editor=editor)
    factories.step("retract", Roundup.objects.get(date=datetime.date(2026, 3, 1)), editor)
    factories.published(factories.roundup(masthead=factories.masthead(language="ru")), stories=1)
    masthead = factories.masthead(contact="desk@example.org")
    Page.objects.update_or_create(masthead=masthead, slug="about", defaults={"title": "About", "body": "<p>We.</p>"})


@pytest.fixture
def archive(begin_with: Begin) -> None:
    begin_with(a_paper_with_an_archive)


def a_paper_with_an_archive() -> None:
    """40 published days more, copies of one."""
    a_paper()
    paper = Masthead.objects.get(language="en")
    source = Edition.objects.get(roundup__masthead=paper, date=datetime.date(2026, 3, 2))
    for back in range(1, 41):
        date = datetime.date(2026, 3, 1) - datetime.timedelta(days=back)
        day = Roundup.objects.create(masthead=paper, date=date, status=RoundupState.PUBLISHED)
        edition = Edition.objects.create(
            roundup=day, masthead=paper, date=date, day=1000 + back, number=1, kind=EditionKind.FIRST,
            digest=source.digest, at=source.at, time_zone=source.time_zone,
        )  # fmt: skip
        EditionText.objects.create(edition=edition, headline="A day", galley=source.text.galley)


def count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


@pytest.mark.parametrize("path", LIMITS)
def test_a_public_page_asks_the_database_twice_at_most(client: Client, paper: Masthead, path: str) -> None:
    assert count(client, path) <= LIMITS[path]


@pytest.mark.parametrize("path", [*LIMITS, "/2026/02/", "/2026/02/10/", "/text/2026/02/10/", "/day/1020/"])
def test_an_archive_of_forty_days_costs_no_query_more(client: Client, archive: None, path: str) -> None:
    assert count(client, path) <= LIMITS.get(path, 2)


def test_a_page_with_many_editions_and_notes_costs_no_query_more(client: Client, paper: Masthead) -> None:
    editor = factories.person(Role.EDITOR)
    day = Roundup.objects.get(masthead=paper, date=datetime.date(2026, 3, 2))
    for _number in range(4):
        factories.story_in("approved", day)
        factories.step("reissue", day, editor)
    assert count(client, "/2026/03/02/") <= 2


@pytest.mark.parametrize(
    "path", ["/2026/03/02/", "/text/2026/03/02/", "/corrections/", "/corrections.rss", "/feed.rss"]
)
def test_many_corrections_cost_no_query_more(client: Client, paper: Masthead, path: str) -> None:
    day = Roundup.objects.get(masthead=paper, date=datetime.date(2026, 3, 2))
    for minutes in range(1, 5):
        walks.corrected(day, factories.NOON + datetime.timedelta(minutes=minutes))
    assert count(client, path) <= LIMITS[path]


@pytest.mark.usefixtures("archive")
def test_the_news_sitemap_asks_the_database_twice_at_most(client: Client) -> None:
    with time_machine.travel(factories.NOON + datetime.timedelta(hours=1), tick=False):
        assert b"<loc>" in client.get("/news-sitemap.xml").content
        assert count(client, "/news-sitemap.xml") <= 2


def test_a_picture_asks_the_database_nothing(client: Client, paper: Masthead, settings: Any) -> None:
    assert count(client, f"/pictures/{'a' * 32}-1/960.jpg") <= 1  # the 404 page's masthead
