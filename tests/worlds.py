"""Worlds that many tests begin in: walked through the real workflow once, put back as rows and files afterwards."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models

from newsroom.models import Counter, Masthead, Page
from roundups.models import Edition, IndexEntry
from roundups.public import search

AT_ONCE = 100  # rows of one statement
Begin = Callable[[Callable[[], object]], None]  # what the fixture `begin_with` gives
Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]


@dataclasses.dataclass(frozen=True)
class World:
    """What a builder made: rows that were not there before it, rows that it changed, editions in the index, files."""

    new: dict[type[models.Model], list[models.Model]]
    changed: list[models.Model]
    indexed: list[int]
    files: Path


_known: dict[tuple[Any, ...], World] = {}


def begin_with(build: Callable[[], object], *, media: Path, room: pytest.TempPathFactory) -> None:
    """Have the rows and files in `media` that `build` makes, before the test makes any of its own.

    Only the first test of a process walks the way there. The rows keep their ids, so that one made earlier in the
    test may be in their place: then the database refuses, and the order of the test's fixtures is wrong.
    """
    world = (build, *_ground())
    if world in _known:
        _put_back(_known[world], media)
    else:
        before = _rows()
        build()
        _known[world] = _difference(before, media, room.mktemp("world"))


def _ground() -> tuple[tuple[Any, ...], ...]:
    """What stood there before anybody made anything: a flush leaves less of it than the migrations made."""
    ground: tuple[type[models.Model], ...] = (Masthead, Counter, Page, Group)
    return tuple(tuple(table._base_manager.order_by("pk").values_list("pk", flat=True)) for table in ground)


def _tables() -> list[type[models.Model]]:
    return [table for table in apps.get_models(include_auto_created=True) if table is not IndexEntry]


def _rows() -> Rows:
    return {table: {row[table._meta.pk.attname]: row for row in table._base_manager.values()} for table in _tables()}


def _difference(before: Rows, media: Path, folder: Path) -> World:
    new: dict[type[models.Model], list[models.Model]] = {}
    changed = []
    for table, rows in _rows().items():
        assert not before[table].keys() - rows.keys(), f"a world adds rows and takes none away: {table.__name__}"
        for key, row in rows.items():
            if key not in before[table]:
                new.setdefault(table, []).append(table(**row))
            elif row != before[table][key]:
                changed.append(table(**row))
    shutil.copytree(media, folder, dirs_exist_ok=True)
    indexed = IndexEntry.objects.values_list("edition", flat=True).distinct()
    return World(new=new, changed=changed, indexed=list(indexed), files=folder)


def _put_back(world: World, media: Path) -> None:
    for table, rows in world.new.items():
        columns = table._meta.local_concrete_fields
        for start in range(0, len(rows), AT_ONCE):
            # Raw: the columns as they were, no moment and no file name made anew.
            table._base_manager.all()._insert(rows[start : start + AT_ONCE], fields=columns, raw=True)  # type: ignore[attr-defined]
    for row in world.changed:
        row.save_base(raw=True)
    for edition in Edition.objects.filter(pk__in=world.indexed).select_related("text"):
        search.index(edition)
    shutil.copytree(world.files, media, dirs_exist_ok=True)
