"""`manage.py end_sessions --reason …`: everybody is signed out at once; for a bad day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.admin.signins import end_sessions
from newsroom.signin.invitations import SHORTEST_REASON


class Command(BaseCommand):
    help = "Ends every session of everybody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", required=True, help="stands in the record")

    def handle(self, *args: Any, **options: Any) -> None:
        if len(options["reason"].strip()) < SHORTEST_REASON:
            raise CommandError("Say why, in a few words: it stands in the record.")
        count = end_sessions(by=None, reason=options["reason"])
        self.stdout.write(f"{count} sessions have ended. Everybody has to sign in again.")
