"""Handing a picture to the darkroom, and taking back what it made: the only place where the newsroom meets it."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

AT_ONCE = 2  # pictures that the requests of one process may have open: each may take half a gigabyte and a processor
QUEUEING = 1  # second that a request waits for its turn; others wait for its thread
PATIENCE = 4  # times as long as the processor time allowed: the machine may be busy
REFUSALS = {
    "unknown": gettext_lazy("This is no picture that we can read. Use a JPEG, PNG, WebP, AVIF, GIF or HEIC."),
    "pixels": gettext_lazy("The picture has more than 60 million pixels. Export it smaller."),
    "damaged": gettext_lazy("The picture is damaged and cannot be read to its end. Export it again."),
    "heavy": gettext_lazy("The picture takes too much memory or time to open. Export it smaller, as a JPEG."),
}
Prints = list[tuple[str, bytes]]
_turns = threading.BoundedSemaphore(AT_ONCE)


class PictureRefused(ValueError):
    """The file is no picture that we can use; the argument is a sentence that says what to do."""


@contextlib.contextmanager
def in_turn() -> Iterator[None]:
    """For pictures that people bring: few are open at a time, so that the pages stay quick. Raises PictureRefused.

    The worker, who makes prints one after the other, does not queue.
    """
    if not _turns.acquire(timeout=QUEUEING):
        raise PictureRefused(_("Other pictures are being opened just now. Bring this one again in a moment."))
    try:
        yield
    finally:
        _turns.release()


def develop(job: Mapping[str, Any], data: bytes, *, seconds: int) -> tuple[dict[str, Any], Prints]:
    """Let the darkroom do one job with a picture; returns its answer and the prints as (name, bytes).

    `seconds` of processor time at the most. Raises PictureRefused, whatever the file did to the decoder.
    """
    order = json.dumps({**job, "seconds": seconds}).encode() + b"\n" + data
    try:
        done = subprocess.run(
            [sys.executable, "-m", "roundups.imaging.darkroom"],
            input=order,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=_environment(),
            timeout=seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefused(str(REFUSALS["heavy"])) from error
    head, _newline, prints = done.stdout.partition(b"\n")
    if done.returncode != 0 or not head:
        # Ended by a limit or by a decoder's own abort; there is no exception to ask for the reason.
        raise PictureRefused(_("The picture cannot be opened safely. Export it again, smaller, as a JPEG."))
    answer: dict[str, Any] = json.loads(head)
    if "refused" in answer:
        raise PictureRefused(str(REFUSALS[answer["refused"]]))
    return answer, list(_cut(answer.pop("prints"), prints))


def _cut(sizes: list[tuple[str, int]], content: bytes) -> Prints:
    files, start = [], 0
    for name, size in sizes:
        files.append((name, content[start : start + size]))
        start += size
    return files


def _environment() -> dict[str, str]:
    """Nothing of the newsroom's: no key, no database. What Python itself needs to find its libraries stays."""
    return {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
