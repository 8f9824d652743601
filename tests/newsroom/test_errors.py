"""The pages for what is not there or not possible."""

import datetime
import errno
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client

from newsroom.errors import WhenNothingCanBeKept
from newsroom.roles import Role
from roundups.models import Roundup
from tests import factories
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db
HIDDEN = "/2026/03/02/"
MISSING = "/2026/03/03/"


def open_with_approved_stories(day: Roundup) -> None:
    for _number in range(3):
        factories.story_in("approved", day)


def scheduled(day: Roundup) -> None:
    open_with_approved_stories(day)
    factories.step("schedule", day, factories.person(Role.EDITOR))


def cancelled(day: Roundup) -> None:
    open_with_approved_stories(day)
    factories.step("cancel", day, factories.person(Role.EDITOR))


STATES = [open_with_approved_stories, scheduled, cancelled]


@pytest.mark.parametrize("bring_into", STATES)
def test_a_hidden_day_and_a_missing_day_answer_the_same_bytes(
    client: Client, bring_into: Callable[[Roundup], None]
) -> None:
    bring_into(factories.roundup())
    hidden, missing = client.get(HIDDEN), client.get(MISSING)
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert dict(hidden.headers) == dict(missing.headers)


@pytest.mark.parametrize("bring_into", STATES)
def test_the_number_and_month_of_a_hidden_day_answer_like_missing_ones(
    client: Client, bring_into: Callable[[Roundup], None]
) -> None:
    bring_into(factories.roundup())
    pages = [client.get(path) for path in ("/day/2/", "/day/77/", "/2026/03/", "/2026/04/", MISSING)]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1


@pytest.mark.parametrize("bring_into", STATES)
def test_an_address_without_its_slash_does_not_tell_a_hidden_day_from_a_missing_one(
    client: Client, bring_into: Callable[[Roundup], None]
) -> None:
    bring_into(factories.roundup())
    assert client.get(HIDDEN[:-1]).status_code == client.get(MISSING[:-1]).status_code == 301


def test_hidden_and_missing_ask_the_database_equally_often(client: Client, django_assert_num_queries: Any) -> None:
    scheduled(factories.roundup())
    for path in (HIDDEN, MISSING):
        with django_assert_num_queries(2):
            client.get(path)


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/", "/2026/13/01/", "/2026/02/30/", "/2026/00/", "/0000/01/01/", "/٢٠٢٦/٠٣/٠٢/", "/day/0/",
        "/day/-1/", "/day/007/", "/day/99999999/", "/day/x/", "/xx/", "/en/", "/EN/", "/pictures/x.jpg",
        "/pictures/../x", "/%00/", "/\u202e/", "/2026/03/02/x/", "/2026/", "/pictures/" + "g" * 64 + ".jpg",
        "/9999/12/", "/9999/12/31/",
    ],
)  # fmt: skip
def test_an_address_that_cannot_exist_is_no_page_and_no_error(client: Client, path: str) -> None:
    factories.masthead()
    assert client.get(path).status_code == 404


def test_the_404_page_says_what_to_do(client: Client) -> None:
    factories.masthead()
    page = client.get("/nothing/").content.decode()
    assert "There is no page at this address" in page
    assert '<a href="/">' in page
    assert "The Lantern" in page


def test_the_404_page_of_the_second_language_leads_to_that_languages_home(client: Client) -> None:
    factories.masthead()
    factories.masthead(language="ru", name="Фонарь")
    page = client.get("/ru/nothing/").content.decode()
    assert "Фонарь" in page
    assert 'lang="ru"' in page
    assert '<a class="name" href="/ru/">' in page


def test_a_404_page_comes_also_when_the_database_does_not_answer(client: Client) -> None:
    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise DatabaseError("no database")

    with connection.execute_wrapper(refuse):
        answer = client.get("/nothing/")
    assert answer.status_code == 404


def test_a_stale_form_is_answered_with_a_sentence() -> None:
    factories.masthead()
    answer = Client(enforce_csrf_checks=True).post("/admin/sign-in/", {"login": "x", "password": "y"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This page was too old to be sent" in page
    assert "Nothing was changed." in page
    assert "CSRF" not in page


def test_a_failure_answers_with_a_sentence_and_nothing_of_the_inside(client: Client) -> None:
    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        raise DatabaseError("secret-inside")

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        answer = client.get("/2026/03/02/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong" in page
    assert "secret-inside" not in page
    assert "Traceback" not in page


@pytest.fixture
def only_to_be_read() -> Iterator[None]:
    """A database that takes nothing more, as on a full or failing disk."""
    on, off = "SET TRANSACTION READ ONLY", ""  # ends with the transaction
    if connection.vendor == "sqlite":
        on, off = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(on)
        yield
        if off:
            cursor.execute(off)
        transaction.set_rollback(True)


def test_what_cannot_be_kept_is_said_and_what_was_there_is_safe(request: Any) -> None:
    author = factories.person()
    story = factories.story(author=author, headline="The pier opens")
    desk = Desk(author)
    page = desk.open(f"/admin/roundups/story/{story.pk}/change/")
    request.getfixturevalue("only_to_be_read")
    answer = desk.send(page, "headline", button="_save", headline="The pier is closed")
    assert answer.status == 503
    assert answer.says("What you just sent could not be kept.")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_takes_nothing_is_said_like_a_database_that_does_not(rf: Any, number: int) -> None:
    factories.masthead()
    answer = WhenNothingCanBeKept(lambda _request: HttpResponse()).process_exception(
        rf.post("/admin/roundups/photo/add/"), OSError(number, os.strerror(number))
    )
    assert answer is not None
    assert answer.status_code == 503
    assert "Go back: your browser still has your words." in answer.content.decode()


def test_another_failure_is_no_failure_of_the_disk(rf: Any) -> None:
    middleware = WhenNothingCanBeKept(lambda _request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), FileNotFoundError(errno.ENOENT, "gone")) is None


def test_a_date_before_the_counter_is_a_day_like_any_other(client: Client) -> None:
    day = factories.roundup(datetime.date(2026, 2, 20))
    factories.published(day)
    assert client.get("/2026/02/20/").status_code == 200


@pytest.mark.parametrize("address", ["/?q=%00", "/admin/?day=%00", "/admin/roundups/story/?status__exact=%00"])
def test_a_nul_in_a_query_is_not_understood(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
