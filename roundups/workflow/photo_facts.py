"""What the desk knows of a picture beside its words: rights that end, flags, and where it ran."""

import dataclasses
import datetime
from collections.abc import Mapping

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from roundups.galley import Galley
from roundups.models import Photo, Roundup, RoundupState, Story
from roundups.preflight import PhotoFacts

WITH_READERS = (RoundupState.PUBLISHED, RoundupState.RETRACTED)


def facts_of(photo: Photo, *, day: Roundup) -> PhotoFacts:
    """What preflight may know of a photo that `day` uses. A query only where it is for one use."""
    return PhotoFacts(
        expires_on=photo.expires_on,
        one_time=photo.one_time,
        state_agency=photo.state_agency,
        graphic=photo.graphic,
        vulnerable=photo.vulnerable,
        altered=photo.altered,
        ran_on=ran_on(photo, but=day) if photo.one_time else None,
    )


def facts_of_page(galley: Galley, *, day: Roundup) -> Mapping[str, PhotoFacts]:
    """The facts of every picture on the page, by digest; the lead's also says when it led another day."""
    digests = {photo.digest for photo in galley.photos.values()}
    rows = {photo.digest or "": photo for photo in Photo.objects.filter(digest__in=digests)} if digests else {}
    facts = {digest: facts_of(photo, day=day) for digest, photo in rows.items()}
    if galley.photo and galley.photo.digest in facts:
        led = _led(but=day).filter(photo=rows[galley.photo.digest], date__lte=galley.date)
        led_on = led.aggregate(last=Max("date"))["last"]
        facts[galley.photo.digest] = dataclasses.replace(facts[galley.photo.digest], led_on=led_on)
    return facts


def rights_must_hold_on(day: Roundup) -> datetime.date:
    """The day for which rights are asked: the roundup's, or today where that is later."""
    return max(day.date, timezone.localdate(timezone=day.masthead.zone))


def ran_on(photo: Photo, *, but: Roundup | None = None) -> datetime.date | None:
    """The last day, other than `but`, on which readers got this photo."""
    led = _led(but=but).filter(photo=photo).aggregate(last=Max("date"))["last"]
    told = _in_stories(but=but).filter(photo=photo).aggregate(last=Max("roundup__date"))["last"]
    return max((date for date in (led, told) if date), default=None)


def with_last_use(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Each photo with `led_on` and `ran_in_story_on`: the last days on which readers got it, or None."""
    led = _led().filter(photo=OuterRef("pk")).order_by("-date").values("date")[:1]
    told = _in_stories().filter(photo=OuterRef("pk")).order_by("-roundup__date").values("roundup__date")[:1]
    return photos.annotate(led_on=Subquery(led), ran_in_story_on=Subquery(told))


def _led(*, but: Roundup | None = None) -> QuerySet[Roundup]:
    days = Roundup.objects.filter(status__in=WITH_READERS)
    return days.exclude(pk=but.pk) if but else days


def _in_stories(*, but: Roundup | None = None) -> QuerySet[Story]:
    stories = Story.objects.filter(with_readers=True)
    return stories.exclude(roundup=but) if but else stories
