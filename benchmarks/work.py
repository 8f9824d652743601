"""What the newsroom does for its readers, measured in process: rendering, publishing, printing, searching."""

import collections
import dataclasses
import datetime
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import django
from django.core.management import call_command

TIMES = 30
FREE = range(7, 14)  # days before today that neither the archive nor the demo has


def fill(days: int) -> None:
    """A demo newsroom with an archive, printed."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("demo", days=days)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL's autovacuum does by itself, where it is on


def days() -> tuple[str, str, str]:
    """The addresses of the first, a middle and the newest day."""
    from roundups.models import Edition
    from roundups.public.addresses import day_address

    dates = list(Edition.objects.public().with_text().order_by("date").values_list("date", flat=True))
    first, middle, newest = (day_address("en", date) for date in (dates[0], dates[len(dates) // 2], dates[-1]))
    return first, middle, newest


def rendering() -> Iterator[str]:
    """A page that is not printed: milliseconds of the processor, and queries."""
    from roundups.press import sheets

    first, middle, newest = days()
    pages = {"day 1": first, "a day in the middle": middle, "newest day": newest, "month": newest[:9], "home": "/"}
    pages |= {"year": newest[:6], "words only": f"/text{newest}", "feed": "/feed.rss", "sitemaps": "/sitemap.xml"}
    yield f"{'rendered, not printed':<28}{'ms of CPU':>12}{'queries':>10}"
    for name, path in pages.items():
        milliseconds, queries = measured(lambda path=path: sheets.render(path))  # type: ignore[misc]
        yield f"{name:<28}{milliseconds:>12.2f}{queries:>10}"


def measured(do: Callable[[], object]) -> tuple[float, int]:
    """The median milliseconds of processor time, and the queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _time in range(TIMES):
        started = time.process_time()
        do()
        times.append((time.process_time() - started) * 1000)
    with CaptureQueriesContext(connection) as captured:
        do()
    return statistics.median(times), len(captured)


def publishing() -> Iterator[str]:
    """Committing a publication of four stories, and printing all that it touches; no pictures."""
    rounds = [_published(datetime.date.today() - datetime.timedelta(days=back)) for back in FREE]  # noqa: DTZ011
    for name, unit in (("commit", "ms"), ("queries", ""), ("printing", "ms"), ("pages", "")):
        found = [getattr(each, name) for each in rounds]
        yield f"publish: {name:<19}{statistics.median(found):>12,.1f} {unit}  (the most {max(found):,.1f})"


def searching() -> Iterator[str]:
    """Milliseconds by the clock for words that few and that many stories have, and for two of them."""
    from roundups.models import IndexEntry
    from roundups.public.search import ask, parse

    found = collections.Counter(
        word for entry in IndexEntry.objects.all()[:4000] for word in set(entry.words.lower().split()) if word.isalpha()
    )
    common = [word for word, _times in found.most_common(60)]
    rare = [word for word, times in found.items() if times <= 12][:40] or [min(found, key=found.__getitem__)]
    pairs = [f"{one} {other}" for one, other in itertools.pairwise(common)]
    queries = {"rare words": rare, "common words": common, "two common words": pairs}
    for name, typed in queries.items():
        times: list[float] = []
        for words in typed * 2:
            started = time.perf_counter()
            ask(parse(words), "en", best_first=len(times) % 2 == 0)
            times.append((time.perf_counter() - started) * 1000)
        yield f"search: {name:<20}{statistics.median(times):>12.1f} ms  (the slowest {max(times):.1f})"


@dataclasses.dataclass(frozen=True)
class Publication:
    """What one publication cost: milliseconds by the clock, queries, files."""

    commit: float
    queries: int
    printing: float
    pages: int


def _published(date: datetime.date) -> Publication:
    """A day of four stories goes through the desk; its publication and its printing are measured."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from newsroom.models import Staff
    from newsroom.roles import Role
    from roundups import workflow
    from roundups.press import rounds

    editor = Staff.objects.filter(groups__name=Role.EDITOR).first()
    day = _written(date, editor)
    composed = workflow.compose(day)
    confirmed = frozenset(finding.key for finding in workflow.page_findings(day, composed))
    given = workflow.Given(digest=composed.galley.digest, confirmed=confirmed)
    rounds.print_waiting()
    with CaptureQueriesContext(connection) as captured:
        started = time.perf_counter()
        workflow.take_step("publish", day, by=editor, seen=day.revision, given=given, now=timezone.now())
        committed = time.perf_counter()
    run = rounds.print_waiting()
    done = time.perf_counter()
    asked = [query for query in captured if query["sql"].split()[0] not in {"BEGIN", "COMMIT"}]
    return Publication((committed - started) * 1000, len(asked), (done - committed) * 1000, len(run.changed))


def _written(date: datetime.date, editor: Any) -> Any:
    from django.utils import timezone

    from newsroom.models import Masthead, Staff
    from newsroom.roles import Role
    from roundups import galley, workflow
    from roundups.models import Roundup, Story

    author, now = Staff.objects.filter(groups__name=Role.JOURNALIST).first(), timezone.now()
    day = workflow.open_day(Masthead.objects.get(language="en"), date, by=editor)
    for number in range(4):
        words = f"The bridge number {number} was opened, the council said. Carts crossed it before noon. "
        story = Story(
            roundup=day, headline=f"Bridge {number} opens to carts", summary=words * 2, body=f"<p>{words}</p>" * 6
        )
        workflow.save_story(story, by=author, seen=None, sources=[("Council", "", "official")], now=now)
        for step, by in (("file", author), ("approve", editor)):
            given = workflow.Given(digest=galley.story_of(story).digest)
            workflow.take_step(step, story, by=by, seen=story.revision, given=given, now=now)
    return Roundup.objects.get(pk=day.pk)
