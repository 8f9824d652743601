"""Readers' reports on the desk: which wait, and settling one."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Report
from roundups.workflow.refusal import AlreadyDone, StepRefused


def open_reports() -> int:
    """How many reports of readers nobody has settled yet."""
    return Report.objects.filter(settled_at=None).count()


def settle_report(report: Report, *, by: Staff, now: datetime.datetime | None = None) -> None:
    """Say that a report was seen to. Journalists and editors may; raises StepRefused, AlreadyDone for the second."""
    if not roles.of(by) & {Role.JOURNALIST, Role.EDITOR}:
        raise StepRefused(_("Only journalists and editors settle readers’ reports."))
    settled = Report.objects.filter(pk=report.pk, settled_at=None).update(
        settled_at=now or timezone.now(), settled_by=by
    )
    if not settled:
        raise AlreadyDone(_("The report is settled already."))
