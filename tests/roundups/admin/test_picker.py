"""Choosing a photo in a story's and a day's form: thumbnails with words, without a script."""

from typing import Any

import pytest

from newsroom.roles import Role
from roundups.admin.picker import RECENT_PHOTOS
from roundups.models import Photo, Rights, Roundup, Story
from tests import factories
from tests.journeys.desk import Desk
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db


def address(thing: Story | Roundup) -> str:
    return f"/admin/roundups/{thing._meta.model_name}/{thing.pk}/change/"


def test_a_story_gets_its_photo_by_one_choice_among_thumbnails() -> None:
    story, photo = factories.story(), factories.photo(rights=Rights.NONE)
    desk = Desk(story.author)
    page = desk.open(address(story))
    assert f"/admin/roundups/picture/{photo.digest}/small/" in page.html
    assert page.says("No rights")
    assert page.form("photo").choices["photo"] == ["", str(photo.pk)]
    desk.send(page, "photo", button="_save", photo=str(photo.pk))
    story.refresh_from_db()
    assert story.photo == photo


def test_a_photo_is_taken_away_again() -> None:
    story = factories.story(photo=factories.photo())
    desk = Desk(story.author)
    desk.send(desk.open(address(story)), "photo", button="_save", photo="")
    story.refresh_from_db()
    assert story.photo is None


def test_the_focal_point_of_this_use_is_kept_with_the_story() -> None:
    story = factories.story(photo=factories.photo())
    desk = Desk(story.author)
    desk.send(desk.open(address(story)), "photo", button="_save", photo_focal_x="0.25", photo_focal_y="0.75")
    story.refresh_from_db()
    assert (story.photo_focal_x, story.photo_focal_y) == (0.25, 0.75)


@pytest.mark.parametrize("point", [("0.25", ""), ("", "0.25"), ("2", "0.5"), ("nan", "0.5"), ("left", "top")])
def test_half_a_focal_point_is_a_sentence_and_nothing_is_lost(point: tuple[str, str]) -> None:
    story = factories.story(photo=factories.photo())
    page = Desk(story.author).open(address(story))
    desk = Desk(story.author)
    page = desk.open(address(story))
    answer = desk.send(
        page, "photo", button="_save", photo_focal_x=point[0], photo_focal_y=point[1], headline="Typed and kept"
    )
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert "_is_inside" not in answer.html
    assert answer.form("headline").value("headline") == "Typed and kept"


def test_an_old_photo_that_is_chosen_already_is_still_offered() -> None:
    old = factories.photo()
    story = factories.story(photo=old)
    Photo.objects.bulk_create(Photo(caption=f"Caption {number}") for number in range(RECENT_PHOTOS))
    offered = Desk(story.author).open(address(story)).form("photo").choices["photo"]
    assert str(old.pk) in offered
    assert len(offered) == RECENT_PHOTOS + 2


def test_a_photo_that_is_too_old_to_be_offered_is_taken_by_the_number_that_the_tray_shows() -> None:
    old, new = factories.photo(), factories.photo()
    story = factories.story(photo=new)
    Photo.objects.bulk_create(Photo(caption=f"Caption {number}") for number in range(RECENT_PHOTOS))
    desk = Desk(story.author)
    assert desk.open(f"/admin/roundups/photo/?q={old.caption.split()[1]}").says(f"No. {old.pk}")
    assert desk.open(f"/admin/roundups/photo/{old.pk}/change/").says(f"No. {old.pk}")
    page = desk.open(address(story))
    assert str(old.pk) not in page.form("photo").choices["photo"]
    assert desk.send(page, "photo", button="_save", **{"photo-number": f" {old.pk} "}).status == 302
    story.refresh_from_db()
    assert story.photo == old
    desk.send(desk.open(address(story)), "photo", button="_save", headline="Another one")
    story.refresh_from_db()
    assert (story.photo, story.headline) == (old, "Another one")


@pytest.mark.parametrize("wrong", ["999999", "x", "-1", "٣", "9" * 30])
def test_a_number_that_no_photo_has_is_a_sentence_and_stays_to_be_mended(wrong: str) -> None:
    story = factories.story()
    desk = Desk(story.author)
    answer = desk.send(desk.open(address(story)), "photo", button="_save", **{"photo-number": wrong})
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert answer.form("photo").value("photo-number") == wrong


@pytest.mark.parametrize("wrong", ["0", "x", "9" * 30, "\x00"])
def test_a_photo_that_does_not_exist_is_a_sentence(wrong: str) -> None:
    story = factories.story()
    desk = Desk(story.author)
    answer = desk.send(desk.open(address(story)), "photo", button="_save", photo=wrong)
    assert answer.status == 200
    assert "errorlist" in answer.html


def test_the_photo_editor_picks_the_lead_in_the_days_form() -> None:
    day, photo = factories.roundup(), factories.photo()
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    desk.send(desk.open(address(day)), "photo", button="_save", photo=str(photo.pk))
    day.refresh_from_db()
    assert day.photo == photo


def test_hostile_words_of_a_photo_are_text_in_the_picker() -> None:
    factories.photo(caption=hostile.EVERYTHING[:500], credit=hostile.IMAGE)
    story = factories.story()
    assert hostile.raw_markup(Desk(story.author).open(address(story)).html) == []


def test_the_picker_asks_the_database_the_same_for_one_photo_and_for_forty(
    django_assert_max_num_queries: Any,
) -> None:
    story = factories.story(photo=factories.photo())
    desk = Desk(story.author)
    desk.open(address(story))
    for _number in range(39):
        factories.photo()
    with django_assert_max_num_queries(30):
        assert len(desk.open(address(story)).form("photo").choices["photo"]) == 41
