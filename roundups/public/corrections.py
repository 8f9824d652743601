"""What the paper got wrong, and what is right: the list of it, for the page and for the feed."""

import dataclasses
import datetime

from django.db.models import OuterRef, Q, Subquery

from roundups.models import Edition, EditionKind
from roundups.public.addresses import day_address
from roundups.public.sheet import Note

LATEST = 50  # the page without a year shows so many


@dataclasses.dataclass(frozen=True, kw_only=True)
class Correction:
    """A public note with the day and the place on its page to which it belongs."""

    edition: Edition
    note: Note
    anchor: str = ""

    @property
    def address(self) -> str:
        day = day_address(self.edition.language, self.edition.date)
        return f"{day}#{self.anchor}" if self.anchor else day

    @property
    def is_retraction(self) -> bool:
        return self.note.kind == EditionKind.RETRACTION

    @property
    def is_withdrawal(self) -> bool:
        """A correction says both halves; a withdrawn story has one public note instead."""
        return not self.is_retraction and not self.note.said


def corrections_in(language: str, *, year: int | None = None, most: int | None = LATEST) -> list[Correction]:
    """The corrections of a language, newest first: of the days of one year, or the latest. One query.

    Where a text is gone, its earlier corrections are gone too: they would say again what was taken back.
    """
    newest = Edition.objects.filter(roundup=OuterRef("roundup")).order_by("-number")
    editions = (
        Edition.objects.filter(masthead=language, kind__in=[EditionKind.CORRECTION, EditionKind.RETRACTION])
        .annotate(kind_now=Subquery(newest.values("kind")[:1]), number_now=Subquery(newest.values("number")[:1]))
        .select_related("text", "masthead")
        .defer("text__galley")
        .order_by("-at", "-pk")
    )
    if year is not None:
        editions = editions.filter(date__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))
    gone: set[tuple[int, str]] = set()  # (roundup, anchor) of what was taken back later
    found: list[Correction] = []
    for edition in editions[: most or None]:
        found += _of(edition, gone)
    return found


def _of(edition: Edition, gone: set[tuple[int, str]]) -> list[Correction]:
    """What an edition says; editions come newest first, so what is gone is known before what was said of it."""
    retracted_now = vars(edition)["kind_now"] == EditionKind.RETRACTION
    if retracted_now and edition.number != vars(edition)["number_now"]:
        return []
    if edition.kind == EditionKind.RETRACTION and not retracted_now:
        return []
    said = []
    for anchor, note in Note.of(edition):
        correction = Correction(edition=edition, note=note, anchor=anchor)
        if note.kind not in {EditionKind.CORRECTION, EditionKind.RETRACTION}:
            continue
        place = (edition.roundup_id, correction.anchor)
        if place not in gone:
            said.append(correction)
        if correction.is_withdrawal:
            gone.add(place)
    return said


def years_of_corrections(language: str) -> list[int]:
    """The years of whose days something was corrected or is retracted now, newest first."""
    away = Edition.objects.public().filter(kind=EditionKind.RETRACTION)
    told = Q(kind=EditionKind.CORRECTION) | Q(pk__in=away.values("pk"))
    dates = Edition.objects.filter(told, masthead=language).dates("date", "year", order="DESC")
    return [first.year for first in dates]
