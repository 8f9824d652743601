"""The list of corrections: what was wrong, what is right, and nothing that was taken back (4-public, Pages)."""

import datetime

import pytest
from django.test import Client

from newsroom.models import Masthead
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Roundup
from roundups.workflow import Verdict
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.walks import LATER, LATEST, changed, corrected, reinstated, retracted, told, withdrawn

pytestmark = pytest.mark.django_db
MARCH_1 = datetime.date(2026, 3, 1)
LAST_YEAR = datetime.date(2025, 6, 1)
CANARY = "Zyxqanary"
HOUR = datetime.timedelta(hours=1)


def shown(client: Client, path: str = "/corrections/") -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer.content)


def listed(client: Client, path: str = "/corrections/") -> list[Element]:
    return shown(client, path).one("ul", cls="corrections").all("li")


def years(client: Client, path: str = "/corrections/") -> list[str]:
    return [link.attrs["href"] for nav in shown(client, path).all("nav", cls="years") for link in nav.all("a")]


def secret(date: datetime.date = factories.DATE) -> Roundup:
    """A day of two stories, the first corrected with a canary in both halves."""
    day = told(date, others=1)
    corrected(day, said=f"We said {CANARY}.", right=f"{CANARY} did not.")
    return day


def test_a_paper_that_corrected_nothing_says_so(client: Client) -> None:
    told()
    assert "Nothing has been corrected yet." in shown(client).one("main").words
    assert years(client) == []


def test_a_correction_has_both_halves_its_day_its_moment_and_leads_to_its_story(client: Client) -> None:
    day = told()
    corrected(day, said="We said it fell.", right="It holds.")
    (item,) = listed(client)
    assert [part.words for part in item.all("p")] == [
        "Monday, 2 March 2026 · corrected 2 March 2026, 14:30",
        "We said: We said it fell.",
        "Right is: It holds.",
    ]
    assert item.one("a").attrs["href"] == f"/2026/03/02/#{day.stories.get().anchor}"
    assert parsed(client.get("/2026/03/02/").content).one(id_=day.stories.get().anchor)


def test_refiles_and_updates_are_not_listed(client: Client) -> None:
    day = told()
    changed(day, "refile")
    changed(day, "update", LATEST, text="The mayor answered.")
    assert listed(client) == []


def test_an_update_that_came_with_a_correction_is_not_listed(client: Client) -> None:
    day = told(others=1)
    editor = factories.person(Role.EDITOR)
    verdicts = {}
    for story, kind in zip(day.stories.order_by("position"), ("update", "correction"), strict=True):
        factories.step("reopen", story, editor)
        story.summary = "It is told anew."
        workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
        factories.step("file", story, story.author)
        factories.step("approve", story, editor)
        verdicts[story.anchor] = Verdict(kind=kind, said="One.", right="Two.", text=f"The {kind}.")
    factories.step("reissue", day, editor, now=LATER, verdicts=verdicts)
    (item,) = listed(client)
    assert "The correction." in item.words


def test_the_newest_correction_comes_first_whatever_its_day(client: Client) -> None:
    first, second = told(MARCH_1), told()
    corrected(second, LATER, said="The first.")
    corrected(first, LATER + HOUR, said="The second.")
    corrected(second, LATER + 2 * HOUR, said="The third.")
    assert [item.all("p")[1].words for item in listed(client)] == [
        "We said: The third.", "We said: The second.", "We said: The first.",
    ]  # fmt: skip


def test_each_year_has_the_corrections_of_its_days(client: Client) -> None:
    corrected(told(LAST_YEAR), LATER, said="Of last year.")
    corrected(told(), LATER + HOUR, said="Of this year.")
    assert len(listed(client)) == 2
    assert [item.all("p")[1].words for item in listed(client, "/corrections/2025/")] == ["We said: Of last year."]
    assert [item.all("p")[1].words for item in listed(client, "/corrections/2026/")] == ["We said: Of this year."]
    assert shown(client, "/corrections/2025/").one("h1").words == "Corrections of 2025"


def test_the_years_lead_to_each_other_newest_first(client: Client) -> None:
    corrected(told(LAST_YEAR))
    corrected(told())
    assert years(client) == ["/corrections/2026/", "/corrections/2025/"]
    assert years(client, "/corrections/2025/") == ["/corrections/2026/"]
    assert shown(client, "/corrections/2025/").one("nav", cls="years").one("span", aria_current="page").words == "2025"


@pytest.mark.parametrize("year", [2025, 2024, 1000])
def test_a_year_without_a_correction_is_no_page(client: Client, year: int) -> None:
    corrected(told())
    told(LAST_YEAR)
    assert client.get(f"/corrections/{year}/").status_code == 404


def test_the_page_shows_the_latest_fifty_and_a_year_shows_them_all(client: Client) -> None:
    day = told()
    for number in range(51):
        corrected(day, LATER + number * datetime.timedelta(minutes=1), said=f"Wrong {number}.")
    assert [item.all("p")[1].words for item in listed(client)] == [
        f"We said: Wrong {number}." for number in range(50, 0, -1)
    ]
    assert len(listed(client, "/corrections/2026/")) == 51


def test_the_page_leads_to_its_feed_the_policy_and_the_form(client: Client) -> None:
    told()
    links = [link.attrs["href"] for link in shown(client).one("main").all("a")]
    assert links == ["/corrections-policy/", "/report/", "/corrections.rss"]
    assert {client.get(link).status_code for link in links} == {200}


# --- What was taken back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/2026/"])
def test_a_retraction_is_listed_and_earlier_corrections_of_that_day_are_gone(client: Client, path: str) -> None:
    day = secret()
    assert CANARY in client.get(path).content.decode()
    retracted(day, "The figures were wrong.")
    (item,) = listed(client, path)
    assert item.words == "Monday, 2 March 2026 · retracted 2 March 2026, 15:30 The figures were wrong."
    assert item.one("a").attrs["href"] == "/2026/03/02/"
    assert CANARY not in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/2026/"])
def test_a_withdrawal_is_listed_and_earlier_corrections_of_that_story_are_gone(client: Client, path: str) -> None:
    day = secret()
    withdrawn(day, "It put somebody at risk.")
    (item,) = listed(client, path)
    assert "a story was withdrawn" in item.words
    assert "It put somebody at risk." in item.words
    assert CANARY not in client.get(path).content.decode()


def test_corrections_of_the_other_stories_stay_when_one_is_withdrawn(client: Client) -> None:
    day = told(others=1)
    corrected(day, said="Of the other.")
    editor = factories.person(Role.EDITOR)
    factories.step("withdraw", day.stories.order_by("position")[1], editor)
    factories.step("reissue", day, editor, now=LATEST)
    assert [bool("Of the other." in item.words) for item in listed(client)] == [False, True]


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/2026/"])
def test_a_story_withdrawn_while_its_day_was_retracted_takes_its_corrections_along(client: Client, path: str) -> None:
    day = secret()
    retracted(day)
    factories.step("withdraw", day.stories.order_by("position")[0], factories.person(Role.EDITOR), note="It was wrong.")
    reinstated(day)
    assert CANARY not in client.get(path).content.decode()
    (item,) = listed(client, path)
    assert "It was wrong." in item.words


@pytest.mark.parametrize("path", ["/corrections/", "/corrections/2026/"])
def test_a_reinstated_day_has_its_corrections_again_and_its_retraction_no_more(client: Client, path: str) -> None:
    day = secret()
    retracted(day, "The figures were wrong.")
    reinstated(day)
    (item,) = listed(client, path)
    assert f"We said {CANARY}." in item.words


def test_a_day_that_is_retracted_again_says_only_why_it_is_away_now(client: Client) -> None:
    day = secret()
    retracted(day, "The first reason.")
    reinstated(day)
    retracted(day, "The second reason.", LATEST + 3 * HOUR)
    (item,) = listed(client)
    assert "The second reason." in item.words


def test_a_year_of_which_nothing_is_left_to_say_is_not_linked(client: Client) -> None:
    corrected(told())
    day = told(LAST_YEAR)
    retracted(day)
    reinstated(day)
    assert client.get("/corrections/2025/").status_code == 404
    assert "/corrections/2025/" not in years(client)


def test_every_year_that_is_linked_is_a_page(client: Client) -> None:
    retracted(secret())
    withdrawn(secret(LAST_YEAR))
    corrected(told(datetime.date(2024, 5, 5)))
    linked = years(client)
    assert linked == ["/corrections/2026/", "/corrections/2025/", "/corrections/2024/"]
    assert {client.get(path).status_code for path in linked} == {200}


# --- Languages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def russian() -> Masthead:
    return factories.masthead(language="ru", name="Фонарь")


def test_each_language_has_its_own_list(client: Client, russian: Masthead) -> None:
    corrected(told(paper=russian), said="Мы сказали одно.", right="Верно другое.")
    corrected(told(), said="We said one.")
    assert "Мы сказали" not in client.get("/corrections/").content.decode()
    (item,) = listed(client, "/ru/corrections/")
    assert "Мы сказали одно." in item.words
    assert item.one("a").attrs["href"].startswith("/ru/2026/03/02/#")
    assert years(client, "/ru/corrections/") == ["/ru/corrections/2026/"]
    assert "марта 2026" in item.words


@pytest.mark.parametrize("path", ["/ka/corrections/", "/ka/corrections/2026/"])
def test_a_language_that_the_paper_has_not_has_no_list(client: Client, path: str) -> None:
    corrected(told())
    assert client.get(path).status_code == 404
