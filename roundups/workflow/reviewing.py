"""Guards, checks and effects of a story's steps: from draft to approved, and the ways back."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from roundups import galley, preflight
from roundups.models import RoundupState, Story
from roundups.workflow.anchors import free_anchor
from roundups.workflow.checking import story_findings
from roundups.workflow.step import Case
from roundups.workflow.versions import last_version, write_version

NO_APPROVAL: dict[str, Any] = {"approved_digest": "", "approved_at": None, "held": False}
NOTE_LENGTH = 5  # characters; 1-product, send back
LONGEST_PUBLIC_NOTE = 500  # characters; the column's length


def part(case: Case) -> galley.Story:
    if "part" not in case.facts:
        case.facts["part"] = galley.story_of(case.story)
    found: galley.Story = case.facts["part"]
    return found


# --- Guards -------------------------------------------------------------------------------------------------------


def day_is_not_scheduled(case: Case) -> list[str]:
    if case.roundup.status != RoundupState.SCHEDULED:
        return []
    return [_("The roundup is scheduled and frozen. Unschedule first, then change its stories.")]


def no_readers(case: Case) -> list[str]:
    if not case.story.with_readers:
        return []
    return [_("Readers have this story. Correct it, or withdraw it with a public note.")]


def readers_have_it(case: Case) -> list[str]:
    return [] if case.story.with_readers else [_("Readers do not have this story: spike it instead.")]


def not_held(case: Case) -> list[str]:
    return [_("It is held already.")] if case.story.held else []


def is_held(case: Case) -> list[str]:
    return [] if case.story.held else [_("It is not held.")]


def nothing_blocks_filing(case: Case) -> list[str]:
    return _blocking(case, preflight.Stage.FILE)


def nothing_blocks_approval(case: Case) -> list[str]:
    return _blocking(case, preflight.Stage.APPROVE)


def _blocking(case: Case, stage: preflight.Stage) -> list[str]:
    found = story_findings(case.story, stage, now=case.now)
    return [finding.message for finding in found if finding.severity == preflight.Severity.BLOCK]


def came_through_the_desk(case: Case) -> list[str]:
    """The text is the last version's: a write past the desk is a digest that no version has."""
    version = last_version(case.story)
    if version and version.digest == part(case).digest:
        return []
    return [_("This text was changed past the desk: no version has it. Open it, save it, then approve it.")]


# --- Checks -------------------------------------------------------------------------------------------------------


def saw_this_text(case: Case) -> list[str]:
    if case.given.digest == part(case).digest:
        return []
    return [_("The text has changed since you looked at it. Nothing was approved. Read it again.")]


def note_or_comment(case: Case) -> list[str]:
    if len(case.given.note.strip()) >= NOTE_LENGTH or case.story.comments.filter(settled_at=None).exists():
        return []
    return [_("Say in a few words what is missing, or leave a comment on the story.")]


def public_note_given(case: Case) -> list[str]:
    note = case.given.note.strip()
    if len(note) < NOTE_LENGTH:
        return [_("Tell readers in a sentence why the story is withdrawn.")]
    if len(note) > LONGEST_PUBLIC_NOTE:
        return [_("The public note is too long: 500 characters are enough.")]
    return []


def other_open_day(case: Case) -> list[str]:
    to = case.given.to
    if to is None:
        return [_("Choose the day to move it to.")]
    if to.pk == case.roundup.pk:
        return [_("The story is on that day already.")]
    to.refresh_from_db()  # its row is locked by now
    if to.status != RoundupState.OPEN or to.masthead_id != case.roundup.masthead_id:
        return [_("That day is not open. Choose an open one.")]
    if case.story.approved_digest and _anchor_there(case) != case.story.anchor:
        return [_("That day has a story at the same address. Reopen this one, then move it.")]
    return []


def _anchor_there(case: Case) -> str:
    assert case.given.to is not None  # noqa: S101  (other_open_day came first)
    return free_anchor(case.given.to.pk, case.story.anchor, but=case.story.pk)


# --- Effects ------------------------------------------------------------------------------------------------------


def file(case: Case) -> dict[str, Any]:
    return {"filed_at": case.story.filed_at or case.now}


def approve(case: Case) -> dict[str, Any]:
    case.digest = part(case).digest
    case.version = last_version(case.story)
    return {"approved_digest": case.digest, "approved_at": case.now}


def lose_approval(case: Case) -> dict[str, Any]:
    return dict(NO_APPROVAL)


def hold(case: Case) -> dict[str, Any]:
    return {"held": True}


def release(case: Case) -> dict[str, Any]:
    return {"held": False}


def withdraw(case: Case) -> dict[str, Any]:
    return {**NO_APPROVAL, "withdrawn_note": case.given.note.strip()}


def move(case: Case) -> dict[str, Any]:
    """To the end of the other day's page; an anchor that is taken there gets a number."""
    to, story = case.given.to, case.story
    assert to is not None  # noqa: S101  (other_open_day came first)
    last = to.stories.aggregate(last=Max("position"))["last"] or 0
    columns = {"roundup": to, "position": last + 1, "anchor": _anchor_there(case)}
    if columns["anchor"] != story.anchor:
        Story.objects.filter(pk=story.pk).update(**columns)
        story.refresh_from_db()
        write_version(story, by=case.by, now=case.now, why=_("moved to another day"))
    return columns
