"""One round of the worker: what is due goes out once, pictures are placed, the heart beats."""

import datetime
import logging
import os
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from newsroom.models import DeskSession, KeptForm
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.management.commands.worker import PATIENCE, Command
from roundups.models import Edition, EditionKind, EditionText, Move, Roundup, RoundupState
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)  # a round begins with fresh connections
AT = factories.NOON + datetime.timedelta(hours=5)


@pytest.fixture
def day() -> Roundup:
    """A scheduled day with a lead photo."""
    found = factories.roundup(photo=factories.photo())
    for _number in range(3):
        factories.story_in("approved", found)
    factories.step("schedule", found, factories.person(Role.EDITOR), at=AT)
    return found


def worked(at: datetime.datetime) -> None:
    with time_machine.travel(at, tick=False):
        call_command("worker", once=True)


def state(day: Roundup) -> str:
    day.refresh_from_db()
    return day.status


def placed(settings: Any) -> set[str]:
    return {path.name for path in (Path(settings.SITE_ROOT) / "pictures").iterdir()}


def test_nothing_goes_out_early(day: Roundup) -> None:
    worked(AT - datetime.timedelta(seconds=1))
    assert state(day) == RoundupState.SCHEDULED
    assert not Edition.objects.exists()


@pytest.mark.parametrize("late", [0, 1, 86_400])
def test_what_is_due_goes_out(day: Roundup, late: int) -> None:
    worked(AT + datetime.timedelta(seconds=late))
    assert state(day) == RoundupState.PUBLISHED
    assert day.editions.get().number == 1


def test_what_went_out_is_what_was_scheduled(day: Roundup) -> None:
    frozen, digest = day.frozen, day.frozen_digest
    worked(AT)
    edition = day.editions.get()
    assert (edition.text.galley, edition.digest) == (frozen, digest)


def test_it_goes_out_in_the_name_of_whoever_scheduled_it_by_a_move_of_nobody(day: Roundup) -> None:
    worked(AT)
    assert day.editions.get().by == Move.objects.get(step="schedule").by
    assert Move.objects.get(step="release").by is None


def test_two_rounds_release_once(day: Roundup) -> None:
    worked(AT)
    worked(AT + datetime.timedelta(seconds=1))
    assert Edition.objects.count() == 1
    assert Move.objects.filter(step="release").count() == 1


def test_a_round_places_the_pictures(day: Roundup, settings: Any) -> None:
    worked(AT)
    assert day.photo is not None
    assert placed(settings) == {factories.prints_of(day.photo)}


def test_a_round_leaves_a_heartbeat(settings: Any) -> None:
    call_command("worker", once=True)
    assert (Path(settings.PRIVATE_ROOT) / workflow.HEARTBEAT_FILE).exists()


def test_every_round_beats_anew(settings: Any) -> None:
    worker = Command()
    worker.round()
    beat = Path(settings.PRIVATE_ROOT) / workflow.HEARTBEAT_FILE
    os.utime(beat, (0, 0))
    worker.round()
    assert beat.stat().st_mtime > 0


def test_a_round_with_nothing_to_do_changes_nothing() -> None:
    factories.story_in("approved")
    moves = Move.objects.count()
    call_command("worker", once=True)
    assert (Move.objects.count(), Edition.objects.count()) == (moves, 0)


def test_a_day_whose_frozen_text_was_changed_past_the_desk_does_not_go_out(day: Roundup) -> None:
    Roundup.objects.filter(pk=day.pk).update(frozen=day.frozen.replace("Bridge", "Tunnel"))
    worked(AT)
    assert state(day) == RoundupState.SCHEDULED


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("frozen", ["nonsense", "{}", '{"format":99}', "[]"])
def test_a_day_whose_frozen_text_cannot_be_read_does_not_stop_the_others(
    day: Roundup, frozen: str, which: int, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    other = factories.roundup(factories.DATE.replace(day=3))
    factories.story_in("approved", other)
    factories.step("schedule", other, factories.person(Role.EDITOR), at=AT)
    Roundup.objects.filter(pk=(day, other)[which].pk).update(frozen=frozen)
    with caplog.at_level(logging.WARNING):
        worked(AT)
    assert state((day, other)[which]) == RoundupState.SCHEDULED
    assert state((other, day)[which]) == RoundupState.PUBLISHED
    assert caplog.records
    assert (Path(settings.PRIVATE_ROOT) / workflow.HEARTBEAT_FILE).exists()


def test_a_round_takes_the_pictures_of_a_retraction_away(day: Roundup, settings: Any) -> None:
    worker = Command()
    with time_machine.travel(AT, tick=False):
        worker.round()
        factories.step("retract", day, factories.person(Role.EDITOR), now=AT)
        worker.round()
    assert placed(settings) == set()


def sealed_as(number: int, date: datetime.date) -> str:
    """A public day whose edition has that id; returns the name of its picture’s prints."""
    photo, masthead = factories.photo(), factories.masthead()
    day = Roundup.objects.create(masthead=masthead, date=date, status=RoundupState.PUBLISHED, photo=photo)
    sealed = galley.of(day)
    edition = Edition.objects.create(
        pk=number, roundup=day, masthead=masthead, date=date, number=1, kind=EditionKind.FIRST, digest="0" * 64, at=AT,
        time_zone="UTC",
    )  # fmt: skip
    EditionText.objects.create(edition=edition, headline="A day", galley=sealed.canonical, pictures=sealed.pictures)
    return factories.prints_of(photo)


def test_an_edition_that_took_its_id_before_another_and_was_committed_after_it_is_seen(settings: Any) -> None:
    worker = Command()
    first = sealed_as(1_000_000, datetime.date(2026, 3, 3))
    worker.round()
    second = sealed_as(999_999, datetime.date(2026, 3, 4))
    worker.round()
    assert placed(settings) == {first, second}


def test_a_picture_that_could_not_be_made_is_tried_again(day: Roundup, settings: Any) -> None:
    assert day.photo is not None
    original = Path(settings.PRIVATE_ROOT) / str(day.photo.original.name)
    away = original.with_name("away")
    original.rename(away)
    worker = Command()
    worker.round()
    assert placed(settings) == set()
    away.rename(original)
    worker.round()
    assert placed(settings) == set()  # not every second
    worker.failed = {name: at - PATIENCE for name, at in worker.failed.items()}
    worker.round()
    assert placed(settings) == {factories.prints_of(day.photo)}


def test_a_disk_that_refuses_is_said_and_the_worker_lives(
    day: Roundup, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    site = Path(settings.SITE_ROOT)
    site.write_text("a file where the folder should be")
    worker = Command()
    with time_machine.travel(AT, tick=False):
        worker.round()
        assert "try again" in caplog.text
        site.unlink()
        worker.round()
    assert len(placed(settings)) == 1


def test_the_worker_clears_what_nothing_uses_any_more(day: Roundup, settings: Any) -> None:
    prints = Path(settings.PRIVATE_ROOT) / "prints" / f"{'0' * 32}-1"
    original = Path(settings.PRIVATE_ROOT) / "originals" / ("0" * 32)
    prints.mkdir(parents=True)
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_bytes(b"left by a form that was refused")
    for path in (prints, original):
        os.utime(path, (0, 0))
    Command().round()
    assert not prints.exists()
    assert not original.exists()


def test_sessions_that_are_over_and_forms_that_nobody_came_back_for_are_swept_away() -> None:
    person = factories.person()
    live = {"person": person, "expire_date": timezone.now() + datetime.timedelta(hours=1)}
    DeskSession.objects.create(session_key="live", **live)
    DeskSession.objects.create(session_key="over", person=person, expire_date=timezone.now())
    for days in (1, 8):
        at = timezone.now() - datetime.timedelta(days=days)
        KeptForm.objects.create(person=person, path="/admin/", fields={"words": ["x"]}, at=at)
    call_command("worker", once=True)
    assert DeskSession.objects.get().pk == "live"
    assert KeptForm.objects.count() == 1
