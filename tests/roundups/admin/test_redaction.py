"""The page for redaction: every place is shown, the editor's yes strikes it, and the words stand in no address."""

import logging
from typing import Any

import pytest
from django.urls import reverse

from newsroom.models import RecordRow, Staff
from newsroom.roles import Role
from roundups.models import EditionText, Roundup
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.workflow.test_redaction import FORMS, NAME, REASON, dangerous

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/roundups/redaction/"


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


@pytest.fixture
def desk(editor: Staff) -> Desk:
    return Desk(editor)


@pytest.fixture
def day() -> Roundup:
    return dangerous(pictured=False)


def looked(desk: Desk, typed: str = FORMS) -> Page:
    return desk.send(desk.open(ADDRESS), "look", button="look", words=typed)


def struck(desk: Desk, page: Page, **changes: Any) -> Page:
    given = {"reason": REASON, "read": "1"} | changes
    return desk.send(page, "strike", button="strike", **given)


def texts() -> str:
    return "".join(EditionText.objects.values_list("galley", flat=True))


def test_the_page_shows_every_place_before_anything_changes(desk: Desk, day: Roundup) -> None:
    page = looked(desk)
    assert page.status == 200
    assert page.says("Headline · edition 1, edition 2 …") or page.says("Headline · edition 1, edition 2")
    for words in (
        "Public note: what we said · edition 2",
        "Address of a link · edition 1",
        "Comment · the desk’s copy",
    ):
        assert page.says(words), words
    assert f"<mark>{NAME}</mark>" in page.html
    assert page.links_to(f"/{day.date:%Y/%m/%d}/")
    assert page.links_to(reverse("admin:roundups_roundup_change", args=[day.pk]))
    assert NAME in texts()


def test_the_button_says_how_much_it_strikes_and_does_so(desk: Desk, day: Roundup) -> None:
    page = looked(desk)
    assert any(" places in 2 editions and " in words for words in page.form("strike").buttons)
    done = struck(desk, page)
    after = desk.follow(done)
    assert after.says("Readers get the new pages within seconds.")
    assert "zyxqanary" not in (texts() + after.html + done.response.headers["Location"]).lower()
    assert RecordRow.objects.get(what="redacted").detail["reason"] == REASON


def test_the_words_stand_in_no_log(desk: Desk, day: Roundup, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        struck(desk, looked(desk), reason="x")
        struck(desk, looked(desk))
    assert "zyxqanary" not in caplog.text.lower()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Say why, in a few words."),
        ({"reason": f"For {NAME}"}, "The reason has the struck words in it"),
        ({"read": None}, "Tick that you have read the places."),
        ({"days": None}, "Tick at least one day."),
        ({"seen": "0" * 64}, "Something changed since you looked."),
        ({"words": "Petrov"}, "Something changed since you looked."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    desk: Desk, day: Roundup, changes: dict[str, Any], sentence: str
) -> None:
    before = texts()
    page = struck(desk, looked(desk), **changes)
    assert (page.status, page.says(sentence)) == (409, True)
    assert page.form("strike").value("words") == changes.get("words", FORMS)
    assert page.form("strike").value("reason") == changes.get("reason", REASON)
    assert texts() == before


def test_a_change_between_looking_and_striking_is_shown_and_then_struck(desk: Desk, day: Roundup) -> None:
    page = looked(desk)
    factories.story(day, summary=f"{NAME} again.")
    refused = struck(desk, page)
    assert refused.status == 409
    assert refused.says(f"{NAME} again.")
    assert struck(desk, refused).status == 302


def test_the_days_are_ticked_one_by_one(desk: Desk, day: Roundup) -> None:
    other = dangerous(day.date.replace(day=1), pictured=False)
    page = looked(desk)
    assert page.form("strike").choices["days"] == [str(day.pk), str(other.pk)]
    struck(desk, page, days=[str(other.pk)])
    assert "zyxqanary" not in other.editions.all()[0].text.galley.lower()
    assert "zyxqanary" in day.editions.all()[0].text.galley.lower()


def test_words_that_stand_nowhere_are_said_to(desk: Desk, day: Roundup) -> None:
    page = looked(desk, "Nemo")
    assert page.says("These words stand nowhere")
    assert "strike" not in {name for form in page.forms for name, _value in form.buttons.values()}


@pytest.mark.parametrize("typed", ["", "a", "<script>"])
def test_what_cannot_be_struck_is_a_sentence(desk: Desk, day: Roundup, typed: str) -> None:
    page = looked(desk, typed)
    assert page.status == (400 if len(typed) < 2 else 200)
    assert "<script>" not in page.html


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_else_sees_or_strikes_anything(
    day: Roundup, editor: Staff, role: Role | None, is_superuser: bool
) -> None:
    form = looked(Desk(editor)).form("strike")
    other = Desk(factories.person(role, is_superuser=is_superuser))
    assert other.open(ADDRESS).status == 403
    data = dict(form.fields) | {"strike": "1", "read": "1", "reason": REASON, "days": str(day.pk)}
    for posted in ({"look": "1", "words": FORMS}, data):
        posted.pop("csrfmiddlewaretoken", "")
        answer = other.post(ADDRESS, posted)
        assert answer.status == 403
        assert "zyxqanary" not in answer.html.lower()
    assert NAME in texts()


@pytest.mark.parametrize("kind", ["roundup", "edition"])
def test_the_way_there_is_on_the_roundup_and_the_edition_for_editors_only(desk: Desk, day: Roundup, kind: str) -> None:
    pk = day.pk if kind == "roundup" else day.editions.all()[0].pk
    address = reverse(f"admin:roundups_{kind}_change", args=[pk])
    assert desk.open(address).links_to(ADDRESS)
    assert not Desk(factories.person(Role.PHOTO_EDITOR)).open(address).links_to(ADDRESS)


def test_looking_writes_nothing(desk: Desk, day: Roundup) -> None:
    before = texts(), RecordRow.objects.count()
    looked(desk)
    assert (texts(), RecordRow.objects.count()) == before
