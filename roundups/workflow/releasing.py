"""What is due goes out: the worker's part of the workflow."""

import datetime
import logging

from django.utils import timezone

from roundups.models import Roundup, RoundupState
from roundups.workflow.refusal import StepRefused
from roundups.workflow.runner import take_step

log = logging.getLogger(__name__)


def release_due(*, now: datetime.datetime | None = None) -> int:
    """Release every scheduled roundup whose time has come; returns how many went out.

    Any number of workers may do this at once: each roundup goes out exactly once.
    """
    now = now or timezone.now()
    released = 0
    for roundup in Roundup.objects.filter(status=RoundupState.SCHEDULED, publish_at__lte=now):
        try:
            take_step("release", roundup, by=None, seen=roundup.revision, now=now)
        except StepRefused as refusal:
            log.warning("%s was not released: %s", roundup, refusal)
        else:
            released += 1
    return released
