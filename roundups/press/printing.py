"""Printing a list of pages: render, write, read back through the front, and enter them in the manifest last."""

import dataclasses
import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from roundups import galley
from roundups.models import Edition, Printed
from roundups.press import sheets
from roundups.press.look import Looks
from roundups.press.proofreading import read_back
from roundups.press.touching import own_pages
from roundups.public import search
from roundups.workflow.sealing import digest_by_record

log = logging.getLogger(__name__)


@dataclasses.dataclass
class Run:
    """What came of it: the addresses whose files changed or went, and why others could not be printed."""

    changed: list[str] = dataclasses.field(default_factory=list)
    troubles: dict[str, str] = dataclasses.field(default_factory=dict)  # address → a sentence


def print_pages(paths: Iterable[str], editions: Iterable[Edition] = (), *, old_may_stay: bool = True) -> Run:
    """Print the pages in the order of `paths`, and take away those that are no pages any more.

    `editions` are the new ones among what they show, with their texts: they are entered as printed, and the search
    knows them from then on. A crash before the end leaves them to be printed again. Where a page cannot be printed its
    old file stays, or goes if `old_may_stay` is not so. Raises OSError and DatabaseError.
    """
    press = _Press(editions, old_may_stay=old_may_stay)
    for path in dict.fromkeys(paths):
        press.page(path)
    press.enter()
    return press.run


def clear_away(paths: Iterable[str]) -> Run:
    """Take away what is no page of the site, whatever its name would lead to."""
    paths = list(paths)
    changed = [path for path in paths if sheets.take_away(path)]
    Printed.objects.filter(path__in=paths).delete()
    return Run(changed)


class _Press:
    """One run: what it has printed so far, and what is to be entered."""

    def __init__(self, editions: Iterable[Edition], *, old_may_stay: bool) -> None:
        self.old_may_stay = old_may_stay
        self.looks = Looks.now()
        self.editions = list(editions)
        self.shown = {path: edition for edition in self.editions for path in own_pages(edition)}
        self.rows: list[Printed] = []
        self.gone: list[str] = []
        self.run = Run()

    def page(self, path: str) -> None:
        """One page comes, stays, or goes."""
        try:
            content = self._content(path)
        except (DatabaseError, OSError):
            raise  # not this page's doing: the whole run is tried again
        except Exception as error:
            # One page that cannot be made must not keep the others from the readers.
            log.exception("the page %s could not be printed", path)
            self._enter_later(path, b"", trouble=_("It could not be printed: %(error)s") % {"error": error})
            if not self.old_may_stay and sheets.take_away(path):
                self.run.changed.append(path)
            return
        if content is None:
            self.gone.append(path)
            changed = sheets.take_away(path)
        else:
            changed = sheets.write(path, content)
            self._enter_later(path, content)
        if changed:
            self.run.changed.append(path)

    def enter(self) -> None:
        """Read back what was printed, then write the manifest and the search's index, all or nothing."""
        for row in self.rows:
            row.trouble = row.trouble or read_back(row.path, row.digest)
        self.run.troubles |= {row.path: row.trouble for row in self.rows if row.trouble}
        # A page that was printed for another day's sake still shows the edition that it was entered with.
        entered = Printed.objects.in_bulk([row.path for row in self.rows])
        for row in self.rows:
            if row.edition_id is None and (known := entered.get(row.path)):
                row.edition_id, row.redaction = known.edition_id, known.redaction
        columns = [field.name for field in Printed._meta.concrete_fields if field.name != "path"]
        with transaction.atomic():
            Printed.objects.filter(path__in=self.gone).delete()
            Printed.objects.bulk_create(
                self.rows, update_conflicts=True, unique_fields=["path"], update_fields=columns, batch_size=200
            )
            for edition in self.editions:
                if not any(row.trouble for row in self.rows if row.edition_id == edition.pk):
                    search.index(edition)

    def _content(self, path: str) -> bytes | None:
        if edition := self.shown.get(path):
            must_be_sealed(edition)
        return sheets.render(path)

    def _enter_later(self, path: str, content: bytes, **columns: Any) -> None:
        edition = self.shown.get(path)
        self.rows.append(
            Printed(
                path=path,
                digest=hashlib.sha256(content).hexdigest(),
                size=len(content),
                edition=edition,
                redaction=edition.text.redaction_id if edition else None,
                look=self.looks.of(path),
                **columns,
            )
        )


def must_be_sealed(edition: Edition) -> None:
    """Raises GalleyError for a text that is not the one whose digest was sealed with the edition (5-promises, S1).

    After a redaction it is the one whose digest stands in the record, and the sealed one no longer is.
    """
    if galley.load(edition.text.galley).digest != digest_by_record(edition):
        raise galley.GalleyError(_("the text is not the one that was sealed with its edition"))
