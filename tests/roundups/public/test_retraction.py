"""A retraction: a notice stands where the text stood, and the text is nowhere; a comeback brings its note."""

import datetime
from typing import Any

import pytest
from django.test import Client

from newsroom.roles import Role
from roundups.models import Roundup
from roundups.workflow import Verdict
from tests import factories
from tests.roundups.public.parsed import leads_to, parsed

pytestmark = pytest.mark.django_db
WHY = "We can no longer stand by the figures."


@pytest.fixture
def editor() -> Any:
    return factories.person(Role.EDITOR)


@pytest.fixture
def day(editor: Any) -> Roundup:
    """The second of three days, retracted."""
    for number in (1, 2, 3):
        found = factories.roundup(datetime.date(2026, 3, number))
        factories.story_in("approved", found, headline=f"Ship {number} sails", short_headline=f"Ship {number}")
        factories.step("publish", found, editor)
    found = Roundup.objects.get(date=datetime.date(2026, 3, 2))
    factories.step("retract", found, editor, note=WHY, now=factories.NOON + datetime.timedelta(hours=3))
    return found


def back(day: Roundup, editor: Any) -> None:
    verdict = Verdict(kind="update", text="The figures were right after all.")
    now = factories.NOON + datetime.timedelta(hours=5)
    factories.step("reinstate", day, editor, verdicts={"": verdict}, now=now)


def test_a_notice_stands_where_the_text_stood(client: Client, day: Roundup) -> None:
    answer = client.get("/2026/03/02/")
    page = parsed(answer.content)
    assert answer.status_code == 200
    assert page.one("h1").words == "The roundup of 2 March 2026 was retracted"
    assert WHY in page.one("main").words


def test_the_notice_has_nothing_of_the_text(client: Client, day: Roundup) -> None:
    page = parsed(client.get("/2026/03/02/").content)
    assert not page.all("article")
    assert not page.all("figure")
    assert "Ship 2" not in page.words
    assert "It is day 2" not in page.words


def test_the_notice_keeps_the_editor_in_the_imprint_and_the_canonical_address(client: Client, day: Roundup) -> None:
    page = parsed(client.get("/2026/03/02/").content)
    assert "Editor in chief — Ada Keller." in page.one("footer").words
    assert page.one("link", rel="canonical").attrs["href"].endswith("/2026/03/02/")


def test_the_notice_leads_to_its_neighbours(client: Client, day: Roundup) -> None:
    turn = parsed(client.get("/2026/03/02/").content).one("nav", cls="turn")
    assert [link.attrs["href"] for link in turn.all("a")] == ["/2026/03/01/", "/2026/03/03/"]


@pytest.mark.parametrize("path", ["/", "/2026/03/", "/2026/03/01/", "/2026/03/03/"])
def test_a_retracted_day_is_gone_from_every_list(client: Client, day: Roundup, path: str) -> None:
    page = client.get(path).content.decode()
    assert "Ship 2" not in page
    assert "/2026/03/02/" not in page


def test_the_neighbours_lead_past_the_retracted_day(client: Client, day: Roundup) -> None:
    page = parsed(client.get("/2026/03/03/").content)
    assert page.one("a", rel="prev").attrs["href"] == "/2026/03/01/"


def test_the_latest_day_retracted_leaves_the_home_page_to_the_day_before(client: Client, editor: Any) -> None:
    for number in (1, 2):
        factories.published(factories.roundup(datetime.date(2026, 3, number)), stories=1)
    factories.step("retract", Roundup.objects.get(date=datetime.date(2026, 3, 2)), editor, note=WHY)
    assert parsed(client.get("/").content).one("p", cls="stamp").words.startswith("Sunday, 1 March 2026")


def test_the_only_day_retracted_leaves_an_empty_home_page_and_no_month(client: Client, editor: Any) -> None:
    day = factories.published(stories=1)
    factories.step("retract", day, editor, note=WHY)
    assert "The first roundup" in client.get("/").content.decode()
    assert client.get("/2026/03/").status_code == 404


def test_the_days_number_leads_to_the_notice(client: Client, day: Roundup) -> None:
    assert leads_to(client, "/day/2/") == "/2026/03/02/"


def test_a_reinstated_day_is_back_with_its_note(client: Client, day: Roundup, editor: Any) -> None:
    back(day, editor)
    page = parsed(client.get("/2026/03/02/").content)
    assert page.one("h1").words == "Ship 2"
    assert page.one("aside").words == "Update, 2 March, 19:00. The figures were right after all."
    assert WHY not in page.words


def test_a_reinstated_day_says_when_it_was_published_first_and_updated_last(
    client: Client, day: Roundup, editor: Any
) -> None:
    back(day, editor)
    assert "published 14:00 · updated 19:00" in parsed(client.get("/2026/03/02/").content).one("p", cls="stamp").words


@pytest.mark.parametrize("path", ["/2026/03/", "/2026/03/01/", "/2026/03/03/", "/"])
def test_a_reinstated_day_is_back_in_every_list(client: Client, day: Roundup, editor: Any, path: str) -> None:
    back(day, editor)
    assert "Ship 2" in client.get(path).content.decode()
