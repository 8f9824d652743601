"""The two tables of steps (1-product, A story's states, A roundup's states): THE place where status changes.

docs/tour.md shows the same tables to people; a test holds the one against the other.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from roundups.models import RoundupState, StoryState
from roundups.workflow import eyes, matter, people, publishing, reviewing
from roundups.workflow.step import Step

DRAFT, FILED, RETURNED = StoryState.DRAFT, StoryState.FILED, StoryState.RETURNED
APPROVED, SPIKED, WITHDRAWN = StoryState.APPROVED, StoryState.SPIKED, StoryState.WITHDRAWN
OPEN, SCHEDULED, PUBLISHED = RoundupState.OPEN, RoundupState.SCHEDULED, RoundupState.PUBLISHED
RETRACTED, CANCELLED = RoundupState.RETRACTED, RoundupState.CANCELLED

UNFROZEN = reviewing.day_is_not_scheduled
LIVING = frozenset({DRAFT, FILED, RETURNED, APPROVED})


def _table(steps: Iterable[Step]) -> Mapping[str, Step]:
    return MappingProxyType({step.name: step for step in steps})


STORY_STEPS = _table(
    [
        Step(
            name="file",
            label=_("File story"),
            done=_("filed"),
            sources=frozenset({DRAFT, RETURNED}),
            target=FILED,
            who="its author, editor",
            people=people.author_or_editor,
            guards=(UNFROZEN, reviewing.nothing_blocks_filing),
            effect=reviewing.file,
        ),
        Step(
            name="recall",
            label=_("Recall story"),
            done=_("recalled"),
            sources=frozenset({FILED}),
            target=DRAFT,
            who="its author",
            people=people.author,
            guards=(UNFROZEN,),
        ),
        Step(
            name="send_back",
            label=_("Send story back"),
            done=_("sent back"),
            sources=frozenset({FILED, APPROVED}),
            target=RETURNED,
            who="editor",
            people=people.editor,
            guards=(UNFROZEN,),
            checks=(reviewing.note_or_comment,),
            effect=reviewing.lose_approval,
            asks=("note",),
        ),
        Step(
            name="approve",
            label=_("Approve story"),
            done=_("approved"),
            sources=frozenset({FILED}),
            target=APPROVED,
            who="editor",
            people=people.editor,
            guards=(
                UNFROZEN,
                eyes.no_own_words,
                reviewing.nothing_blocks_approval,
                reviewing.came_through_the_desk,
            ),
            checks=(eyes.own_words_need_a_reason, reviewing.saw_this_text),
            effect=reviewing.approve,
            asks=("own_words_reason", "digest"),
        ),
        Step(
            name="reopen",
            label=_("Reopen story"),
            done=_("reopened"),
            sources=frozenset({APPROVED}),
            target=DRAFT,
            who="its author, editor",
            people=people.author_or_editor,
            guards=(UNFROZEN,),
            checks=(publishing.reason_given,),
            effect=reviewing.lose_approval,
            asks=("reason",),
        ),
        Step(
            name="move",
            label=_("Move to another day"),
            done=_("moved to another day"),
            sources=frozenset({DRAFT, FILED, RETURNED, APPROVED, SPIKED}),
            target=None,
            who="editor; its author while never filed",
            people=people.editor_or_author_never_filed,
            guards=(UNFROZEN, reviewing.no_readers),
            checks=(reviewing.other_open_day,),
            effect=reviewing.move,
            asks=("to",),
        ),
        Step(
            name="hold",
            label=_("Hold story"),
            done=_("held"),
            sources=frozenset({APPROVED}),
            target=None,
            who="editor",
            people=people.editor,
            guards=(UNFROZEN, reviewing.not_held),
            effect=reviewing.hold,
        ),
        Step(
            name="release",
            label=_("Release story"),
            done=_("released"),
            sources=frozenset({APPROVED}),
            target=None,
            who="editor",
            people=people.editor,
            guards=(UNFROZEN, reviewing.is_held),
            effect=reviewing.release,
        ),
        Step(
            name="spike",
            label=_("Spike story"),
            done=_("spiked"),
            sources=LIVING,
            target=SPIKED,
            who="editor; its author while never filed",
            people=people.editor_or_author_never_filed,
            guards=(UNFROZEN, reviewing.no_readers),
            checks=(publishing.reason_given,),
            effect=reviewing.lose_approval,
            asks=("reason",),
        ),
        Step(
            name="unspike",
            label=_("Unspike story"),
            done=_("unspiked"),
            sources=frozenset({SPIKED}),
            target=DRAFT,
            who="editor; its author while never filed",
            people=people.editor_or_author_never_filed,
            guards=(UNFROZEN,),
        ),
        Step(
            name="withdraw",
            label=_("Withdraw story"),
            done=_("withdrawn"),
            sources=LIVING,
            target=WITHDRAWN,
            who="editor",
            people=people.editor,
            guards=(UNFROZEN, reviewing.readers_have_it),
            checks=(reviewing.public_note_given,),
            effect=reviewing.withdraw,
            asks=("public_note",),
        ),
    ]
)

MAY_GO_OUT = (publishing.nothing_tampered, publishing.nothing_blocks)
SEEN_AND_TICKED = (publishing.saw_this_galley, publishing.ticked_everything)

ROUNDUP_STEPS = _table(
    [
        Step(
            name="publish",
            label=_("Publish"),
            done=_("published"),
            sources=frozenset({OPEN}),
            target=PUBLISHED,
            who="editor",
            people=people.editor,
            guards=(publishing.its_day_has_come, *MAY_GO_OUT),
            checks=SEEN_AND_TICKED,
            effect=publishing.publish,
            asks=("confirmed", "digest"),
        ),
        Step(
            name="schedule",
            label=_("Schedule"),
            done=_("scheduled"),
            sources=frozenset({OPEN}),
            target=SCHEDULED,
            who="editor",
            people=people.editor,
            guards=MAY_GO_OUT,
            checks=(publishing.time_is_ahead, *SEEN_AND_TICKED),
            effect=publishing.schedule,
            asks=("at", "confirmed", "digest"),
        ),
        Step(
            name="unschedule",
            label=_("Unschedule"),
            done=_("unscheduled"),
            sources=frozenset({SCHEDULED}),
            target=OPEN,
            who="editor",
            people=people.editor,
            effect=publishing.unschedule,
        ),
        Step(
            name="release",
            label="",  # the worker's alone
            done=_("released at its time"),
            sources=frozenset({SCHEDULED}),
            target=PUBLISHED,
            who="the worker",
            people=people.worker,
            guards=(publishing.is_due, publishing.frozen_is_whole),
            effect=publishing.release,
        ),
        Step(
            name="reissue",
            label=_("Reissue"),
            done=_("reissued"),
            sources=frozenset({PUBLISHED}),
            target=PUBLISHED,
            who="editor",
            people=people.editor,
            guards=(publishing.something_differs, *MAY_GO_OUT),
            checks=(publishing.every_change_has_its_kind, matter.refiled_matter_is_confirmed, *SEEN_AND_TICKED),
            effect=publishing.reissue,
            asks=("verdicts", "confirmed", "digest"),
        ),
        Step(
            name="retract",
            label=_("Retract roundup"),
            done=_("retracted"),
            sources=frozenset({PUBLISHED}),
            target=RETRACTED,
            who="editor",
            people=people.editor,
            checks=(publishing.reason_given,),
            effect=publishing.retract,
            asks=("public_reason",),
        ),
        Step(
            name="reinstate",
            label=_("Reinstate roundup"),
            done=_("reinstated"),
            sources=frozenset({RETRACTED}),
            target=PUBLISHED,
            who="editor",
            people=people.editor,
            guards=MAY_GO_OUT,
            checks=(publishing.comeback_has_its_kind, *SEEN_AND_TICKED),
            effect=publishing.reinstate,
            asks=("verdicts", "confirmed", "digest"),
        ),
        Step(
            name="cancel",
            label=_("Cancel the day"),
            done=_("cancelled"),
            sources=frozenset({OPEN}),
            target=CANCELLED,
            who="editor",
            people=people.editor,
            asks=("optional_note",),
        ),
        Step(
            name="restore",
            label=_("Restore the day"),
            done=_("restored"),
            sources=frozenset({CANCELLED}),
            target=OPEN,
            who="editor",
            people=people.editor,
        ),
    ]
)
