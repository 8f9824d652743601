"""The record as people read it: what a row says in words, with what it is about and the note that it names."""

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom.models import Counter, Masthead, Page, RecordRow, Staff
from newsroom.record import What, digest_of
from roundups import workflow
from roundups.admin.desk import board_address
from roundups.admin.door import label_of
from roundups.models import (
    FindingRuling,
    GlossaryEntry,
    Move,
    Photo,
    Roundup,
    RoundupState,
    Story,
    StoryState,
    StylePhrase,
)

Mays = Callable[[type[Model]], bool]  # whether the reader may open the pages of these
MODELS: dict[str, type[Model]] = {
    "story": Story,
    "photo": Photo,
    "person": Staff,
    "masthead": Masthead,
    "counter": Counter,
    "page": Page,
    "glossaryentry": GlossaryEntry,
    "stylephrase": StylePhrase,
}
SHORT = 8  # characters of a hash that people compare
HASH = re.compile(r"[0-9a-f]{64}")
SAID_ELSEWHERE = {"step", "was", "became", "move", "ruling"}  # in the row's first words, or by what was looked up


@dataclasses.dataclass(frozen=True, kw_only=True)
class Thing:
    """What a row is about, in words; an address where there is a page of it that the reader may open."""

    words: str
    address: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """A row in words."""

    row: RecordRow
    what: str
    change: str  # from which state to which, if any
    thing: Thing
    details: list[str]
    note: str
    altered: bool  # whether the note is another than the row names


def told(rows: Sequence[RecordRow], may: Mays) -> list[Told]:
    """The rows in words, with a handful of queries for all of them."""
    things = _things({row.about for row in rows}, may)
    moves = Move.objects.in_bulk(_numbers(rows, "move"))
    rulings = FindingRuling.objects.in_bulk(_numbers(rows, "ruling"))
    found = []
    for row in rows:
        move, ruling = moves.get(row.detail.get("move", 0)), rulings.get(row.detail.get("ruling", 0))
        note, name = (move.note, "note") if move else (ruling.reason, "reason") if ruling else ("", "")
        found.append(
            Told(
                row=row,
                what=_what(row),
                change=_change(row),
                thing=things[row.about],
                details=[*_details(row, but=name)],
                note=note,
                altered=bool(name) and digest_of(note) != row.detail.get(name, ""),
            )
        )
    return found


def _numbers(rows: Iterable[RecordRow], name: str) -> set[int]:
    found = (row.detail.get(name) for row in rows)
    return {number for number in found if isinstance(number, int)}


def _what(row: RecordRow) -> str:
    if row.what != What.STEP:
        return str(row.get_what_display())
    table = workflow.STORY_STEPS if row.about.startswith("story:") else workflow.ROUNDUP_STEPS
    step = table.get(row.detail.get("step", ""))
    return capfirst(str(step.done)) if step else str(row.get_what_display())


def _change(row: RecordRow) -> str:
    was, became = row.detail.get("was"), row.detail.get("became")
    if row.what != What.STEP or was == became:
        return ""
    states: Mapping[str, Any] = dict(StoryState.choices if row.about.startswith("story:") else RoundupState.choices)
    return f"{states.get(str(was), was)} → {states.get(str(became), became)}".lower()


def _details(row: RecordRow, *, but: str) -> Iterator[str]:
    """`digest 3fa9c01b…`, `columns kicker, sign-off`: the names that the row has, with short values."""
    model = MODELS.get(row.about.partition(":")[0])
    for name, value in sorted(row.detail.items()):
        if name == but or value == [] or (name in SAID_ELSEWHERE and row.what in {What.STEP, *workflow.RULED.values()}):
            continue
        if name == "columns" and model and isinstance(value, list):
            value = [label_of(model, column) for column in value]
        yield f"{name.replace('_', ' ')} {_short(value)}"


def _short(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_short(each) for each in value)
    text = str(value)
    return f"{text[:SHORT]}…" if HASH.fullmatch(text) else text


def _things(names: set[str], may: Mays) -> dict[str, Thing]:
    """What each name of the record stands for."""
    by_kind: dict[str, set[str]] = {}
    for name in names:
        kind, _colon, key = name.partition(":")
        by_kind.setdefault(kind, set()).add(key)
    found: dict[str, Thing] = {}
    for kind, keys in by_kind.items():
        there = _days(keys) if kind == "roundup" else _rows(MODELS[kind], keys, may) if kind in MODELS else {}
        for key in keys:
            name = f"{kind}:{key}" if key else kind
            found[name] = there.get(key) or Thing(words=_bare(kind, key))
    return found


def _bare(kind: str, key: str) -> str:
    label = capfirst(str(MODELS[kind]._meta.verbose_name)) if kind in MODELS else capfirst(kind)
    return f"{label} {key}".strip()


def _rows(model: type[Model], keys: set[str], may: Mays) -> dict[str, Thing]:
    known = {key for key in keys if model is Masthead or (key.isascii() and key.isdigit() and len(key) < 19)}
    meta, open_to = model._meta, may(model)
    return {
        str(row.pk): Thing(
            words=f"{capfirst(str(meta.verbose_name))} “{row}”",
            address=reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk]) if open_to else "",
        )
        for row in model._default_manager.filter(pk__in=known)
    }


def _days(keys: set[str]) -> dict[str, Thing]:
    wanted: dict[tuple[str, datetime.date], str] = {}
    for key in keys:
        language, _colon, date = key.partition(":")
        try:
            wanted[language, datetime.date.fromisoformat(date)] = key
        except ValueError:
            continue
    days = Roundup.objects.filter(date__in={date for _language, date in wanted})
    return {
        wanted[day.language, day.date]: Thing(words=_("Roundup of %(day)s") % {"day": day}, address=board_address(day))
        for day in days
        if (day.language, day.date) in wanted
    }
