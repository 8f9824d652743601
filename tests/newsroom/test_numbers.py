"""Numbers that no column can hold find nothing, and are a page wherever a form brings one."""

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Report
from tests import factories
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db
TOO_LARGE = [2**63, -(2**63) - 1, 10**30]


@pytest.fixture(autouse=True)
def _paper() -> None:
    factories.masthead()


def test_numbers_that_no_column_can_hold_are_in_no_row() -> None:
    person = factories.person()
    assert not Staff.objects.filter(pk__in=TOO_LARGE).exists()
    assert list(Staff.objects.filter(pk__in=[*TOO_LARGE, person.pk, 2**63 - 1])) == [person]
    assert Staff.objects.exclude(pk__in=TOO_LARGE).exists()


def test_such_a_number_among_the_known_credits_is_a_sentence() -> None:
    desk = Desk(factories.person(Role.EDITOR))
    page = desk.open("/admin/roundups/knowncredit/")
    for number in TOO_LARGE:
        answer = desk.send(page, "form-TOTAL_FORMS", button="_save", **{"form-0-id": str(number)})
        assert (answer.status, "errornote" in answer.html) == (200, True)


def test_such_a_number_among_the_reports_to_settle_settles_nothing() -> None:
    report = Report.objects.create(masthead=factories.masthead(), words="Wrong.", at=factories.NOON, date=None)
    desk = Desk(factories.person(Role.EDITOR))
    for number in TOO_LARGE:
        sent = {"action": "settle", "_selected_action": str(number)}
        assert desk.follow(desk.post("/admin/roundups/report/", sent)).status == 200
    report.refresh_from_db()
    assert report.settled_at is None


def test_such_a_number_as_somebodys_role_is_a_sentence() -> None:
    someone = factories.person()
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open(f"/admin/newsroom/staff/{someone.pk}/change/")
    for number in TOO_LARGE:
        answer = desk.send(page, "groups", groups=[str(number)])
        assert answer.status == 200
        assert answer.says(f"Select a valid choice. {number} is not one of the available choices.")
