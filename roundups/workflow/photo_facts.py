"""What the desk knows of a picture beside its words: rights that end, flags, and where readers got it."""

import dataclasses
import datetime
from collections.abc import Mapping

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from roundups.galley import Galley
from roundups.models import Photo, PhotoUse, Roundup
from roundups.preflight import PhotoFacts


def facts_of(photo: Photo, *, day: Roundup) -> PhotoFacts:
    """What preflight may know of a photo that `day` uses. A query only where it is for one use."""
    return PhotoFacts(
        expires_on=photo.expires_on,
        one_time=photo.one_time,
        state_agency=photo.state_agency,
        graphic=photo.graphic,
        vulnerable=photo.vulnerable,
        altered=photo.altered,
        unnamed="" if photo.creator_public else photo.creator,
        ran_on=ran_on(photo, but=day) if photo.one_time else None,
    )


def facts_of_page(galley: Galley, *, day: Roundup) -> Mapping[str, PhotoFacts]:
    """The facts of every picture on the page, by digest; the lead's also says when it led another day."""
    digests = {photo.digest for photo in galley.photos.values()}
    rows = {photo.digest or "": photo for photo in Photo.objects.filter(digest__in=digests)} if digests else {}
    facts = {digest: facts_of(photo, day=day) for digest, photo in rows.items()}
    if galley.photo and galley.photo.digest in facts:
        led = _uses(galley.photo.digest, but=day).filter(is_lead=True, edition__date__lte=galley.date)
        facts[galley.photo.digest] = dataclasses.replace(facts[galley.photo.digest], led_on=_last(led))
    return facts


def rights_must_hold_on(day: Roundup) -> datetime.date:
    """The day for which rights are asked: the roundup's, or today where that is later."""
    return max(day.date, timezone.localdate(timezone=day.masthead.zone))


def ran_on(photo: Photo, *, but: Roundup | None = None) -> datetime.date | None:
    """The last day, other than `but`, on which readers got this photo, whatever became of that day since."""
    return _last(_uses(photo.digest, but=but)) if photo.digest else None


def with_last_use(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Each photo with `last_ran_on`: the last day on which readers got it, or None."""
    uses = PhotoUse.objects.filter(digest=OuterRef("digest")).order_by("-edition__date")
    return photos.annotate(last_ran_on=Subquery(uses.values("edition__date")[:1]))


def _uses(digest: str, *, but: Roundup | None) -> QuerySet[PhotoUse]:
    uses = PhotoUse.objects.filter(digest=digest)
    return uses.exclude(edition__roundup=but) if but else uses


def _last(uses: QuerySet[PhotoUse]) -> datetime.date | None:
    last: datetime.date | None = uses.aggregate(last=Max("edition__date"))["last"]
    return last
