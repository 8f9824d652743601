"""What readers reported: it waits on the board, is read in the admin, and is settled once."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Report
from tests import factories
from tests.journeys.desk import Desk
from tests.roundups.public.parsed import parsed
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/admin/roundups/report/"


@pytest.fixture
def report() -> Report:
    return Report.objects.create(masthead=factories.masthead(), words="The bridge is a ferry.", at=factories.NOON)


def settle(client: Client, by: Staff, report: Report) -> Any:
    sign_in(client, by)
    return client.post(LIST, {"action": "settle", "_selected_action": [report.pk]}, follow=True)


def test_the_board_says_how_many_reports_wait(client: Client, report: Report) -> None:
    sign_in(client, factories.person(Role.EDITOR))
    assert "1 report waits for somebody to read it" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.EDITOR])
def test_a_journalist_and_an_editor_settle_a_report(client: Client, report: Report, role: Role) -> None:
    person = factories.person(role)
    assert "1 report is settled." in settle(client, person, report).content.decode()
    report.refresh_from_db()
    assert (report.settled_by, bool(report.settled_at)) == (person, True)
    assert workflow.open_reports() == 0


def test_a_photo_editor_reads_reports_and_settles_none(client: Client, report: Report) -> None:
    assert settle(client, factories.person(Role.PHOTO_EDITOR), report).status_code == 403
    assert "The bridge is a ferry." in client.get(LIST).content.decode()
    report.refresh_from_db()
    assert report.settled_at is None


def test_an_administrator_does_not_see_them(client: Client, report: Report) -> None:
    sign_in(client, factories.person(Role.ADMINISTRATOR))
    assert client.get(LIST).status_code == 403


def test_a_report_is_settled_once(client: Client, report: Report) -> None:
    first = factories.person(Role.EDITOR)
    settle(client, first, report)
    settle(client, factories.person(Role.JOURNALIST), report)
    report.refresh_from_db()
    assert report.settled_by == first


def test_nobody_changes_or_removes_what_a_reader_wrote(client: Client, report: Report) -> None:
    sign_in(client, factories.person(Role.EDITOR))
    assert client.post(f"{LIST}{report.pk}/change/", {"words": "Something else."}).status_code == 405
    assert client.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def another(words: str, *, hours: int = 0, **columns: Any) -> Report:
    at = factories.NOON + datetime.timedelta(hours=hours)
    return Report.objects.create(masthead=factories.masthead(), words=words, at=at, **columns)


def listed(desk: Desk, address: str = LIST) -> list[str]:
    """The words of the reports in the list, from top to bottom."""
    return [cell.words for cell in parsed(desk.open(address).html).all("td", cls="field-beginning")]


def test_those_that_wait_stand_first_and_the_newest_of_them_at_the_top(report: Report) -> None:
    editor = factories.person(Role.EDITOR)
    workflow.settle_report(another("Settled first.", hours=1), by=editor, now=factories.NOON)
    workflow.settle_report(another("Settled last.", hours=3), by=editor, now=factories.NOON)
    another("Came last.", hours=2)
    assert listed(Desk(editor)) == ["Came last.", "The bridge is a ferry.", "Settled last.", "Settled first."]


def test_the_board_leads_to_those_that_wait(report: Report) -> None:
    editor = factories.person(Role.EDITOR)
    workflow.settle_report(another("Settled already."), by=editor)
    address = f"{LIST}?settled_at__isempty=1"
    desk = Desk(editor)
    assert desk.open("/admin/").links_to(address)
    assert listed(desk, address) == ["The bridge is a ferry."]


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR])
def test_whoever_reads_reports_is_told_of_them(report: Report, role: Role) -> None:
    assert Desk(factories.person(role)).open("/admin/").says("From readers")


def test_an_administrator_is_not_told_of_what_they_may_not_read(report: Report) -> None:
    assert not Desk(factories.person(Role.ADMINISTRATOR)).open("/admin/").says("From readers")


def test_a_board_on_which_no_report_waits_does_not_speak_of_them(report: Report) -> None:
    editor = factories.person(Role.EDITOR)
    workflow.settle_report(report, by=editor)
    assert not Desk(editor).open("/admin/").says("From readers")


def test_the_board_speaks_of_reports_on_a_day_that_is_open_too(report: Report) -> None:
    factories.story()
    board = Desk(factories.person(Role.EDITOR)).open(f"/admin/?day={factories.DATE}")
    assert board.says("1 report waits for somebody to read it")


def test_it_is_written_down_who_settled_it_and_when(client: Client, report: Report) -> None:
    editor = factories.person(Role.EDITOR)
    later = factories.NOON + datetime.timedelta(hours=5)
    with time_machine.travel(later, tick=False):
        settle(client, editor, report)
    report.refresh_from_db()
    assert (report.settled_by, report.settled_at) == (editor, later)


def test_the_second_to_settle_is_told_that_it_is_done(client: Client, report: Report) -> None:
    settle(client, factories.person(Role.EDITOR), report)
    answer = settle(client, factories.person(Role.JOURNALIST), report)
    assert "They were settled already." in answer.content.decode()


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
def test_only_journalists_and_editors_settle(report: Report, role: Role | None) -> None:
    with pytest.raises(workflow.StepRefused, match="Only journalists and editors"):
        workflow.settle_report(report, by=factories.person(role))
    assert workflow.open_reports() == 1


def test_a_photo_editor_is_told_who_settles(client: Client, report: Report) -> None:
    answer = settle(client, factories.person(Role.PHOTO_EDITOR), report)
    assert "This is for: Journalist, Editor-in-chief." in answer.content.decode()


def test_several_are_settled_at_once(client: Client, report: Report) -> None:
    others = [another("Another."), another("A third.")]
    sign_in(client, factories.person(Role.EDITOR))
    keys = [row.pk for row in (report, *others)]
    answer = client.post(LIST, {"action": "settle", "_selected_action": keys}, follow=True)
    assert "3 reports are settled." in answer.content.decode()
    assert workflow.open_reports() == 0


def test_looking_settles_nothing(client: Client, report: Report) -> None:
    sign_in(client, factories.person(Role.EDITOR))
    client.get(LIST, {"action": "settle", "_selected_action": str(report.pk)})
    client.get(f"{LIST}{report.pk}/change/")
    assert workflow.open_reports() == 1


def test_settling_needs_the_token_of_our_own_form(report: Report) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, factories.person(Role.EDITOR))
    assert strict.post(LIST, {"action": "settle", "_selected_action": [report.pk]}).status_code == 403
    assert workflow.open_reports() == 1


@pytest.mark.parametrize("path", [LIST, f"{LIST}1/change/"])
def test_nobody_from_outside_reads_them(client: Client, report: Report, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/admin/sign-in/")


def test_a_superuser_without_a_role_reads_none(client: Client, report: Report) -> None:
    sign_in(client, factories.person(None, is_superuser=True))
    assert client.get(LIST).status_code == 403


def test_a_report_is_shown_whole_with_its_day_and_where_to_answer() -> None:
    words = "One line.\nAnother " + "and on " * 300 + "to the end."
    report = another(words, date=factories.DATE, contact="reader@example.org")
    page = Desk(factories.person()).open(f"{LIST}{report.pk}/change/")
    assert page.says("to the end.")
    assert page.says("reader@example.org")
    assert page.says("March 2, 2026")


def test_in_the_list_a_long_report_shows_its_beginning() -> None:
    another("The beginning. " + "and on " * 500)
    (words,) = listed(Desk(factories.person()))
    assert words.startswith("The beginning.")
    assert len(words) <= 300


def test_what_a_reader_wrote_is_words_and_no_markup() -> None:
    report = another("<script>alert(1)</script> <b>bold</b>", contact="a@example.org")
    desk = Desk(factories.person())
    for address in (LIST, f"{LIST}{report.pk}/change/"):
        assert "<script>alert" not in desk.open(address).html
        assert "<b>bold" not in desk.open(address).html


def test_the_list_asks_the_database_as_often_for_many_reports_as_for_one(report: Report) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.open(LIST)
        return len(captured)

    editor = factories.person(Role.EDITOR)
    desk = Desk(editor)
    workflow.settle_report(report, by=editor)
    desk.open(LIST)
    one = queries()
    for number in range(9):
        workflow.settle_report(another(f"Report {number}"), by=factories.person())
    assert queries() == one
