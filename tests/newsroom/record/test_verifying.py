"""Whether the record is whole: every tampering is found, and its first bad row named (S10)."""

import io
import random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from newsroom import record
from newsroom.models import RecordRow
from newsroom.record.chain import hash_of, seal_of
from newsroom.record.lines import where
from newsroom.record.verifying import Trouble, verify, verify_newest
from roundups.models import append_only
from tests import factories, promises
from tests.newsroom.record import tampering
from tests.newsroom.record.keeping import NOON, enter, entered

pytestmark = pytest.mark.django_db
ROWS = 24


def said() -> str:
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    return out.getvalue().strip()


def found(trouble: Trouble | None) -> int | None:
    return trouble.number if trouble else None


@pytest.mark.promise
def test_every_tampering_is_found_and_its_first_bad_row_named() -> None:
    append_only.remove()
    entered(ROWS, factories.person(), factories.person(), None)
    whole = where().read_bytes()
    tries = promises.count(60, 500)
    missed = []
    for number in range(tries):
        kind = tampering.ALL[number % len(tampering.ALL)]
        with transaction.atomic():
            bad = kind(random.Random(number), list(RecordRow.objects.order_by("number")))
            trouble = verify()
            transaction.set_rollback(True)
        where().write_bytes(whole)
        if found(trouble) != bad or str(bad) not in trouble.sentence:  # type: ignore[union-attr]
            missed.append((number, kind.__name__, bad, trouble))
    assert missed == []
    assert verify() is None


def test_the_newest_rows_alone_are_held_against_their_lines_too() -> None:
    append_only.remove()
    entered(ROWS)
    assert verify_newest(5) is None
    for bad in (ROWS, ROWS - 4):
        with transaction.atomic():
            RecordRow.objects.filter(pk=bad).update(about="story:0")
            assert found(verify_newest(5)) == bad
            transaction.set_rollback(True)
    RecordRow.objects.filter(number__gt=3).delete()
    assert found(verify_newest(5)) == 4


def test_the_newest_rows_of_a_short_record_begin_with_the_first() -> None:
    assert verify_newest(50) is None
    append_only.remove()
    entered(3)
    assert verify_newest(50) is None
    RecordRow.objects.filter(pk=1).delete()
    assert found(verify_newest(50)) == 1


def test_an_empty_record_is_whole() -> None:
    assert said() == "The record is whole: 0 rows."


def test_the_command_says_how_many_rows_are_whole() -> None:
    entered(3)
    assert said() == "The record is whole: 3 rows."


def test_the_command_fails_with_a_sentence_that_names_the_row() -> None:
    append_only.remove()
    entered(5)
    RecordRow.objects.filter(pk=3).update(about="story:77")
    with pytest.raises(CommandError, match=r"^Row 3 was changed: its hash does not fit what it says\.$"):
        said()


def test_the_command_says_that_the_file_cannot_be_read() -> None:
    where().mkdir(parents=True)
    with pytest.raises(CommandError, match="The file of the record cannot be read"):
        said()


def test_rows_that_have_no_line_yet_are_well() -> None:
    entered(3)
    enter(4)
    assert verify() is None
    assert verify_newest(2) is None


def test_a_row_of_the_newsrooms_own_that_does_not_follow_is_found() -> None:
    entered(3)
    stray = RecordRow(number=4, at=NOON, what="step", about="story:4", previous="f" * 64)
    stray.hash = hash_of(stray)
    stray.seal = seal_of(stray)
    stray.save(force_insert=True)
    assert "Row 4 does not follow" in verify().sentence  # type: ignore[union-attr]


def test_a_line_that_is_being_written_is_well() -> None:
    entered(3)
    whole = where().read_bytes()
    for cut in range(len(whole.splitlines(keepends=True)[-1]) + 1):
        where().write_bytes(whole[: len(whole) - cut])
        assert verify() is None


def test_a_line_that_was_begun_for_another_row_is_found() -> None:
    entered(3)
    enter(4)
    where().write_text(where().read_text() + "4 deadbeef")
    assert found(verify()) == 4


def test_a_row_that_was_cut_with_its_line_half_written_is_found() -> None:
    append_only.remove()
    entered(3)
    where().write_bytes(where().read_bytes()[:-20])
    RecordRow.objects.filter(pk=3).delete()
    assert found(verify()) == 3


def test_a_moment_that_is_none_is_found_and_is_no_traceback() -> None:
    append_only.remove()
    entered(5)
    # PostgreSQL takes moments only, and knows two that no calendar has.
    for garbage in {"sqlite": ("yesterday", "2026-99-99 12:00:00")}.get(connection.vendor, ("infinity", "-infinity")):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE newsroom_recordrow SET at = %s WHERE number = 2", [garbage])
        assert found(verify()) == 2


def test_a_record_outlives_the_key_that_it_was_sealed_with(settings: Any) -> None:
    entered(3)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key of the site"
    entered(3)
    settings.SECRET_KEY_FALLBACKS = []
    assert verify() is None


def test_a_forgotten_key_never_seals_what_comes_after_a_known_one(settings: Any) -> None:
    ours = settings.SECRET_KEY
    entered(3)
    settings.SECRET_KEY = "the key of somebody else"  # pragma: allowlist secret (of nobody)
    entered(1)
    settings.SECRET_KEY = ours
    assert found(verify()) == 4


def test_a_row_whose_key_is_forgotten_needs_its_line(settings: Any) -> None:
    entered(2)
    enter(3)
    settings.SECRET_KEY = "another key of the site"  # pragma: allowlist secret (of nobody)
    assert found(verify()) == 3
    assert "written past the newsroom" in verify().sentence  # type: ignore[union-attr]


def test_no_row_written_past_the_newsroom_becomes_one_of_ours_by_waiting() -> None:
    append_only.remove()
    rows = entered(3)
    tampering.append_a_row_without_the_key(random.Random(1), rows)
    with transaction.atomic():
        record.enter(record.What.EXPORTED, by=None, about="story:5")
    assert "row 4 was written past the newsroom" in record.write_missing()
    assert found(verify()) == 4
