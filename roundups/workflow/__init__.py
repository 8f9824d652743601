"""The desk: the one place where a status changes, a text is saved, an edition is sealed.

`take_step` runs any step of the two tables, `open_steps` says which there are and why not the others; `save_story`,
`save_roundup` and `save_photo` are the doors for words; `rule_on` and `apply_fix` answer a finding; `redact` strikes
words from what was sealed; `share` and `revoke` say who else may look.
A refusal is `StepRefused` with sentences for the person.
"""

from roundups.workflow.checking import context_of_a_text, day_context, page_findings, story_findings
from roundups.workflow.comments import add_comment, open_must_fix, settle_comment
from roundups.workflow.composing import Composition, compose, last_text
from roundups.workflow.editing import (
    YEARS,
    delete_draft,
    may_edit_roundup,
    may_edit_story,
    move_story,
    open_day,
    save_roundup,
    save_story,
)
from roundups.workflow.eyes import authors_of, authors_since_approval
from roundups.workflow.fixing import apply_fix, may_fix
from roundups.workflow.matter import Matter, matters
from roundups.workflow.photo_facts import ran_on, with_last_use
from roundups.workflow.photos import add_photo, may_edit_photo, save_photo
from roundups.workflow.recording import about
from roundups.workflow.redaction import may_redact, redact, words_to_strike
from roundups.workflow.refusal import AlreadyDone, StaleSave, StepRefused
from roundups.workflow.releasing import release_due
from roundups.workflow.reports import open_reports, settle_report
from roundups.workflow.rulings import RULED, may_rule, rule_on
from roundups.workflow.runner import Offer, Thing, open_steps, take_step
from roundups.workflow.sharing import HOURS, cannot_be_shared, may_share, revoke, share, shown_by
from roundups.workflow.step import Case, Given, Step, Verdict
from roundups.workflow.tables import ROUNDUP_STEPS, STORY_STEPS
from roundups.workflow.wake import HEARTBEAT_FILE, WAKE_FILE, wake_worker
from roundups.workflow.whereabouts import Found, Holder, look_for

__all__ = [
    "HEARTBEAT_FILE",
    "HOURS",
    "ROUNDUP_STEPS",
    "RULED",
    "STORY_STEPS",
    "WAKE_FILE",
    "YEARS",
    "AlreadyDone",
    "Case",
    "Composition",
    "Found",
    "Given",
    "Holder",
    "Matter",
    "Offer",
    "StaleSave",
    "Step",
    "StepRefused",
    "Thing",
    "Verdict",
    "about",
    "add_comment",
    "add_photo",
    "apply_fix",
    "authors_of",
    "authors_since_approval",
    "cannot_be_shared",
    "compose",
    "context_of_a_text",
    "day_context",
    "delete_draft",
    "last_text",
    "look_for",
    "matters",
    "may_edit_photo",
    "may_edit_roundup",
    "may_edit_story",
    "may_fix",
    "may_redact",
    "may_rule",
    "may_share",
    "move_story",
    "open_day",
    "open_must_fix",
    "open_reports",
    "open_steps",
    "page_findings",
    "ran_on",
    "redact",
    "release_due",
    "revoke",
    "rule_on",
    "save_photo",
    "save_roundup",
    "save_story",
    "settle_comment",
    "settle_report",
    "share",
    "shown_by",
    "story_findings",
    "take_step",
    "wake_worker",
    "with_last_use",
    "words_to_strike",
]
