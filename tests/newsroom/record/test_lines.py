"""The file outside the database: one line a row, in order, whatever breaks between."""

import fcntl
import logging
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from newsroom import record
from newsroom.models import RecordRow
from newsroom.record import lines
from newsroom.record.lines import line_of, where
from newsroom.record.verifying import verify
from roundups.models import append_only
from tests.newsroom.record.keeping import enter, entered

pytestmark = pytest.mark.django_db(transaction=True)


def told() -> str:
    return where().read_text()


def wanted() -> str:
    return "".join(line_of(row) for row in RecordRow.objects.order_by("number"))


def test_a_row_has_its_line_as_soon_as_the_act_is_done() -> None:
    row = enter()
    assert told() == f"1 {row.hash} 2026-03-02T12:00:01.000000+00:00 {row.seal}\n"


def test_an_act_that_is_taken_back_leaves_no_line() -> None:
    with transaction.atomic():
        record.enter(record.What.EXPORTED, by=None, about="story:1")
        transaction.set_rollback(True)
    enter()
    assert told() == wanted()


def test_several_rows_of_one_act_have_a_line_each() -> None:
    with transaction.atomic():
        for number in range(3):
            record.enter(record.What.EXPORTED, by=None, about=f"story:{number}")
        assert not where().exists()
    assert told() == wanted()


def test_the_file_is_for_the_newsroom_alone() -> None:
    enter()
    assert stat.S_IMODE(where().stat().st_mode) == 0o600


def test_the_file_may_lie_elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.RECORD_FILE = str(tmp_path / "elsewhere.lines")
    enter()
    assert (tmp_path / "elsewhere.lines").read_text() == wanted()


def test_a_disk_that_is_not_there_is_not_taken_for_an_empty_one(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.RECORD_FILE = str(tmp_path / "not-mounted" / "record.lines")
    enter()
    assert RecordRow.objects.count() == 1
    assert not (tmp_path / "not-mounted").exists()
    assert "the file could not be written" in caplog.text


def test_a_file_that_cannot_be_written_stops_no_act_and_the_worker_catches_up(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    enter(1)
    where().rename(where().with_name("aside"))
    where().mkdir()
    enter(2)
    enter(3)
    assert RecordRow.objects.count() == 3
    assert "the worker tries again" in caplog.text
    where().rmdir()
    where().with_name("aside").rename(where())
    call_command("worker", once=True)
    assert told() == wanted()
    assert verify() is None


def test_the_worker_says_once_why_it_cannot_write_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    from roundups.management.commands.worker import Command

    where().mkdir(parents=True)
    worker = Command()
    with caplog.at_level(logging.ERROR):
        worker.round()
        worker.round()
    assert caplog.text.count("record.lines") == 1
    assert (where().parent / "worker.heartbeat").exists()


def test_writing_again_writes_nothing_twice() -> None:
    entered(3)
    for _time in range(3):
        assert record.write_missing() == ""
    assert told() == wanted()


@pytest.mark.parametrize("left", [0, 1, 20, 70, 150])
def test_a_line_that_a_crash_cut_short_is_finished(left: int) -> None:
    entered(3)
    whole = told()
    last = line_of(RecordRow.objects.get(pk=3))
    where().write_text(whole.removesuffix(last) + last[:left])
    assert record.write_missing() == ""
    assert told() == whole
    enter(4)
    assert told() == wanted()


def test_a_crash_between_the_act_and_its_line_is_healed_by_the_next_act() -> None:
    entered(2)
    kept = told()
    enter(3)
    where().write_text(kept)
    enter(4)
    assert told() == wanted()


def test_a_file_that_is_gone_is_written_anew() -> None:
    entered(5)
    where().unlink()
    enter(6)
    assert told() == wanted()


def test_many_missing_lines_are_written_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH", 3)
    for missing in range(1, 9):
        entered(missing)
        where().unlink()
        assert record.write_missing() == ""
        assert told() == wanted()


def test_only_the_end_of_the_file_is_read() -> None:
    entered(400)
    tail = told()[-3 * lines.LONGEST :]
    where().write_text("x" * (len(told()) - len(tail)) + tail)
    enter(401)
    assert told().endswith(line_of(RecordRow.objects.get(pk=401)))


@pytest.mark.parametrize("foreign", ["hello\n", "\n", "x" * 1000, "3 " + "a" * 64 + " then " + "b" * 64 + "\n", "4 f"])
def test_nothing_is_written_behind_what_is_not_the_newsrooms(foreign: str, caplog: pytest.LogCaptureFixture) -> None:
    entered(3)
    where().write_text(told() + foreign)
    before = told()
    enter(4)
    assert told() == before
    assert "the record: " in caplog.text


def test_rows_that_were_cut_are_not_covered_up_by_new_ones(caplog: pytest.LogCaptureFixture) -> None:
    entered(3)
    before = told()
    append_only.remove()
    RecordRow.objects.filter(number__gt=1).delete()
    append_only.install()
    enter(7)
    assert told() == before
    enter(8)
    assert told() == before
    assert "row 3 is not the row that the last line of the file was written for" in caplog.text


def test_the_number_of_the_last_line_is_known_without_reading_the_rest() -> None:
    entered(12)
    assert lines.written() == 12


def test_whoever_appends_has_the_file_for_themselves() -> None:
    with lines._appending(), where().open("rb") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.xdist_group("races")
def test_two_at_once_leave_a_whole_chain_and_a_whole_file() -> None:
    each, hands = 25, 3
    gate = threading.Barrier(hands)

    def work(hand: int) -> None:
        gate.wait()
        try:
            for number in range(each):
                enter(hand * 1000 + number)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(hand,)) for hand in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RecordRow.objects.count() == each * hands
    assert told() == wanted()
    assert verify() is None


@pytest.mark.xdist_group("races")
def test_a_process_that_dies_while_it_writes_leaves_the_lock_open() -> None:
    entered(1)
    child = os.fork()
    if child == 0:
        with lines._appending():
            os._exit(9)
    os.waitpid(child, 0)
    enter(2)
    assert told() == wanted()
