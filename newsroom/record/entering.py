"""Entering a row: in the transaction of the act itself, one row after the other, and a line for it once that holds."""

import datetime
import hashlib
import logging

from django.db import connection, transaction
from django.utils import timezone

from newsroom.models import RecordRow, Staff
from newsroom.models.record_row import What
from newsroom.record.chain import FIRST, hash_of, seal_of
from newsroom.record.lines import write_missing

_LOCK = 0x7265636F7264  # any number of our own: the word “record”
Detail = str | int | list[str]
log = logging.getLogger(__name__)


def enter(
    what: What, *, by: Staff | None, about: str, now: datetime.datetime | None = None, **detail: Detail
) -> RecordRow:
    """Enter one row, as the last thing of the transaction that does what it tells of; returns it.

    `by` is nobody for the worker and the command line; what is "" of the detail is left out. Rows are entered one after
    the other: the lock is held until the transaction ends. Raises TransactionManagementError outside of one.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The record is written in the transaction of the act itself.")
    _wait_for_turn()
    number, previous = RecordRow.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST)
    row = RecordRow(
        number=number + 1,
        at=now or timezone.now(),
        by=by,
        what=what,
        about=about,
        detail={name: value for name, value in detail.items() if value != ""},
        previous=previous,
    )
    row.hash = hash_of(row)
    row.seal = seal_of(row)
    row.save(force_insert=True)
    # Robust: the act is done, and whoever did it must not read that it failed.
    transaction.on_commit(_write_lines, robust=True)
    return row


def digest_of(words: str) -> str:
    """The SHA-256 by which the record names words that it does not hold; "" for no words."""
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


def _wait_for_turn() -> None:
    # On SQLite the transaction began with the writer's lock. PostgreSQL has no row to lock for what is not there yet.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write_lines() -> None:
    try:
        trouble = write_missing()
    except OSError as error:
        trouble = f"the file could not be written, the worker tries again: {error}"
    if trouble:
        log.error("the record: %s", trouble)
