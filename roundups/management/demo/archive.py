"""The one sanctioned bulk builder: thousands of published days, for measuring.

It writes the rows that the workflow would have written, without walking it; a test holds the two against each other.
"""

import dataclasses
import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from newsroom.models import Counter, Masthead, Staff
from newsroom.roles import Role
from roundups import galley
from roundups.models import (
    Edition,
    EditionKind,
    EditionText,
    Move,
    Photo,
    PhotoUse,
    Roundup,
    RoundupState,
    Source,
    Story,
    StoryState,
    Version,
)
from roundups.workflow.anchors import anchor_for
from roundups.workflow.sealing import uses_of

BATCH = 200  # days written at once: some 10 MB of rows
STORIES = 4
COUNTER = "the Courier’s exile"
OPENING = "It is day {day} of our exile."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cast:
    """Who did the archive's work, and with which words."""

    masthead: Masthead
    counter: Counter
    journalists: list[Staff]
    editor: Staff
    photos: list[Photo]
    words: dict[str, list[str]]


@dataclasses.dataclass(kw_only=True)
class Day:
    """A day's rows before they have ids."""

    roundup: Roundup
    stories: list[Story]
    sources: list[list[Source]]
    parts: list[galley.Story] = dataclasses.field(default_factory=list)
    sealed: galley.Galley | None = None


def fill_archive(days: int, *, last: datetime.date, words: dict[str, list[str]], say: Callable[[str], None]) -> int:
    """Write published days, back from `last`, on the dates that are free; returns how many."""
    cast = _cast(days, last, words)
    taken = set(Roundup.objects.filter(masthead=cast.masthead).values_list("date", flat=True))
    dates = [date for back in range(days) if (date := last - datetime.timedelta(days=back)) not in taken]
    for begin in range(0, len(dates), BATCH):
        build(cast, dates[begin : begin + BATCH])
        say(f"{min(begin + BATCH, len(dates))} of {len(dates)} days")
    return len(dates)


@transaction.atomic
def build(cast: Cast, dates: list[datetime.date]) -> None:
    """Write the days of `dates`: each with its stories filed, approved and published, in bulk."""
    days = [_day(cast, date) for date in dates]
    Roundup.objects.bulk_create(day.roundup for day in days)
    Story.objects.bulk_create(story for day in days for story in day.stories)
    Source.objects.bulk_create(source for day in days for sources in day.sources for source in sources)
    versions = [version for day in days for version in _versions(day, cast)]
    Version.objects.bulk_create(versions)
    approved = {version.story_id: version for version in versions}
    editions = [_edition(day, cast) for day in days]
    Edition.objects.bulk_create(editions)
    EditionText.objects.bulk_create(
        _text(edition, day.sealed) for edition, day in zip(editions, days, strict=True) if day.sealed
    )
    PhotoUse.objects.bulk_create(
        use for edition, day in zip(editions, days, strict=True) if day.sealed for use in uses_of(edition, day.sealed)
    )
    Move.objects.bulk_create(move for day in days for move in _moves(day, cast, approved))


def _cast(days: int, last: datetime.date, words: dict[str, list[str]]) -> Cast:
    counter, _made = Counter.objects.get_or_create(
        name=COUNTER, defaults={"first_day": last - datetime.timedelta(days=days)}
    )
    counter.openings.get_or_create(language="en", defaults={"words": OPENING})
    return Cast(
        masthead=Masthead.objects.get(language="en"),
        counter=counter,
        journalists=list(Staff.objects.filter(groups__name=Role.JOURNALIST).order_by("pk")),
        editor=Staff.objects.filter(groups__name=Role.EDITOR).order_by("pk")[0],
        photos=list(Photo.objects.exclude(digest=None).order_by("pk")),
        words=words,
    )


def clock(cast: Cast, date: datetime.date, hour: int, minute: int) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time(hour, minute), cast.masthead.zone)


def _day(cast: Cast, date: datetime.date) -> Day:
    dice = random.Random(date.toordinal())
    roundup = Roundup(
        masthead=cast.masthead,
        date=date,
        status=RoundupState.PUBLISHED,
        counter=cast.counter,
        kicker=cast.masthead.kicker,
        sign_off=cast.masthead.sign_off,
        editor_in_chief=cast.masthead.editor_in_chief,
        photo=dice.choice(cast.photos) if cast.photos else None,
        revision=3 if cast.photos else 2,  # opened, given its photo, published
    )
    day = Day(roundup=roundup, stories=[], sources=[])
    for place, said in enumerate(dice.sample(range(len(cast.words["headlines"])), STORIES), start=1):
        _add_story(day, cast, date, dice, place, said)
    day.sealed = galley.of(roundup, stories=day.parts)
    return day


def _add_story(day: Day, cast: Cast, date: datetime.date, dice: random.Random, place: int, said: int) -> None:
    filling = {"place": dice.choice(cast.words["places"]), "n": dice.randrange(2, 60)}
    author = cast.journalists[place % len(cast.journalists)]
    summary = cast.words["summaries"][said].format(**filling)
    story = Story(
        roundup=day.roundup,
        position=place,
        author=author,
        status=StoryState.APPROVED,
        headline=cast.words["headlines"][said].format(**filling),
        short_headline=cast.words["short_headlines"][said].format(**filling),
        summary=summary,
        body="".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs(cast, dice, filling, summary)),
        with_readers=True,
        filed_at=clock(cast, date, 8, 40),
        approved_at=clock(cast, date, 9, 1),
        revision=3,  # written, filed, approved
        changed_at=clock(cast, date, 8, 15),
    )
    wanted = anchor_for(story)
    taken = {other.anchor for other in day.stories}
    story.anchor = wanted if wanted not in taken else f"{wanted}-{place}"
    actor = dice.choice(cast.words["actors"])
    sources = [Source(story=story, position=1, name=actor, url=f"https://example.org/{date:%Y/%m/%d}/{place}")]
    part = galley.Story(
        anchor=story.anchor,
        headline=story.headline,
        short_headline=story.short_headline,
        summary=story.summary,
        body=story.body,
        sources=tuple(galley.Source(name=source.name, url=source.url, kind=source.kind) for source in sources),
    )
    story.approved_digest = part.digest
    day.stories.append(story)
    day.sources.append(sources)
    day.parts.append(part)


def _paragraphs(cast: Cast, dice: random.Random, filling: dict[str, Any], summary: str) -> Iterator[str]:
    yield summary
    for _paragraph in range(3):
        patterns = dice.sample(cast.words["sentences"], 3)
        yield " ".join(
            _sentence(pattern.format(actor=dice.choice(cast.words["actors"]), **filling)) for pattern in patterns
        )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _versions(day: Day, cast: Cast) -> Iterator[Version]:
    for story, part in zip(day.stories, day.parts, strict=True):
        yield Version(
            story=story,
            number=1,
            text=part.canonical,
            digest=part.digest,
            by=story.author,
            at=story.changed_at,
            changes_words=True,
        )


def _edition(day: Day, cast: Cast) -> Edition:
    assert day.sealed is not None  # noqa: S101  (set when the day was made)
    return Edition(
        roundup=day.roundup,
        masthead=cast.masthead,
        date=day.roundup.date,
        day=day.sealed.day,
        number=1,
        kind=EditionKind.FIRST,
        digest=day.sealed.digest,
        by=cast.editor,
        at=clock(cast, day.roundup.date, 9, 24),
        time_zone=cast.masthead.time_zone,
    )


def _text(edition: Edition, sealed: galley.Galley) -> EditionText:
    return EditionText(
        edition=edition, headline=sealed.headline, galley=sealed.canonical, notes=[], pictures=sealed.pictures
    )


def _moves(day: Day, cast: Cast, approved: dict[Any, Version]) -> Iterator[Move]:
    date = day.roundup.date
    for story in day.stories:
        common: dict[str, Any] = {"roundup": day.roundup, "story": story}
        yield Move(**common, step="file", was="draft", became="filed", by=story.author, at=clock(cast, date, 8, 40))
        yield Move(
            **common,
            step="approve",
            was="filed",
            became="approved",
            by=cast.editor,
            at=clock(cast, date, 9, 1),
            digest=story.approved_digest,
            version=approved[story.pk],
        )
    yield Move(
        roundup=day.roundup,
        step="publish",
        was="open",
        became="published",
        by=cast.editor,
        at=clock(cast, date, 9, 24),
        digest=day.sealed.digest if day.sealed else "",
    )
