"""The sitemaps: an index, one for each year, and one for news searches (4-public, Sitemaps)."""

import datetime
import hashlib
from typing import Any

import pytest
import time_machine
from defusedxml import ElementTree
from django.test import Client

from newsroom.models import Masthead
from newsroom.roles import Role
from roundups.models import Edition, EditionKind, EditionText, Roundup, RoundupState
from tests import factories
from tests.roundups.public.walks import LATER, LATEST, SITE, changed, corrected, reinstated, retracted, told

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
CANARY = "Zyxqanary"
MARCH_1, MARCH_3 = datetime.date(2026, 3, 1), datetime.date(2026, 3, 3)
SOON = factories.NOON + datetime.timedelta(hours=20)


def xml(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def places(client: Client, path: str) -> dict[str, datetime.datetime]:
    """The addresses that a sitemap names, in their order, each with its last change."""
    return {
        each.findtext(f"{MAP}loc"): datetime.datetime.fromisoformat(each.findtext(f"{MAP}lastmod"))
        for each in xml(client, path)
    }


def news(client: Client, now: datetime.datetime = SOON) -> list[Any]:
    with time_machine.travel(now, tick=False):
        return list(xml(client, "/news-sitemap.xml"))


def named(client: Client, now: datetime.datetime = SOON) -> list[str]:
    return [page.findtext(f"{MAP}loc") for page in news(client, now)]


# --- The index and the years --------------------------------------------------------------------------------------


def test_the_index_leads_to_a_sitemap_for_each_year_with_its_last_change(client: Client) -> None:
    told(datetime.date(2024, 7, 1))
    corrected(told())
    assert places(client, "/sitemap.xml") == {
        f"{SITE}/sitemap-2024.xml": factories.NOON,
        f"{SITE}/sitemap-2026.xml": LATER,
    }


def test_every_sitemap_of_the_index_is_there(client: Client) -> None:
    for year in (1900, 2024, 2026):
        told(datetime.date(year, 7, 1))
    paths = [place.removeprefix(SITE) for place in places(client, "/sitemap.xml")]
    assert [bool(places(client, path)) for path in paths] == [True, True, True]


def test_a_years_sitemap_names_its_days_in_order_with_their_last_change(client: Client) -> None:
    told(MARCH_3)
    changed(told(), "refile")
    told(datetime.date(2025, 12, 31))
    assert list(places(client, "/sitemap-2026.xml").items()) == [
        (f"{SITE}/2026/03/02/", LATER),
        (f"{SITE}/2026/03/03/", factories.NOON + datetime.timedelta(days=1)),
    ]


def test_a_years_sitemap_has_the_days_of_every_language_at_their_own_addresses(client: Client) -> None:
    told()
    told(paper=factories.masthead(language="ru", name="Фонарь", base_url="https://fonar.example.org"))
    assert list(places(client, "/sitemap-2026.xml")) == [
        f"{SITE}/2026/03/02/",
        "https://fonar.example.org/ru/2026/03/02/",
    ]


@pytest.mark.parametrize("path", ["/sitemap-2025.xml", "/sitemap-0026.xml", "/sitemap-.xml", "/sitemap-20260.xml"])
def test_a_year_without_a_day_has_no_sitemap(client: Client, path: str) -> None:
    told()
    assert client.get(path).status_code == 404


def test_a_site_without_a_day_has_an_empty_index(client: Client) -> None:
    factories.masthead()
    assert places(client, "/sitemap.xml") == {}


def test_a_retracted_day_is_gone_and_its_year_has_changed(client: Client) -> None:
    told(MARCH_1)
    retracted(told())
    assert list(places(client, "/sitemap-2026.xml")) == [f"{SITE}/2026/03/01/"]
    assert places(client, "/sitemap.xml")[f"{SITE}/sitemap-2026.xml"] == LATEST


def test_a_year_whose_days_are_all_retracted_has_no_sitemap(client: Client) -> None:
    told(datetime.date(2025, 7, 1))
    retracted(told())
    assert list(places(client, "/sitemap.xml")) == [f"{SITE}/sitemap-2025.xml"]
    assert client.get("/sitemap-2026.xml").status_code == 404


def test_a_reinstated_day_is_back_in_the_sitemap(client: Client) -> None:
    day = told()
    retracted(day)
    reinstated(day)
    assert list(places(client, "/sitemap-2026.xml")) == [f"{SITE}/2026/03/02/"]


def test_a_day_that_readers_do_not_have_is_in_no_sitemap(client: Client) -> None:
    told()
    hidden = factories.roundup(datetime.date(2027, 1, 1))
    factories.story_in("approved", hidden)
    factories.step("schedule", hidden, factories.person(Role.EDITOR))
    assert list(places(client, "/sitemap.xml")) == [f"{SITE}/sitemap-2026.xml"]
    assert client.get("/sitemap-2027.xml").status_code == 404


# --- News ---------------------------------------------------------------------------------------------------------


def test_a_new_day_is_news_with_its_headline_paper_and_moment(client: Client) -> None:
    told(short_headline="Tom & Jerry <again>")
    (page,) = news(client)
    assert page.findtext(f"{MAP}loc") == f"{SITE}/2026/03/02/"
    said = page.find(f"{NEWS}news")
    assert said.findtext(f"{NEWS}title") == "Tom & Jerry <again>"
    assert said.findtext(f"{NEWS}publication/{NEWS}name") == "The Lantern"
    assert said.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert datetime.datetime.fromisoformat(said.findtext(f"{NEWS}publication_date")) == factories.NOON


def test_each_language_is_news_of_its_own(client: Client) -> None:
    told()
    told(paper=factories.masthead(language="ru", name="Фонарь", base_url="https://fonar.example.org"))
    said = {page.findtext(f".//{NEWS}language"): page.findtext(f".//{NEWS}name") for page in news(client)}
    assert said == {"en": "The Lantern", "ru": "Фонарь"}


def test_a_later_edition_is_no_later_news(client: Client) -> None:
    day = told()
    corrected(day, LATEST)
    (page,) = news(client)
    assert datetime.datetime.fromisoformat(page.findtext(f".//{NEWS}publication_date")) == factories.NOON
    assert datetime.datetime.fromisoformat(page.findtext(f"{MAP}lastmod")) == LATEST


def test_a_day_is_news_for_two_days(client: Client) -> None:
    told()
    two_days = factories.NOON + datetime.timedelta(days=2)
    assert named(client, two_days - datetime.timedelta(seconds=1)) == [f"{SITE}/2026/03/02/"]
    assert named(client, two_days) == []


def test_an_old_day_that_is_published_today_is_no_news(client: Client) -> None:
    told(datetime.date(2025, 3, 2))
    assert named(client) == []


def test_a_correction_makes_no_news_of_an_old_day(client: Client) -> None:
    day = told()
    now = factories.NOON + datetime.timedelta(days=30)
    corrected(day, now)
    assert named(client, now) == []


def test_the_newest_news_comes_first(client: Client) -> None:
    for date in (MARCH_1, MARCH_3, factories.DATE):
        told(date)
    now = factories.NOON + datetime.timedelta(hours=36)
    assert named(client, now) == [f"{SITE}/2026/03/0{day}/" for day in (3, 2, 1)]


def test_there_is_never_more_news_than_a_thousand(client: Client) -> None:
    source = Edition.objects.get(roundup=told())
    languages = [f"{first}{second}" for first in "abcdefghijkl" for second in "abcdefghijklmnopqrstuvwxyz"]
    papers = [Masthead(language=language, name="A paper", base_url=SITE) for language in languages if language != "en"]
    Masthead.objects.bulk_create(papers, ignore_conflicts=True)
    dates = [factories.DATE - datetime.timedelta(days=back) for back in range(4)]
    days = Roundup.objects.bulk_create(
        Roundup(masthead=paper, date=date, status=RoundupState.PUBLISHED) for paper in papers for date in dates
    )
    editions = Edition.objects.bulk_create(
        Edition(
            roundup=day, masthead=day.masthead, date=day.date, number=1, kind=EditionKind.FIRST, digest=source.digest,
            at=source.at, time_zone="UTC",
        )
        for day in days
    )  # fmt: skip
    EditionText.objects.bulk_create(EditionText(edition=edition, headline="A day", galley="{}") for edition in editions)
    assert len(editions) > 1000
    assert len(news(client, factories.NOON + datetime.timedelta(hours=1))) == 1000


def test_an_idle_site_has_news_without_a_page(client: Client) -> None:
    factories.masthead()
    assert news(client) == []


@pytest.mark.parametrize("sign", ["\x0b", "\x01", "\uffff"])
def test_a_sign_that_xml_cannot_carry_does_not_break_the_news(client: Client, sign: str) -> None:
    told(paper=factories.masthead(name=f"The{sign} Lantern", base_url=SITE), short_headline=f"The port{sign} opens")
    (page,) = news(client)
    assert page.findtext(f".//{NEWS}title") == "The port  opens"


def test_a_retracted_day_is_no_news_and_a_reinstated_one_is(client: Client) -> None:
    day = told(short_headline=CANARY)
    retracted(day)
    assert named(client) == []
    reinstated(day)
    assert [page.findtext(f".//{NEWS}title") for page in news(client)] == [CANARY]


def test_a_withdrawn_story_is_gone_from_the_news(client: Client) -> None:
    day = told(short_headline=CANARY, others=1)
    assert CANARY in news(client)[0].findtext(f".//{NEWS}title")
    factories.step("withdraw", day.stories.order_by("position")[0], factories.person(Role.EDITOR))
    factories.step("reissue", day, factories.person(Role.EDITOR), now=LATEST)
    assert CANARY not in news(client)[0].findtext(f".//{NEWS}title")


def test_the_sitemaps_of_the_years_do_not_change_as_time_goes_by(client: Client) -> None:
    told()
    seen = []
    for days in (1, 100):
        with time_machine.travel(factories.NOON + datetime.timedelta(days=days), tick=False):
            contents = [client.get(path).content for path in ("/sitemap.xml", "/sitemap-2026.xml")]
            seen.append([hashlib.sha256(content).hexdigest() for content in contents])
    assert seen[0] == seen[1]
