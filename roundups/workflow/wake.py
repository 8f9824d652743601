"""Waking the worker after a step, across processes: the worker watches when this file was touched last."""

import logging
from pathlib import Path

from django.conf import settings

WAKE_FILE = "worker.wake"
log = logging.getLogger(__name__)


def wake_worker() -> None:
    """Touch the wake file. A failure is no harm: the worker looks by itself every second."""
    path: Path = settings.PRIVATE_ROOT / WAKE_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError as error:
        log.warning("the worker could not be woken: %s", error)
