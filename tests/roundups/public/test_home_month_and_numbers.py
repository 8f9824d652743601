"""The home page, the months and the numbered days."""

import datetime

import pytest
from django.test import Client

from newsroom.models import Counter
from newsroom.roles import Role
from roundups.models import Roundup
from tests import factories
from tests.roundups.public.parsed import leads_to, parsed

pytestmark = pytest.mark.django_db


def published(*dates: datetime.date) -> list[Roundup]:
    return [factories.published(factories.roundup(date), stories=1) for date in dates]


def march(*days: int) -> list[datetime.date]:
    return [datetime.date(2026, 3, day) for day in days]


def test_the_home_page_of_a_paper_without_roundups_says_so(client: Client) -> None:
    factories.masthead()
    page = parsed(client.get("/").content)
    assert page.one("h1").words == "The Lantern"
    assert "The first roundup has not been published yet." in page.words


def test_the_home_page_is_the_latest_day_in_full(client: Client) -> None:
    published(*march(2, 4, 3))
    page = parsed(client.get("/").content)
    assert page.one("p", cls="stamp").words.startswith("Wednesday, 4 March 2026")
    assert len(page.all("article")) == 1


def test_the_home_page_has_its_own_address_and_title(client: Client) -> None:
    published(*march(2))
    page = parsed(client.get("/").content)
    assert page.one("link", rel="canonical").attrs["href"] == "http://localhost:8000/"
    assert page.one("title").words == "The Lantern’s roundup — The Lantern"


def test_the_home_page_lists_the_seven_days_before_newest_first(client: Client) -> None:
    published(*march(*range(1, 11)))
    days = parsed(client.get("/").content).one("section", cls="recent").all("li")
    assert [day.one("a").attrs["href"] for day in days] == [f"/2026/03/{day:02}/" for day in range(9, 2, -1)]


def test_the_home_page_of_the_first_day_lists_no_days_before(client: Client) -> None:
    published(*march(2))
    assert not parsed(client.get("/").content).all("section", cls="recent")


def test_an_unpublished_later_day_does_not_take_the_home_page(client: Client) -> None:
    published(*march(2))
    day = factories.roundup(datetime.date(2026, 3, 5))
    factories.story_in("approved", day)
    factories.step("schedule", day, factories.person(Role.EDITOR))
    assert parsed(client.get("/").content).one("p", cls="stamp").words.startswith("Monday, 2 March 2026")


def test_a_month_links_the_days_that_have_a_roundup(client: Client) -> None:
    published(*march(2, 17))
    calendar = parsed(client.get("/2026/03/").content).one("table", cls="calendar")
    assert [(link.words, link.attrs["href"]) for link in calendar.all("a")] == [
        ("2", "/2026/03/02/"),
        ("17", "/2026/03/17/"),
    ]


@pytest.mark.parametrize(("date", "days"), [(datetime.date(2026, 3, 2), 31), (datetime.date(2028, 2, 29), 29)])
def test_a_months_calendar_has_each_of_its_days_once_under_its_weekday(
    client: Client, date: datetime.date, days: int
) -> None:
    published(date)
    calendar = parsed(client.get(f"/{date:%Y/%m}/").content).one("table", cls="calendar")
    cells = [cell.words for cell in calendar.one("tbody").all("td")]
    assert [cell for cell in cells if cell] == [str(day) for day in range(1, days + 1)]
    assert cells.index("1") == date.replace(day=1).weekday()
    assert calendar.one("thead").all("th")[0].words == "Mon"


def test_a_month_lists_its_headlines_newest_first(client: Client) -> None:
    days = published(*march(2, 17))
    items = parsed(client.get("/2026/03/").content).one("ul", cls="days").all("li")
    assert [item.one("time").attrs["datetime"] for item in items] == ["2026-03-17", "2026-03-02"]
    assert days[1].stories.get().short_headline in items[0].words
    assert "day 17" in items[0].words


def test_a_month_has_one_canonical_address_and_a_title(client: Client) -> None:
    published(*march(2))
    page = parsed(client.get("/2026/03/").content)
    assert page.one("link", rel="canonical").attrs["href"] == "http://localhost:8000/2026/03/"
    assert page.one("title").words == "March 2026 — The Lantern"


@pytest.mark.parametrize("date", [datetime.date(1900, 1, 1), datetime.date(2026, 12, 31), datetime.date(2199, 12, 31)])
def test_a_month_at_the_edge_of_the_calendar_is_shown(client: Client, date: datetime.date) -> None:
    factories.published(factories.roundup(date, counter=None), stories=1)
    assert client.get(f"/{date.year:04}/{date:%m}/").status_code == 200


@pytest.mark.parametrize("path", ["/2026/02/", "/2026/04/", "/2025/03/"])
def test_a_month_without_a_roundup_is_no_page(client: Client, path: str) -> None:
    published(*march(2))
    assert client.get(path).status_code == 404


def test_a_days_number_leads_to_the_day(client: Client) -> None:
    published(*march(2))
    assert leads_to(client, "/day/2/") == "/2026/03/02/"
    page = parsed(client.get("/day/2/").content)
    assert page.one("link", rel="canonical").attrs["href"] == "http://localhost:8000/2026/03/02/"
    assert page.one("main").one("a").attrs["href"] == "/2026/03/02/"


@pytest.mark.parametrize("path", ["/day/1/", "/day/3/", "/day/0/", "/day/9999999/", "/day/02/"])
def test_a_number_that_no_day_has_is_no_page(client: Client, path: str) -> None:
    published(*march(2))
    assert client.get(path).status_code == 404


def test_where_two_counters_reach_a_number_it_leads_to_the_later_day(client: Client) -> None:
    published(*march(2))
    other = Counter.objects.create(name="the drought", first_day=datetime.date(2026, 4, 1))
    factories.published(factories.roundup(datetime.date(2026, 4, 2), counter=other), stories=1)
    assert leads_to(client, "/day/2/") == "/2026/04/02/"


def test_a_days_number_stays_when_the_counter_is_mended_later(client: Client) -> None:
    (day,) = published(*march(2))
    assert day.counter is not None
    Counter.objects.filter(pk=day.counter.pk).update(first_day=datetime.date(2026, 2, 1))
    assert leads_to(client, "/day/2/") == "/2026/03/02/"
    assert "It is day 2 of the strike." in client.get("/2026/03/02/").content.decode()
