"""A file is there whole or not at all: written beside, flushed to the disk, renamed."""

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

LEFT_BEHIND = 60  # seconds after which something half written is a crash's


def write_whole(path: Path, content: bytes, *, mode: int, modified: int | None = None) -> None:
    """Write a file so that nobody ever sees half of it, not even after a power cut. Raises OSError.

    `modified` is the moment that the file shows as its last change, in seconds; None for the true one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(beside, content, mode)
        if modified is not None:
            os.utime(beside, (modified, modified))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    flush(path.parent)


def write_whole_folder(folder: Path, files: Iterable[tuple[str, bytes]], *, mode: int) -> None:
    """Write a folder of files that appears at once with all of them. Whoever comes second changes nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    beside.mkdir(mode=0o755 if mode & 0o004 else 0o700)
    try:
        for name, content in files:
            _write(beside / name, content, mode)
        flush(beside)
        try:
            beside.rename(folder)
        except OSError:
            if not folder.is_dir():  # otherwise somebody was quicker
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    flush(folder.parent)


def remove_whole_folder(folder: Path) -> None:
    """Take a folder away at once: nobody sees a part of it go."""
    gone = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    with contextlib.suppress(FileNotFoundError):
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Clear away what a crash left half written in `folder`; what somebody is writing now is younger."""
    for path in folder.glob(".*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def flush(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes, mode: int) -> None:
    with path.open("wb") as file:
        path.chmod(mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
