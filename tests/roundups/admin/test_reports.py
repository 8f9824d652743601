"""What readers reported: it waits on the board, is read in the admin, and is settled once."""

from typing import Any

import pytest
from django.test import Client

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Report
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/roundups/report/"


@pytest.fixture
def report() -> Report:
    return Report.objects.create(masthead=factories.masthead(), words="The bridge is a ferry.", at=factories.NOON)


def settle(client: Client, by: Staff, report: Report) -> Any:
    client.force_login(by)
    return client.post(LIST, {"action": "settle", "_selected_action": [report.pk]}, follow=True)


def test_the_board_says_how_many_reports_wait(client: Client, report: Report) -> None:
    client.force_login(factories.person(Role.EDITOR))
    assert "1 report waits for somebody to read it" in client.get("/admin/").content.decode()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.EDITOR])
def test_a_journalist_and_an_editor_settle_a_report(client: Client, report: Report, role: Role) -> None:
    person = factories.person(role)
    assert "1 report is settled." in settle(client, person, report).content.decode()
    report.refresh_from_db()
    assert (report.settled_by, bool(report.settled_at)) == (person, True)
    assert workflow.open_reports() == 0


def test_a_photo_editor_reads_reports_and_settles_none(client: Client, report: Report) -> None:
    answer = settle(client, factories.person(Role.PHOTO_EDITOR), report)
    assert "The bridge is a ferry." in answer.content.decode()
    report.refresh_from_db()
    assert report.settled_at is None


def test_an_administrator_does_not_see_them(client: Client, report: Report) -> None:
    client.force_login(factories.person(Role.ADMINISTRATOR))
    assert client.get(LIST).status_code == 403


def test_a_report_is_settled_once(client: Client, report: Report) -> None:
    first = factories.person(Role.EDITOR)
    settle(client, first, report)
    settle(client, factories.person(Role.JOURNALIST), report)
    report.refresh_from_db()
    assert report.settled_by == first


def test_nobody_changes_or_removes_what_a_reader_wrote(client: Client, report: Report) -> None:
    client.force_login(factories.person(Role.EDITOR))
    assert client.post(f"{LIST}{report.pk}/change/", {"words": "Something else."}).status_code == 403
    assert client.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
