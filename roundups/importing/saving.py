"""Writing what was read: a day with its stories, filed, and its photos, waiting for their pictures."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.models import Counter, Masthead, Staff
from roundups import workflow
from roundups.imaging.developing import PictureRefused
from roundups.imaging.intake import apply_known_credit, take_in
from roundups.importing.proof import body_of
from roundups.importing.reading import CounterWords, Reading, ReadPhoto, ReadStory
from roundups.models import Photo, Roundup, RoundupState, Story


class ImportRefused(ValueError):
    """The text is a roundup, but it cannot be written here; the argument is a sentence. Nothing was written."""


def counters_for(masthead: Masthead) -> list[CounterWords]:
    """The counters whose openings in the masthead's language the reader may recognise, the paper's own first."""
    counters = Counter.objects.prefetch_related("openings").order_by("name")
    own_first = sorted(counters, key=lambda counter: counter.pk != masthead.counter_id)
    return [
        CounterWords(
            name=counter.name,
            first_day=counter.first_day,
            openings=tuple(
                opening.words for opening in counter.openings.all() if opening.language == masthead.language
            ),
        )
        for counter in own_first
    ]


def save(
    reading: Reading,
    *,
    masthead: Masthead,
    by: Staff | None,
    picture: bytes | None = None,
    now: datetime.datetime | None = None,
) -> Roundup:
    """Write the roundup; its stories arrive filed by `by`, who is their author. Returns the day.

    `picture` is the lead photo's file. All in one transaction: raises ImportRefused, or what the desk raises, with
    nothing written.
    """
    now = now or timezone.now()
    if reading.date is None:
        raise ImportRefused(_("The text does not say which day it is for. Give the date."))
    try:
        with transaction.atomic():
            day = _day(reading, masthead, by, reading.date)
            _lead(
                reading.photo, day, picture, by
            )  # first: opening a picture takes seconds, and filing holds the record
            for story in reading.stories:
                _story(story, day, by, now)
    except workflow.StepRefused as refusal:
        raise ImportRefused(str(refusal)) from refusal
    except PictureRefused as refusal:
        raise ImportRefused(str(refusal)) from refusal
    day.refresh_from_db()
    return day


def _day(reading: Reading, masthead: Masthead, by: Staff | None, date: datetime.date) -> Roundup:
    there = Roundup.objects.filter(masthead=masthead, date=date).first()
    if there and there.status != RoundupState.OPEN:
        raise ImportRefused(
            _("%(day)s is there already and is %(state)s. Nothing was written.")
            % {"day": there, "state": there.get_status_display().lower()}
        )
    if there and (count := there.stories.count()):
        raise ImportRefused(
            ngettext(
                "%(day)s has %(count)d story already. Nothing was written.",
                "%(day)s has %(count)d stories already. Nothing was written.",
                count,
            )
            % {"day": there, "count": count}
        )
    counter = Counter.objects.filter(name=reading.counter).first() if reading.counter else None
    own_opening = reading.opening
    if counter and counter.openings.filter(language=masthead.language, words=reading.opening).exists():
        own_opening = ""
    day = workflow.open_day(masthead, date, by=by)
    Roundup.objects.filter(pk=day.pk).update(
        counter=counter,
        headline=reading.headline,
        kicker=reading.kicker or masthead.kicker,
        opening=own_opening,
        sign_off=reading.sign_off,
        editor_in_chief=reading.editor_in_chief or masthead.editor_in_chief,
    )
    day.refresh_from_db()
    return day


def _story(read: ReadStory, day: Roundup, by: Staff | None, now: datetime.datetime) -> None:
    story = Story(
        roundup=day,
        headline=read.headline,
        short_headline=read.short_headline,
        summary=read.summary,
        body=body_of(read.paragraphs),
        photo=_photo(read.photo, by) if read.photo else None,
    )
    workflow.save_story(story, by=by, seen=None, sources=[], why=_("imported"), now=now)
    workflow.take_step("file", story, by=by, seen=story.revision, now=now)


def _lead(read: ReadPhoto | None, day: Roundup, picture: bytes | None, by: Staff | None) -> None:
    if read is None and picture is None:
        return
    photo = _photo(read or ReadPhoto(caption=""), by, picture)
    Roundup.objects.filter(pk=day.pk).update(photo=photo)


def _photo(read: ReadPhoto, by: Staff | None, picture: bytes | None = None) -> Photo:
    photo = Photo(caption=read.caption, credit=read.credit, uploaded_by=by)
    apply_known_credit(photo)  # the paper's own words; what the file says gives no rights
    if picture is not None:
        take_in(photo, picture)
    workflow.add_photo(photo)
    return photo
