"""How often a public page asks the database: twice at most, however many days there are."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.models import Edition, EditionKind, EditionText, Roundup, RoundupState
from tests import factories

pytestmark = pytest.mark.django_db
LIMITS = {
    "/": 2,
    "/2026/03/02/": 2,
    "/2026/03/": 2,
    "/about/": 2,
    "/2026/03/01/": 2,  # retracted
    "/day/2/": 1,
    "/2026/05/05/": 2,  # missing
    "/nothing/": 2,
}


@pytest.fixture
def paper() -> Masthead:
    """Two published days, the first retracted, with photos, a second language and a page."""
    editor = factories.person(Role.EDITOR)
    for day in (1, 2):
        found = factories.roundup(datetime.date(2026, 3, day), photo=factories.photo())
        factories.story_in("approved", found, photo=factories.photo())
        factories.published(found, editor=editor)
    factories.step("retract", Roundup.objects.get(date=datetime.date(2026, 3, 1)), editor)
    factories.published(factories.roundup(masthead=factories.masthead(language="ru")), stories=1)
    masthead = factories.masthead()
    Page.objects.update_or_create(masthead=masthead, slug="about", defaults={"title": "About", "body": "<p>We.</p>"})
    return masthead


@pytest.fixture
def archive(paper: Masthead) -> None:
    """40 published days more, copies of one."""
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


@pytest.mark.parametrize("path", [*LIMITS, "/2026/02/", "/2026/02/10/", "/day/1020/"])
def test_an_archive_of_forty_days_costs_no_query_more(client: Client, archive: None, path: str) -> None:
    assert count(client, path) <= LIMITS.get(path, 2)


def test_a_page_with_many_editions_and_notes_costs_no_query_more(client: Client, paper: Masthead) -> None:
    editor = factories.person(Role.EDITOR)
    day = Roundup.objects.get(masthead=paper, date=datetime.date(2026, 3, 2))
    for _number in range(4):
        factories.story_in("approved", day)
        factories.step("reissue", day, editor)
    assert count(client, "/2026/03/02/") <= 2


def test_a_picture_asks_the_database_nothing(client: Client, paper: Masthead, settings: Any) -> None:
    assert count(client, f"/pictures/{'a' * 32}-1/960.jpg") <= 1  # the 404 page's masthead
