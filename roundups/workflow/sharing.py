"""Preview links: giving one out, revoking it, and what it shows; by whom and how long is in the record."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import record, roles
from newsroom.models import Staff
from roundups import galley
from roundups.models import PreviewLink, Roundup, Story, StoryState
from roundups.workflow.people import is_its_author
from roundups.workflow.refusal import AlreadyDone, StepRefused
from roundups.workflow.runner import Thing

HOURS = (1, 8, 24)  # 5-promises, S16: a day at most
OFF_THE_PAGE = frozenset({StoryState.SPIKED, StoryState.WITHDRAWN})


def may_share(thing: Thing, by: Staff) -> list[str]:
    """Why this person cannot give out a preview of it, or revoke one; empty if they can."""
    if roles.is_editor(by) or (isinstance(thing, Story) and is_its_author(thing, by)):
        return []
    if isinstance(thing, Story):
        return [_("Only its author or an editor-in-chief gives others a preview of this story.")]
    return [_("Only an editor-in-chief gives others a preview of the whole roundup.")]


def cannot_be_shared(thing: Thing) -> list[str]:
    """Why there is nothing to show of it, whoever asks; empty if there is."""
    if thing.status not in OFF_THE_PAGE:
        return []
    return [_("It is %(state)s, so there is no text to show.") % {"state": thing.get_status_display().lower()}]


def share(thing: Thing, *, by: Staff, hours: int, now: datetime.datetime | None = None) -> PreviewLink:
    """A link to the story or the roundup as it stands now, for so many of `HOURS`. Raises StepRefused."""
    now = now or timezone.now()
    if hours not in HOURS:
        raise StepRefused(_("A preview is given out for 1, 8 or 24 hours. Choose one of them."))
    with transaction.atomic():
        thing = _as_it_stands(thing)
        if reasons := may_share(thing, by) or cannot_be_shared(thing):
            raise StepRefused(reasons)
        link = PreviewLink.objects.create(
            roundup=thing.roundup if isinstance(thing, Story) else thing,
            story=thing if isinstance(thing, Story) else None,
            digest=_state_of(thing).digest,
            by=by,
            made_at=now,
            ends_at=now + datetime.timedelta(hours=hours),
        )
        ends = link.ends_at.astimezone(datetime.UTC).isoformat(timespec="seconds")
        record.enter(
            record.What.PREVIEW_SHARED,
            by=by,
            about=_name_of(thing),
            now=now,
            link=link.pk,
            digest=link.digest,
            ends=ends,
        )
    return link


def revoke(link: PreviewLink, *, by: Staff, now: datetime.datetime | None = None) -> None:
    """End a link before its time. Raises StepRefused; AlreadyDone when it holds no more."""
    now = now or timezone.now()
    with transaction.atomic():
        thing = _as_it_stands(link.thing)
        if reasons := may_share(thing, by):
            raise StepRefused(reasons)
        holding = PreviewLink.objects.filter(pk=link.pk, ends_at__gt=now, revoked_at=None)
        if not holding.update(revoked_at=now, revoked_by=by):
            raise AlreadyDone(_("The link has ended already. Nobody can read by it."))
        record.enter(
            record.What.PREVIEW_REVOKED, by=by, about=_name_of(thing), now=now, link=link.pk, digest=link.digest
        )
    link.refresh_from_db()


def shown_by(link: PreviewLink) -> galley.Galley | None:
    """The state for which the link was made; None when the text is another one by now, or is off the page."""
    if link.thing.status in OFF_THE_PAGE:
        return None
    state = _state_of(link.thing)
    return state if state.digest == link.digest else None


def _state_of(thing: Thing) -> galley.Galley:
    """A story stands alone: who is to read it learns nothing else of its day, and no other change ends the link."""
    return galley.alone(thing) if isinstance(thing, Story) else galley.of(thing)


def _as_it_stands(thing: Thing) -> Thing:
    """The newest row, and nobody changes its day until the transaction ends."""
    day = thing.roundup_id if isinstance(thing, Story) else thing.pk
    roundup = Roundup.objects.select_for_update(of=("self",)).select_related("masthead", "counter", "photo").get(pk=day)
    if isinstance(thing, Roundup):
        return roundup
    return Story.objects.select_related("roundup__masthead", "roundup__counter", "photo").get(pk=thing.pk)


def _name_of(thing: Thing) -> str:
    """What the record calls it."""
    return f"story:{thing.pk}" if isinstance(thing, Story) else f"roundup:{thing.language}:{thing.date}"
