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
from roundups.imaging.intake import clear_forgotten, restore_proofs
from roundups.press import pictures

PATIENCE = 60.0  # seconds before what failed is tried again: a lost original does not come back by itself
HOUSEKEEPING = 3600.0  # seconds between two rounds of housekeeping
ROUND = 1.0  # seconds between two rounds when nobody wakes the worker
GLANCE = 0.05  # seconds between two looks at the wake file
log = logging.getLogger("roundups.worker")


class Command(BaseCommand):
    help = "Releases what is due and keeps the public pictures in line with the editions. Several do no harm."
    stopped = False
    seen_edition = (-1, -1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.swept = -HOUSEKEEPING
        self.failed: dict[str, float] = {}  # a set of prints that could not be made → when that was tried

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
            self.pictures()
            self.sweep()
            _beat()
        except (DatabaseError, OSError) as error:
            log.error("this round failed, the next one tries again: %s", error)

    def pictures(self) -> None:
        """What readers should have first, then what they may have soon. What failed is said once and waits."""
        now = time.monotonic()
        waiting = {name for name, at in self.failed.items() if now - at < PATIENCE}
        newest = pictures.newest_edition()
        troubles: dict[str, str] = {}
        if newest != self.seen_edition or self.failed:
            troubles |= pictures.place_pictures(but=waiting).troubles
            self.seen_edition = newest
        troubles |= pictures.keep_pictures_ready(but=waiting)
        for name, trouble in troubles.items():
            if name not in self.failed:
                log.warning("%s", trouble)
        self.failed = {name: at for name, at in self.failed.items() if name in waiting} | dict.fromkeys(troubles, now)

    def sweep(self) -> None:
        """Clear away what nothing uses any more, and mend what staff see; nobody waits for it."""
        if time.monotonic() - self.swept < HOUSEKEEPING:
            return
        self.swept = time.monotonic()
        pictures.clear_ready_pictures()
        clear_forgotten()
        for trouble in restore_proofs():
            log.warning("%s", trouble)

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
