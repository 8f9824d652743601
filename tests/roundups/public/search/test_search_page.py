"""The page that readers search on: what it says, where it leads, and that no query is too strange for it."""

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups.models import IndexEntry
from roundups.public.search.asking import COUNTED, ON_A_PAGE
from tests import factories, promises
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.search import corpus
from tests.roundups.public.search.corpus import fill, told
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
PORT = ("The port reopens", "Ships came in.", "The harbour master said so.")


@pytest.fixture(autouse=True)
def paper() -> Masthead:
    return factories.masthead()


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def page(client: Client, typed: str, path: str = "/search/", **asked: str) -> Element:
    answer = client.get(path, {"q": typed, **asked})
    assert answer.status_code == 200
    return parsed(answer.content)


def headlines(page: Element) -> list[str]:
    return [hit.words for hit in page.all("h3")]


def count(page: Element) -> str:
    return page.one("h2", cls="count").words


def many(number: int) -> None:
    """So many stories of one day that a page does not hold them."""
    author, editor, day = factories.person(), factories.person(Role.EDITOR), factories.roundup()
    for which in range(number):
        corpus.add(day, f"The port, part {which}", "Here.", "There.", author=author, editor=editor)
    factories.step("publish", day, editor)
    corpus.index_all()


def test_without_a_question_it_is_a_form(client: Client) -> None:
    answer = client.get("/search/")
    form = parsed(answer.content).one("form", role="search")
    assert (form.attrs["action"], form.attrs["method"]) == ("/search/", "get")
    assert form.one("input", name="q").attrs.get("value", "") == ""
    assert not parsed(answer.content).all("h2")


def test_a_hit_has_its_date_headline_and_words_and_leads_to_its_story(client: Client) -> None:
    told(PORT)
    hit = page(client, "ports").one("ul", cls="hits").one("li")
    assert hit.one("time").attrs["datetime"] == "2026-03-02"
    assert hit.one("h3").words == "The port reopens"
    assert hit.one("a").attrs["href"] == "/2026/03/02/#the-port-reopens"
    assert [mark.words for mark in hit.all("mark")] == ["port"]
    assert "The harbour master said so." in hit.words


def test_a_hit_leads_to_an_anchor_that_is_there(client: Client) -> None:
    told(PORT)
    day, _, anchor = page(client, "port").one("ul", cls="hits").one("a").attrs["href"].partition("#")
    assert parsed(client.get(day).content).one(id_=anchor).one("h2").words == "The port reopens"


@pytest.mark.parametrize(
    ("stories", "said"), [(1, "1 story"), (2, "2 stories"), (0, "Nothing was found")], ids=["one", "two", "none"]
)
def test_it_says_how_many_stories_there_are(client: Client, stories: int, said: str) -> None:
    told(*[PORT] * stories, ("Mules", "On Monday.", "They went."))
    assert count(page(client, "port")) == said


def test_it_says_more_than_where_counting_ended(client: Client) -> None:
    fill(told(PORT), COUNTED + 1)
    assert count(page(client, "port")) == f"More than {COUNTED} stories"


def test_when_nothing_was_found_it_says_what_to_try(client: Client) -> None:
    told(PORT)
    assert "Try fewer words" in page(client, "port mules").one("main").words


def test_the_form_keeps_what_was_asked(client: Client) -> None:
    form = page(client, 'the "port" <b>', order="best").one("form", role="search")
    assert form.one("input", name="q").attrs["value"] == 'the "port" <b>'
    assert form.one("option", selected="").attrs["value"] == "best"


def test_an_unknown_order_is_newest_first(client: Client) -> None:
    form = page(client, "port", order="random").one("form", role="search")
    assert form.one("option", selected="").attrs["value"] == "new"


def test_best_first_is_a_choice(client: Client) -> None:
    told(PORT, date=datetime.date(2026, 3, 1))
    told(("Ships", "The port.", "Here."))
    assert headlines(page(client, "port")) == ["Ships", "The port reopens"]
    assert headlines(page(client, "port", order="best")) == ["The port reopens", "Ships"]


@pytest.mark.parametrize("typed", ["567", "day 567", "Day 567", "567th day", "567-й день", "№ 567"])
def test_the_number_of_a_day_offers_the_days_address(client: Client, typed: str) -> None:
    told(PORT, date=datetime.date(2027, 9, 18))
    offer = page(client, typed).one("p", cls="correction")
    assert offer.words == "Day 567: Saturday, 18 September 2027"
    assert offer.one("a").attrs["href"] == "/2027/09/18/"


@pytest.mark.parametrize("typed", ["568", "567 carts", "0", "9999999"])
def test_a_number_that_is_no_day_offers_none(client: Client, typed: str) -> None:
    told(PORT, date=datetime.date(2027, 9, 18))
    assert not page(client, typed).all("p", cls="correction")


def test_the_number_of_a_day_that_is_not_published_offers_none(client: Client) -> None:
    factories.story_in("approved")
    assert not page(client, "day 2").all("p", cls="correction")


# --- Pages --------------------------------------------------------------------------------------------------------


def test_a_long_answer_has_pages_that_lead_to_each_other(client: Client) -> None:
    many(ON_A_PAGE + 1)
    first = page(client, "the “port”", order="best")
    assert len(headlines(first)) == ON_A_PAGE
    assert not first.all("a", rel="prev")
    last = parsed(client.get(first.one("a", rel="next").attrs["href"]).content)
    assert headlines(last) == [f"The port, part {ON_A_PAGE}"]
    assert not last.all("a", rel="next")
    back = parsed(client.get(last.one("a", rel="prev").attrs["href"]).content)
    assert headlines(back) == headlines(first)
    assert back.one("option", selected="").attrs["value"] == "best"


@pytest.mark.parametrize(
    ("asked", "stands"),
    [
        ("1", 1), ("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("1.5", 1), ("²", 1), ("٢", 1), ("2 ", 1), ("3", 2),
        ("99999", 2), ("9" * 5000, 2), ("1e9", 1), ("0x2", 1),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_is_the_nearest_that_is(client: Client, asked: str, stands: int) -> None:
    many(ON_A_PAGE + 1)
    shown = page(client, "port", page=asked)
    assert len(headlines(shown)) == (ON_A_PAGE if stands == 1 else 1)


def test_a_short_answer_has_no_pages(client: Client) -> None:
    told(PORT)
    assert not page(client, "port", page="7").all("nav", cls="turn")


def test_the_way_to_the_next_page_carries_no_more_than_was_understood(client: Client) -> None:
    many(ON_A_PAGE + 1)
    shown = page(client, "port " * 4000, order="<script>", extra="kept?")
    assert len(shown.one("a", rel="next").attrs["href"]) < 1000
    assert "script" not in shown.one("a", rel="next").attrs["href"]


# --- Languages ----------------------------------------------------------------------------------------------------


def test_one_language_never_finds_the_others_stories(client: Client) -> None:
    told(PORT)
    told(("Порт port открыт", "Корабли.", "Так сказали."), masthead=corpus.russian())
    assert headlines(page(client, "port")) == ["The port reopens"]
    assert headlines(page(client, "port", "/ru/search/")) == ["Порт port открыт"]


def test_the_russian_page_speaks_russian(client: Client) -> None:
    told(("Порт открыт", "Корабли.", "Так сказали."), masthead=corpus.russian())
    shown = page(client, "портом", "/ru/search/")
    assert shown.one("html").attrs["lang"] == "ru"
    assert shown.one("h1").words == "Поиск"
    assert shown.one("time").words.lower() == "понедельник, 2 марта 2026"
    assert shown.one("form", role="search").attrs["action"] == "/ru/search/"
    assert shown.one("ul", cls="hits").one("a").attrs["href"] == "/ru/2026/03/02/#порт-открыт"


@pytest.mark.parametrize(("stories", "said"), [(1, "1 заметка"), (2, "2 заметки"), (5, "5 заметок")])
def test_a_number_of_stories_has_its_russian_case(client: Client, stories: int, said: str) -> None:
    told(*[("Порт открыт", "Корабли.", "Так сказали.")] * stories, masthead=corpus.russian())
    assert count(page(client, "порт", "/ru/search/")) == said


@pytest.mark.parametrize("path", ["/de/search/", "/en/search/", "/search/x/", "/ru/search/"])
def test_the_search_of_a_language_that_the_paper_does_not_speak_is_no_page(client: Client, path: str) -> None:
    assert client.get(path, {"q": "port"}).status_code == 404


# --- What readers no longer have ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["port", "harbour", "2026-03-02", "day 2"])
@pytest.mark.parametrize("pressed", [False, True])
def test_of_a_retracted_day_no_word_shows_before_or_after_the_press_has_run(
    client: Client, editor: Staff, typed: str, pressed: bool
) -> None:
    factories.step("retract", told(PORT), editor)
    if pressed:
        corpus.index_all()
    shown = client.get("/search/", {"q": typed}).content.decode().replace(typed, "")
    assert "Nothing was found" in shown
    assert not [word for word in ("reopens", "Ships", "harbour", "1 story") if word in shown]


# --- What is not there, and who may do what -----------------------------------------------------------------------


def test_what_was_typed_and_what_was_found_is_escaped(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    told((f"The {evil} port", f"Ships {evil} came.", "Here &lt;img src=x onerror=alert(1)&gt; harbour."))
    answer = client.get("/search/", {"q": f'script alert port img "><b>{evil}'}).content.decode()
    assert "<script" not in answer
    assert "<b>" not in answer
    shown = client.get("/search/", {"q": "script port img"}).content.decode()
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in shown
    assert "&lt;<mark>img</mark> src=x" in shown
    assert "<img" not in shown


def test_it_takes_no_cookie_and_leaves_none(client: Client) -> None:
    told(PORT)
    answer = client.get("/search/", {"q": "port"})
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert "csrf" not in answer.content.decode()


def test_only_the_form_itself_is_for_other_search_engines(client: Client) -> None:
    robots = [tag.attrs["content"] for tag in page(client, "port").all("meta", name="robots")]
    assert robots == ["noindex"]
    assert "noindex" not in parsed(client.get("/search/").content).one("meta", name="robots").attrs["content"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_it_is_only_read(client: Client, method: str) -> None:
    answer = getattr(client, method)("/search/?q=port")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("typed", ["", "port", "day 2", "2026-03-02", '"the port" 2026-03', "—"])
def test_searching_writes_nothing_and_asks_five_times_at_most(client: Client, method: str, typed: str) -> None:
    told(PORT)
    with CaptureQueriesContext(connection) as captured:
        getattr(client, method)("/search/", {"q": typed, "order": "best"})
    assert {query["sql"].split()[0].upper() for query in captured} <= {"SELECT"}
    assert len(captured) <= 5


def test_a_full_page_asks_the_database_no_more_often_than_one_hit(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, "port", order="best")
        return len(captured)

    told(PORT, date=datetime.date(2026, 3, 1))
    one = queries()
    many(ON_A_PAGE)
    assert IndexEntry.objects.count() == ON_A_PAGE + 1
    assert queries() == one


# --- Whatever is typed --------------------------------------------------------------------------------------------

FUZZED = promises.count(50, 5_000)  # requests of each kind; 5-promises, S30
OPERATORS = [
    "AND", "OR", "NOT", "NEAR(", "NEAR/2", "*", ":", '"', "'", "(", ")", "-", "+", "^", "&", "|", "!", "<->", "<2>",
    "headline:", "rowid:", "\\", "%s", "%", ";--", "{", "}", "\\u0000", "{{ x }}", "{% x %}", ":*", "port",
]  # fmt: skip
STRANGE = [
    "port 👍🏽", "👩\u200d👩\u200d👧", "שלום עולם", "\u202eport", "مرحبا", "a\u0301" * 50, "\ufeff", "\u2028", "𝕡𝕠𝕣𝕥",
    "ﷺ", "港が開く", "0" * 500,
]  # fmt: skip


def answer_to(raw: str) -> Any:
    """What comes to a query whose bytes are exactly these."""
    return Client().get(f"/search/?q={raw}&order=best&page=2")


@given(st.lists(st.sampled_from(OPERATORS), max_size=12).map(" ".join))
@pytest.mark.promise
@settings(max_examples=FUZZED, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_database_reads_as_operators_is_a_query_like_any_other(typed: str) -> None:
    assert answer_to(quote_plus(typed)).status_code == 200


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
@example("x" * 10_000)
@example('"' * 10_000)
@example("(" * 10_000)
@example("1 " * 5_000)
@example("2023-01-01 " * 1_000)
@pytest.mark.promise
@settings(max_examples=FUZZED, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query(typed: str) -> None:
    assert answer_to(quote(typed)).status_code == 200


@given(st.binary().filter(lambda raw: b"\x00" not in raw))
@pytest.mark.promise
@settings(max_examples=FUZZED, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_query(raw: bytes) -> None:
    assert answer_to(quote(raw)).status_code == 200


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_letters_are_a_query(client: Client, typed: str) -> None:
    assert answer_to(quote(typed)).status_code == 200


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%ED%BF%BF", "%FF%FE", "%C0%80", "%F4%90%80%80", "%", "%zz", "%u0041"])
def test_bytes_that_are_no_text_are_a_query(raw: str) -> None:
    assert answer_to(raw).status_code == 200


@pytest.mark.parametrize("raw", ["%00", "port%00", "%2500%00"])
def test_a_nul_is_not_understood(raw: str) -> None:
    assert answer_to(raw).status_code == 400


@pytest.mark.parametrize("query", ["q=port&q=ship", "q[]=port", "", "page=2", "order=best", "Q=port", "q", "&&&"])
def test_a_query_that_our_form_would_not_send_is_answered(client: Client, query: str) -> None:
    told(PORT)
    assert client.get(f"/search/?{query}").status_code == 200


def test_a_text_instead_of_a_query_does_not_come_back(client: Client) -> None:
    told(PORT)
    assert len(client.get("/search/", {"q": "ё" * 10_000}).content) < 10_000


# --- Without its database -----------------------------------------------------------------------------------------


def away(error: type[Exception]) -> Any:
    """The database does not answer."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise error("no database at 10.0.0.7")

    return connection.execute_wrapper(refuse)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/search/?q=x", "/search/", "/report/", "/admin/sign-in/", "/2026/03/02/"])
def test_without_its_database_the_site_says_so_plainly(client: Client, error: type[Exception], path: str) -> None:
    with away(error):
        answer = client.get(path)
    shown = parsed(answer.content).one("main").words
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Everything that was published can be read." in shown
    assert "10.0.0.7" not in answer.content.decode()
    assert not answer.cookies


def test_without_its_database_the_russian_search_says_so_in_russian(client: Client) -> None:
    with away(OperationalError):
        answer = client.get("/ru/search/?q=x")
    shown = parsed(answer.content)
    assert shown.one("html").attrs["lang"] == "ru"
    assert shown.one("h1").words == "Эта часть сайта сейчас недоступна"
    assert shown.one("main").one("a").attrs["href"] == "/ru/"


@pytest.mark.parametrize("path", ["/de/search/", "/xx/search/", "/../search/"])
def test_without_its_database_it_speaks_only_languages_that_it_has_words_in(client: Client, path: str) -> None:
    with away(OperationalError):
        answer = client.get(path)
    assert parsed(answer.content).one("html").attrs["lang"] == "en"


def test_without_its_database_the_desk_says_so_plainly_to_somebody_who_is_signed_in(client: Client) -> None:
    sign_in(client, factories.person(Role.EDITOR))
    with away(OperationalError):
        answer = client.get("/admin/roundups/story/")
    assert answer.status_code == 503
    assert "This part of the site is away" in answer.content.decode()


def test_a_wrong_question_to_the_database_is_our_mistake_and_not_its_absence(client: Client) -> None:
    client.raise_request_exception = False
    with away(ProgrammingError):
        assert client.get("/search/?q=x").status_code == 500
