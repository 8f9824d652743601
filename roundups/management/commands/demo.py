"""`manage.py demo`: an invented newsroom with a day's work on the board; `--days N` an archive for measuring."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.models import Masthead, Staff
from roundups.management import demo
from roundups.management.demo.newsroom import content
from roundups.models import Roundup
from roundups.press import rounds

OLDER = 14  # days before today: the archive ends there, the demo's own days begin later


class Command(BaseCommand):
    help = "Fills an empty local newsroom with invented people and days. Leaves a newsroom with roundups alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=0, metavar="N", help="also N older published days")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo has sign-ins that everybody knows: it works in local mode only.")
        if options["days"] < 0:
            raise CommandError("--days is a number of days, 0 or more.")
        words = content()
        usernames = [person["username"] for person in words["people"]]
        if not Roundup.objects.exists():
            if Staff.objects.filter(username__in=usernames).exists():
                raise CommandError("Somebody here has the name of one of the demo's people. Nothing was written.")
            zone = words["paper"]["time_zone"]
            today = timezone.localdate(timezone=Masthead(time_zone=zone).zone)
            demo.open_newsroom(today=today, now=timezone.now())
        usernames = [person["username"] for person in words["people"]]
        people = {
            person.username: person
            for person in Staff.objects.prefetch_related("groups").filter(username__in=usernames)
        }
        if len(people) < len(usernames):
            self.stdout.write("This newsroom has its own roundups; the demo leaves it alone.")
            return
        if options["days"]:
            last = timezone.localdate() - datetime.timedelta(days=OLDER)
            written = demo.fill_archive(
                options["days"],
                last=last,
                words=words["archive"],
                say=lambda line: self.stdout.write(line, ending="\r"),
            )
            self.stdout.write(f"{written} older days are in the archive.")
        for _done, _of, _run in rounds.print_everything():
            pass
        self.stdout.write("Sign in at /admin/ with one press, in local mode only, as one of these:")
        for username in usernames:
            roles = ", ".join(group.name for group in people[username].groups.all())
            self.stdout.write(f"  {username:<8} {people[username].name:<18} {roles}")

    def _say(self, line: str) -> None:
        self.stdout.write(line, ending="\r")
