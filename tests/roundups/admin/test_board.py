"""The board: what stands, what waits for whom, what happened."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom.models import Masthead, Page, PageText
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Printed, Roundup, StoryState, append_only
from tests import factories
from tests.journeys.desk import Desk
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

BOARD = f"/admin/?day={factories.DATE}&language=en"


def queries(desk: Desk) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert desk.open(BOARD).status == 200
    return len(caught)


def without_a_masthead() -> None:
    """As after a migrate that was undone: page texts are sealed, so the seals come off first."""
    append_only.remove()
    PageText.objects.all().delete()
    Page.objects.all().delete()
    Masthead.objects.all().delete()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.JOURNALIST])
def test_it_asks_the_database_as_often_for_nine_stories_as_for_three(role: Role) -> None:
    day = factories.roundup()
    states = (StoryState.DRAFT, StoryState.FILED, StoryState.APPROVED)
    for state in states:
        factories.story_in(state, day)
    desk = Desk(factories.person(role))
    desk.open(BOARD)
    few = queries(desk)
    for state in (*states, *states):
        factories.story_in(state, day)
    assert queries(desk) == few
    assert few <= 30


@pytest.mark.parametrize(
    "day",
    ["yesterday", "2026-13-01", "2026-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "2026-03-02x", "-1"],
)
def test_a_day_that_cannot_be_is_404(day: str) -> None:
    factories.masthead()
    assert Desk(factories.person()).open(f"/admin/?day={day}").status == 404


def test_without_a_day_it_shows_today() -> None:
    factories.masthead()
    assert Desk(factories.person()).open("/admin/?day=").status == 200


@pytest.mark.parametrize("language", ["xx", "", "english", "<script>"])
def test_an_unknown_language_shows_the_papers_first(language: str) -> None:
    factories.masthead()
    page = Desk(factories.person()).open(f"/admin/?language={language}")
    assert page.status == 200
    assert page.says("The Lantern")


def test_an_empty_day_says_what_to_do() -> None:
    factories.masthead()
    page = Desk(factories.person()).open(BOARD)
    assert page.says("This day is not open yet")
    assert "Write the first story" in page.form("day").buttons


def test_an_empty_day_tells_a_photo_editor_who_opens_it() -> None:
    factories.masthead()
    page = Desk(factories.person(Role.PHOTO_EDITOR)).open(BOARD)
    assert page.says("A journalist or an editor opens it with the first story.")
    assert all("day" not in form.names for form in page.forms)


def test_a_paper_without_a_masthead_leads_its_administrator_to_the_first_one() -> None:
    without_a_masthead()
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    assert desk.follow(desk.open("/admin/")).says("The paper has no masthead yet.")


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR])
def test_a_paper_without_a_masthead_tells_everybody_else_whom_to_ask(role: Role) -> None:
    without_a_masthead()
    desk = Desk(factories.person(role))
    page = desk.follow(desk.open("/admin/"))
    assert page.status == 200
    assert page.says("The paper has no masthead yet. An administrator writes the first one.")


def test_looking_at_a_day_does_not_open_it() -> None:
    factories.masthead()
    Desk(factories.person(Role.EDITOR)).open(BOARD)
    assert not Roundup.objects.exists()


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.ADMINISTRATOR])
def test_only_who_writes_opens_a_day(role: Role) -> None:
    factories.masthead()
    desk = Desk(factories.person(role))
    answer = desk.post("/admin/roundups/day/open/", {"day": "2026-03-02", "language": "en"})
    assert answer.says("This is for: Journalist, Editor-in-chief.")
    assert not Roundup.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"day": "someday", "language": "en"},
        {"day": "\x00", "language": "en"},
        {"language": "en"},
        {"day": "2026-03-02", "language": "\x00"},
        {"day": "2026-03-02", "language": "xx"},
        {"day": "0001-01-01", "language": "en"},
        {"day": "9999-12-31", "language": "en"},
    ],
)
def test_a_day_that_cannot_be_is_not_opened(given: dict[str, str]) -> None:
    factories.masthead()
    assert Desk(factories.person()).post("/admin/roundups/day/open/", given).status in {302, 404}
    assert not Roundup.objects.exists()


def test_opening_a_day_twice_opens_it_once() -> None:
    factories.masthead()
    desk = Desk(factories.person())
    page = desk.open(BOARD)
    desk.send(page, "day")
    desk.send(page, "day", button="story")
    assert Roundup.objects.count() == 1


def test_each_story_says_its_state_in_a_word() -> None:
    day = factories.roundup()
    for state in ("draft", "filed", "returned", "approved", "spiked"):
        factories.story_in(state, day)
    page = Desk(factories.person(Role.EDITOR)).open(BOARD)
    for word in ("Draft", "Filed", "Sent back", "Approved", "Spiked"):
        assert page.says(word)


def test_a_journalist_sees_under_waiting_only_what_is_theirs() -> None:
    author = factories.person()
    mine = factories.story(author=author, headline="My own bridge")
    factories.story(mine.roundup, headline="A colleague’s bridge")
    waiting = Desk(author).open(BOARD).html.split("Waiting for you")[1].split("</section>")[0]
    assert "My own bridge" in waiting
    assert "A colleague’s bridge" not in waiting


def test_an_editor_who_wrote_in_a_filed_story_is_not_asked_to_approve_it() -> None:
    by = factories.person(Role.EDITOR)
    story = factories.story(author=by)
    factories.step("file", story, by)
    page = Desk(by).open(BOARD)
    assert not page.links_to(f"/admin/roundups/story/{story.pk}/step/approve/")
    assert Desk(factories.person(Role.EDITOR)).open(BOARD).links_to(f"/admin/roundups/story/{story.pk}/step/approve/")


def test_an_editor_moves_a_story_up_and_a_journalist_does_not() -> None:
    day = factories.roundup()
    first, second = factories.story(day), factories.story(day)
    factories.story(day)
    address = f"/admin/roundups/story/{second.pk}/place/"
    journalist = Desk(factories.person())
    assert journalist.post(address, {"to": "up"}).says("This is for: Editor-in-chief. Your role: Journalist.")
    assert list(day.stories.values_list("pk", flat=True)[:2]) == [first.pk, second.pk]
    Desk(factories.person(Role.EDITOR)).post(address, {"to": "up"})
    assert list(day.stories.values_list("pk", flat=True)[:2]) == [second.pk, first.pk]


def test_a_story_at_the_top_stays_there() -> None:
    story = factories.story()
    answer = Desk(factories.person(Role.EDITOR)).post(f"/admin/roundups/story/{story.pk}/place/", {"to": "up"})
    assert answer.status == 302


def test_moving_a_story_never_leads_to_another_host() -> None:
    story = factories.story()
    answer = Desk(factories.person(Role.EDITOR)).post(
        f"/admin/roundups/story/{story.pk}/place/", {"to": "up", "next": "https://evil.example/"}
    )
    assert answer.response.headers["Location"] == BOARD


def test_the_main_button_says_how_many_stories_go_out() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    factories.story_in(StoryState.APPROVED, day)
    factories.story_in(StoryState.FILED, day)
    assert Desk(factories.person(Role.EDITOR)).open(BOARD).says("Publish 2 stories…")
    assert not Desk(factories.person()).open(BOARD).says("Publish 2 stories…")


def test_what_happened_is_told_with_who_and_why() -> None:
    story = factories.story_in(StoryState.FILED)
    by = factories.person(Role.EDITOR)
    factories.step("send_back", story, by, note="Name the person, please.")
    page = Desk(factories.person()).open(BOARD)
    assert page.says(f"{by.name}: {story.headline} sent back — “Name the person, please.”")


def test_unfinished_stories_of_yesterday_wait_on_today() -> None:
    masthead = factories.masthead()
    today = datetime.datetime.now(tz=masthead.zone).date()
    day = workflow.open_day(masthead, today - datetime.timedelta(days=1), by=None)
    story = factories.story(day, headline="Left from yesterday")
    page = Desk(factories.person(Role.EDITOR)).open("/admin/")
    assert page.says("Left from the days before")
    assert page.links_to(f"/admin/roundups/story/{story.pk}/change/")


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "status__exact=%00",
        "roundup__masthead__language__exact=%00",
        "p=abc",
        "o=999",
        "date__year=abc",
        "e=1",
        "nothing=here",
    ],
)
@pytest.mark.parametrize("model", ["story", "roundup", "photo", "edition"])
def test_a_list_asked_for_nonsense_is_no_crash(model: str, query: str) -> None:
    factories.published(stories=1)
    desk = Desk(factories.person(Role.EDITOR))
    assert desk.follow(desk.open(f"/admin/roundups/{model}/?{query}")).status in {200, 400}


def test_an_alarm_of_the_press_stands_above_everything(client: Client) -> None:
    factories.masthead()
    Printed.objects.create(
        path="/2026/03/02/", digest="0" * 64, size=1, look="x", trouble="Readers get “404 Not Found”."
    )
    sign_in(client, factories.person(Role.EDITOR))
    page = client.get("/admin/").content.decode()
    assert "Readers may not have what was published" in page
    assert "/2026/03/02/: Readers get “404 Not Found”." in page
