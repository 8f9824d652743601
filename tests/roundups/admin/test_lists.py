"""The lists of the desk: they filter by their own links, and anything else leads back to the list."""

import pytest

from newsroom.admin import site
from newsroom.roles import Role
from roundups.admin.listing import ListedAdmin
from roundups.models import StoryState
from tests import factories
from tests.journeys.desk import Desk

pytestmark = pytest.mark.django_db
BEYOND = str(2**63)


@pytest.fixture
def desk() -> Desk:
    factories.published(stories=1)
    factories.photo()
    return Desk(factories.person(Role.EDITOR))


def test_every_list_of_the_desk_is_one_of_these() -> None:
    assert {type(each) for each in site._registry.values() if not isinstance(each, ListedAdmin)} == set()


@pytest.mark.parametrize(
    "address",
    [
        "story/?status__regex=(", "story/?status__regex=(a%2B)%2B$", "story/?author__in=" + BEYOND,
        "story/?roundup=" + BEYOND,
        "story/?author__password__startswith=a", "story/?note_to_editor__contains=a", "roundup/?status__range=x",
        "roundup/?date__year=" + BEYOND,
        "roundup/?date__year=9999", "roundup/?date__year=0", "roundup/?date__year=2026&date__month=13",
        "roundup/?date__month=" + BEYOND,
        "roundup/?date__day=1", "roundup/?date__year__gte=-1", "photo/?uploaded_by=" + BEYOND,
        "photo/?expires_on__year=-1", "report/?at__year=" + BEYOND,
        "report/?settled_at__isempty=x", "edition/?date__year=-1",
    ],
)  # fmt: skip
def test_what_is_no_filter_of_ours_leads_back_to_the_list(desk: Desk, address: str) -> None:
    answer = desk.open(f"/admin/roundups/{address}")
    assert (answer.status, answer.response.headers.get("Location", "").rpartition("?")[2]) == (302, "e=1")
    assert desk.follow(answer).status == 200


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("story/?status__exact=filed", 0), ("story/?status__exact=approved", 1),
        ("story/?roundup__masthead__language__exact=en", 1), ("roundup/?date__year=2026", 1),
        ("roundup/?date__year=2026&date__month=3&date__day=2", 1), ("roundup/?date__year=2025", 0),
        ("roundup/?masthead__language__exact=en", 1),
        ("photo/?rights__exact=staff", 0), ("edition/?kind__exact=first", 1),
    ],
)  # fmt: skip
def test_our_own_filters_filter(desk: Desk, address: str, shown: int) -> None:
    page = desk.open(f"/admin/roundups/{address}")
    assert page.status == 200
    assert page.response.context["cl"].result_count == shown


def test_every_link_of_a_list_works(desk: Desk) -> None:
    factories.story_in(StoryState.FILED, factories.roundup(factories.DATE.replace(day=9)))
    for name in ("story", "roundup", "photo", "report", "edition", "glossaryentry", "stylephrase", "knowncredit"):
        cl = desk.open(f"/admin/roundups/{name}/").response.context["cl"]
        for spec in cl.filter_specs:
            for choice in spec.choices(cl):
                answer = desk.open(f"/admin/roundups/{name}/{choice['query_string']}")
                assert answer.status == 200, (name, choice)
