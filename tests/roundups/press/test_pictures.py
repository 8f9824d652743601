"""The pictures of the public site: there as long as readers have an edition that shows them."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from roundups import galley, workflow
from roundups.imaging.renditions import keep_ready
from roundups.models import Photo, Roundup
from roundups.press.pictures import clear_ready_pictures, keep_pictures_ready, place_pictures
from tests import factories
from tests.tampering import seals_lifted

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any) -> Path:
    return Path(settings.SITE_ROOT) / "pictures"


@pytest.fixture
def day(editor: Any) -> Roundup:
    """A published day with a lead photo and a story with a photo of its own."""
    found = factories.roundup(photo=factories.photo())
    factories.story_in("approved", found, photo=factories.photo())
    return factories.published(found, editor=editor)


def placed() -> tuple[int, int]:
    """How many sets of prints came and went."""
    done = place_pictures()
    return len(done.came), len(done.went)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def of(*photos: Photo | None) -> set[str]:
    return {factories.prints_of(photo) for photo in photos if photo}


def inline(day: Roundup) -> Photo | None:
    return day.stories.exclude(photo=None).get().photo


def test_the_pictures_of_a_published_day_are_placed(day: Roundup, folder: Path) -> None:
    assert placed() == (2, 0)
    assert names(folder) == of(day.photo, inline(day))


def test_a_placed_set_is_whole(day: Roundup, folder: Path) -> None:
    place_pictures()
    for prints in folder.iterdir():
        files = {path.name for path in prints.iterdir()}
        assert files > {"480.avif", "960.webp", "640.jpg", "16x9.jpg", "4x3.jpg", "1x1.jpg", "card.jpg"}
        assert len(files) % 3 == 1  # every width in three kinds, and four crops
        for path in prints.iterdir():
            with Image.open(path) as picture:
                picture.load()


def test_nothing_is_placed_before_the_day_is_public(editor: Any, folder: Path) -> None:
    day = factories.roundup(photo=factories.photo())
    factories.story_in("approved", day, photo=factories.photo())
    assert placed() == (0, 0)
    factories.step("schedule", day, editor)
    assert placed() == (0, 0)
    assert names(folder) == set()


def test_a_picture_of_a_held_or_unapproved_story_is_not_placed(editor: Any, folder: Path) -> None:
    day = factories.roundup()
    factories.story_in("filed", day, photo=factories.photo())
    held = factories.story_in("approved", day, photo=factories.photo())
    factories.step("hold", held, editor)
    factories.published(day, stories=1, editor=editor)
    assert placed() == (0, 0)


def test_running_twice_changes_nothing(day: Roundup, folder: Path) -> None:
    place_pictures()
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert placed() == (0, 0)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_retraction_takes_the_pictures_away(day: Roundup, editor: Any, folder: Path) -> None:
    place_pictures()
    factories.step("retract", day, editor)
    assert placed() == (0, 2)
    assert names(folder) == set()


def test_a_comeback_brings_the_pictures_back(day: Roundup, editor: Any, folder: Path) -> None:
    factories.step("retract", day, editor)
    factories.step("reinstate", day, editor)
    assert placed() == (2, 0)


def test_a_reissue_without_a_picture_takes_it_away(day: Roundup, editor: Any, folder: Path) -> None:
    place_pictures()
    before = of(day.photo)
    day.refresh_from_db()
    day.photo = None
    workflow.save_roundup(day, by=editor, seen=day.revision)
    assert placed() == (0, 0)
    factories.step("reissue", day, editor)
    assert placed() == (0, 1)
    assert not names(folder) & before


def test_a_withdrawn_storys_picture_goes_with_the_next_edition(day: Roundup, editor: Any, folder: Path) -> None:
    place_pictures()
    factories.step("withdraw", day.stories.exclude(photo=None).get(), editor)
    assert placed() == (0, 0)
    factories.step("reissue", day, editor)
    assert placed() == (0, 1)
    assert names(folder) == of(day.photo)


def test_a_picture_that_another_day_shows_stays(day: Roundup, editor: Any, folder: Path) -> None:
    other = factories.roundup(factories.DATE.replace(day=3), photo=day.photo)
    factories.published(other, editor=editor)
    place_pictures()
    factories.step("retract", day, editor)
    place_pictures()
    assert names(folder) == of(day.photo)


def test_a_file_that_nobody_asked_for_goes(day: Roundup, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{'0' * 32}-1").mkdir()
    assert placed() == (2, 1)


def test_a_crash_between_writing_and_renaming_is_healed_at_the_next_round(day: Roundup, folder: Path) -> None:
    folder.mkdir(parents=True)
    (lead,) = of(day.photo)
    half = folder / f".{lead}.4711"
    half.mkdir()
    (half / "960.jpg").write_bytes(b"\xff\xd8\xff half of it")
    assert placed() == (2, 0)
    with Image.open(folder / lead / "960.jpg") as picture:
        picture.load()


def test_what_a_crash_left_behind_is_cleared_away(day: Roundup, editor: Any, folder: Path) -> None:
    folder.mkdir(parents=True)
    left = folder / f".{next(iter(of(day.photo)))}.4711"
    left.mkdir()
    os.utime(left, (0, 0))  # long ago: no worker is at it any more
    factories.step("retract", day, editor)
    place_pictures()
    assert names(folder) == set()


def test_nothing_half_is_ever_public_under_its_name(day: Roundup, folder: Path) -> None:
    place_pictures()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_missing_original_is_said_and_the_others_are_placed(day: Roundup, folder: Path) -> None:
    assert day.photo is not None
    day.photo.original.storage.delete(str(day.photo.original.name))
    done = place_pictures()
    assert names(folder) == of(inline(day))
    (trouble,) = done.troubles.values()
    assert "could not be made" in trouble
    assert str(day.photo) in trouble


def test_a_damaged_original_is_said_and_the_others_are_placed(day: Roundup, folder: Path, settings: Any) -> None:
    assert day.photo is not None
    path = Path(settings.PRIVATE_ROOT) / str(day.photo.original.name)
    path.write_bytes(path.read_bytes()[:400])
    assert placed() == (1, 0)
    assert names(folder) == of(inline(day))


def test_a_photo_that_is_gone_is_said_and_the_others_are_placed(day: Roundup, folder: Path) -> None:
    lead = day.photo
    assert lead is not None
    Roundup.objects.update(photo=None)
    Photo.objects.filter(pk=lead.pk).delete()
    assert placed() == (1, 0)


def test_prints_that_are_ready_are_used_as_they_are(day: Roundup, folder: Path) -> None:
    used = galley.photo_used(day)
    assert used
    ready = keep_ready(used)
    (ready / "960.jpg").write_bytes(b"as it was made before")
    place_pictures()
    assert (folder / ready.name / "960.jpg").read_bytes() == b"as it was made before"


def test_what_a_day_at_work_uses_is_made_ready_before_anybody_publishes(folder: Path, settings: Any) -> None:
    day = factories.roundup(photo=factories.photo())
    story = factories.story(day, photo=factories.photo())
    assert keep_pictures_ready() == {}
    assert {path.name for path in (settings.PRIVATE_ROOT / "prints").iterdir()} == of(day.photo, story.photo)
    assert not folder.exists()


def test_what_could_not_be_made_ready_is_said_and_left_alone_when_asked() -> None:
    day = factories.roundup(photo=factories.photo())
    assert day.photo
    day.photo.original.storage.delete(str(day.photo.original.name))
    (name,) = keep_pictures_ready()
    assert name == factories.prints_of(day.photo)
    assert keep_pictures_ready(but={name}) == {}


def test_prints_that_no_day_uses_any_more_go_after_a_day(settings: Any) -> None:
    day = factories.roundup(photo=factories.photo())
    keep_pictures_ready()
    Roundup.objects.filter(pk=day.pk).update(photo=None)
    clear_ready_pictures()
    (kept,) = (settings.PRIVATE_ROOT / "prints").iterdir()
    os.utime(kept, (0, 0))
    clear_ready_pictures()
    assert not kept.exists()


def test_a_name_that_is_no_name_is_never_a_path(day: Roundup, folder: Path, settings: Any) -> None:
    text = day.editions.get().text
    with seals_lifted():
        type(text).objects.filter(pk=text.pk).update(pictures=["../../outside", "/etc/passwd", "x"])
    place_pictures()
    assert names(folder) == set()
    assert not (Path(settings.SITE_ROOT).parent / "outside-1").exists()


def test_making_pictures_ready_stops_between_two_when_something_else_is_to_be_done(settings: Any) -> None:
    day = factories.roundup(photo=factories.photo())
    for _number in range(3):
        factories.story(day, photo=factories.photo())
    answers = iter([True, True, False, False])
    assert keep_pictures_ready(go_on=lambda: next(answers)) == {}
    assert len(list((settings.PRIVATE_ROOT / "prints").iterdir())) == 2
