"""The paper's own forms: masthead, counters and pages refuse nonsense with a sentence and keep what was typed."""

import datetime

import pytest

from newsroom.models import Counter, Masthead, Page
from newsroom.roles import Role
from tests import factories
from tests.journeys.desk import Desk
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db

MASTHEAD = "/admin/newsroom/masthead/en/change/"


def administrator() -> Desk:
    factories.masthead()
    return Desk(factories.person(Role.ADMINISTRATOR))


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd", "", "\x00", "UTC+3"])
def test_a_time_zone_that_does_not_exist_is_a_sentence_and_keeps_the_rest(zone: str) -> None:
    desk = administrator()
    answer = desk.send(desk.open(MASTHEAD), "time_zone", button="_save", time_zone=zone, kicker="Kept")
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert answer.form("kicker").value("kicker") == "Kept"
    assert Masthead.objects.get(pk="en").time_zone == "Europe/Riga"


@pytest.mark.parametrize(
    "address",
    ["https://news.example.org/", "https://news.example.org/en", "https://news.example.org?x", "news", "ftp://x"],
)
def test_the_address_of_the_site_is_the_site_alone(address: str) -> None:
    desk = administrator()
    answer = desk.send(desk.open(MASTHEAD), "base_url", button="_save", base_url=address)
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert Masthead.objects.get(pk="en").base_url == "http://localhost:8000"


@pytest.mark.parametrize("language", ["E", "eng", "EN", "1", "\x00", "<b"])
def test_a_language_is_two_small_letters(language: str) -> None:
    desk = administrator()
    answer = desk.send(
        desk.open("/admin/newsroom/masthead/add/"), "kicker", button="_save", language=language, name="X"
    )
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert Masthead.objects.count() == 1


def test_the_language_of_a_masthead_never_changes() -> None:
    desk = administrator()
    page = desk.open(MASTHEAD)
    assert "language" not in page.form("kicker").names
    desk.send(page, "kicker", button="_save", language="de")
    assert list(Masthead.objects.values_list("pk", flat=True)) == ["en"]


def test_a_masthead_for_another_language_is_offered_on_the_board() -> None:
    desk = administrator()
    page = desk.open("/admin/newsroom/masthead/add/")
    assert desk.send(page, "kicker", button="_save", language="ru", name="Фонарь").status == 302
    board = Desk(factories.person()).open(f"/admin/?day={factories.DATE}")
    assert board.links_to(f"?day={factories.DATE}&language=ru")


@pytest.mark.parametrize("words", ["No number.", "{day} and {day}", "{day} {0}", "{day!r}", "{", "{day.__class__}"])
def test_an_opening_counts_once_and_has_no_other_braces(words: str) -> None:
    desk = administrator()
    given = {"openings-0-language": "en", "openings-0-words": words}
    page = desk.open("/admin/newsroom/counter/add/")
    answer = desk.send(page, "first_day", button="_save", name="the drought", first_day="2026-02-01", **given)
    assert answer.says("Write {day} once, where the number of the day belongs.")
    assert not Counter.objects.filter(name="the drought").exists()


def test_two_openings_in_one_language_are_a_sentence() -> None:
    desk = administrator()
    counter = Counter.objects.get(name="the strike")
    page = desk.open(f"/admin/newsroom/counter/{counter.pk}/change/")
    given = {"openings-1-language": "en", "openings-1-words": "Day {day}.", "openings-TOTAL_FORMS": "2"}
    answer = desk.send(page, "first_day", button="_save", **given)
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert counter.openings.count() == 1


def test_a_changed_first_day_changes_no_edition() -> None:
    day = factories.published(stories=1)
    counter = Counter.objects.get(name="the strike")
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open(f"/admin/newsroom/counter/{counter.pk}/change/")
    desk.send(page, "first_day", button="_save", first_day="2026-02-01")
    counter.refresh_from_db()
    assert counter.first_day == datetime.date(2026, 2, 1)
    assert "It is day 2 of the strike." in Desk().open(f"/{day.date:%Y/%m/%d}/").words


def test_markup_in_the_masthead_is_shown_as_words() -> None:
    desk = administrator()
    words = hostile.EVERYTHING[:120]
    desk.send(desk.open(MASTHEAD), "kicker", button="_save", name=words, kicker=words, editor_in_chief=words)
    factories.person()
    for address in ("/admin/", "/admin/newsroom/masthead/", MASTHEAD, "/", "/about/", "/nowhere/"):
        assert hostile.raw_markup(desk.open(address).html) == [], address


def test_script_in_a_page_is_cleaned_for_readers() -> None:
    desk = administrator()
    page = Page.objects.filter(slug="about").first()
    assert page
    text = f"<p>{hostile.RUSSIAN}</p><p>{hostile.EVERYTHING}</p>"
    desk.send(desk.open(f"/admin/newsroom/page/{page.pk}/change/"), "title", button="_save", body=text)
    about = desk.open("/about/")
    assert about.says(hostile.RUSSIAN)
    assert hostile.raw_markup(about.html) == []


@pytest.mark.parametrize("model", ["masthead", "counter", "page", "staff"])
def test_nothing_of_the_paper_is_deleted(model: str) -> None:
    desk = administrator()
    pk = {
        "masthead": "en",
        "counter": Counter.objects.first(),
        "page": Page.objects.first(),
        "staff": factories.person(),
    }[model]
    address = f"/admin/newsroom/{model}/{getattr(pk, 'pk', pk)}/delete/"
    assert desk.open(address).status == 403
    assert desk.post(address, {"post": "yes"}).status == 403


def test_somebody_who_is_no_longer_active_is_out_at_once() -> None:
    factories.masthead()
    colleague = factories.person(Role.EDITOR)
    theirs = Desk(colleague)
    assert theirs.open("/admin/").status == 200
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open(f"/admin/newsroom/staff/{colleague.pk}/change/")
    desk.send(page, "email", button="_save", is_active=None)
    assert theirs.open("/admin/").status == 302
