"""A second language beside the first: its own addresses, words and links both ways."""

import datetime

import pytest
from django.test import Client

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.models import Roundup
from tests import factories
from tests.roundups.public.parsed import leads_to, parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def russian() -> Masthead:
    masthead = factories.masthead(
        language="ru", name="Фонарь", kicker="Обзор «Фонаря»", sign_off="Вот и всё утро.", editor_in_chief="Ада Келлер"
    )
    assert masthead.counter is not None
    masthead.counter.openings.update_or_create(language="ru", defaults={"words": "Идёт {day}-й день забастовки."})
    return masthead


def told(masthead: Masthead, date: datetime.date = factories.DATE) -> Roundup:
    day = factories.roundup(date, masthead=masthead)
    factories.story_in(
        "approved", day, headline="Порт снова открыт", short_headline="Порт открыт", summary="Порт открыт."
    )
    factories.step("publish", day, factories.person(Role.EDITOR))
    return day


def test_the_second_language_lives_under_its_letters(client: Client, russian: Masthead) -> None:
    told(russian)
    page = parsed(client.get("/ru/2026/03/02/").content)
    assert page.one("h1").words == "Порт открыт"
    assert page.one("html").attrs["lang"] == "ru"
    assert page.one("link", rel="canonical").attrs["href"] == "http://localhost:8000/ru/2026/03/02/"


def test_the_second_language_speaks_in_its_own_words(client: Client, russian: Masthead) -> None:
    told(russian)
    page = parsed(client.get("/ru/2026/03/02/").content)
    assert page.one("p", cls="kicker").words == "Обзор «Фонаря»"
    assert page.one("div", cls="lede").all("p")[0].words == "Идёт 2-й день забастовки. Порт открыт."
    assert "2 марта 2026" in page.one("p", cls="stamp").words.lower()


def test_a_russian_anchor_is_readable_and_leads_to_its_story(client: Client, russian: Masthead) -> None:
    told(russian)
    assert parsed(client.get("/ru/2026/03/02/").content).one("article").attrs["id"] == "порт-открыт"


def test_the_second_language_has_its_home_month_number_and_pages(client: Client, russian: Masthead) -> None:
    told(russian)
    Page.objects.create(masthead=russian, slug="terms", title="Правила", body="<p>Наши правила.</p>")
    assert "Порт открыт" in client.get("/ru/").content.decode()
    assert "Порт открыт" in client.get("/ru/2026/03/").content.decode()
    assert leads_to(client, "/ru/day/2/") == "/ru/2026/03/02/"
    assert "Наши правила." in client.get("/ru/terms/").content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/2026/03/02/", "/en/2026/03/", "/en/day/2/", "/en/terms/"])
def test_the_first_language_has_one_address_only(client: Client, path: str) -> None:
    factories.published()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/ka/", "/ka/2026/03/02/", "/ka/2026/03/", "/ka/day/2/", "/ka/terms/"])
def test_a_language_that_the_paper_has_not_is_no_page(client: Client, path: str) -> None:
    factories.published()
    assert client.get(path).status_code == 404


def test_a_day_in_two_languages_links_both_ways(client: Client, russian: Masthead) -> None:
    factories.published()
    told(russian)
    english, other = parsed(client.get("/2026/03/02/").content), parsed(client.get("/ru/2026/03/02/").content)
    assert english.one("link", hreflang="ru").attrs["href"] == "http://localhost:8000/ru/2026/03/02/"
    assert other.one("link", hreflang="en").attrs["href"] == "http://localhost:8000/2026/03/02/"
    assert english.one("a", hreflang="ru").attrs["href"] == "/ru/2026/03/02/"
    assert other.one("a", hreflang="en").attrs["href"] == "/2026/03/02/"


def test_a_translation_that_is_not_published_is_not_linked(client: Client, russian: Masthead) -> None:
    factories.published()
    factories.story_in("approved", factories.roundup(masthead=russian))
    assert "hreflang" not in client.get("/2026/03/02/").content.decode()


def test_a_translation_that_was_retracted_is_not_linked(client: Client, russian: Masthead) -> None:
    factories.published()
    factories.step("retract", told(russian), factories.person(Role.EDITOR))
    assert "hreflang" not in client.get("/2026/03/02/").content.decode()


def test_one_language_never_shows_the_others_days(client: Client, russian: Masthead) -> None:
    told(russian, datetime.date(2026, 3, 1))
    told(russian, datetime.date(2026, 3, 3))
    factories.published()
    english = client.get("/2026/03/02/").content.decode()
    assert "/ru/" not in english
    assert client.get("/ru/2026/03/02/").status_code == 404
    assert client.get("/2026/03/01/").status_code == 404


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
def test_a_language_that_runs_from_right_to_left_says_so(client: Client, language: str) -> None:
    told(factories.masthead(language=language, name="فانوس"))
    assert parsed(client.get(f"/{language}/2026/03/02/").content).one("html").attrs["dir"] == "rtl"


@pytest.mark.parametrize("language", ["ru", "ka", "hy", "ti"])
def test_other_languages_run_from_left_to_right(client: Client, language: str) -> None:
    told(factories.masthead(language=language, name="Фонарь"))
    assert parsed(client.get(f"/{language}/2026/03/02/").content).one("html").attrs["dir"] == "ltr"
