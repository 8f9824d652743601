"""Waking the worker after a step, across processes: the worker watches when the wake file was touched last, and
touches its heartbeat itself."""

import logging
from pathlib import Path

from django.conf import settings

WAKE_FILE = "worker.wake"
HEARTBEAT_FILE = "worker.heartbeat"
log = logging.getLogger(__name__)


def wake_worker() -> None:
    """Touch the wake file. A failure is no harm: the worker looks by itself every second."""
    path: Path = settings.PRIVATE_ROOT / WAKE_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        log.warning("the worker could not be woken: %s", error)
