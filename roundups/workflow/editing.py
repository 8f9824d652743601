"""The doors for words: opening a day, saving a story or a roundup, ordering and deleting. Each save is one
transaction, claims the revision that the person saw, and leaves a version."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups.models import Roundup, RoundupState, Source, Story, StoryState, Version
from roundups.workflow.anchors import anchor_for, free_anchor
from roundups.workflow.refusal import StaleSave, StepRefused
from roundups.workflow.versions import write_version

PHOTO_WORDS = ("photo", "photo_caption", "photo_alt", "photo_focal_x", "photo_focal_y")
STORY_WORDS = ("headline", "short_headline", "summary", "body", *PHOTO_WORDS, "note_to_editor", "embargo_until")
PAGE_WORDS = ("headline", *PHOTO_WORDS)
FRAME_WORDS = ("counter", "kicker", "opening", "sign_off", "editor_in_chief")
YEARS = range(1900, 2200)
Sources = Iterable[tuple[str, str, str]]


def open_day(masthead: Masthead, date: datetime.date, *, by: Staff | None) -> Roundup:
    """Open a day with the masthead's words of today; returns the day that is there if it is open already."""
    if by is not None and not roles.of(by) & {Role.JOURNALIST, Role.EDITOR}:
        raise StepRefused(_("Only journalists and editors open a day."))
    if date.year not in YEARS:
        raise StepRefused(_("A roundup has a date from 1900 to 2199."))
    roundup, _opened = Roundup.objects.get_or_create(
        masthead=masthead,
        date=date,
        defaults={
            "counter": masthead.counter,
            "kicker": masthead.kicker,
            "sign_off": masthead.sign_off,
            "editor_in_chief": masthead.editor_in_chief,
        },
    )
    return roundup


# --- Stories ------------------------------------------------------------------------------------------------------


def may_edit_story(story: Story, by: Staff) -> list[str]:
    """Why this person cannot change the story's words now; empty if they can (1-product, A story's states)."""
    if roles.is_editor(by):
        if story.status in {StoryState.DRAFT, StoryState.RETURNED, StoryState.FILED}:
            return []
        return [_closed(story)]
    if story.author_id != by.pk or Role.JOURNALIST not in roles.of(by):
        return [_("This is a colleague’s story. Leave a comment instead.")]
    if story.status in {StoryState.DRAFT, StoryState.RETURNED}:
        return []
    if story.status == StoryState.FILED:
        return [_("It is filed. Recall it to go on writing.")]
    return [_closed(story)]


def _closed(story: Story) -> str:
    return {
        StoryState.APPROVED: _("It is approved, so nobody can change it. Reopen it first."),
        StoryState.SPIKED: _("It is spiked. Unspike it first."),
    }.get(StoryState(story.status), _("It is withdrawn, so its text stays as it is."))


def save_story(
    story: Story,
    *,
    by: Staff | None,
    seen: int | None,
    sources: Sources | None = None,
    why: str = "",
    now: datetime.datetime | None = None,
) -> Version | None:
    """Save a story's words and write its version; None if the words are those of the last version.

    `seen` is the revision that the person had before them, None for a new story. `sources` are (name, url, kind) in
    order and replace what is there; None leaves them. Raises StaleSave when somebody saved in between (nothing is
    overwritten) and StepRefused when the person may not. `by` is None only for a command line without a person.
    """
    now = now or timezone.now()
    with transaction.atomic():
        Roundup.objects.select_for_update().get(pk=story.roundup_id)
        if story.pk is None:
            _insert(story, by, now)
        else:
            _update(story, by, seen, now)
        if sources is not None:
            story.sources.all().delete()
            Source.objects.bulk_create(
                Source(story=story, position=place, name=name, url=url, kind=kind)
                for place, (name, url, kind) in enumerate(sources, start=1)
            )
        story.refresh_from_db()
        return write_version(story, by=by, now=now, why=why)


def _insert(story: Story, by: Staff | None, now: datetime.datetime) -> None:
    if by is not None and not roles.of(by) & {Role.JOURNALIST, Role.EDITOR}:
        raise StepRefused(_("Only journalists and editors write stories."))
    roundup = story.roundup
    if roundup.status in {RoundupState.SCHEDULED, RoundupState.CANCELLED, RoundupState.RETRACTED}:
        raise StepRefused(
            _("That day is %(state)s. Choose an open day.") % {"state": roundup.get_status_display().lower()}
        )
    last = Story.objects.filter(roundup=roundup).aggregate(last=Max("position"))["last"] or 0
    story.position, story.author, story.status = last + 1, by, StoryState.DRAFT
    story.revision, story.changed_at = 1, now
    story.anchor = free_anchor(roundup.pk, anchor_for(story))
    story.save(force_insert=True)


def _update(story: Story, by: Staff | None, seen: int | None, now: datetime.datetime) -> None:
    theirs = Story.objects.select_related("roundup").get(pk=story.pk)
    if by is None:
        raise StepRefused(_("Somebody must stand for a change: name the person."))
    if reasons := may_edit_story(theirs, by):
        raise StepRefused(reasons)
    columns = {name: getattr(story, name) for name in STORY_WORDS}
    if theirs.filed_at is None:
        columns["anchor"] = free_anchor(story.roundup_id, anchor_for(story), but=story.pk)
    claimed = Story.objects.filter(pk=story.pk, revision=seen or 0, status=theirs.status).update(
        revision=F("revision") + 1, changed_at=now, **columns
    )
    if claimed != 1:
        raise StaleSave(_("Somebody saved this story while you were writing. Nothing was overwritten."), theirs)


def delete_draft(story: Story, *, by: Staff) -> None:
    """Delete a draft that was never filed, with its versions. Anything else is spiked instead."""
    with transaction.atomic():
        Roundup.objects.select_for_update().get(pk=story.roundup_id)
        story.refresh_from_db()
        if by.pk != story.author_id and not roles.is_editor(by):
            raise StepRefused(_("Only its author or an editor-in-chief can delete a draft."))
        if story.filed_at or story.status != StoryState.DRAFT or story.moves.exists():
            raise StepRefused(_("Only a draft that was never filed can be deleted. Spike it instead."))
        story.delete()


def move_story(story: Story, *, up: bool, by: Staff) -> None:
    """Change places with the story before or after it; at the end of the page nothing happens."""
    if not roles.is_editor(by):
        raise StepRefused(_("Only an editor-in-chief orders the page."))
    with transaction.atomic():
        roundup = Roundup.objects.select_for_update().get(pk=story.roundup_id)
        if roundup.status in {RoundupState.SCHEDULED, RoundupState.CANCELLED}:
            raise StepRefused(_("The order is fixed while the day is scheduled or cancelled."))
        rows = list(roundup.stories.exclude(status=StoryState.SPIKED).order_by("position"))
        index = next((place for place, row in enumerate(rows) if row.pk == story.pk), None)
        other = None if index is None else index - 1 if up else index + 1
        if index is None or other is None or not 0 <= other < len(rows):
            return
        _swap(rows[index], rows[other])
        Roundup.objects.filter(pk=roundup.pk).update(revision=F("revision") + 1)


def _swap(one: Story, two: Story) -> None:
    # By way of a free place: no two stories of a day ever share one, not even within a transaction.
    free = Story.objects.filter(roundup=one.roundup_id).aggregate(last=Max("position"))["last"] + 1
    for story, place in ((one, free), (two, one.position), (one, two.position)):
        Story.objects.filter(pk=story.pk).update(position=place)


# --- Roundups -----------------------------------------------------------------------------------------------------


def editable_words(roundup: Roundup, by: Staff) -> tuple[str, ...]:
    """The columns of the roundup that this person can change now; its frame is sealed with edition 1."""
    closed = roundup.status in {RoundupState.SCHEDULED, RoundupState.CANCELLED}
    if closed or not roles.of(by) & {Role.EDITOR, Role.PHOTO_EDITOR}:
        return ()
    if not roles.is_editor(by):
        return PHOTO_WORDS
    return (*PAGE_WORDS, *FRAME_WORDS) if roundup.status == RoundupState.OPEN else PAGE_WORDS


def may_edit_roundup(roundup: Roundup, by: Staff) -> list[str]:
    """Why this person cannot change anything of the roundup now; empty if they can."""
    if editable_words(roundup, by):
        return []
    if roundup.status == RoundupState.SCHEDULED:
        return [_("The roundup is scheduled and frozen. Unschedule first.")]
    if roundup.status == RoundupState.CANCELLED:
        return [_("The day is cancelled. Restore it first.")]
    return [_("Only an editor-in-chief composes the roundup; photo editors choose its lead photo.")]


def save_roundup(roundup: Roundup, *, by: Staff, seen: int) -> None:
    """Save what this person may change of the roundup. Raises StaleSave and StepRefused as `save_story` does."""
    with transaction.atomic():
        theirs = Roundup.objects.select_for_update().get(pk=roundup.pk)
        if reasons := may_edit_roundup(theirs, by):
            raise StepRefused(reasons)
        columns = {name: getattr(roundup, name) for name in editable_words(theirs, by)}
        claimed = Roundup.objects.filter(pk=roundup.pk, revision=seen or 0).update(
            revision=F("revision") + 1, **columns
        )
        if claimed != 1:
            raise StaleSave(_("Somebody saved this roundup while you were at it. Nothing was overwritten."), theirs)
    roundup.refresh_from_db()
