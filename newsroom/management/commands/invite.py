"""`manage.py invite NAME EMAIL ROLE`: a person and the one-time link with which they choose their own sign-in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.models import Staff
from newsroom.models.invitation import HOURS
from newsroom.roles import Role
from newsroom.signin import invitations

ADDRESS = "http://localhost:8000"


class Command(BaseCommand):
    help = "Invites a person; prints a one-time link, and mails it where mail is set up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="as the person writes it")
        parser.add_argument("email")
        parser.add_argument("role", help=", ".join(Role.values))
        parser.add_argument(
            "--site", default=ADDRESS, help="where the newsroom is, for example https://news.example.org"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        roles = {role.lower(): role for role in Role.values}
        role = roles.get(options["role"].lower())
        if role is None:
            raise CommandError(f"There is no role “{options['role']}”; there are: {', '.join(Role.values)}.")
        try:
            path = invitations.invite(name=options["name"], email=options["email"], role=role, by=None)
        except invitations.CannotInvite as refusal:
            raise CommandError(str(refusal)) from refusal
        tell(self, Staff.objects.get(email=options["email"].strip()), options["site"].rstrip("/") + path)


def tell(command: BaseCommand, person: Staff, address: str) -> None:
    """Print the link of a person, and mail it."""
    command.stdout.write(f"{person.name}, who signs in as {person.username}, opens this link within {HOURS} hours:")
    command.stdout.write(f"  {address}")
    mailed = invitations.send(person, address)
    command.stdout.write("It was mailed as well." if mailed else "It was not mailed: give it to them by a safe way.")
