"""The chain itself: how a row is entered, and what its hash and its seal are made of."""

import datetime
import hashlib
import json

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.models import RecordRow, Staff
from newsroom.models.record_row import What

FIRST = "0" * 64  # what stands before the first row
_LOCK = 0x7265636F7264  # any number of our own: the word “record”
Detail = str | int | list[str]


def enter(
    what: What, *, by: Staff | None, about: str, now: datetime.datetime | None = None, **detail: Detail
) -> RecordRow:
    """Enter one row, as the last thing of the transaction that does what it tells of; returns it.

    `by` is nobody for the worker and the command line. Rows are entered one after the other: the lock is held until
    the transaction ends. Raises TransactionManagementError outside of one.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The record is written in the transaction of the act itself.")
    _wait_for_turn()
    number, previous = RecordRow.objects.order_by("-number").values_list("number", "hash").first() or (0, FIRST)
    row = RecordRow(
        number=number + 1, at=now or timezone.now(), by=by, what=what, about=about, detail=detail, previous=previous
    )
    row.hash = hash_of(row)
    row.seal = salted_hmac("newsroom.record", row.hash, algorithm="sha256").hexdigest()
    row.save(force_insert=True)
    return row


def hash_of(row: RecordRow) -> str:
    """The SHA-256 of the row's canonical JSON, which has the hash before it inside."""
    told = {
        "number": row.number,
        "at": row.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "by": row.by_id,
        "what": str(row.what),
        "about": row.about,
        "detail": row.detail,
        "previous": row.previous,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _wait_for_turn() -> None:
    # On SQLite the transaction began with the writer's lock. PostgreSQL has no row to lock for what is not there yet.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
