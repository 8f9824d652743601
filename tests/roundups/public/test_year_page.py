"""A year in calendars, and the way from month to month and from year to year (4-public, Pages)."""

import datetime

import pytest
from django.test import Client

from newsroom.roles import Role
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.walks import reinstated, retracted, told

pytestmark = pytest.mark.django_db
CANARY = "Zyxqanary"


def shown(client: Client, path: str = "/2026/") -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer.content)


def on(*dates: str) -> None:
    for date in dates:
        told(datetime.date.fromisoformat(date))


def away(date: str) -> None:
    retracted(told(datetime.date.fromisoformat(date), headline=CANARY, short_headline=CANARY))


def turns(client: Client, path: str) -> dict[str, str]:
    """Where a page leads before and after it."""
    links = [link for nav in shown(client, path).all("nav", cls="turn") for link in nav.all("a")]
    return {link.attrs["rel"]: link.attrs["href"] for link in links}


def test_a_year_has_a_calendar_for_each_month_with_a_roundup_in_order(client: Client) -> None:
    on("2026-07-01", "2026-03-02", "2026-03-17", "2025-12-31")
    page = shown(client)
    assert [heading.one("a").attrs["href"] for heading in page.all("h2")] == ["/2026/03/", "/2026/07/"]
    assert [heading.words for heading in page.all("h2")] == ["March", "July"]
    assert len(page.all("table", cls="calendar")) == 2


def test_each_day_with_a_roundup_is_a_link_and_no_other(client: Client) -> None:
    on("2026-03-02", "2026-03-17", "2026-07-01", "2025-03-05")
    links = [link for table in shown(client).all("table") for link in table.all("a")]
    assert [(link.words, link.attrs["href"]) for link in links] == [
        ("2", "/2026/03/02/"),
        ("17", "/2026/03/17/"),
        ("1", "/2026/07/01/"),
    ]


@pytest.mark.parametrize(("date", "days"), [("2024-02-29", 29), ("2026-02-01", 28), ("2026-12-31", 31)])
def test_a_months_calendar_has_each_of_its_days_once_under_its_weekday(client: Client, date: str, days: int) -> None:
    on(date)
    cells = [cell.words for cell in shown(client, f"/{date[:4]}/").one("tbody").all("td")]
    assert [cell for cell in cells if cell] == [str(day) for day in range(1, days + 1)]
    assert cells.index("1") == datetime.date.fromisoformat(date).replace(day=1).weekday()


@pytest.mark.parametrize(
    ("dates", "words"), [(["2026-03-02"], "1 roundup"), (["2026-03-02", "2026-07-01"], "2 roundups")]
)
def test_a_year_counts_its_roundups(client: Client, dates: list[str], words: str) -> None:
    on(*dates)
    assert shown(client).one("p", cls="stamp").words == words


def test_a_year_has_one_address_a_title_and_headings_in_order(client: Client) -> None:
    on("2026-03-02")
    page = shown(client)
    assert page.one("title").words == "2026 — The Lantern"
    assert page.one("h1").words == "2026"
    ids = [element.attrs["id"] for element in page.walk() if "id" in element.attrs]
    assert len(set(ids)) == len(ids)
    labels = [section.attrs["aria-labelledby"] for section in page.all("section")]
    assert set(labels) <= set(ids)


@pytest.mark.parametrize("path", ["/2025/", "/2027/", "/0026/", "/20260/", "/202/", "/ka/2026/", "/ru/2026/"])
def test_a_year_without_a_roundup_is_no_page(client: Client, path: str) -> None:
    on("2026-03-02")
    factories.masthead(language="ru", name="Фонарь")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("year", [1900, 2199])
def test_a_year_at_the_edge_of_the_calendar_is_shown(client: Client, year: int) -> None:
    on(f"{year}-01-01", f"{year}-12-31")
    assert len(shown(client, f"/{year}/").all("table")) == 2


def test_a_year_leads_to_the_years_beside_it_that_have_a_roundup(client: Client) -> None:
    on("2019-05-05", "2023-05-05", "2026-03-02", "2030-05-05", "2031-05-05")
    assert turns(client, "/2026/") == {"prev": "/2023/", "next": "/2030/"}
    assert turns(client, "/2019/") == {"next": "/2023/"}
    assert turns(client, "/2031/") == {"prev": "/2030/"}


def test_a_month_leads_to_the_months_beside_it_that_have_a_roundup(client: Client) -> None:
    on("2024-05-05", "2025-12-31", "2026-03-01", "2026-03-31", "2026-06-01", "2026-07-01")
    assert turns(client, "/2026/03/") == {"prev": "/2025/12/", "next": "/2026/06/"}
    assert turns(client, "/2024/05/") == {"next": "/2025/12/"}
    assert turns(client, "/2026/07/") == {"prev": "/2026/06/"}


def test_a_month_leads_to_its_year_and_a_day_to_its_month(client: Client) -> None:
    on("2026-03-02")
    assert shown(client, "/2026/03/").one("nav", aria_label="Site").one("a", href="/2026/")
    assert shown(client, "/2026/03/02/").one("nav", aria_label="Site").one("a", href="/2026/03/")


@pytest.mark.parametrize("path", ["/2026/", "/2026/03/"])
def test_the_only_year_and_month_lead_nowhere(client: Client, path: str) -> None:
    on("2026-03-02")
    assert turns(client, path) == {}


# --- What was taken back, what is to come -------------------------------------------------------------------------


def test_months_and_years_whose_days_are_all_retracted_are_passed_over(client: Client) -> None:
    on("2024-05-05", "2026-01-05", "2026-03-02", "2026-06-05", "2028-05-05")
    for date in ("2025-05-05", "2026-02-05", "2026-05-05", "2027-05-05"):
        away(date)
    assert turns(client, "/2026/") == {"prev": "/2024/", "next": "/2028/"}
    assert turns(client, "/2026/03/") == {"prev": "/2026/01/", "next": "/2026/06/"}
    for path in ("/2025/", "/2026/02/", "/2026/05/", "/2027/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/2026/", "/2026/03/"])
def test_a_retracted_day_is_no_link_no_word_and_not_counted(client: Client, path: str) -> None:
    on("2026-03-02")
    away("2026-03-09")
    page = client.get(path).content.decode()
    assert CANARY not in page
    assert "/2026/03/09/" not in page
    assert "2 roundups" not in page


@pytest.mark.parametrize("path", ["/2026/", "/2026/03/"])
def test_a_reinstated_day_is_a_link_again(client: Client, path: str) -> None:
    day = told()
    retracted(day)
    assert client.get(path).status_code == 404
    reinstated(day)
    assert shown(client, path).one("table").one("a", href="/2026/03/02/")


def test_a_day_that_readers_do_not_have_is_in_no_calendar_and_leads_nowhere(client: Client) -> None:
    on("2026-03-02")
    for date in ("2026-03-09", "2026-04-09", "2027-01-01"):
        hidden = factories.roundup(datetime.date.fromisoformat(date))
        factories.story_in("approved", hidden)
        factories.step("schedule", hidden, factories.person(Role.EDITOR))
    assert len(shown(client).one("table").all("a")) == 1
    assert turns(client, "/2026/") == turns(client, "/2026/03/") == {}
    for path in ("/2027/", "/2026/04/"):
        assert client.get(path).status_code == 404


# --- Languages ----------------------------------------------------------------------------------------------------


def test_each_language_has_its_own_years_and_months(client: Client) -> None:
    on("2026-03-02", "2025-03-02")
    russian = factories.masthead(language="ru", name="Фонарь")
    for date in ("2024-07-01", "2026-07-01"):
        told(datetime.date.fromisoformat(date), paper=russian)
    page = shown(client, "/ru/2026/")
    assert [link.attrs["href"] for link in page.one("table").all("a")] == ["/ru/2026/07/01/"]
    assert page.one("h2").words.lower() == "июль"
    assert turns(client, "/ru/2026/") == {"prev": "/ru/2024/"}
    assert turns(client, "/ru/2026/07/") == {"prev": "/ru/2024/07/"}
    assert turns(client, "/2026/") == {"prev": "/2025/"}
