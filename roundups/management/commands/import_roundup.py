"""`manage.py import_roundup FILE|-`: a finished text becomes a roundup, its stories filed."""

import datetime
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.models import Masthead, Staff
from roundups import importing
from roundups.imaging.intake import LARGEST_FILE


class Command(BaseCommand):
    help = "Reads a finished roundup and writes it, all or nothing. Its stories arrive filed and wait for approval."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a text file, or - for standard input")
        parser.add_argument("--date", help="YYYY-MM-DD; otherwise from the number of the day in the text")
        parser.add_argument("--language", default=settings.PAPER_LANGUAGE)
        parser.add_argument("--by", metavar="USER", help="who stands for the text, as its stories’ author")
        parser.add_argument("--photo", metavar="FILE", help="the lead photo’s picture")

    def handle(self, *args: Any, **options: Any) -> None:
        masthead = masthead_of(options["language"])
        by = _person(options["by"])
        picture = bytes_of(options["photo"], LARGEST_FILE + 1) if options["photo"] else None
        try:
            text = importing.decode(bytes_of(options["file"]))
            reading = importing.read(text, counters=importing.counters_for(masthead), date=date_of(options["date"]))
            day = importing.save(reading, masthead=masthead, by=by, picture=picture)
        except (importing.NotARoundup, importing.ImportRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{day}: {len(reading.stories)} stories, filed.")
        for remark in reading.remarks:
            self.stdout.write(f"To look at: {remark}")


def masthead_of(language: str) -> Masthead:
    masthead = Masthead.objects.select_related("counter").filter(language=language).first()
    if masthead is None:
        raise CommandError(f"The paper has no masthead in the language {language!r}. Write one in the admin first.")
    return masthead


def date_of(words: str | None) -> datetime.date | None:
    if not words:
        return None
    try:
        return datetime.date.fromisoformat(words)
    except ValueError as error:
        raise CommandError(f"{words!r} is no date. Write it like 2023-09-13.") from error


def _person(username: str | None) -> Staff | None:
    if not username:
        return None
    try:
        return Staff.objects.get(username=username)
    except Staff.DoesNotExist as error:
        raise CommandError(f"Nobody here is called {username!r}.") from error


def bytes_of(name: str, most: int = -1) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(most)
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
