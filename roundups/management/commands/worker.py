"""`manage.py worker`: the small loop of idempotent reconcilers behind the web server."""

import logging
import signal
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from roundups import workflow
from roundups.press import pictures

ROUND = 1.0  # seconds between two rounds when nobody wakes the worker
GLANCE = 0.05  # seconds between two looks at the wake file
log = logging.getLogger("roundups.worker")


class Command(BaseCommand):
    help = "Releases what is due and keeps the public pictures in line with the editions. Several do no harm."
    stopped = False
    seen_edition = (-1, -1)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.round()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        while not self.stopped:
            woken = _woken_at()
            self.round()
            self._rest(woken)

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopped = True

    def round(self) -> None:
        """Everything that is to be done now. What fails is said and tried again in the next round."""
        close_old_connections()
        try:
            workflow.release_due()
            newest = pictures.newest_edition()
            if newest != self.seen_edition:
                pictures.place_pictures()
                if not pictures.missing_pictures():
                    self.seen_edition = newest
            _beat()
        except (DatabaseError, OSError) as error:
            log.error("this round failed, the next one tries again: %s", error)

    def _rest(self, woken: float) -> None:
        until = time.monotonic() + ROUND
        while not self.stopped and time.monotonic() < until and _woken_at() == woken:
            time.sleep(GLANCE)


def _woken_at() -> float:
    try:
        return (Path(settings.PRIVATE_ROOT) / workflow.WAKE_FILE).stat().st_mtime
    except OSError:
        return 0.0


def _beat() -> None:
    path = Path(settings.PRIVATE_ROOT) / workflow.HEARTBEAT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
