"""Printing on trial: whether what would go out can be printed at all, asked before it goes out (3-preflight)."""

import logging
from html.parser import HTMLParser

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom.models import Masthead
from roundups.galley import Galley
from roundups.public import feeds, structured, views
from roundups.public.pictures import card_of
from roundups.public.sheet import Sheet, preview_of

log = logging.getLogger(__name__)
LARGEST = 300_000  # bytes of the page


def troubles(galley: Galley, masthead: Masthead) -> list[str]:
    """Print the page, its feed and its card once, and throw them away; the sentences of what went wrong."""
    try:
        with translation.override(galley.language):
            sheet = preview_of(galley, masthead)
            page = _page(sheet)
            feeds.content_of(sheet)
            card_of(sheet.lead, masthead.name)
    except Exception as error:
        log.exception("the page of %s cannot be printed", galley.date)
        return [_("The page cannot be printed: %(error)s. Nothing went out.") % {"error": error}]
    return _faults(page)


def _page(sheet: Sheet) -> bytes:
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", sheet.address, sheet.address
    return views.show_sheet(request, sheet, blocks=structured.of_day(sheet)).content


def _faults(page: bytes) -> list[str]:
    seen = _Seen()
    seen.feed(page.decode())
    found = []
    if len(page) > LARGEST:
        found.append(
            _("The page has %(size)d kB, more than 300: shorten it, or print fewer stories.")
            % {"size": len(page) // 1000}
        )
    if seen.headings != 1:
        found.append(_("The page has %(count)d main headings instead of one.") % {"count": seen.headings})
    if seen.silent:
        found.append(_("A picture of the page has no alt text at all."))
    return found


class _Seen(HTMLParser):
    """Counts the main headings, and the pictures without the attribute that says what they show."""

    def __init__(self) -> None:
        super().__init__()
        self.headings, self.silent = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.headings += tag == "h1"
        self.silent += tag == "img" and "alt" not in dict(attrs)
