"""`manage.py preflight DATE|FILE`: what preflight finds; `--archive`: how often each rule speaks in all editions."""

import dataclasses
import datetime
import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.models import Masthead
from roundups import galley, importing, preflight, workflow
from roundups.management.commands.import_roundup import bytes_of, date_of, masthead_of
from roundups.models import Edition, Roundup, StoryState
from roundups.preflight import Finding, Severity, Stage

EVERY = 100  # editions between two words of progress


class Command(BaseCommand):
    help = "Checks a day, or a finished text. Ends with 1 when something blocks; changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("what", nargs="?", metavar="DATE|FILE", help="YYYY-MM-DD, or a text file, or - for input")
        what.add_argument("--archive", action="store_true", help="how often each rule speaks in what readers have")
        parser.add_argument("--language", default=settings.PAPER_LANGUAGE)
        parser.add_argument("--stage", choices=[str(stage) for stage in Stage], default=str(Stage.PUBLISH))
        parser.add_argument("--json", action="store_true", help="a list of rule, severity, stage, story, field, quote…")
        parser.add_argument("--date", help="of a text that does not say it: YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        masthead, stage = masthead_of(options["language"]), Stage(options["stage"])
        if options["archive"]:
            self._archive(masthead, stage)
            return
        found = _of_a_day(masthead, options["what"], stage) if _is_a_date(options["what"]) else None
        if found is None:
            found = _of_a_text(masthead, options["what"], options["date"], stage)
        if options["json"]:
            said = [_as_json(finding, stage) for finding in found]
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        else:
            for finding in found:
                self.stdout.write(f"{finding.severity:<8}{finding.rule:<18}{finding.message}")
            self.stdout.write(f"{len(found)} findings.")
        blocks = sum(finding.severity == Severity.BLOCK for finding in found)
        if blocks:
            raise CommandError(f"{blocks} of them block.")

    def _archive(self, masthead: Masthead, stage: Stage) -> None:
        """One pass over what readers have, an edition at a time; nothing is kept but the counts."""
        editions = (
            Edition.objects.public().with_text().filter(masthead=masthead).order_by("date").select_related("text")
        )
        counts: Counter[tuple[str, str]] = Counter()
        done, of = 0, editions.count()
        known, yesterday = workflow.context_of_a_text(masthead), None
        for done, edition in enumerate(editions.iterator(chunk_size=EVERY), start=1):
            page = galley.load(edition.text.galley)
            found = preflight.check(page, stage=stage, context=dataclasses.replace(known, yesterday=yesterday))
            counts.update((each.rule, str(each.severity)) for each in found)
            yesterday = page
            if done % EVERY == 0:
                self.stdout.write(f"{done} of {of} editions", ending="\r")
        self.stdout.write(f"{done} editions.")
        for (rule, severity), count in sorted(counts.items()):
            self.stdout.write(f"{rule:<18}{severity:<8}{count:>8}   {count / max(1, done):.2f} an edition")


def _is_a_date(words: str) -> bool:
    try:
        datetime.date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _of_a_day(masthead: Masthead, words: str, stage: Stage) -> list[Finding]:
    """What would go out now; before that stage, every story as it stands."""
    days = Roundup.objects.select_related("masthead", "counter", "photo")
    day = days.filter(masthead=masthead, date=words).first()
    if day is None:
        raise CommandError(f"There is no roundup of {words} in {masthead.language}.")
    if stage == Stage.PUBLISH:
        return workflow.page_findings(day, workflow.compose(day))
    stories = day.stories.exclude(status__in=[StoryState.SPIKED, StoryState.WITHDRAWN]).select_related("photo")
    found, known = [], workflow.day_context(day)
    for story in stories.prefetch_related("sources", "comments"):
        story.roundup = day
        found += workflow.story_findings(story, stage, context=known)
    return found


def _of_a_text(masthead: Masthead, name: str, date: str | None, stage: Stage) -> list[Finding]:
    if name != "-" and not Path(name).is_file():
        raise CommandError(f"{name} is neither a date like 2023-09-13 nor a file.")
    try:
        text = importing.decode(bytes_of(name))
        reading = importing.read(text, counters=importing.counters_for(masthead), date=date_of(date))
    except importing.NotARoundup as error:
        raise CommandError(str(error)) from error
    page = importing.proof_of(reading, masthead.language)
    if page is None:
        raise CommandError("The text does not say which day it is for. Give it with --date.")
    return preflight.check(page, stage=stage, context=workflow.context_of_a_text(masthead))


def _as_json(finding: Finding, stage: Stage) -> dict[str, Any]:
    fix = finding.fix and {"before": finding.fix.before, "after": finding.fix.after}
    return {
        "rule": finding.rule, "severity": str(finding.severity), "stage": str(stage), "story": finding.anchor,
        "field": finding.field, "quote": finding.words, "message": finding.message, "fix": fix,
    }  # fmt: skip
