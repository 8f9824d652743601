"""Deciding on a finding: no error, overruled with a reason, taken back; by whom, when, and only while it is there."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import record, roles
from newsroom.models import Staff
from roundups import preflight
from roundups.models import FindingRuling, Roundup, RulingKind, Story
from roundups.preflight import Finding, Severity
from roundups.workflow.checking import page_findings, story_findings
from roundups.workflow.composing import compose
from roundups.workflow.editing import may_edit_story
from roundups.workflow.publishing import REASON_LENGTH
from roundups.workflow.recording import about
from roundups.workflow.refusal import AlreadyDone, StepRefused

LONGEST_REASON = 500  # characters
RULED = {
    RulingKind.NOT_AN_ERROR: record.What.NO_ERROR,
    RulingKind.OVERRULED: record.What.OVERRULED,
    RulingKind.TAKEN_BACK: record.What.RULING_TAKEN_BACK,
}


def rule_on(
    thing: Story | Roundup,
    key: str,
    *,
    kind: RulingKind,
    by: Staff,
    reason: str = "",
    now: datetime.datetime | None = None,
) -> FindingRuling:
    """Record what somebody decides on the finding with this key; it holds as long as the words stay the same.

    `thing` is the story or the page that was looked at. It is checked again: raises AlreadyDone if the decision has
    been taken, StepRefused if the finding is not there any more or the person may not.
    """
    now = now or timezone.now()
    with transaction.atomic():
        day = thing.roundup_id if isinstance(thing, Story) else thing.pk
        roundup = Roundup.objects.select_for_update(of=("self",)).select_related("masthead", "counter").get(pk=day)
        finding = finding_of(thing, key, roundup=roundup, now=now)
        if reasons := may_rule(thing, finding, kind=kind, by=by):
            raise StepRefused(reasons)
        if kind == RulingKind.OVERRULED:
            _must_say_why(reason)
        ruling = FindingRuling.objects.create(
            roundup=roundup,
            story=thing if isinstance(thing, Story) else roundup.stories.filter(anchor=finding.anchor or None).first(),
            rule=finding.rule,
            matter=finding.matter,
            words=finding.words,
            kind=kind,
            reason=reason.strip()[:LONGEST_REASON],
            by=by,
            at=now,
        )
        _enter(ruling, thing)
    return ruling


def _enter(ruling: FindingRuling, thing: Story | Roundup) -> None:
    record.enter(
        RULED[RulingKind(ruling.kind)],
        by=ruling.by,
        about=about(thing),
        now=ruling.at,
        rule=ruling.rule,
        ruling=ruling.pk,
        words=record.digest_of(ruling.words),  # the draft's: the ruling has them
        reason=record.digest_of(ruling.reason),
    )


def finding_of(thing: Story | Roundup, key: str, *, roundup: Roundup, now: datetime.datetime | None = None) -> Finding:
    """The finding with this key, of the story or the page as it stands now. Raises StepRefused if there is none."""
    if isinstance(thing, Story):
        story = Story.objects.select_related("photo").get(pk=thing.pk)
        story.roundup = roundup
        found = story_findings(story, preflight.Stage.APPROVE, now=now)
    else:
        found = page_findings(roundup, compose(roundup), at=now)
    for finding in found:
        if finding.key == key:
            return finding
    raise StepRefused(_("The words are others by now, and this is not found any more. Nothing was recorded."))


def may_rule(thing: Story | Roundup, finding: Finding, *, kind: RulingKind, by: Staff) -> list[str]:
    """Why this person cannot decide so on the finding; empty if they can. Raises AlreadyDone if it is decided."""
    if kind == RulingKind.TAKEN_BACK:
        return _may_take_back(finding, by)
    if finding.ruling:
        words = {"who": finding.ruling.by, "time": f"{timezone.localtime(finding.ruling.at):%H:%M}"}
        raise AlreadyDone(_("This is settled already: %(who)s, %(time)s.") % words)
    if kind == RulingKind.OVERRULED:
        return _may_overrule(finding, by)
    return _may_call_it_no_error(thing, finding, by)


def _may_call_it_no_error(thing: Story | Roundup, finding: Finding, by: Staff) -> list[str]:
    if finding.severity == Severity.BLOCK and finding.may_be_overruled:
        return [_("This stands in the way: an editor-in-chief can overrule it with a reason.")]
    if finding.severity == Severity.BLOCK:
        return [_("This stands in the way and cannot be waved through. It has to be mended.")]
    if roles.is_editor(by):
        return []
    if isinstance(thing, Roundup):
        return [_("Only an editor-in-chief decides on what is found on the page.")]
    return may_edit_story(thing, by)


def _may_overrule(finding: Finding, by: Staff) -> list[str]:
    if not roles.is_editor(by):
        return [_("Only an editor-in-chief can overrule, with a reason.")]
    if not finding.may_be_overruled:
        return [_("This cannot be overruled. It has to be mended.")]
    return []


def _may_take_back(finding: Finding, by: Staff) -> list[str]:
    if finding.ruling is None:
        raise AlreadyDone(_("Nobody’s decision stands here any more."))
    if finding.ruling.by_id == by.pk or roles.is_editor(by):
        return []
    return [_("Only %(who)s or an editor-in-chief can take this back.") % {"who": finding.ruling.by}]


def _must_say_why(reason: str) -> None:
    if len(reason.strip()) < REASON_LENGTH:
        raise StepRefused(_("Say why, in a few words: the reason is recorded and shown."))
    if len(reason.strip()) > LONGEST_REASON:
        raise StepRefused(_("The reason is too long: 500 characters are enough."))
