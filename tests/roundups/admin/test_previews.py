"""Previews: the page as readers would see it, for staff only, and said to be one."""

import pytest
from django.test import Client

from newsroom.roles import Role
from roundups.imaging.intake import PROOF, proof_path
from roundups.models import Photo, StoryState
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db


def both_previews(desk: Desk) -> list[Page]:
    story = factories.story(headline="Nine ships wait", photo=factories.photo(caption="Gulls."))
    return [
        desk.open(f"/admin/roundups/story/{story.pk}/preview/"),
        desk.open(f"/admin/roundups/roundup/{story.roundup_id}/preview/"),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_a_preview_says_that_it_is_one(role: Role) -> None:
    for page in both_previews(Desk(factories.person(role))):
        assert page.status == 200
        assert page.says("Preview. Readers do not see this.")
        assert page.says("Nine ships wait")


def test_a_preview_is_kept_by_nobody_and_found_by_nobody() -> None:
    for page in both_previews(Desk(factories.person())):
        assert "no-store" in page.response.headers["Cache-Control"]
        assert "private" in page.response.headers["Cache-Control"]
        assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex">' in page.html
        assert 'rel="canonical"' not in page.html


def test_a_preview_is_framed_by_the_desk_only() -> None:
    for page in both_previews(Desk(factories.person())):
        assert "frame-ancestors 'self'" in page.response.headers["Content-Security-Policy"]
        assert page.response.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_preview_of_a_story_shows_no_other_story() -> None:
    story = factories.story(headline="Nine ships wait")
    factories.story(story.roundup, headline="The market opens")
    page = Desk(factories.person()).open(f"/admin/roundups/story/{story.pk}/preview/")
    assert page.says("Nine ships wait")
    assert not page.says("The market opens")


def test_a_preview_of_the_roundup_leaves_spiked_stories_out() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.SPIKED, day, headline="Nobody reads this")
    page = Desk(factories.person()).open(f"/admin/roundups/roundup/{day.pk}/preview/")
    assert page.status == 200
    assert not page.says("Nobody reads this")


def test_an_empty_day_and_an_empty_story_have_a_preview() -> None:
    story = factories.story(headline="", short_headline="", summary="", body="")
    desk = Desk(factories.person())
    assert desk.open(f"/admin/roundups/story/{story.pk}/preview/").status == 200
    assert desk.open(f"/admin/roundups/roundup/{story.roundup_id}/preview/").status == 200
    other = factories.roundup(factories.DATE.replace(day=4), counter=None)
    assert desk.open(f"/admin/roundups/roundup/{other.pk}/preview/").status == 200


def test_a_picture_that_readers_do_not_have_is_for_staff_only() -> None:
    photo = factories.photo()
    address = f"/admin/roundups/picture/{photo.digest}/"
    page = Desk(factories.person()).open(address)
    assert page.response.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in page.response.headers["Cache-Control"]
    assert Client().get(address).status_code == 302
    assert Client().get(f"/pictures/{factories.prints_of(photo)}/960.jpg").status_code == 404


@pytest.mark.parametrize("digest", ["0" * 64, "../" * 8, "A" * 64, "0" * 63])
def test_a_picture_that_does_not_exist_is_404(digest: str) -> None:
    factories.masthead()
    assert Desk(factories.person()).open(f"/admin/roundups/picture/{digest}/").status == 404


def test_a_picture_whose_file_is_gone_is_404() -> None:
    photo = factories.photo()
    proof_path(str(photo.digest), PROOF).unlink()
    assert Desk(factories.person()).open(f"/admin/roundups/picture/{photo.digest}/").status == 404


def test_markup_in_the_words_of_a_page_is_shown_as_words() -> None:
    photo = factories.photo()
    words = hostile.EVERYTHING
    Photo.objects.filter(pk=photo.pk).update(caption=words[:500], credit=words[:200], alt=words[:500])
    day = factories.roundup(photo=photo, headline=words, kicker=words[:120], opening=words[:300], sign_off=words[:300])
    factories.story(day)
    desk = Desk(factories.person(Role.EDITOR))
    for address in (
        f"/admin/roundups/roundup/{day.pk}/preview/",
        f"/admin/roundups/roundup/{day.pk}/change/",
        f"/admin/roundups/roundup/{day.pk}/step/publish/",
        "/admin/roundups/roundup/",
        "/admin/roundups/photo/",
        f"/admin/roundups/photo/{photo.pk}/change/",
        f"/admin/?day={factories.DATE}",
    ):
        assert hostile.raw_markup(desk.open(address).html) == [], address


def test_a_preview_only_reads() -> None:
    story = factories.story()
    assert Desk(factories.person()).post(f"/admin/roundups/story/{story.pk}/preview/").status == 405
