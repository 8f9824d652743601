"""The readers' form for errors: no account, no script, no trace of where it was written, and no words lost."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.models import Masthead
from roundups.models import Report
from roundups.public.asking import ALL_REPORTS, REPORTS
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.promises import count
from tests.roundups.public.parsed import parsed

pytestmark = pytest.mark.django_db
FORM = "/report/"
WRONG = "The bridge is a ferry."
NOON = factories.NOON
TOO_MANY = "Too many reports came in a short time. Yours is still here: send it in an hour."
THANKS = "Your report is on our desk."


@pytest.fixture(autouse=True)
def paper() -> Masthead:
    return factories.masthead()


@pytest.fixture
def russian() -> Masthead:
    return factories.masthead(language="ru", name="Фонарь")


def reader(address: str = "192.0.2.1") -> Desk:
    """A browser without scripts in which nobody is signed in."""
    somebody = Desk()
    somebody.client.defaults["REMOTE_ADDR"] = address
    return somebody


def send(somebody: Desk, path: str = FORM, **typed: Any) -> Page:
    """Open the form, write in it, send it, and go where it leads."""
    typed.setdefault("words", WRONG)
    return somebody.follow(somebody.send(somebody.open(path), "words", **typed))


def reports() -> list[tuple[str, str, str]]:
    return [(str(row.date or ""), row.words, row.contact) for row in Report.objects.order_by("pk")]


def test_a_report_reaches_the_desk_without_script_and_account() -> None:
    with time_machine.travel(NOON, tick=False):
        page = send(reader(), date="2026-03-02", contact="reader@example.org")
    assert page.says("Thank you.")
    assert page.says(THANKS)
    report = Report.objects.get()
    assert (report.masthead_id, report.date, report.words, report.contact, report.at, report.settled_at) == (
        "en", factories.DATE, WRONG, "reader@example.org", NOON, None,
    )  # fmt: skip


def test_a_report_needs_no_more_than_its_words() -> None:
    send(reader())
    assert reports() == [("", WRONG, "")]


def test_loading_the_page_of_thanks_again_sends_nothing_again() -> None:
    somebody = reader()
    page = send(somebody)
    somebody.open(page.address)
    assert len(reports()) == 1


def test_the_form_begins_with_the_day_that_the_reader_came_from() -> None:
    assert reader().open(f"{FORM}?day=2026-03-02").form("words").value("date") == "2026-03-02"


@pytest.mark.parametrize("day", ["x", '"><script>', "2026-02-30", "9" * 500, "\u202e", "%ED%A0%80"])
def test_a_day_that_is_none_is_no_error(client: Client, day: str) -> None:
    page = client.get(f"{FORM}?day={day}")
    assert page.status_code == 200
    assert "<script" not in page.content.decode()


def test_every_page_leads_to_the_form_of_its_language(client: Client, russian: Masthead) -> None:
    assert 'href="/report/"' in client.get("/").content.decode()
    assert 'href="/ru/report/"' in client.get("/ru/").content.decode()


def test_what_a_reader_writes_is_kept_as_it_was_written() -> None:
    words = "<b>„Łódź“</b> & ёлка\nsecond line 👩‍👩‍👧 \u202e {{ x }}"
    send(reader(), words=words)
    assert Report.objects.get().words.replace("\r\n", "\n") == words


# --- What cannot be taken ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "Please write what is wrong."),
        ({"words": "   \n  "}, "Please write what is wrong."),
        ({"words": "Wrong!"}, "Please write a little more, so that we can find it."),
        ({"words": "x" * 4001}, "at most 4000 characters (it has 4001)"),
        ({"contact": "reader@"}, "Enter a valid email address."),
        ({"contact": "a@example.org, b@example.org"}, "Enter a valid email address."),
        ({"contact": "x\r\nBcc: y@example.org"}, "Enter a valid email address."),
        ({"contact": f"{'x' * 64}@{'.'.join(['y' * 60] * 4)}.org"}, "at most 254 characters"),
        ({"date": "2026-02-30"}, "Enter a valid date."),
        ({"date": "yesterday"}, "Enter a valid date."),
        ({"words": f"{WRONG}\x00"}, "Null characters are not allowed."),
        ({"website": "\x00"}, "Null characters are not allowed."),
    ],
    ids=range(12),
)
def test_what_cannot_be_taken_is_said_in_a_sentence_and_every_word_stays(typed: dict[str, str], said: str) -> None:
    page = send(reader(), **{"words": WRONG, "contact": "reader@example.org", "date": "2026-03-02", **typed})
    assert page.status == 200
    assert page.says(said)
    assert reports() == []
    form = page.form("words")
    expected = {"words": WRONG, "contact": "reader@example.org", "date": "2026-03-02", **typed}
    kept = {name: form.value(name) for name in ("words", "contact", "date")}
    assert {name: " ".join(value.replace("\x00", "").split()) for name, value in kept.items()} == {
        name: " ".join(expected[name].replace("\x00", "").split()) for name in kept
    }


@pytest.mark.parametrize("words", ["x" * 10, "x" * 4000, "ё" * 4000, "👍" * 4000])
def test_the_shortest_and_the_longest_report_are_taken(words: str) -> None:
    assert send(reader(), words=words).says(THANKS)
    assert Report.objects.get().words == words


def test_the_longest_address_is_taken() -> None:
    contact = f"{'x' * 64}@{'.'.join(['y' * 61, 'y' * 61, 'y' * 61])}.org"
    assert len(contact) == 254
    assert send(reader(), contact=contact).says(THANKS)
    assert Report.objects.get().contact == contact


@given(words=st.text(st.characters(codec="utf-8")), contact=st.text(st.characters(codec="utf-8")), date=st.text())
@pytest.mark.promise
@settings(max_examples=count(40, 5_000), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_is_taken_or_answered_with_the_form(words: str, contact: str, date: str) -> None:
    date = date.encode(errors="replace").decode()
    answer = Client(REMOTE_ADDR="192.0.2.7").post(FORM, {"words": words, "contact": contact, "date": date})
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize("body", [b"", b"words", b"words=%FF%FE%ED%A0%80+wrong+wrong", b"&&&=&=", b"words=a&words=b"])
def test_a_body_that_our_form_would_not_send_is_no_error(client: Client, body: bytes) -> None:
    answer = client.post(FORM, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 302}


# --- The Russian form --------------------------------------------------------------------------------------------


def test_the_russian_form_speaks_russian(russian: Masthead) -> None:
    page = reader().open("/ru/report/")
    assert parsed(page.html).one("html").attrs["lang"] == "ru"
    assert page.says("Сообщить об ошибке")
    assert page.form("words").action == "/ru/report/"
    assert "Отправить сообщение" in page.form("words").buttons
    labels = [label.words for label in parsed(page.html).all("label")]
    assert labels == [label for label in labels if not label.isascii()] != []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "Напишите, пожалуйста, что не так."),
        ({"words": "Не так"}, "Напишите, пожалуйста, чуть подробнее, чтобы мы могли это найти."),
        ({"contact": "читатель"}, "Введите правильный адрес электронной почты."),
        ({"date": "вчера"}, "Введите правильную дату."),
    ],
)
def test_the_russian_form_says_in_russian_what_it_cannot_take(
    russian: Masthead, typed: dict[str, str], said: str
) -> None:
    assert send(reader(), "/ru/report/", **typed).says(said)


def test_a_russian_report_is_thanked_in_russian_and_belongs_to_its_paper(russian: Masthead) -> None:
    page = send(reader(), "/ru/report/", words="Мост закрыт, а не открыт.")
    assert page.says("Спасибо.")
    assert page.address.startswith("/ru/")
    assert Report.objects.get().masthead == russian


def test_too_many_reports_are_refused_in_russian(russian: Masthead) -> None:
    somebody = reader()
    pages = [send(somebody, "/ru/report/", words=f"{WRONG} {number}") for number in range(REPORTS.most + 1)]
    assert pages[-1].says("За короткое время пришло слишком много сообщений.")


@pytest.mark.parametrize("path", ["/ru/report/", "/en/report/", "/de/report/", "/report/x/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_form_of_a_language_that_the_paper_does_not_speak_is_no_page(
    client: Client, path: str, method: str
) -> None:
    assert getattr(client, method)(path, {"words": WRONG}).status_code == 404
    assert reports() == []


# --- Programs ----------------------------------------------------------------------------------------------------


def test_a_program_that_fills_every_field_is_thanked_and_leaves_nothing() -> None:
    somebody = reader()
    with CaptureQueriesContext(connection) as captured:
        page = send(somebody, website="https://example.org/")
    assert page.says(THANKS)
    assert reports() == []
    assert {query["sql"].split()[0] for query in captured} <= {"SELECT"}


def test_people_do_not_meet_the_field_for_programs() -> None:
    field = parsed(reader().open(FORM).html).one("input", name="website")
    assert field.attrs["tabindex"] == "-1"
    assert "required" not in field.attrs
    assert field.attrs["autocomplete"] == "off"


def test_without_the_token_of_our_own_form_nothing_is_taken() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, {"words": WRONG}).status_code == 403
    assert strict.get(FORM).status_code == 200
    assert strict.post(FORM, {"words": WRONG, "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert reports() == []


def test_another_site_cannot_send_the_form_for_a_reader() -> None:
    somebody = reader()
    token = somebody.open(FORM).form("words").value("csrfmiddlewaretoken")
    typed = {"words": WRONG, "csrfmiddlewaretoken": token}
    assert somebody.client.post(FORM, typed, headers={"Origin": "https://evil.example"}).status_code == 403
    assert reports() == []


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_it_is_read_and_sent_only(client: Client, method: str) -> None:
    answer = getattr(client, method)(FORM)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("query", ["", "?day=2026-03-02", "?sent=1", "?words=The+bridge+is+a+ferry."])
def test_reading_the_form_writes_nothing(client: Client, method: str, query: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        getattr(client, method)(FORM + query)
    assert {query["sql"].split()[0] for query in captured} <= {"SELECT"}


@pytest.mark.parametrize("query", ["", "?sent=1"])
def test_nobody_keeps_a_copy_of_the_form(client: Client, query: str) -> None:
    said = {part.strip() for part in client.get(FORM + query).headers["Cache-Control"].split(",")}
    assert said >= {"private", "no-store"}
    assert not [part for part in said if part.startswith(("public", "s-maxage", "stale-"))]


# --- Too many ----------------------------------------------------------------------------------------------------


def test_one_address_sends_only_so_many_and_keeps_its_words() -> None:
    somebody = reader()
    for number in range(REPORTS.most):
        assert send(somebody, words=f"{WRONG} {number}").says(THANKS)
    page = send(somebody, words="The ferry is a bridge.", contact="reader@example.org", date="2026-03-02")
    assert page.says(TOO_MANY)
    form = page.form("words")
    assert (form.value("words"), form.value("contact"), form.value("date")) == (
        "The ferry is a bridge.", "reader@example.org", "2026-03-02",
    )  # fmt: skip
    assert len(reports()) == REPORTS.most


def test_another_address_is_not_kept_from_sending() -> None:
    for number in range(REPORTS.most + 1):
        send(reader(), words=f"{WRONG} {number}")
    assert send(reader("192.0.2.2")).says(THANKS)


def test_what_was_refused_is_taken_an_hour_later() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(REPORTS.most):
            send(reader(), words=f"{WRONG} {number}")
        assert send(reader()).says(TOO_MANY)
        clock.shift(datetime.timedelta(minutes=59))
        assert send(reader()).says(TOO_MANY)
        clock.shift(datetime.timedelta(minutes=2))
        assert send(reader()).says(THANKS)


def test_all_addresses_together_send_only_so_many() -> None:
    for _time in range(ALL_REPORTS.most - 1):
        assert ALL_REPORTS.allows()
    assert send(reader("192.0.2.1")).says(THANKS)
    page = send(reader("192.0.2.2"), words="The ferry is a bridge.")
    assert page.says(TOO_MANY)
    assert page.form("words").value("words") == "The ferry is a bridge."
    assert len(reports()) == 1


def test_mistakes_and_programs_take_nobodys_turn() -> None:
    somebody = reader()
    for _time in range(REPORTS.most + 1):
        send(somebody, words="Short")
        send(somebody, website="x")
    assert send(somebody).says(THANKS)


def test_a_header_does_not_make_one_reader_many() -> None:
    somebody = reader()
    page = somebody.open(FORM)
    typed = {"csrfmiddlewaretoken": page.form("words").value("csrfmiddlewaretoken")}
    for number in range(REPORTS.most + 2):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        somebody.client.post(FORM, {**typed, "words": f"{WRONG} {number}"}, headers=headers)
    assert len(reports()) == REPORTS.most


def test_behind_a_trusted_proxy_each_reader_is_one(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client(REMOTE_ADDR="127.0.0.1")
    for number in range(REPORTS.most + 2):
        client.post(FORM, {"words": f"{WRONG} {number}"}, headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert len(reports()) == REPORTS.most + 2


# --- Twice, and not at all ---------------------------------------------------------------------------------------


def test_a_report_that_was_sent_twice_is_one() -> None:
    somebody = reader()
    page = somebody.open(FORM)
    for _time in range(2):
        assert somebody.follow(somebody.send(page, "words", words=WRONG)).says(THANKS)
    assert reports() == [("", WRONG, "")]


@pytest.mark.parametrize("other", [{"words": "The ferry is a bridge."}, {"contact": "x@y.org"}, {"date": "2026-03-01"}])
def test_reports_that_differ_are_two(other: dict[str, str]) -> None:
    somebody = reader()
    send(somebody)
    send(somebody, **other)
    assert len(reports()) == 2


def test_the_same_words_in_another_language_are_another_report(russian: Masthead) -> None:
    send(reader())
    send(reader(), "/ru/report/")
    assert len(reports()) == 2


def test_the_same_report_a_day_later_is_another() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        send(reader())
        clock.shift(datetime.timedelta(days=1))
        send(reader())
    assert len(reports()) == 2


def test_a_report_that_could_not_be_kept_can_be_sent_again() -> None:
    somebody = reader()
    page = somebody.open(FORM)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "roundups_report"'):
            raise OperationalError("the disk is full")
        return execute(sql, params, many, context)

    for _time in range(REPORTS.most + 1):
        with connection.execute_wrapper(refuse):
            assert somebody.send(page, "words", words=WRONG).status == 503
    assert somebody.follow(somebody.send(page, "words", words=WRONG)).says(THANKS)
    assert reports() == [("", WRONG, "")]


# --- Where it came from ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["192.0.2.77", "2001:db8:77::1"])
def test_nothing_in_the_database_tells_where_a_report_was_written(address: str) -> None:
    somebody = reader(address)
    somebody.client.defaults["HTTP_USER_AGENT"] = "Telltale/1.0"
    send(somebody)
    parts = (address, "Telltale", "2001:db8:77")
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = str(cursor.fetchall())
        assert not [part for part in parts if part in rows], table


def test_the_form_keeps_no_cookie_but_the_one_that_guards_it() -> None:
    somebody = reader()
    send(somebody)
    assert set(somebody.client.cookies) == {"csrftoken"}
    assert somebody.client.cookies["csrftoken"]["httponly"]
