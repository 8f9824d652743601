"""Pages for when something is not there or not possible: a sentence, never a traceback."""

import errno
import functools
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.models import Masthead

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

AWAY = (OperationalError, InterfaceError, InternalError)  # the last is PostgreSQL's when it may only be read
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for a page that never was and for one that readers must not know of."""
    return page(request, "404.html", _("Not here"), status=404)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Signed in, but this is somebody else's to see or do."""
    return page(request, "403.html", _("This is not yours to see or do"), status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What came could not be read: too large, or not made by one of our forms."""
    return page(request, "400.html", _("This could not be read"), status=400)


class WhenNothingCanBeKept:
    """Middleware: what needs the database or the disk says plainly that one of them is away, full or only to be read.

    Printed pages never come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return away(request, exception)


def away(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The page for a database or a disk that is away; None for an exception of another kind."""
    if not isinstance(exception, AWAY) and getattr(exception, "errno", None) not in FULL:
        return None
    log.error("the database or the disk is away: %s", exception)
    title = _("This part of the site is away")
    response = page(request, "roundups/away.html", title, status=503, sent=request.method == "POST")
    response.headers["Retry-After"] = "60"
    return response


def or_away(answer: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Decorator: what a middleware asks of the database, before any view, says it as plainly when it is away."""

    @functools.wraps(answer)
    def answer_or_away(*args: Any, **kwargs: Any) -> Answer | HttpResponse:
        try:
            return answer(*args, **kwargs)
        except AWAY as error:
            request = next(each for each in args if isinstance(each, HttpRequest))
            response = away(request, error)
            assert response is not None  # noqa: S101  (AWAY is what it is made for)
            return response

    return answer_or_away


def page(request: HttpRequest, template: str, title: str | Promise, *, status: int, sent: bool = False) -> HttpResponse:
    masthead = _masthead(request)
    with translation.override(masthead.language if masthead else _language(request)):
        return render(request, template, {"masthead": masthead, "title": title, "sent": sent}, status=status)


def _masthead(request: HttpRequest) -> Masthead | None:
    try:
        found = {masthead.language: masthead for masthead in Masthead.objects.all()}
    except Error:
        return None  # the answer must come also when the database does not
    return found.get(_wanted(request)) or found.get(settings.PAPER_LANGUAGE)


def _wanted(request: HttpRequest) -> str:
    """The letters where an address has its language."""
    return request.path_info.split("/")[1] if "/" in request.path_info else ""


def _language(request: HttpRequest) -> str:
    """The language of the address if there are words in it, without asking the database; else the paper's first."""
    wanted = _wanted(request)
    has_words = (
        len(wanted) == 2 and wanted.isalpha() and any((path / wanted).is_dir() for path in settings.LOCALE_PATHS)
    )
    return wanted if has_words else settings.PAPER_LANGUAGE
