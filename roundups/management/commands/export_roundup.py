"""`manage.py export_roundup DATE`: the galley as canonical JSON."""

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom import record
from roundups import galley, workflow
from roundups.management.commands.import_roundup import date_of, masthead_of
from roundups.models import Roundup


class Command(BaseCommand):
    help = "Prints a roundup's galley as canonical JSON: the working copy, or a sealed edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("date", help="YYYY-MM-DD")
        parser.add_argument("--edition", type=int, metavar="N", help="the sealed edition of that number")
        parser.add_argument("--language", default=settings.PAPER_LANGUAGE)

    def handle(self, *args: Any, **options: Any) -> None:
        masthead = masthead_of(options["language"])
        days = Roundup.objects.select_related("masthead", "counter", "photo")
        roundup = days.filter(masthead=masthead, date=date_of(options["date"]) or datetime.date.min).first()
        if roundup is None:
            raise CommandError(f"There is no roundup of {options['date']} in {masthead.language}.")
        value = _galley(roundup, options["edition"])
        with transaction.atomic():
            record.enter(
                record.What.EXPORTED,
                by=None,
                about=workflow.about(roundup),
                form="json",
                edition=options["edition"] or "",
                digest=value.digest,
            )
        self.stdout.write(printed(value))


def _galley(roundup: Roundup, number: int | None) -> galley.Galley:
    if number is None:
        return galley.of(roundup)
    edition = roundup.editions.select_related("text").filter(number=number).first()
    if edition is None:
        raise CommandError(f"{roundup} has no edition {number}; it has {roundup.editions.count()}.")
    return galley.load(edition.text.galley)


def printed(value: galley.Galley) -> str:
    """Canonical JSON with the one difference that a missing photo is said: `null`."""
    data = json.loads(value.canonical)
    data.setdefault("photo", None)
    for story in data.get("stories", ()):
        story.setdefault("photo", None)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
