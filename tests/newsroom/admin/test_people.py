"""People in the admin: an administrator keeps them, and gets no further than that (1-product, People; S12, S15)."""

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from tests import factories
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/newsroom/staff/"


@pytest.fixture
def administrator() -> Staff:
    factories.masthead()
    return factories.person(Role.ADMINISTRATOR)


@pytest.mark.parametrize("question", ["password__startswith=", "password__regex=.", "password="])
def test_no_address_asks_after_passwords(administrator: Staff, question: str) -> None:
    answer = Desk(administrator).open(f"{PEOPLE}?{question}")
    assert (answer.status, answer.response.headers["Location"]) == (302, f"{PEOPLE}?e=1")


def test_the_filters_of_the_list_are_there(administrator: Staff) -> None:
    group = administrator.groups.get()
    page = Desk(administrator).open(f"{PEOPLE}?is_active__exact=1&groups__id__exact={group.pk}")
    assert page.says(administrator.name)


def test_what_the_form_does_not_have_is_not_changed(administrator: Staff) -> None:
    colleague, desk = factories.person(), Desk(administrator)
    page = desk.open(f"{PEOPLE}{colleague.pk}/change/")
    more = {"is_superuser": "on", "user_permissions": ["1"], "is_demo": "on", "username": "taken", "password": "x"}
    desk.send(page, "email", button="_save", name="A new name", **more)
    changed = Staff.objects.get(pk=colleague.pk)
    assert changed.name == "A new name"
    assert (changed.is_superuser, changed.is_demo, changed.username) == (False, False, colleague.username)
    assert (changed.password, changed.user_permissions.count()) == (colleague.password, 0)


def test_nobody_gives_themselves_a_role(administrator: Staff) -> None:
    editors = str(factories.person(Role.EDITOR).groups.get().pk)
    desk = Desk(administrator)
    page = desk.open(f"{PEOPLE}{administrator.pk}/change/")
    for address in (f"{administrator.pk}", f"0{administrator.pk}", f"{administrator.pk}.0", f"_3{administrator.pk}"):
        page.form("email").action = f"{PEOPLE}{address}/change/"
        desk.send(page, "email", button="_save", groups=[editors])
        assert [group.name for group in administrator.groups.all()] == [Role.ADMINISTRATOR], address


@pytest.mark.parametrize("roles", ["with", "without"])
def test_nobody_comes_to_the_paper_past_an_invitation(administrator: Staff, roles: str) -> None:
    desk, before = Desk(administrator), Staff.objects.count()
    groups = [str(administrator.groups.get().pk)] if roles == "with" else []
    words = {"name": "Somebody", "email": "s@example.org", "groups": groups, "_saveasnew": "1"}
    assert desk.post(f"{PEOPLE}{administrator.pk}/change/", words).status == 400
    assert Staff.objects.count() == before
