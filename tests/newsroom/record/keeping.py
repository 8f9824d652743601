"""A record to try things on."""

import datetime
import itertools

from django.db import transaction

from newsroom import record
from newsroom.models import RecordRow, Staff

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def enter(number: int = 1, *, by: Staff | None = None) -> RecordRow:
    """A row like those of a working day."""
    what = [record.What.STEP, record.What.EXPORTED, record.What.PAGE][number % 3]
    with transaction.atomic():
        return record.enter(
            what,
            by=by,
            about=f"story:{number}",
            now=NOON + datetime.timedelta(seconds=number),
            was="filed",
            count=number,
        )


def entered(count: int, *by: Staff | None) -> list[RecordRow]:
    """So many rows by these people in turn, each with its line."""
    rows = [
        enter(number, by=who) for number, who in zip(range(1, count + 1), itertools.cycle(by or (None,)), strict=False)
    ]
    assert record.write_missing() == ""
    return rows
