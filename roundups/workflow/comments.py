"""Remarks on a story: making one, settling one, and which still stand in the way."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Staff
from roundups.models import Comment, Story
from roundups.workflow.refusal import AlreadyDone, StepRefused


def add_comment(
    story: Story, *, by: Staff, words: str, paragraph: int | None = None, must_fix: bool = False
) -> Comment:
    """Write a comment. Everybody of the newsroom may; only an editor says what must be fixed."""
    if not roles.of(by) - {roles.Role.ADMINISTRATOR}:
        raise StepRefused(_("Only journalists, photo editors and editors comment on stories."))
    if must_fix and not roles.is_editor(by):
        raise StepRefused(_("Only an editor-in-chief can say what must be fixed. Leave it as a note."))
    if not words.strip():
        raise StepRefused(_("The comment is empty. Write a word."))
    return Comment.objects.create(story=story, by=by, words=words.strip(), paragraph=paragraph, must_fix=must_fix)


def settle_comment(comment: Comment, *, by: Staff, now: datetime.datetime | None = None) -> None:
    """Settle a comment: whoever wrote it or an editor may."""
    if comment.by_id != by.pk and not roles.is_editor(by):
        raise StepRefused(_("Only whoever wrote the comment, or an editor-in-chief, can settle it."))
    settled = Comment.objects.filter(pk=comment.pk, settled_at=None).update(
        settled_at=now or timezone.now(), settled_by=by
    )
    if not settled:
        raise AlreadyDone(_("The comment is settled already."))


def open_must_fix(story: Story) -> bool:
    """Whether a must-fix comment on the story is still open."""
    return any(comment.must_fix and comment.settled_at is None for comment in story.comments.all())
