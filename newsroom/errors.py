"""Pages for when something is not there or not possible: a sentence, never a traceback."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom.models import Masthead


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for a page that never was and for one that readers must not know of."""
    return render(request, "404.html", {"masthead": _masthead(request)}, status=404)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was old, or it was not our form."""
    return render(request, "403_csrf.html", {"masthead": _masthead(request)}, status=403)


def _masthead(request: HttpRequest) -> Masthead | None:
    from django.conf import settings

    parts = request.path_info.split("/")
    language = parts[1] if len(parts) > 1 and len(parts[1]) == 2 else settings.LANGUAGE_CODE
    try:
        found = {masthead.language: masthead for masthead in Masthead.objects.all()}
    except DatabaseError:
        return None  # the answer must come also when the database does not
    return found.get(language) or found.get(settings.LANGUAGE_CODE)
