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
from django.utils import timezone

from newsroom import record
from newsroom.models import DeskSession, KeptForm
from roundups import workflow
from roundups.imaging.intake import clear_forgotten, restore_proofs
from roundups.press import pictures, rounds
from roundups.press.printing import Run

PATIENCE = 60.0  # seconds before what failed is tried again: a lost original does not come back by itself
HOUSEKEEPING = 3600.0  # seconds between two rounds of housekeeping
ROUND = 1.0  # seconds between two rounds when nobody wakes the worker
GLANCE = 0.05  # seconds between two looks at the wake file
log = logging.getLogger("roundups.worker")


class Command(BaseCommand):
    help = "Releases what is due, prints what readers should have, and keeps it in order. Several do no harm."
    stopped = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.swept = -HOUSEKEEPING
        self.looked = False  # whether this worker has looked at all editions, not only at the newest
        self.failed: dict[str, float] = {}  # a set of prints that could not be made → when that was tried
        self.said = ""  # the last reason for which a round failed
        self.unwritten = ""  # why rows of the record have no line

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
        """Everything that is to be done now. What fails is said, and tried again in the next round."""
        close_old_connections()
        try:
            workflow.release_due()
            self.lines()
            self.pages()
            self.pictures()
            self.sweep()
            _beat()
            self.said = ""
        except (DatabaseError, OSError) as error:
            if str(error) != self.said:
                log.error("this round failed, the next ones try again: %s", error)
            self.said = str(error)

    def lines(self) -> None:
        """What a crash or a full disk kept out of the record's file. The rest of the round does not wait for it."""
        try:
            trouble = record.write_missing()
        except OSError as error:
            trouble = f"the file could not be written: {error}"
        if trouble and trouble != self.unwritten:
            log.error("the record: %s", trouble)
        self.unwritten = trouble

    def pages(self) -> None:
        """New editions first; then what is stale, a few pages at a time."""
        printed = rounds.print_waiting(all_of_them=not self.looked)
        self.looked = True
        stale = rounds.print_stale() if not printed.changed else Run()
        for what, trouble in (printed.troubles | stale.troubles).items():
            log.warning("%s: %s", what, trouble)
            if not what.startswith("/"):
                self.failed[what] = time.monotonic()  # a picture: the page shows it as soon as it can be made

    def pictures(self) -> None:
        """What readers may have soon, and what could not be made before. What failed is said once and waits.

        Being woken cuts it short: a redaction or a retraction does not wait for pictures that nobody asked for yet.
        """
        now, woken = time.monotonic(), _woken_at()
        waiting = {name for name, at in self.failed.items() if now - at < PATIENCE}
        troubles = pictures.place_pictures(but=waiting).troubles if set(self.failed) - waiting else {}
        troubles |= pictures.keep_pictures_ready(but=waiting, go_on=lambda: _woken_at() == woken)
        for name, trouble in troubles.items():
            if name not in self.failed:
                log.warning("%s", trouble)
        self.failed = {name: at for name, at in self.failed.items() if name in waiting} | dict.fromkeys(troubles, now)

    def sweep(self) -> None:
        """What changes by itself, what nothing uses any more, what staff see; nobody waits for it."""
        if time.monotonic() - self.swept < HOUSEKEEPING:
            return
        self.swept = time.monotonic()
        rounds.print_dated()
        pictures.place_pictures()
        pictures.clear_ready_pictures()
        clear_forgotten()
        now = timezone.now()
        DeskSession.objects.over(now).delete()
        KeptForm.objects.over(now).delete()
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
