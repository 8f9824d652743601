"""Asking preflight: the one place that gathers what a rule may know beside the galley, for a story and for a page."""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q
from django.utils import timezone

from newsroom.models import Masthead
from roundups import galley, preflight
from roundups.models import Comment, Edition, FindingRuling, Roundup, RoundupState, RulingKind, Story
from roundups.workflow.comments import open_must_fix
from roundups.workflow.composing import Composition
from roundups.workflow.house import house_words
from roundups.workflow.photo_facts import facts_of, facts_of_page, rights_must_hold_on

WITH_EDITIONS = (RoundupState.PUBLISHED, RoundupState.RETRACTED)


def story_findings(
    story: Story,
    stage: preflight.Stage,
    *,
    context: preflight.Context | None = None,
    now: datetime.datetime | None = None,
) -> list[preflight.Finding]:
    """Preflight's findings over one story as its row stands. The caller may prefetch photo, sources and comments.

    `context` is what `day_context` says of the story's day, for whoever asks about all its stories.
    """
    photo, day = story.photo, story.roundup
    known = dataclasses.replace(
        context or day_context(day, now=now),
        must_fix=frozenset({story.anchor} if open_must_fix(story) else ()),
        photos={photo.digest: facts_of(photo, day=day)} if photo and photo.digest else {},
        embargoes=_embargoes([story], day),
    )
    return preflight.check(galley.alone(story), stage=stage, context=known)


def page_findings(
    roundup: Roundup, composed: Composition, *, at: datetime.datetime | None = None
) -> list[preflight.Finding]:
    """Preflight's findings over what would go out at `at`; None while nobody has said when."""
    known = dataclasses.replace(
        _context(roundup, now=at, last=composed.last),
        must_fix=_must_fix(composed.joining),
        stale=composed.stale,
        photos=facts_of_page(composed.galley, day=roundup),
        embargoes=_embargoes(composed.joining, roundup),
        yesterday=_day_before(roundup),
        translations=_translations(roundup),
    )
    return preflight.check(composed.galley, stage=preflight.Stage.PUBLISH, context=known)


def day_context(roundup: Roundup, *, now: datetime.datetime | None = None) -> preflight.Context:
    """What is the same for every story of a day. Four queries or fewer, however many stories."""
    last = roundup.editions.with_text().select_related("text").order_by("-number")[:1]
    has_editions = roundup.status in WITH_EDITIONS
    return _context(roundup, now=now or timezone.now(), last=next(_galleys(last), None) if has_editions else None)


def context_of_a_text(masthead: Masthead) -> preflight.Context:
    """What is known of a finished text that is on no board yet: the paper's own words. Two queries."""
    names, phrases = house_words(masthead.language)
    return preflight.Context(names=names, phrases=phrases, sites=(masthead.base_url,))


def rulings_of(roundup: Roundup) -> Mapping[str, FindingRuling]:
    """The newest ruling on each matter: the day's own, and those that a story brought along from another day."""
    brought = Q(story__in=Story.objects.filter(roundup=roundup).values("pk"))
    rows = FindingRuling.objects.filter(Q(roundup=roundup) | brought).select_related("by").order_by("pk")
    return {row.matter: row for row in rows}


def _context(roundup: Roundup, *, now: datetime.datetime | None, last: galley.Galley | None) -> preflight.Context:
    names, phrases = house_words(roundup.language)
    return preflight.Context(
        names=names,
        phrases=phrases,
        date=rights_must_hold_on(roundup),
        now=now,
        last=last,
        sites=(roundup.masthead.base_url,),
        rulings={
            matter: _ruling(row) for matter, row in rulings_of(roundup).items() if row.kind != RulingKind.TAKEN_BACK
        },
    )


def _ruling(row: FindingRuling) -> preflight.Ruling:
    overrules = row.kind == RulingKind.OVERRULED
    return preflight.Ruling(overrules=overrules, by=str(row.by), by_id=row.by_id, at=row.at, reason=row.reason)


def _must_fix(stories: Iterable[Story]) -> frozenset[str]:
    waiting = Comment.objects.filter(story__in=[story.pk for story in stories], must_fix=True, settled_at=None)
    return frozenset(waiting.values_list("story__anchor", flat=True))


def _embargoes(stories: Iterable[Story], roundup: Roundup) -> Mapping[str, datetime.datetime]:
    """Until when a story must wait, as the clock of the paper shows it."""
    zone = roundup.masthead.zone
    return {story.anchor: story.embargo_until.astimezone(zone) for story in stories if story.embargo_until}


def _day_before(roundup: Roundup) -> galley.Galley | None:
    """The newest page of a day before, in this language, that readers have."""
    before = Edition.objects.public().with_text().filter(masthead=roundup.masthead_id, date__lt=roundup.date)
    return next(_galleys(before.select_related("text").order_by("-date")[:1]), None)


def _translations(roundup: Roundup) -> tuple[galley.Galley, ...]:
    same_day = Edition.objects.public().with_text().filter(date=roundup.date).exclude(masthead=roundup.masthead_id)
    return tuple(_galleys(same_day.select_related("text").order_by("masthead")))


def _galleys(editions: Iterable[Edition]) -> Iterator[galley.Galley]:
    return (galley.load(edition.text.galley) for edition in editions)
