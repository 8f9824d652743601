"""The file outside the database: a line for every row, so that nobody rewrites the record by SQL alone.

A line is `NUMBER HASH TIME SEAL`, all of it the row's own, so that who writes it and how often makes no difference.
"""

import contextlib
import dataclasses
import datetime
import fcntl
import io
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from newsroom.files import flush
from newsroom.models import RecordRow
from newsroom.record.chain import follows, hash_of, is_sealed

LONGEST = 200  # bytes; a line of the newsroom's is shorter
BATCH = 1000  # rows at a time, when many have no line


class ForeignLine(ValueError):
    """The file ends with something that the newsroom did not write; the argument says so."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class _End:
    """The end of the file: its last whole line, and what stands behind that because a write was cut short."""

    number: int = 0
    line: str = ""
    begun: str = ""


def where() -> Path:
    """The file, which RECORD_FILE may put on another disk than the database's."""
    return Path(settings.RECORD_FILE) if settings.RECORD_FILE else Path(settings.PRIVATE_ROOT) / "record.lines"


def line_of(row: RecordRow) -> str:
    """The row's line with its line break."""
    at = row.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return f"{row.number} {row.hash} {at} {row.seal}\n"


def write_missing() -> str:
    """Append the line of every row that has none, in order; several processes may do it at once.

    A row that the newsroom did not seal gets no line, nor does any after it. Returns why it stopped there, "" when
    every row has its line. Raises OSError when the file cannot be written; the next call goes on from there.
    """
    with _appending() as file:
        try:
            end = _end_of(file)
        except ForeignLine as error:
            return str(error)
        while True:
            lines, trouble = _lines_after(end)
            text = "".join(lines)
            if not text.startswith(end.begun):
                return trouble or f"the file ends with a line that was begun for another row than {end.number + 1}"
            _append(file, text.removeprefix(end.begun))
            if trouble or len(lines) < BATCH - 1:
                return trouble
            end = _End(number=end.number + len(lines), line=lines[-1])


def written() -> int:
    """The number of the last row that has a line, 0 for none. Raises OSError, FileNotFoundError too, or ForeignLine."""
    with where().open("rb", buffering=0) as file:
        return _end_of(file).number


@contextlib.contextmanager
def opened() -> Iterator[Iterator[str]]:
    """All lines, as the file is at this moment; none where there is no file. A line cut short has no line break."""
    try:
        file = where().open("rb")
    except FileNotFoundError:
        yield iter(())
        return
    with file:
        yield _up_to(file, os.fstat(file.fileno()).st_size)


def newest(count: int) -> list[str]:
    """The last lines, `count` or a few more; none where there is no file."""
    try:
        with where().open("rb", buffering=0) as file:
            return _last(file, count * LONGEST)
    except FileNotFoundError:
        return []


@contextlib.contextmanager
def _appending() -> Iterator[io.FileIO]:
    path = where()
    if not settings.RECORD_FILE:
        # A folder that somebody chose is not made: a disk that is not there would be taken for an empty one.
        path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
        # flock and not POSIX's locks: those know processes only, and two threads would write at once.
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_new:
            flush(path.parent)
        yield file


def _append(file: io.FileIO, text: str) -> None:
    left = text.encode("ascii")
    if not left:
        return
    while left:
        left = left[file.write(left) :]
    os.fsync(file.fileno())


def _lines_after(end: _End) -> tuple[list[str], str]:
    """The lines of the next rows, and why the row after them gets none."""
    rows = list(RecordRow.objects.filter(number__gte=end.number).order_by("number")[:BATCH])
    before = None
    if end.number:
        before = rows.pop(0) if rows else None
        if before is None or line_of(before) != end.line:
            return [], f"row {end.number} is not the row that the last line of the file was written for"
    lines: list[str] = []
    for row in rows:
        if not (follows(row, before) and row.hash == hash_of(row) and is_sealed(row)):
            return lines, f"row {row.number} was written past the newsroom and gets no line: run verify_record"
        lines.append(line_of(row))
        before = row
    return lines, ""


def _end_of(file: io.FileIO) -> _End:
    lines = _last(file, 3 * LONGEST)
    begun = lines.pop() if lines and not lines[-1].endswith("\n") else ""
    if not lines:
        if os.fstat(file.fileno()).st_size > len(begun):
            raise ForeignLine("the file ends with something that is no line")
        return _End(begun=begun)
    number = lines[-1].split(" ")[0]
    if not (number.isascii() and number.isdigit()):
        raise ForeignLine("the last line of the file is none of the newsroom's")
    return _End(number=int(number), line=lines[-1], begun=begun)


def _last(file: io.FileIO, size: int) -> list[str]:
    """The lines in the last `size` bytes."""
    start = max(0, os.fstat(file.fileno()).st_size - size)
    file.seek(start)
    lines = file.readall().decode("ascii", "replace").splitlines(keepends=True)
    return lines[1:] if start else lines


def _up_to(file: io.BufferedReader, size: int) -> Iterator[str]:
    while size > 0 and (line := file.readline(min(size, LONGEST))):
        size -= len(line)
        yield line.decode("ascii", "replace")
