"""What there is to print: redactions first, new editions, what is stale; everything, when somebody asks for it.

Each function may be called at any time and by several workers: one prints at a time, and what a crash left undone is
still lacking in the manifest.
"""

import contextlib
import fcntl
from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from roundups.models import Edition, EditionText, Printed
from roundups.models.edition import EditionQuerySet
from roundups.press import pictures, sheets, touching
from roundups.press.look import Looks
from roundups.press.printing import Run, clear_away, print_pages

LOCK = "press.lock"
ASSETS = "/assets/"
BATCH = 40  # editions, or stale pages, in one run: a new edition never waits long behind old ones
LATELY = 200  # of two editions the later one may be committed first, so the newest few are looked at each time


def print_waiting(*, all_of_them: bool = False) -> Run:
    """Print what those editions touch that readers should have and the manifest lacks, at most `BATCH` of them.

    It looks at the newest editions only, unless `all_of_them`. Pictures come before the pages that show them, and go
    after the pages that showed them. What was redacted is printed before all else.
    """
    redacted = _print_redacted()
    if not _waiting(all_of_them).exists():
        return redacted
    with _one_at_a_time():
        editions = list(_waiting(all_of_them).select_related("text", "masthead", "roundup")[:BATCH])
        placed = pictures.place_pictures(of=[edition.pk for edition in editions])
        run = print_pages(_in_order(editions), editions)
        if pictures.some_may_go(editions):
            pictures.place_pictures()
    return Run([*redacted.changed, *run.changed], redacted.troubles | placed.troubles | run.troubles)


def _print_redacted() -> Run:
    """Print what the redactions touch that the manifest lacks. Here the words go first and pictures come afterwards.

    A page that cannot be printed goes: nothing that it may say is worth what was struck from it.
    """
    if not _redacted().exists():
        return Run()
    with _one_at_a_time():
        editions = list(_redacted().select_related("text", "masthead", "roundup")[:BATCH])
        run = print_pages(_in_order(editions), editions, old_may_stay=False)
        placed = pictures.place_pictures()
    return Run(run.changed, placed.troubles | run.troubles)


def print_stale() -> Run:
    """Print again what was made with other templates, words or masthead, and what stands without an edition."""
    looks = Looks.now()
    wanted = [*touching.looks(), *(path for language in looks.languages for path in touching.standing(language))]
    have = dict(Printed.objects.filter(path__in=wanted).values_list("path", "look"))
    stale = [path for path in wanted if have.get(path) != looks.of(path)]
    others = Printed.objects.exclude(look__in=looks.all).exclude(path__startswith=ASSETS).order_by("-edition", "path")
    stale += others.values_list("path", flat=True)[:BATCH]
    if not stale:
        return Run()
    with _one_at_a_time():
        return print_pages(stale)


def print_dated() -> Run:
    """Print again what changes as time goes by, and try again what could not be printed or read back."""
    failed = dict(Printed.objects.exclude(trouble="").values_list("path", "edition"))
    editions = Edition.objects.filter(pk__in={edition for edition in failed.values() if edition})
    with _one_at_a_time():
        return print_pages([*touching.DATED, *failed], editions.select_related("text", "masthead", "roundup"))


def print_everything(*, again: bool = False) -> Iterator[tuple[int, int, Run]]:
    """Bring every page into line with the editions; `again` renders those too that the manifest and the files agree on.

    Yields (pages done, pages in all, what came of the last ones). What nothing stands behind any more goes at the end.
    """
    while _redacted().exists():
        yield 0, 0, _print_redacted()
    with _one_at_a_time():
        pictures.place_pictures()
        wanted = dict(touching.everything())
        looks, have = Looks.now(), {} if again else Printed.objects.in_bulk()
        todo = [path for path, edition in wanted.items() if not _is_whole(have.get(path), edition, looks.of(path))]
        for begin in range(0, len(todo), BATCH):
            batch = todo[begin : begin + BATCH]
            editions = Edition.objects.filter(pk__in={edition for path in batch if (edition := wanted[path])})
            run = print_pages(batch, editions.select_related("text", "masthead", "roundup"))
            yield begin + len(batch), len(todo), run
        known = sheets.all_printed() | set(Printed.objects.values_list("path", flat=True))
        yield len(todo), len(todo), clear_away(_strangers(known, wanted))


def differences() -> Iterator[tuple[str, str]]:
    """What lies in the site's folder and is not what the editions say: (address, a sentence). Changes nothing."""
    wanted = dict(touching.everything())
    for path in wanted:
        content, printed = sheets.render(path), sheets.location(path).exists()
        if content is not None and not sheets.lies_there(path, content):
            yield path, _("is old or damaged") if printed else _("is not printed")
        elif content is None and printed:
            yield path, _("should be gone")
    for path in _strangers(sheets.all_printed(), wanted):
        yield path, _("is no page of this site")


def troubles() -> list[str]:
    """What the press could not do, as sentences for the desk and for health."""
    failed = Printed.objects.exclude(trouble="").values_list("path", "trouble")
    return [f"{path}: {trouble}" for path, trouble in failed]


def _waiting(all_of_them: bool) -> EditionQuerySet:
    waiting = Edition.objects.public().filter(~Exists(Printed.objects.filter(edition=OuterRef("pk")))).order_by("pk")
    if all_of_them:
        return waiting
    newest = Edition.objects.order_by("-pk").values("pk")[:1]
    return waiting.filter(pk__gt=Subquery(newest) - LATELY)


def _redacted() -> EditionQuerySet:
    """The public editions whose last redaction the manifest does not know; an index of their own keeps them few."""
    texts = EditionText.objects.filter(redaction__isnull=False)
    known = Printed.objects.filter(edition=OuterRef("pk"), redaction=OuterRef("text__redaction"))
    return Edition.objects.public().filter(pk__in=texts.values("pk")).filter(~Exists(known)).order_by("pk")


def _in_order(editions: list[Edition]) -> list[str]:
    """The pages that the editions touch, the lists last: they link to all the others."""
    touched = dict.fromkeys(path for edition in editions for path in touching.touched_by(edition))
    days = [path for edition in editions for path in touching.own_pages(edition)]
    return [*touching.looks(), *dict.fromkeys([*days, *touched])]


def _strangers(known: Collection[str], wanted: Collection[str]) -> list[str]:
    """What belongs to no page. Files of an earlier look stay: pages that readers' programs keep still link to them."""
    return sorted(path for path in known if path not in wanted and not path.startswith(ASSETS))


def _is_whole(row: Printed | None, edition: int | None, look: str) -> bool:
    """Whether the manifest and the file agree that a page is as it should be."""
    if row is None or row.trouble or row.look != look or (edition is not None and row.edition_id != edition):
        return False
    return sheets.is_intact(row.path, row.digest)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """The site's files have one writer at a time on this machine; whoever comes second waits."""
    path = Path(settings.PRIVATE_ROOT) / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
