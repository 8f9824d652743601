"""Every address is in the table; what is not, answers nobody; who may look and send is what the table says (S15)."""

import datetime
import re
import types
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.admin import access
from newsroom.admin.access import TABLE, Access
from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Story, StoryState
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.admin.matrix import ADDRESSES
from tests.newsroom.admin.walking import House, everybody, names
from tests.signing_in import add_app, prove_long_ago, sign_in

pytestmark = pytest.mark.django_db
STAFF_ONLY = sorted(name for name, each in TABLE.items() if not each.everybody and not each.entrance)


def test_every_address_is_in_the_table_and_the_table_has_no_other() -> None:
    assert {name for name, _pattern in names() if name} == set(TABLE)


def test_an_address_without_a_name_is_the_admins_own_and_answers_nobody() -> None:
    factories.masthead()
    assert {pattern for name, pattern in names() if not name} == {"<path:object_id>/"}
    story = factories.story()
    assert Desk(factories.person(Role.EDITOR)).open(f"/admin/roundups/story/{story.pk}/").status == 404


def test_an_address_that_somebody_forgot_to_enter_answers_nobody(settings: Any) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("all our secrets")

    from newsroom import urls

    addresses = types.ModuleType("addresses")
    addresses.__dict__.update(
        vars(urls), urlpatterns=[path("admin/forgotten/", forgotten, name="forgotten"), *urls.urlpatterns]
    )
    settings.ROOT_URLCONF = addresses
    factories.masthead()
    answer = Desk(factories.person(Role.EDITOR)).open("/admin/forgotten/")
    assert (answer.status, answer.bytes) == (404, Desk().open("/2001/01/01/").bytes)


# --- Role × route -------------------------------------------------------------------------------------------------


@pytest.fixture
def house() -> House:
    return House(factories.story_in(StoryState.FILED))


def expected(each: Access, who: str, method: str) -> str:
    """What the table says: “sign in”, “not yours”, “no such method”, or “in”."""
    if who == "nobody":
        return "sign in"
    if each.own:
        return "in"
    role = Role.JOURNALIST.value if who == "author" else who
    looks, sends = each.looks, each.sends
    asked = (sends or looks) if method == "POST" else (looks or sends)
    if role not in asked:
        return "not yours"
    return "no such method" if (not sends if method == "POST" else not looks) else "in"


def found(desk: Desk, method: str, address: str) -> str:
    answer = desk.open(address) if method == "GET" else desk.post(address)
    if answer.status == 302 and answer.response.headers["Location"].startswith("/admin/sign-in/"):
        return "sign in"
    if answer.status == 403 and "This is for" in answer.words:
        return "not yours"
    return "no such method" if answer.status == 405 else "in"


PEOPLE = ["nobody", "author", *Role.values, "no role", "superuser"]


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_look_and_send_is_what_the_table_says(house: House, who: str) -> None:
    assert house.story.author
    desk = Desk(everybody(house.story.author)[who])
    wrong = []
    for name in STAFF_ONLY:
        for method in ("GET", "POST"):
            says, does = expected(TABLE[name], who, method), found(desk, method, house.address(name))
            if does != says and not (does == "no such method" and TABLE[name].own):
                wrong.append((name, method, says, does))
    assert not wrong


@pytest.mark.parametrize("has_app", [False, True])
def test_a_password_alone_opens_nothing(house: House, has_app: bool) -> None:
    person = factories.person(Role.EDITOR)
    person.groups.set(Group.objects.filter(name__in=Role.values))
    if has_app:
        add_app(person)
    desk = Desk()
    sign_in(desk.client, person, proved=False)
    led = set()
    for name in STAFF_ONLY:
        if not TABLE[name].begins:
            address = house.address(name)
            answers = [desk.open(address), desk.post(address, {"word": "x"})]
            led |= {(answer.status, answer.response.headers["Location"].partition("?")[0]) for answer in answers}
    assert led == {(302, "/admin/sign-in/" if has_app else "/admin/my-sign-in/")}


def test_an_address_that_asks_for_a_proof_opens_with_none(house: House) -> None:
    person = factories.person(Role.ADMINISTRATOR)
    person.groups.set(Group.objects.filter(name__in=Role.values))
    add_app(person)
    desk = Desk(person)
    prove_long_ago(desk.client)
    for name in STAFF_ONLY:
        if TABLE[name].proof is access._always:
            for answer in (desk.open(house.address(name)), desk.post(house.address(name))):
                assert answer.response.headers["Location"].startswith("/admin/prove/"), name


# --- Role × state × own or another's: what a form saves ---------------------------------------------------------------

STATES = list(StoryState)
MAY_WRITE = {  # 1-product: the author edits in draft and returned, the editor also in filed, nobody elsewhere
    "author": {StoryState.DRAFT, StoryState.RETURNED},
    Role.EDITOR: {StoryState.DRAFT, StoryState.RETURNED, StoryState.FILED},
}


def in_state(state: StoryState) -> tuple[Story, Staff]:
    author = factories.person()
    story = factories.story_in(state, author=author)
    return story, author


def people(author: Staff) -> Iterator[tuple[str, Staff]]:
    yield from ((who, person) for who, person in everybody(author).items() if person)


@pytest.mark.parametrize("state", STATES)
def test_only_whom_the_product_names_saves_a_story_in_each_state(state: StoryState) -> None:
    story, author = in_state(state)
    saved = set()
    for who, person in people(author):
        story.refresh_from_db()
        words = f"Saved by {who}"
        sent = {"headline": words, "short_headline": "s", "summary": "s", "body": "<p>b</p>", "seen": story.revision}
        rows = {"sources-TOTAL_FORMS": "0", "sources-INITIAL_FORMS": "0"}
        Desk(person).post(f"/admin/roundups/story/{story.pk}/change/", {**sent, **rows})
        story.refresh_from_db()
        saved |= {who} if story.headline == words else set()
    assert saved == {who for who, states in MAY_WRITE.items() if state in states}


@pytest.mark.parametrize("state", STATES)
def test_only_a_draft_that_was_never_filed_is_deleted_by_its_author_or_an_editor(state: StoryState) -> None:
    deleted = set()
    for place, who in enumerate(("author", *Role.values, "no role", "superuser")):
        author = factories.person()
        day = factories.roundup(factories.DATE + datetime.timedelta(days=place))
        story = factories.story_in(state, day, author=author)
        person = dict(people(author))[who]
        Desk(person).post(f"/admin/roundups/story/{story.pk}/delete/", {"post": "yes"})
        deleted |= set() if Story.objects.filter(pk=story.pk).exists() else {who}
    assert deleted == ({"author", Role.EDITOR} if state == StoryState.DRAFT else set())


@pytest.mark.parametrize("state", STATES)
def test_a_list_shows_no_button_that_the_form_behind_it_refuses(state: StoryState) -> None:
    story, author = in_state(state)
    for who, person in people(author):
        page = Desk(person).open(f"/admin/roundups/story/{story.pk}/change/")
        offers = any("_save" in {name for name, _value in form.buttons.values()} for form in page.forms)
        assert offers == (state in MAY_WRITE.get(who, set())), who


def test_the_docs_have_the_table_that_the_code_makes() -> None:
    assert ADDRESSES.there() == ADDRESSES.make()


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_list_names_nothing_that_opening_it_refuses(house: House, role: Role) -> None:
    desk = Desk(factories.person(role))
    refused, opened = [], 0
    for name in STAFF_ONLY:
        if name.endswith("_changelist") and role in TABLE[name].looks:
            address = house.address(name)
            for link in sorted(set(re.findall(rf'href="({address}[^"?]*/change/)', desk.open(address).html))):
                opened += 1
                refused += [link] if desk.open(link).status != 200 else []
    assert not refused
    assert opened
