"""Writing versions: every save of a story leaves one, which says whether it makes its writer an author."""

import datetime

from django.db.models import Q

from newsroom import roles
from newsroom.models import Staff
from roundups import galley
from roundups.models import Move, Story, Version
from roundups.preflight.material import material


def last_version(story: Story) -> Version | None:
    return Version.objects.filter(story=story).order_by("-number").first()


def write_version(
    story: Story, *, by: Staff | None, now: datetime.datetime, why: str = "", is_redaction: bool = False
) -> Version | None:
    """Record the story's part of the galley as its row stands now; None if the last version says the same.

    A redaction makes nobody an author: whoever strikes a name has written nothing.
    """
    part = galley.story_of(story)
    last = last_version(story)
    if last and last.digest == part.digest:
        return None
    is_same = last is not None and part.same_words(galley.load_story(last.text))
    return Version.objects.create(
        story=story,
        number=(last.number if last else 0) + 1,
        text=part.canonical,
        digest=part.digest,
        by=by,
        at=now,
        why=why,
        changes_words=not is_same and not is_redaction and not _is_immaterial_fix(story, part, by),
    )


def _is_immaterial_fix(story: Story, part: galley.Story, by: Staff | None) -> bool:
    """Whether all that this editor has done to somebody else's text, this save included, is spelling (1-product)."""
    if by is None or by.pk == story.author_id or not roles.is_editor(by):
        return False
    others = _last_of_others(story, by)
    return others is not None and not material(galley.load_story(others.text), part, story.roundup.language)


def _last_of_others(story: Story, by: Staff) -> Version | None:
    """The newest version for which somebody else answers: who changed its words, or approved it.

    Neither this editor's own versions and approvals count nor others' immaterial ones, so that many small steps are
    measured as the one large step that they are.
    """
    approved = Move.objects.filter(story=story, step="approve").exclude(by=by).values("version")
    theirs = Q(changes_words=True) & ~Q(by=by)
    return Version.objects.filter(theirs | Q(pk__in=approved), story=story).order_by("-number").first()
