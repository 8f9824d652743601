"""Guards, checks and effects of the roundup's steps: what may go out, and its going out."""

import contextlib
import dataclasses
from typing import Any

from django.utils.translation import gettext as _

from roundups import galley, preflight
from roundups.models import EditionKind
from roundups.workflow.checking import page_findings
from roundups.workflow.composing import Composition, compose
from roundups.workflow.sealing import seal
from roundups.workflow.step import Case, Given, Verdict

GRAVITY = (EditionKind.REFILE, EditionKind.UPDATE, EditionKind.CORRECTION)
REASON_LENGTH = 5  # characters; 1-product, send back: a note of ≥ 5


def composition(case: Case) -> Composition:
    if "composition" not in case.facts:
        case.facts["composition"] = compose(case.roundup)
    found: Composition = case.facts["composition"]
    return found


# --- Guards: what must hold of the roundup ------------------------------------------------------------------------


def nothing_tampered(case: Case) -> list[str]:
    return [
        _("“%(story)s” is not the text that was approved. Reopen it, read it and approve it again.") % {"story": story}
        for story in composition(case).tampered
    ]


def nothing_blocks(case: Case) -> list[str]:
    # What is scheduled goes out at its time, which an offer does not know yet.
    found = page_findings(case.roundup, composition(case), at=case.given.at if "at" in case.step.asks else case.now)
    case.facts["findings"] = found
    return [finding.message for finding in found if finding.severity == preflight.Severity.BLOCK]


def its_day_has_come(case: Case) -> list[str]:
    """A future date can only be scheduled (1-product)."""
    if case.roundup.date <= case.now.astimezone(case.roundup.masthead.zone).date():
        return []
    return [_("This is the roundup of a day to come. Schedule it for its day.")]


def something_differs(case: Case) -> list[str]:
    composed = composition(case)
    if composed.last and composed.last.digest == composed.galley.digest:
        return [_("Nothing differs from what readers have.")]
    return []


# --- Checks: what must hold of the given --------------------------------------------------------------------------


def saw_this_galley(case: Case) -> list[str]:
    if case.given.digest == composition(case).galley.digest:
        return []
    return [_("What would go out has changed since you looked at it. Nothing went out. Look again, then publish.")]


def ticked_everything(case: Case) -> list[str]:
    return [
        _("Please confirm: %(finding)s") % {"finding": finding.message}
        for finding in case.facts.get("findings", ())
        if finding.severity == preflight.Severity.CONFIRM and finding.key not in case.given.confirmed
    ]


def reason_given(case: Case) -> list[str]:
    if len(case.given.note.strip()) >= REASON_LENGTH:
        return []
    return [_("Say why, in a few words.")]


def time_is_ahead(case: Case) -> list[str]:
    if case.given.at is None:
        return [_("Say when it goes out.")]
    if case.given.at <= case.now:
        return [_("That time has passed. Choose a later one, or publish now.")]
    return []


def every_change_has_its_kind(case: Case) -> list[str]:
    return [
        reason
        for change in asked(composition(case))
        for reason in _verdict_reasons(change.headline, case.given.verdicts.get(change.anchor))
    ]


def comeback_has_its_kind(case: Case) -> list[str]:
    verdict = case.given.verdicts.get("")
    if verdict and verdict.kind == EditionKind.REFILE:
        return [_("A reinstated text is an update or a correction: readers must be told why it is back.")]
    reasons = _verdict_reasons(composition(case).galley.headline, verdict)
    if not reasons and verdict and verdict.kind == EditionKind.UPDATE and not verdict.text.strip():
        return [_("Tell readers in a sentence why the text is back.")]
    return reasons


def asked(composed: Composition) -> list[galley.Change]:
    """The changes whose kind somebody must name: a story that joins is an update, a withdrawal has its note."""
    return [change for change in composed.changes if change.what in {"changed", "page"}]


def _verdict_reasons(headline: str, verdict: Verdict | None) -> list[str]:
    if verdict is None or verdict.kind not in GRAVITY:
        return [
            _("Say whether the change to “%(story)s” is a refile, an update or a correction.") % {"story": headline}
        ]
    if verdict.kind == EditionKind.CORRECTION and not (verdict.said.strip() and verdict.right.strip()):
        return [_("A correction of “%(story)s” needs both: what we said, and what is right.") % {"story": headline}]
    return []


# --- Effects ------------------------------------------------------------------------------------------------------


def publish(case: Case) -> dict[str, Any]:
    sealed = composition(case).galley
    case.digest = sealed.digest
    seal(case.roundup, sealed, kind=EditionKind.FIRST, by=case.by, now=case.now)
    return {}


def schedule(case: Case) -> dict[str, Any]:
    frozen = composition(case).galley
    case.digest = frozen.digest
    return {"publish_at": case.given.at, "frozen": frozen.canonical, "frozen_digest": frozen.digest}


def unschedule(case: Case) -> dict[str, Any]:
    case.digest = case.roundup.frozen_digest
    return {"publish_at": None, "frozen": "", "frozen_digest": ""}


def is_due(case: Case) -> list[str]:
    at = case.roundup.publish_at
    return [] if at and at <= case.now else [_("It is not time yet.")]


def frozen_is_whole(case: Case) -> list[str]:
    with contextlib.suppress(galley.GalleyError):
        if galley.load(case.roundup.frozen).digest == case.roundup.frozen_digest:
            return []
    return [_("The frozen text is not the one that was scheduled. Unschedule it and look at it again.")]


def release(case: Case) -> dict[str, Any]:
    """The frozen galley goes out unchanged, in the name of whoever scheduled it."""
    frozen = galley.load(case.roundup.frozen)
    case.digest = frozen.digest
    scheduled = case.roundup.moves.filter(step="schedule").order_by("-pk").first()
    by = scheduled.by if scheduled else None
    seal(case.roundup, frozen, kind=EditionKind.FIRST, by=by, now=case.now)
    return {"publish_at": None, "frozen": "", "frozen_digest": ""}


def reissue(case: Case) -> dict[str, Any]:
    composed = composition(case)
    kinds, notes = [], []
    for change in composed.changes:
        verdict = _verdict_of(change, case.given)
        kinds.append(verdict.kind)
        if verdict.kind != EditionKind.REFILE and (change.what != "added" or verdict.text):
            notes.append(verdict.as_note(change.anchor))
    kind = max(kinds, key=lambda name: GRAVITY.index(EditionKind(name)))
    case.digest = composed.galley.digest
    seal(case.roundup, composed.galley, kind=kind, by=case.by, now=case.now, notes=notes)
    return {}


def _verdict_of(change: galley.Change, given: Given) -> Verdict:
    if change.what == "withdrawn":
        # As grave as a correction; the public note stands at the story's anchor.
        return Verdict(kind=EditionKind.CORRECTION, text=change.after.withdrawn if change.after else "")
    if change.what == "added":
        return Verdict(kind=EditionKind.UPDATE)
    return given.verdicts[change.anchor]


def reinstate(case: Case) -> dict[str, Any]:
    """The text is back with its note; a story that was withdrawn meanwhile has its own, as in a reissue."""
    composed, verdict = composition(case), case.given.verdicts[""]
    gone = [change for change in composed.changes if change.what == "withdrawn"]
    notes = [verdict.as_note(""), *(_verdict_of(change, case.given).as_note(change.anchor) for change in gone)]
    kind = EditionKind.CORRECTION if gone else verdict.kind
    case.digest = composed.galley.digest
    seal(case.roundup, composed.galley, kind=kind, by=case.by, now=case.now, notes=notes)
    return {}


def retract(case: Case) -> dict[str, Any]:
    """The notice takes the place of everything: headline, stories and pictures go."""
    composed = composition(case)
    notice = dataclasses.replace(
        composed.galley,
        headline="",
        opening="",
        sign_off="",
        photo=None,
        stories=(),
        notice=case.given.note.strip(),
    )
    case.digest = notice.digest
    note = {"anchor": "", "kind": str(EditionKind.RETRACTION), "text": notice.notice}
    seal(case.roundup, notice, kind=EditionKind.RETRACTION, by=case.by, now=case.now, notes=[note])
    return {}
