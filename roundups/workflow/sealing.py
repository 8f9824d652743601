"""Sealing: from a galley to an edition that readers have, and the digest that its text must have from then on."""

import datetime
from collections.abc import Sequence

from newsroom.models import RecordRow, Staff
from newsroom.record import What
from roundups.galley import Galley
from roundups.models import Edition, EditionText, PhotoUse, Roundup
from roundups.workflow.recording import about


def seal(
    roundup: Roundup,
    sealed: Galley,
    *,
    kind: str,
    by: Staff | None,
    now: datetime.datetime,
    notes: Sequence[dict[str, str]] = (),
) -> Edition:
    """Write the next edition of a roundup: its row for ever, its text and the pictures it shows beside it.

    Its stories are with readers from now on. The time zone is the masthead's at edition 1 and is kept by later ones.
    """
    earlier = list(roundup.editions.order_by("number").values_list("number", "time_zone"))
    edition = Edition.objects.create(
        roundup=roundup,
        masthead=roundup.masthead,
        date=roundup.date,
        day=sealed.day,
        number=earlier[-1][0] + 1 if earlier else 1,
        kind=kind,
        digest=sealed.digest,
        by=by,
        at=now,
        time_zone=earlier[0][1] if earlier else roundup.masthead.time_zone,
    )
    EditionText.objects.create(
        edition=edition,
        headline=sealed.headline,
        galley=sealed.canonical,
        notes=list(notes),
        pictures=sealed.pictures,
    )
    PhotoUse.objects.bulk_create(uses_of(edition, sealed))
    anchors = [story.anchor for story in sealed.stories]
    roundup.stories.filter(anchor__in=anchors, with_readers=False).update(with_readers=True)
    return edition


def uses_of(edition: Edition, sealed: Galley) -> list[PhotoUse]:
    """The rows that say which pictures the edition shows, one a picture however often it is there; not saved."""
    lead = sealed.photo.digest if sealed.photo else ""
    shown = sorted({photo.digest for photo in sealed.photos.values()})
    return [PhotoUse(edition=edition, digest=digest, is_lead=digest == lead) for digest in shown]


def digest_by_record(edition: Edition) -> str:
    """The digest that the edition's text must have now: the sealed one, led on by the record's redactions.

    A redaction of a text that was not the sealed one leads nowhere, so that it makes nothing good. One query.
    """
    digest = edition.digest
    rows = RecordRow.objects.filter(what=What.REDACTED, about=about(edition.roundup)).order_by("number")
    for detail in rows.values_list("detail", flat=True):
        struck = zip(detail.get("editions", ()), detail.get("was", ()), detail.get("became", ()), strict=False)
        for number, was, became in struck:
            if number == str(edition.number):
                digest = became if was == digest else ""
    return digest
