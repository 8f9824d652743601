"""What a day page shows: one value for readers and for the preview, made from a galley and what stands around it."""

import dataclasses
import datetime
import zoneinfo
from collections.abc import Iterable, Iterator
from typing import Self

from django.db.models import Q, Subquery

from newsroom.models import Masthead
from roundups.galley import Galley, Photo, Story, load
from roundups.models import Edition, EditionKind
from roundups.public.addresses import day_address
from roundups.public.pictures import Picture

WORDS_A_MINUTE = 230


@dataclasses.dataclass(frozen=True, kw_only=True)
class Note:
    """A public note of an edition: a correction, an update or why a text came back."""

    kind: str
    at: datetime.datetime
    said: str = ""
    right: str = ""
    text: str = ""

    @classmethod
    def of(cls, edition: Edition) -> Iterator[tuple[str, Self]]:
        """The notes of an edition that came with its text, each with the anchor of its story; "" for the page."""
        for note in edition.text.notes:
            words = {key: value for key, value in note.items() if key != "anchor"}
            yield note["anchor"], cls(at=edition.at, **words)

    @property
    def words(self) -> str:
        return " ".join(filter(None, (self.said, self.right, self.text)))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Item:
    """A story as it stands on the page, with its notes."""

    story: Story
    notes: tuple[Note, ...] = ()
    picture: Picture | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that the day's template shows. A preview has no edition and no neighbours."""

    galley: Galley
    masthead: Masthead
    zone: zoneinfo.ZoneInfo
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    removals: tuple[datetime.date, ...] = ()  # days on which words were struck from this page
    picture: Picture | None = None
    published_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    previous: Edition | None = None
    following: Edition | None = None
    translations: tuple[Edition, ...] = ()

    @property
    def language(self) -> str:
        return self.galley.language

    @property
    def address(self) -> str:
        return day_address(self.language, self.galley.date)

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When readers were last told of something new: the last update or correction, else the first edition."""
        return self.updated_at or self.published_at

    @property
    def lead(self) -> Picture | None:
        """The picture that stands for the day elsewhere: the lead, else the first story's that has one."""
        return self.picture or next((item.picture for item in self.items if item.picture), None)

    @property
    def description(self) -> str:
        """The day in a sentence or two."""
        return next((story.summary for story in self.told if story.summary), self.galley.headline)

    @property
    def corrections(self) -> tuple[Note, ...]:
        """The notes that say what was wrong; those of a withdrawn story went with its text."""
        notes = [*self.notes, *(note for item in self.items if not item.story.withdrawn for note in item.notes)]
        return tuple(note for note in notes if note.kind == EditionKind.CORRECTION)

    @property
    def told(self) -> tuple[Story, ...]:
        """The stories that have text."""
        return tuple(item.story for item in self.items if not item.story.withdrawn)

    @property
    def minutes(self) -> int:
        words = sum(len(f"{story.summary} {story.body}".split()) for story in self.told)
        return max(1, round(words / WORDS_A_MINUTE))


def sheet_of(edition: Edition, around: Iterable[Edition] | None = None) -> Sheet:
    """The sheet of an edition that came with its text and masthead. One query more, unless it is given `around`.

    `around` are the editions of the same day, and of the days that it leads to, with their texts and mastheads.
    """
    galley = load(edition.text.galley)
    around = list(_around(edition) if around is None else around)
    own = sorted((other for other in around if other.roundup_id == edition.roundup_id), key=lambda e: e.number)
    others = [other for other in around if other.roundup_id != edition.roundup_id]
    neighbours = [other for other in others if other.masthead_id == edition.masthead_id]
    notes, zone = _notes(own), zoneinfo.ZoneInfo(edition.time_zone)
    changed = [other.at for other in own if other.kind in {EditionKind.UPDATE, EditionKind.CORRECTION}]
    return Sheet(
        galley=galley,
        masthead=edition.masthead,
        zone=zone,
        items=tuple(
            Item(story=story, notes=tuple(notes.get(story.anchor, ())), picture=_picture(story.photo))
            for story in galley.stories
        ),
        notes=tuple(notes.get("", ())),
        removals=_removals(own, zone),
        picture=_picture(galley.photo),
        published_at=own[0].at if own else edition.at,
        updated_at=changed[-1] if changed else None,
        previous=next((other for other in neighbours if other.date < edition.date), None),
        following=next((other for other in neighbours if other.date > edition.date), None),
        translations=tuple(other for other in others if other.masthead_id != edition.masthead_id),
    )


def preview_of(galley: Galley, masthead: Masthead, *, proofs: str = "") -> Sheet:
    """The sheet of a galley that readers do not have. `proofs` is the address under which staff see pictures.

    Without one, its pictures are the prints that readers would get.
    """
    return Sheet(
        galley=galley,
        masthead=masthead,
        zone=masthead.zone,
        items=tuple(Item(story=story, picture=_picture(story.photo, proofs=proofs)) for story in galley.stories),
        picture=_picture(galley.photo, proofs=proofs),
    )


def _around(edition: Edition) -> Iterable[Edition]:
    """In one query: all editions of the day, the days before and after, and the day in other languages."""
    with_text = Edition.objects.public().with_text()
    days = with_text.filter(masthead=edition.masthead_id)
    before = days.filter(date__lt=edition.date).order_by("-date").values("pk")[:1]
    after = days.filter(date__gt=edition.date).order_by("date").values("pk")[:1]
    elsewhere = with_text.filter(date=edition.date).exclude(masthead=edition.masthead_id).values("pk")
    return Edition.objects.filter(
        Q(roundup=edition.roundup_id)
        | Q(pk=Subquery(before))
        | Q(pk=Subquery(after))
        | Q(pk__in=Subquery(elsewhere))
    ).select_related("text", "masthead").defer("text__galley")  # fmt: skip


def _notes(editions: Iterable[Edition]) -> dict[str, list[Note]]:
    """The public notes by anchor, oldest first; a retraction's is gone once the text is back."""
    found: dict[str, list[Note]] = {}
    for edition in editions:
        if edition.kind == EditionKind.RETRACTION:
            continue
        for anchor, note in Note.of(edition):
            found.setdefault(anchor, []).append(note)
    return found


def _removals(editions: Iterable[Edition], zone: zoneinfo.ZoneInfo) -> tuple[datetime.date, ...]:
    """The days of the redactions, in the paper's time; a retraction's notice is no text of this page."""
    texts = [edition.text for edition in editions if edition.kind != EditionKind.RETRACTION]
    moments = [datetime.datetime.fromisoformat(moment) for text in texts for moment in text.redacted_at]
    return tuple(sorted({moment.astimezone(zone).date() for moment in moments}))


def _picture(photo: Photo | None, *, proofs: str = "") -> Picture | None:
    """A caption that still waits for its picture leaves the figure out."""
    if photo is None or not photo.digest:
        return None
    return Picture.proofed(photo, proofs) if proofs else Picture.printed(photo)
