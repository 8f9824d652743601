"""Rights and flags hold: what a picture lacks stops the page, by every door; a use may have words of its own."""

import datetime
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import galley, preflight, workflow
from roundups.imaging.intake import take_in
from roundups.models import KnownCredit, Photo, PhotoUse, Rights, Roundup, RoundupState, SourceType, StoryState
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


@pytest.mark.parametrize("inside", [False, True], ids=["lead", "in a story"])
def test_a_photographer_who_is_not_to_be_named_stops_the_page_and_one_who_may_does_not(
    editor: Staff, inside: bool
) -> None:
    photo = factories.photo(creator="Anna Berg", copyright="© Anna Berg")
    day = day_with(photo, inside=inside)
    with pytest.raises(StepRefused, match="Anna Berg is not to be named, and the copyright notice “© Anna Berg”"):
        factories.step("publish", day, editor)
    Photo.objects.filter(pk=photo.pk).update(creator_public=True)
    for story in day.stories.exclude(photo=None):
        factories.step("reopen", story, editor)
        workflow.save_story(story, by=editor, seen=story.revision)
        factories.step("file", story, editor)
        factories.step("approve", story, factories.person(Role.EDITOR))
    factories.step("publish", day, editor)


def test_a_photographer_who_is_not_to_be_named_asks_for_a_tick_at_approval() -> None:
    story = factories.story_in(StoryState.FILED, photo=factories.photo(creator="Anna Berg", credit="Anna Berg"))
    found = workflow.story_findings(story, preflight.Stage.APPROVE)
    (finding,) = [each for each in found if each.rule.startswith("photo.")]
    assert (finding.rule, finding.severity) == ("photo.name", preflight.Severity.CONFIRM)


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


def chosen(day: Roundup, photo: Photo | None, by: Staff) -> None:
    """The day's lead in the working copy, which readers do not have."""
    day.refresh_from_db()
    day.photo = photo
    workflow.save_roundup(day, by=by, seen=day.revision)


def test_what_readers_had_counts_whatever_the_working_copy_says_by_now(editor: Staff) -> None:
    photo, other = factories.photo(one_time=True), factories.photo()
    day = day_with(photo)
    factories.step("publish", day, editor)
    chosen(day, other, editor)
    assert (ran_on(photo), ran_on(other)) == (DAY, None)
    with pytest.raises(StepRefused, match="for one use only"):
        factories.step("publish", day_with(photo, date=TOMORROW), editor)
    factories.step("reissue", day, editor)
    assert (ran_on(photo), ran_on(other)) == (DAY, DAY)


@pytest.mark.parametrize("step", ["retract", "withdraw"])
def test_a_picture_that_was_taken_back_has_run_all_the_same(editor: Staff, step: str) -> None:
    photo = factories.photo()
    day = day_with(photo, inside=True)
    factories.step("publish", day, editor)
    factories.step(step, day if step == "retract" else day.stories.get(), editor)
    assert ran_on(photo) == DAY


def test_a_lead_that_readers_had_asks_although_the_day_has_another_by_now(editor: Staff) -> None:
    photo = factories.photo()
    day = day_with(photo)
    factories.step("publish", day, editor)
    chosen(day, None, editor)
    other = day_with(photo, date=TOMORROW)
    facts = facts_of_page(galley.of(other), day=other)
    assert facts[str(photo.digest)].led_on == DAY


def test_a_lead_that_was_only_chosen_asks_nothing(editor: Staff) -> None:
    photo = factories.photo()
    day = day_with(factories.photo())
    factories.step("publish", day, editor)
    chosen(day, photo, editor)
    other = day_with(photo, date=TOMORROW)
    assert facts_of_page(galley.of(other), day=other)[str(photo.digest)].led_on is None


def test_an_edition_counts_each_picture_once_and_a_waiting_caption_never(editor: Staff) -> None:
    lead, inside = factories.photo(), factories.photo()
    day = factories.roundup(photo=lead)
    for photo in (lead, inside, inside, Photo.objects.create(caption="A caption that waits.", credit="X")):
        factories.story_in(StoryState.APPROVED, day, photo=photo)
    factories.step("publish", day, editor)
    uses = set(PhotoUse.objects.values_list("edition__roundup", "digest", "is_lead"))
    assert uses == {(day.pk, lead.digest, True), (day.pk, inside.digest, False)}


def test_editions_from_before_say_what_they_showed(editor: Staff) -> None:
    lead, inside = factories.photo(), factories.photo()
    day = factories.roundup(photo=lead)
    for photo in (lead, inside, None):
        factories.story_in(StoryState.APPROVED, day, photo=photo)
    factories.step("publish", day, editor)
    factories.step("retract", day, editor)
    columns = ("edition", "digest", "is_lead")
    sealed = set(PhotoUse.objects.values_list(*columns))
    PhotoUse.objects.all().delete()
    importlib.import_module("roundups.migrations.0006_photo_uses").fill(apps, None)
    assert set(PhotoUse.objects.values_list(*columns)) == sealed
    assert len(sealed) == 2


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


def test_the_same_picture_for_two_captions_at_once_is_a_sentence() -> None:
    by = factories.person(Role.PHOTO_EDITOR)
    first, second = (Photo.objects.create(caption=caption) for caption in ("One.", "Two."))
    for photo in (first, second):
        take_in(photo, factories.jpeg())  # nobody has saved it yet
    workflow.save_photo(first, by=by, seen=first.revision)
    with pytest.raises(StepRefused, match="arrived twice"):
        workflow.save_photo(second, by=by, seen=second.revision)
    assert Photo.objects.get(pk=second.pk).digest is None


def test_the_usual_state_sources_are_known() -> None:
    known = KnownCredit.objects.filter(state_agency=True).values_list("name", flat=True)
    assert {"The Kremlin", "TASS", "RIA Novosti", "Xinhua"} <= set(known)


def test_two_known_credits_that_differ_in_capitals_only_are_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownCredit.objects.create(name="tass")
