"""Rights and flags hold: what a picture lacks stops the page, by every door; a use may have words of its own."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.imaging.intake import take_in
from roundups.models import KnownCredit, Photo, Rights, Roundup, RoundupState, SourceType, StoryState
from roundups.workflow import StepRefused
from roundups.workflow.photo_facts import facts_of_page, ran_on
from tests import factories

pytestmark = pytest.mark.django_db
DAY = factories.DATE
TOMORROW = DAY + datetime.timedelta(days=1)


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def day_with(photo: Photo, *, inside: bool = False, date: datetime.date = DAY) -> Roundup:
    """A day that is ready but for its picture, the lead or a story's."""
    day = factories.roundup(date, **({} if inside else {"photo": photo}))
    factories.story_in(StoryState.APPROVED, day, photo=photo if inside else None)
    return day


LACKS: list[dict[str, Any]] = [
    {"rights": Rights.NONE},
    {"credit": ""},
    {"caption": ""},
    {"expires_on": DAY - datetime.timedelta(days=1)},
]


@pytest.mark.parametrize("inside", [False, True], ids=["lead", "in a story"])
@pytest.mark.parametrize("lack", LACKS, ids=lambda lack: next(iter(lack)))
@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_a_picture_that_may_not_be_printed_stops_the_page(
    editor: Staff, name: str, lack: dict[str, Any], inside: bool
) -> None:
    day = day_with(factories.photo(**lack), inside=inside)
    with pytest.raises(StepRefused):
        factories.step(name, day, editor)
    day.refresh_from_db()
    assert day.status == RoundupState.OPEN
    assert not day.editions.exists()


def test_a_picture_for_one_use_is_used_once(editor: Staff) -> None:
    photo = factories.photo(one_time=True)
    factories.step("publish", day_with(photo), editor)
    other = day_with(photo, date=TOMORROW)
    with pytest.raises(StepRefused, match="for one use only"):
        factories.step("publish", other, editor)


def test_the_one_use_may_be_reissued(editor: Staff) -> None:
    day = day_with(factories.photo(one_time=True))
    factories.step("publish", day, editor)
    factories.story_in(StoryState.APPROVED, day)
    factories.step("reissue", day, editor)
    assert day.editions.count() == 2


def test_rights_that_end_between_scheduling_and_release_keep_the_day_back(editor: Staff) -> None:
    photo = factories.photo(expires_on=DAY)
    day = day_with(photo)
    late = factories.NOON + datetime.timedelta(days=3)
    with pytest.raises(StepRefused, match="ended on"):
        factories.step("publish", day, editor, now=late)


@pytest.mark.parametrize("flag", ["state_agency", "graphic", "vulnerable"])
def test_a_flag_asks_for_a_tick(editor: Staff, flag: str) -> None:
    day = day_with(factories.photo(**{flag: True}))
    with pytest.raises(StepRefused):
        factories.step("publish", day, editor, confirmed=frozenset())
    factories.step("publish", day, editor)


def test_a_generated_picture_asks_for_a_tick(editor: Staff) -> None:
    day = day_with(factories.photo(source_type=SourceType.GENERATED))
    with pytest.raises(StepRefused):
        factories.step("publish", day, editor, confirmed=frozenset())


def test_a_flag_may_be_set_on_the_picture_of_an_approved_story_and_its_approval_holds(editor: Staff) -> None:
    photo = factories.photo()
    story = factories.story_in(StoryState.APPROVED, photo=photo)
    photo.refresh_from_db()
    photo.graphic, photo.expires_on = True, DAY
    workflow.save_photo(photo, by=editor, seen=photo.revision)
    story.refresh_from_db()
    assert story.approved_digest == galley.story_of(story).digest


def test_two_days_and_two_languages_have_their_own_words_for_one_picture() -> None:
    photo = factories.photo(caption="The pier.", alt="A pier")
    own: dict[str, Any] = {
        "photo_caption": "Пирс.",
        "photo_alt": "Пирс и чайки",
        "photo_focal_x": 0,
        "photo_focal_y": 1,
    }
    day = factories.roundup(photo=photo, **own)
    used = galley.photo_used(day)
    assert used
    assert (used.caption, used.alt, used.focal) == ("Пирс.", "Пирс и чайки", (0.0, 1.0))
    other = galley.photo_used(factories.roundup(TOMORROW, photo=photo))
    assert other
    assert (other.caption, other.alt, other.focal) == ("The pier.", "A pier", (0.5, 0.5))


@pytest.mark.parametrize("point", [(0.5, None), (None, 0.5), (1.5, 0.5), (-0.1, 0.5)])
def test_half_a_focal_point_or_one_outside_is_refused_by_the_database(point: tuple[Any, Any]) -> None:
    day = factories.roundup()
    with pytest.raises(IntegrityError), transaction.atomic():
        Roundup.objects.filter(pk=day.pk).update(photo_focal_x=point[0], photo_focal_y=point[1])


def test_the_focal_point_of_a_published_day_waits_for_the_next_edition(editor: Staff) -> None:
    photo = factories.photo()
    day = day_with(photo)
    factories.step("publish", day, editor)
    first = day.editions.get().text.pictures
    day.refresh_from_db()
    day.photo_focal_x, day.photo_focal_y = 0.1, 0.9
    workflow.save_roundup(day, by=editor, seen=day.revision)
    assert day.editions.get().text.pictures == first
    factories.step("reissue", day, editor)
    assert day.editions.order_by("number").last().text.pictures != first  # type: ignore[union-attr]


def test_where_a_picture_last_ran_counts_leads_and_stories_that_readers_got(editor: Staff) -> None:
    photo = factories.photo()
    assert ran_on(photo) is None
    factories.step("publish", day_with(photo), editor)
    assert ran_on(photo) == DAY
    day_with(photo, date=TOMORROW, inside=True)
    assert ran_on(photo) == DAY
    factories.step("publish", Roundup.objects.get(date=TOMORROW), editor)
    assert ran_on(photo) == TOMORROW
    assert ran_on(photo, but=Roundup.objects.get(date=TOMORROW)) == DAY


def test_the_facts_of_a_page_cost_the_same_for_one_picture_and_for_five(
    editor: Staff, django_assert_num_queries: Any
) -> None:
    one, five = factories.roundup(photo=factories.photo()), factories.roundup(TOMORROW, photo=factories.photo())
    for _number in range(4):
        factories.story(five, photo=factories.photo())
    for day in (one, five):
        page = galley.of(day)
        with django_assert_num_queries(2):
            facts_of_page(page, day=day)


def test_the_same_picture_by_two_doors_at_once_is_a_sentence() -> None:
    first, second = Photo(), Photo()
    take_in(first, factories.jpeg())
    take_in(second, factories.jpeg())  # nobody has saved it yet
    by = factories.person()
    workflow.save_photo(first, by=by, seen=None)
    with pytest.raises(StepRefused, match="arrived twice"):
        workflow.save_photo(second, by=by, seen=None)
    assert Photo.objects.count() == 1


def test_the_usual_state_sources_are_known() -> None:
    known = KnownCredit.objects.filter(state_agency=True).values_list("name", flat=True)
    assert {"The Kremlin", "TASS", "RIA Novosti", "Xinhua"} <= set(known)


def test_two_known_credits_that_differ_in_capitals_only_are_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownCredit.objects.create(name="tass")
