"""What somebody could do to the record with the database, or its file, in their hands; each says what it spoiled."""

import datetime
import random
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.utils.crypto import salted_hmac

from newsroom.models import RecordRow
from newsroom.record.chain import FIRST, hash_of
from newsroom.record.lines import line_of, where

Tampering = Callable[[random.Random, list[RecordRow]], int]  # does it; returns the number of the first bad row


def flip_a_column(dice: random.Random, rows: list[RecordRow]) -> int:
    row = dice.choice(rows)
    RecordRow.objects.filter(pk=row.pk).update(**_flipped(dice, row))
    return row.number


def flip_a_column_and_make_the_hash_fit(dice: random.Random, rows: list[RecordRow]) -> int:
    row = dice.choice(rows)
    changes = _flipped(dice, row, "at", "by_id", "what", "about", "detail")
    for name, value in changes.items():
        setattr(row, name, value)
    RecordRow.objects.filter(pk=row.pk).update(**changes, hash=hash_of(row))
    return row.number


def rewrite_from_a_row_on(dice: random.Random, rows: list[RecordRow]) -> int:
    row = dice.choice(rows)
    row.about = "story:999999"
    _rewrite(rows, row.number)
    return row.number


def delete_a_row(dice: random.Random, rows: list[RecordRow]) -> int:
    row = dice.choice(rows)
    RecordRow.objects.filter(pk=row.pk).delete()
    return row.number


def delete_a_row_and_close_the_gap(dice: random.Random, rows: list[RecordRow]) -> int:
    number = dice.choice(rows).number
    rows.pop(number - 1)
    _rewrite(rows, number)
    return number


def append_a_row_without_the_key(dice: random.Random, rows: list[RecordRow]) -> int:
    rows.append(_invented(dice))
    _rewrite(rows, len(rows))
    return len(rows)


def append_a_row_with_another_rows_seal(dice: random.Random, rows: list[RecordRow]) -> int:
    invented = _invented(dice)
    rows.append(invented)
    _rewrite(rows, len(rows))
    RecordRow.objects.filter(pk=invented.pk).update(seal=dice.choice(rows[:-1]).seal)
    return len(rows)


def insert_a_row_and_move_the_rest(dice: random.Random, rows: list[RecordRow]) -> int:
    number = dice.choice(rows).number
    rows.insert(number - 1, _invented(dice))
    _rewrite(rows, number)
    return number


def insert_a_row_before_the_first(dice: random.Random, rows: list[RecordRow]) -> int:
    row = _invented(dice)
    row.number, row.previous, row.hash, row.seal = 0, "f" * 64, "e" * 64, "d" * 64
    row.save(force_insert=True)
    return 0


def swap_two_rows(dice: random.Random, rows: list[RecordRow]) -> int:
    one, other = sorted(dice.sample([row.number for row in rows], 2))
    for was, becomes in ((one, 999_999), (other, one), (999_999, other)):
        RecordRow.objects.filter(pk=was).update(number=becomes)
    return one


def swap_two_rows_and_chain_them_anew(dice: random.Random, rows: list[RecordRow]) -> int:
    one, other = sorted(dice.sample(range(len(rows)), 2))
    rows[one], rows[other] = rows[other], rows[one]
    _rewrite(rows, one + 1)
    return one + 1


def cut_the_tail(dice: random.Random, rows: list[RecordRow]) -> int:
    number = dice.choice(rows).number
    RecordRow.objects.filter(number__gte=number).delete()
    return number


def move_all_rows(dice: random.Random, rows: list[RecordRow]) -> int:
    RecordRow.objects.update(number=F("number") + 1000)
    return 1


def flip_a_letter_of_a_line(dice: random.Random, rows: list[RecordRow]) -> int:
    lines = _lines()
    place = dice.randrange(len(lines))
    letter = dice.randrange(len(lines[place]) - 1)
    lines[place] = lines[place][:letter] + _another(dice, lines[place][letter]) + lines[place][letter + 1 :]
    _put(lines)
    return place + 1


def remove_a_line(dice: random.Random, rows: list[RecordRow]) -> int:
    lines = _lines()
    place = dice.randrange(len(lines) - 1)  # the last may be missing: its write may have been cut short
    _put(lines[:place] + lines[place + 1 :])
    return place + 1


def put_a_line_in(dice: random.Random, rows: list[RecordRow]) -> int:
    lines = _lines()
    place = dice.randrange(len(lines) + 1)
    invented = f"{place + 1} {'a' * 64} 2026-03-02T12:00:00.000000+00:00 {'b' * 64}\n"
    _put([*lines[:place], dice.choice([invented, lines[dice.randrange(len(lines))], "\n"]), *lines[place:]])
    if place < len(lines) and _lines()[place] == lines[place]:
        return place + 2  # the same line twice: the second is one too many
    return place + 1


def swap_two_lines(dice: random.Random, rows: list[RecordRow]) -> int:
    lines = _lines()
    one, other = sorted(dice.sample(range(len(lines)), 2))
    lines[one], lines[other] = lines[other], lines[one]
    _put(lines)
    return one + 1


def rewrite_rows_and_lines_without_the_key(dice: random.Random, rows: list[RecordRow]) -> int:
    row = dice.choice(rows[1:])
    row.about = "story:999999"
    _rewrite(rows, row.number)
    _put([line_of(each) for each in RecordRow.objects.order_by("number")])
    return row.number


ALL: tuple[Tampering, ...] = (
    flip_a_column,
    flip_a_column_and_make_the_hash_fit,
    rewrite_from_a_row_on,
    delete_a_row,
    delete_a_row_and_close_the_gap,
    append_a_row_without_the_key,
    append_a_row_with_another_rows_seal,
    insert_a_row_and_move_the_rest,
    insert_a_row_before_the_first,
    swap_two_rows,
    swap_two_rows_and_chain_them_anew,
    cut_the_tail,
    move_all_rows,
    flip_a_letter_of_a_line,
    remove_a_line,
    put_a_line_in,
    swap_two_lines,
    rewrite_rows_and_lines_without_the_key,
)


def _flipped(dice: random.Random, row: RecordRow, *among: str) -> dict[str, Any]:
    """One column of the row with another value."""
    values: dict[str, Any] = {
        "at": row.at + datetime.timedelta(microseconds=dice.choice([-1, 1, 10**9])),
        "by_id": None if row.by_id else dice.choice([each.by_id for each in RecordRow.objects.exclude(by=None)]),
        "what": "masthead" if row.what != "masthead" else "step",
        "about": row.about + dice.choice([" ", "0", "\u0301"]),
        "detail": dice.choice([{}, {**row.detail, "was": "draft"}, {**row.detail, "count": str(row.detail["count"])}]),
        "number": 999_999,
        "previous": _another_hex(dice, row.previous),
        "hash": _another_hex(dice, row.hash),
        "seal": _another_hex(dice, row.seal),
    }
    name = dice.choice(among or list(values))
    return {name: values[name]}


def _rewrite(rows: list[RecordRow], first: int) -> None:
    """Write the rows from this number on as a whole chain of their own, with every hash right and a guessed key."""
    RecordRow.objects.filter(number__gte=first).delete()
    for number, row in enumerate(rows, start=1):
        if number < first:
            continue
        row.number, row.previous = number, rows[number - 2].hash if number > 1 else FIRST
        row.hash = hash_of(row)
        row.seal = salted_hmac("newsroom.record", row.hash, secret="guessed", algorithm="sha256").hexdigest()
        row.save(force_insert=True)


def _invented(dice: random.Random) -> RecordRow:
    return RecordRow(
        at=datetime.datetime(2026, 3, 2, 12, dice.randrange(60), tzinfo=datetime.UTC),
        what="step",
        about="story:999999",
        detail={"step": "approve", "count": 1},
    )


def _another(dice: random.Random, letter: str) -> str:
    return dice.choice([other for other in "0123456789abcdef x\n" if other != letter])


def _another_hex(dice: random.Random, value: str) -> str:
    place = dice.randrange(len(value))
    other = dice.choice([letter for letter in "0123456789abcdef" if letter != value[place]])
    return value[:place] + other + value[place + 1 :]


def _lines() -> list[str]:
    return where().read_text().splitlines(keepends=True)


def _put(lines: list[str]) -> None:
    where().write_text("".join(lines))
