"""Sharing a preview at the desk: for how long, the link to copy, the links that hold, and revoking them."""

import datetime
import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import PreviewLink, Roundup, Story, StoryState
from tests import factories
from tests.factories import NOON
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile
from tests.roundups.workflow.test_sharing import others

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


def page_of(thing: Story | Roundup) -> str:
    noun = "story" if isinstance(thing, Story) else "roundup"
    return f"/admin/roundups/{noun}/{thing.pk}/change/"


def share(desk: Desk, thing: Story | Roundup, hours: str = "1") -> Page:
    """Press “Make a link” on the thing's page; the page that comes next."""
    return desk.follow(desk.send(desk.open(page_of(thing)), "hours", hours=hours))


def link_on(page: Page) -> str:
    """The address that is there to copy."""
    found = re.search(r'<textarea id="link"[^>]*>([^<]+)</textarea>', page.html)
    assert found, page.words
    return html.unescape(found[1])


def read_by_a_stranger(link: str) -> int:
    return Client().get(link.removeprefix("http://localhost:8000")).status_code


def revoke_form(page: Page) -> bool:
    return any("/revoke/" in form.action for form in page.forms)


def revoked(desk: Desk, page: Page) -> Page:
    form = next(form for form in page.forms if "/revoke/" in form.action)
    return desk.follow(desk.post(form.action, dict(form.fields)))


def test_an_author_makes_a_link_from_the_story_and_a_stranger_reads_by_it() -> None:
    author = factories.person()
    story = factories.story(author=author, headline="Nine ships wait")
    page = share(Desk(author), story)
    assert page.says("Whoever has this link can read “Nine ships wait” as it is now, until 2 March, 15:00 EET.")
    assert link_on(page).startswith("http://localhost:8000/preview/")
    assert read_by_a_stranger(link_on(page)) == 200


def test_the_link_is_at_the_papers_own_address_whatever_the_desk_is_called() -> None:
    story = factories.story()
    Masthead.objects.update(base_url="https://lantern.example.org")
    assert link_on(share(Desk(factories.person(Role.EDITOR)), story)).startswith("https://lantern.example.org/preview/")


def test_an_editor_makes_a_link_to_the_whole_day() -> None:
    story = factories.story(headline="Nine ships wait")
    page = share(Desk(factories.person(Role.EDITOR)), story.roundup)
    address = link_on(page).removeprefix("http://localhost:8000")
    assert "Nine ships wait" in Client().get(address).content.decode()
    assert PreviewLink.objects.get().story is None


@pytest.mark.parametrize("hours", workflow.HOURS)
def test_the_link_holds_for_the_hours_that_are_chosen(hours: int) -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    offered = desk.open(page_of(story)).form("hours")
    assert offered.choices["hours"] == [str(each) for each in workflow.HOURS]
    assert offered.value("hours") == "1"
    share(desk, story, str(hours))
    assert PreviewLink.objects.get().ends_at == NOON + hours * HOUR


@pytest.mark.parametrize("hours", ["", "0", "25", "-1", "1e9", "٨", "x" * 1000])
def test_other_hours_are_refused_with_a_sentence(hours: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    answer = Desk(author).post(f"/admin/roundups/story/{story.pk}/share/", {"hours": hours})
    assert answer.status == 400
    assert answer.says("A preview is given out for 1, 8 or 24 hours. Choose one of them.")
    assert not PreviewLink.objects.exists()


@others
def test_others_are_offered_nothing_and_get_nothing(somebody: type[Staff]) -> None:
    story = factories.story()
    link = workflow.share(story, by=factories.person(Role.EDITOR), hours=8)
    desk = Desk(somebody())
    for thing in (story, story.roundup):
        page = desk.open(page_of(thing))
        assert not page.says("Share a preview")
        assert not page.says("Links that hold")
        assert desk.post(page_of(thing).replace("change", "share"), {"hours": "1"}).status in {403, 409}
    assert desk.open(f"/admin/roundups/preview-link/{link.pk}/").status == 403
    assert desk.post(f"/admin/roundups/preview-link/{link.pk}/revoke/").status in {403, 409}
    assert PreviewLink.objects.holding(NOON).get() == link


def test_nobody_shares_without_signing_in() -> None:
    story = factories.story()
    link = workflow.share(story, by=factories.person(Role.EDITOR), hours=8)
    for address in (f"story/{story.pk}/share/", f"preview-link/{link.pk}/", f"preview-link/{link.pk}/revoke/"):
        assert Client().post(f"/admin/roundups/{address}", {"hours": "1"}).status_code == 302
    assert Client().get(f"/admin/roundups/preview-link/{link.pk}/").status_code == 302
    assert PreviewLink.objects.holding(NOON).get() == link


def test_a_story_that_is_off_the_page_says_why_it_is_not_shared() -> None:
    story = factories.story_in(StoryState.SPIKED)
    desk = Desk(factories.person(Role.EDITOR))
    assert desk.open(page_of(story)).says("It is spiked, so there is no text to show.")
    answer = desk.post(f"/admin/roundups/story/{story.pk}/share/", {"hours": "1"})
    assert answer.status == 409
    assert answer.says("It is spiked, so there is no text to show.")


def test_links_that_hold_are_listed_with_who_and_until_when() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story(author=author, headline="Nine ships wait")
    for by, hours in ((author, 1), (editor, 8)):
        workflow.share(story, by=by, hours=hours)
    page = Desk(author).open(page_of(story))
    assert page.says(f"{author} · until 2 March, 15:00 EET")
    assert page.says(f"{editor} · until 2 March, 22:00 EET")
    workflow.share(story.roundup, by=editor, hours=24)
    day = Desk(editor).open(page_of(story.roundup))
    assert day.says(f"{editor} · the whole roundup · until 3 March, 14:00 EET")
    assert day.says(f"{author} · Nine ships wait · until 2 March, 15:00 EET")


def test_links_that_hold_no_more_are_not_listed(clock: time_machine.Traveller) -> None:
    author = factories.person()
    story = factories.story(author=author)
    link = workflow.share(story, by=author, hours=1)
    workflow.revoke(workflow.share(story, by=author, hours=8), by=author)
    assert Desk(author).open(page_of(story)).html.count(f"/preview-link/{link.pk}/revoke/") == 1
    clock.move_to(NOON + HOUR)
    assert not revoke_form(Desk(author).open(page_of(story)))


def test_a_revoked_link_opens_nothing_from_then_on() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    link = link_on(share(desk, story))
    page = revoked(desk, desk.open(page_of(story)))
    assert page.says("The link is revoked. Nobody can read by it any more.")
    assert not revoke_form(page)
    assert read_by_a_stranger(link) == 404


def test_a_link_is_revoked_once_and_the_second_press_is_told_so() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    page = share(desk, story)
    revoked(desk, page)
    assert revoked(desk, page).says("The link has ended already. Nobody can read by it.")


def test_an_editor_revokes_the_links_of_a_days_stories_from_the_day() -> None:
    author = factories.person()
    story = factories.story(author=author)
    workflow.share(story, by=author, hours=24)
    editor = Desk(factories.person(Role.EDITOR))
    revoked(editor, editor.open(page_of(story.roundup)))
    assert not PreviewLink.objects.holding(NOON).exists()


def test_only_who_made_a_link_copies_it_again() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    link = link_on(share(desk, story))
    address = f"/admin/roundups/preview-link/{PreviewLink.objects.get().pk}/"
    assert desk.open(page_of(story)).links_to(address)
    assert link_on(desk.open(address)) == link
    editor = Desk(factories.person(Role.EDITOR))
    assert not editor.open(page_of(story)).links_to(address)
    page = editor.open(address)
    assert page.status == 403
    assert page.says("Only whoever made a link sees it again. Make one of your own.")
    assert "/preview/" not in page.html


def test_who_may_not_share_a_story_any_more_sees_their_link_no_more() -> None:
    author = factories.person()
    desk = Desk(author)
    share(desk, factories.story(author=author))
    author.groups.set(Group.objects.filter(name=Role.PHOTO_EDITOR))
    page = desk.open(f"/admin/roundups/preview-link/{PreviewLink.objects.get().pk}/")
    assert page.status == 403
    assert "/preview/" not in page.html


def test_a_link_that_has_ended_is_not_shown_again(clock: time_machine.Traveller) -> None:
    author = factories.person()
    link = workflow.share(factories.story(author=author), by=author, hours=1)
    clock.move_to(NOON + HOUR)
    page = Desk(author).open(f"/admin/roundups/preview-link/{link.pk}/")
    assert page.status == 410
    assert page.says("The link has ended. Nobody can read by it.")
    assert "/preview/" not in page.html


def test_the_page_with_the_link_is_kept_by_nobody() -> None:
    author = factories.person()
    page = share(Desk(author), factories.story(author=author))
    assert "no-store" in page.response.headers["Cache-Control"]


def test_looking_makes_and_ends_nothing() -> None:
    story, editor = factories.story(), factories.person(Role.EDITOR)
    link = workflow.share(story, by=editor, hours=8)
    desk = Desk(editor)
    for address in (
        f"story/{story.pk}/share/",
        f"roundup/{story.roundup_id}/share/",
        f"preview-link/{link.pk}/revoke/",
    ):
        assert desk.open(f"/admin/roundups/{address}").status == 405
    assert PreviewLink.objects.holding(NOON).get() == link


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_what_does_not_exist_is_404(number: str) -> None:
    factories.masthead()
    desk = Desk(factories.person(Role.EDITOR))
    for address in (f"story/{number}/share/", f"roundup/{number}/share/", f"preview-link/{number}/revoke/"):
        assert desk.post(f"/admin/roundups/{address}", {"hours": "1"}).status == 404, address
    assert desk.open(f"/admin/roundups/preview-link/{number}/").status == 404


def test_markup_in_a_headline_is_shown_as_words() -> None:
    author = factories.person()
    story = factories.story(author=author, headline=hostile.EVERYTHING[:300])
    page = share(Desk(author), story)
    assert hostile.raw_markup(page.html) == []
    assert hostile.raw_markup(Desk(factories.person(Role.EDITOR)).open(page_of(story.roundup)).html) == []
