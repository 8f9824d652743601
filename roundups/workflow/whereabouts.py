"""Where words stand: in which editions, frozen texts, rows of the desk and photos of all days and languages."""

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models

from roundups.galley import Place, Words, load, places_in, places_in_text
from roundups.models import Comment, EditionText, Photo, Roundup, Source, Story

EDITION, FROZEN, DESK, PHOTO = "edition", "frozen", "desk", "photo"
# What is struck in the rows of the desk; for each kind of row the way to its day, and to its story's anchor.
ROUNDUP_TEXTS = ("headline", "kicker", "opening", "sign_off", "editor_in_chief", "photo_caption", "photo_alt")
STORY_TEXTS = (
    "headline", "short_headline", "summary", "body", "photo_caption", "photo_alt", "note_to_editor", "withdrawn_note",
    "anchor",
)  # fmt: skip
PHOTO_TEXTS = (
    "caption", "credit", "alt", "creator", "source", "copyright", "proof", "license", "web_statement", "from_file",
)  # fmt: skip
SOURCE_TEXTS, COMMENT_TEXTS = ("name", "url"), ("words",)
ROWS: tuple[tuple[type[models.Model], str, str, tuple[str, ...]], ...] = (
    (Roundup, "pk", "", ROUNDUP_TEXTS),
    (Story, "roundup", "anchor", STORY_TEXTS),
    (Source, "story__roundup", "story__anchor", SOURCE_TEXTS),
    (Comment, "story__roundup", "story__anchor", COMMENT_TEXTS),
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holder:
    """A text that has the words: an edition, a frozen text, a day's rows of the desk, or a photo's row."""

    kind: str
    days: frozenset[int]  # ids: the day, or those that use the photo
    number: int = 0  # an edition's number, or a photo's id
    places: tuple[Place, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """Everything that has the words."""

    holders: tuple[Holder, ...]

    @property
    def days(self) -> frozenset[int]:
        """The ids of the days that have the words, photos aside."""
        return frozenset(day for holder in self.holders if holder.kind != PHOTO for day in holder.days)

    @property
    def digest(self) -> str:
        """Names what was found: it differs as soon as a place comes, goes or reads differently."""
        plain = [
            [holder.kind, sorted(holder.days), holder.number, *map(dataclasses.astuple, holder.places)]
            for holder in self.holders
        ]
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

    def count(self, *kinds: str) -> int:
        """How many places there are in holders of these kinds."""
        return sum(len(holder.places) for holder in self.holders if holder.kind in kinds)

    def only(self, days: Collection[int]) -> "Found":
        """What concerns these days. A photo goes with the days that use it, or alone if none of those was found."""
        left = self.days - set(days)
        kept = [
            holder
            for holder in self.holders
            if holder.days & set(days) or (holder.kind == PHOTO and not holder.days & left)
        ]
        return Found(holders=tuple(kept))

    def like(self, other: "Found") -> "Found":
        """What concerns the days and the photos of `other`."""
        photos = {holder.number for holder in other.holders if holder.kind == PHOTO}
        kept = [
            holder
            for holder in self.holders
            if (holder.number in photos if holder.kind == PHOTO else holder.days & other.days)
        ]
        return Found(holders=tuple(kept))


def look_for(words: Words, *, days: Collection[int] | None = None) -> Found:
    """Find the words everywhere, or in all photos and on some days, by their ids; every text of theirs is read."""
    within = [*_in_editions(words, days), *_in_frozen(words, days), *_in_rows(words, days), *_in_photos(words)]
    return Found(holders=tuple(within))


def places_in_notes(notes: Iterable[dict[str, str]], words: Words) -> Iterator[Place]:
    """The places in an edition's public notes."""
    for note in notes:
        for name in ("said", "right", "text"):
            yield from places_in_text(name, note.get(name, ""), words, anchor=note["anchor"])


def _in_editions(words: Words, days: Collection[int] | None) -> Iterator[Holder]:
    texts = EditionText.objects.order_by("edition__roundup__date", "edition__roundup", "edition__number")
    if days is not None:
        texts = texts.filter(edition__roundup__in=days)
    columns = texts.values_list("edition__roundup", "edition__number", "galley", "notes", "headline")
    for day, number, text, notes, headline in columns.iterator(chunk_size=500):
        if words.may_be_in(f"{text} {json.dumps(notes, ensure_ascii=False)} {headline}"):
            places = (*places_in(load(text), words), *places_in_notes(notes, words))
            if places:
                yield Holder(kind=EDITION, days=frozenset({day}), number=number, places=places)


def _in_frozen(words: Words, days: Collection[int] | None) -> Iterator[Holder]:
    rows = Roundup.objects.exclude(frozen="").order_by("pk")
    if days is not None:
        rows = rows.filter(pk__in=days)
    for day, frozen in rows.values_list("pk", "frozen").iterator():
        if words.may_be_in(frozen) and (places := tuple(places_in(load(frozen), words))):
            yield Holder(kind=FROZEN, days=frozenset({day}), places=places)


def _in_rows(words: Words, days: Collection[int] | None) -> Iterator[Holder]:
    found: dict[int, list[Place]] = {}
    for model, to_day, to_anchor, names in ROWS:
        rows = model._default_manager.order_by("pk")
        if days is not None:
            rows = rows.filter(**{f"{to_day}__in": days})
        for day, anchor, *texts in rows.values_list(to_day, to_anchor or to_day, *names).iterator(chunk_size=500):
            if words.may_be_in("\n".join(texts)):
                for name, text in zip(names, texts, strict=True):
                    places = places_in_text(name, text, words, anchor=anchor if to_anchor else "")
                    found.setdefault(day, []).extend(places)
    for day in sorted(found):
        if found[day]:
            yield Holder(kind=DESK, days=frozenset({day}), places=tuple(found[day]))


def _in_photos(words: Words) -> Iterator[Holder]:
    for pk, *values in Photo.objects.order_by("pk").values_list("pk", *PHOTO_TEXTS).iterator(chunk_size=500):
        texts = [value if isinstance(value, str) else "\n".join(strings_in(value)) for value in values]
        if words.may_be_in("\n".join(texts)):
            pairs = zip(PHOTO_TEXTS, texts, strict=True)
            if places := tuple(place for name, text in pairs for place in places_in_text(name, text, words)):
                yield Holder(kind=PHOTO, days=days_of_photo(pk), number=pk, places=places)


def days_of_photo(photo: int) -> frozenset[int]:
    """The ids of the days whose working copy uses a photo."""
    stories = Story.objects.filter(photo=photo).values_list("roundup", flat=True)
    return frozenset([*stories, *Roundup.objects.filter(photo=photo).values_list("pk", flat=True)])


def strings_in(value: Any) -> Iterator[str]:
    """The strings of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)
