"""Pages for when something is not there or not possible: a sentence, never a traceback."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from newsroom.models import Masthead


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for a page that never was and for one that readers must not know of."""
    return _page(request, "404.html", status=404)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, but this is somebody else's to see or do."""
    return _page(request, "403.html", status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came could not be read: too large, or not made by one of our forms."""
    return _page(request, "400.html", status=400)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was old, or it was not our form."""
    return _page(request, "403_csrf.html", status=403)


def _page(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    masthead = _masthead(request)
    with translation.override(masthead.language if masthead else settings.PAPER_LANGUAGE):
        return render(request, template, {"masthead": masthead}, status=status)


def _masthead(request: HttpRequest) -> Masthead | None:
    parts = request.path_info.split("/")
    language = parts[1] if len(parts) > 1 and len(parts[1]) == 2 else settings.PAPER_LANGUAGE
    try:
        found = {masthead.language: masthead for masthead in Masthead.objects.all()}
    except DatabaseError:
        return None  # the answer must come also when the database does not
    return found.get(language) or found.get(settings.PAPER_LANGUAGE)
