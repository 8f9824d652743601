"""`manage.py reset_sign_in USERNAME --reason …`: for the administrator whom no other one can help."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.management.commands.invite import ADDRESS, tell
from newsroom.models import Staff
from newsroom.signin import invitations


class Command(BaseCommand):
    help = "Takes a person's password and second factors away and prints a one-time link for new ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="stands in the record")
        parser.add_argument(
            "--site", default=ADDRESS, help="where the newsroom is, for example https://news.example.org"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = Staff.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in as “{options['username']}”.")
        try:
            path = invitations.reset(person, reason=options["reason"], by=None)
        except invitations.CannotInvite as refusal:
            raise CommandError(str(refusal)) from refusal
        tell(self, person, options["site"].rstrip("/") + path)
