"""`manage.py serve`: the web server and the worker together, on this machine only."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

ADDRESS = "127.0.0.1"
PATIENCE = 10  # seconds that a child has to end by itself


class Command(BaseCommand):
    help = "Starts the web server and the worker; ends both when either ends."
    stopped = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))

    def handle(self, *args: Any, **options: Any) -> None:
        port = _free_port(options["port"])
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        children = [
            subprocess.Popen(command)  # noqa: S603  (our own two programs, no words from outside)
            for command in (
                web_server(port),
                [sys.executable, sys.argv[0], "worker"],
            )
        ]
        self.stdout.write(f"The newsroom is at http://localhost:{port}/admin/, the paper at http://localhost:{port}/")
        self.stdout.write("Ctrl-C ends both.")
        self.stdout.flush()
        while not self.stopped and all(child.poll() is None for child in children):
            time.sleep(0.2)
        failed = not self.stopped
        _end(children)
        if failed:
            raise CommandError("The web server or the worker ended by itself; the lines above say why.")

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopped = True


def web_server(port: int) -> list[str]:
    """The command that starts the web server on this machine's `port`."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", ADDRESS, "--port", str(port),
        "--blocking-threads", "4", "--log-level", "warning", "newsroom.wsgi:application",
    ]  # fmt: skip


def _free_port(wanted: str) -> int:
    if not wanted.isascii() or not wanted.isdigit() or not 1 <= int(wanted) <= 65535:
        raise CommandError(f"PORT is {wanted!r}: set it to a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, int(wanted)))
        except OSError as error:
            raise CommandError(f"Port {wanted} is taken. Choose another one: make run PORT=8001") from error
    return int(wanted)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
