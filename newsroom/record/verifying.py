"""Whether the record is whole: rows against one another, against their seals, and against the file outside."""

import dataclasses
import itertools
from collections.abc import Iterator

from django.db import DataError
from django.utils.translation import gettext as _

from newsroom.models import RecordRow
from newsroom.record import lines
from newsroom.record.chain import FIRST, hash_of, is_sealed
from newsroom.record.lines import line_of

CHUNK = 2000  # rows that are in memory at a time
UNREADABLE = (ValueError, TypeError, DataError)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trouble:
    """The first bad row, and a sentence that says what is wrong with it."""

    number: int
    sentence: str


def verify() -> Trouble | None:
    """Hold every row against the chain, its seal and its line; returns the first trouble, None for a whole record.

    Rows that were entered a moment ago and have no line yet are well if the newsroom sealed them. Rows are streamed:
    a long record needs time and no memory. Raises OSError when the file cannot be read.
    """
    with lines.opened() as found:  # before the rows are read, so that every line in it has had its row
        return _first_trouble(_rows(0), found, number=1, before=FIRST)


def verify_newest(count: int) -> Trouble | None:
    """The same for the newest rows only, which is cheap. Raises OSError when the file cannot be read."""
    found = lines.newest(count)
    newest = RecordRow.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if found and _number(found[-1]) > newest:
        return _cut(newest + 1)
    start = max(1, newest - count + 1)
    return _first_trouble(
        _rows(start),
        itertools.dropwhile(lambda line: _number(line) < start, found),
        number=start,
        before=FIRST if start == 1 else None,
    )


def _rows(first: int) -> Iterator[RecordRow]:
    """The rows from this number on. Raises one of `UNREADABLE` at the one that cannot be read, not before."""
    rows = RecordRow.objects.filter(number__gte=first).order_by("number")
    try:
        for row in rows.iterator(chunk_size=CHUNK):
            yield row
            first = row.number + 1
    except UNREADABLE:
        # SQLite keeps any text as a moment, PostgreSQL an endless one; it spoils its whole chunk: one by one, then.
        while single := rows.filter(number__gte=first).first():
            yield single
            first = single.number + 1


def _first_trouble(
    rows: Iterator[RecordRow], found: Iterator[str], *, number: int, before: str | None
) -> Trouble | None:
    """Walk rows and lines side by side from row `number`; `before` is the hash before it, None where nobody asks."""
    known = False  # whether a key that the site knows has made a seal by now
    while True:
        try:
            row: RecordRow | None = next(rows, None)
        except UNREADABLE:
            return Trouble(number=number, sentence=_("Row %(number)d cannot be read.") % {"number": number})
        line = next(found, None)
        if row is None:
            return _cut(number) if line is not None else None
        sealed = is_sealed(row)
        said = _wrong_row(row, number, before) or _wrong_line(row, line, sealed) or _wrong_seal(line, sealed, known)
        if said:
            first = min(number, row.number)
            return Trouble(number=first, sentence=said % {"number": first})
        known, before, number = known or sealed, row.hash, number + 1


def _cut(number: int) -> Trouble:
    said = _("Row %(number)d is gone: the file has a line for it, the database has no row.")
    return Trouble(number=number, sentence=said % {"number": number})


def _wrong_row(row: RecordRow, number: int, before: str | None) -> str:
    if row.number > number:
        return _("Row %(number)d is gone: the database goes on after it.")
    if row.number < number:
        return _("Row %(number)d is none of the newsroom’s: the record begins with row 1.")
    if before is not None and row.previous != before:
        return _("Row %(number)d does not follow the row before it: it names another hash as that row’s.")
    try:
        fits = hash_of(row) == row.hash
    except (TypeError, AttributeError):  # a moment that is none
        fits = False
    return "" if fits else _("Row %(number)d was changed: its hash does not fit what it says.")


def _wrong_line(row: RecordRow, line: str | None, sealed: bool) -> str:
    if line is None or _is_begun(row, line) or line == line_of(row):
        return ""
    if not sealed:
        return _("Row %(number)d was rewritten: its line in the file was written for another row.")
    return _("The line of row %(number)d in the file was changed, moved or removed: the row itself is as sealed.")


def _wrong_seal(line: str | None, sealed: bool, known: bool) -> str:
    """A row without a whole line needs its seal. One with a line may have a key's that the site has forgotten since.

    But keys are forgotten from the oldest on: behind a seal of a known key there is none of a forgotten one.
    """
    if sealed or (line is not None and line.endswith("\n") and not known):
        return ""
    return _("Row %(number)d was written past the newsroom: no key of this site made its seal.")


def _is_begun(row: RecordRow, line: str) -> bool:
    return not line.endswith("\n") and line_of(row).startswith(line)


def _number(line: str) -> int:
    """The number at the beginning of a line; 0 for what is no line."""
    number = line.split(" ")[0]
    return int(number) if number.isascii() and number.isdigit() else 0
