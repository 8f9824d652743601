"""`manage.py press`: heals what a crash left; `--all` prints everything again; `--check` says what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roundups.press import rounds


class Command(BaseCommand):
    help = "Brings the printed site into line with the editions. What is printed and intact is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--all", action="store_true", help="render every page again")
        what.add_argument("--check", action="store_true", help="say what differs from the editions, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        changed = 0
        troubles: dict[str, str] = {}
        for done, of, run in rounds.print_everything(again=options["all"]):
            changed += len(run.changed)
            troubles |= run.troubles
            self.stdout.write(f"{done} of {of} pages", ending="\r")
        self.stdout.write(f"{changed} files changed; the rest was as it should be.")
        for path, trouble in troubles.items():
            self.stderr.write(f"{path}: {trouble}")
        if troubles:
            raise CommandError(f"{len(troubles)} pages could not be printed; the lines above say why.")

    def _check(self) -> None:
        found = 0
        for path, what in rounds.differences():
            self.stdout.write(f"{path} {what}")
            found += 1
        if found:
            raise CommandError(
                f"{found} pages differ from the editions. Nothing was changed: manage.py press mends it."
            )
        self.stdout.write("Every printed page is what the editions say.")
