"""What every screen of the desk needs: the person at it, the frame around it, and the ways between the screens."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from newsroom import roles
from newsroom.models import Masthead, Staff
from roundups.models import Roundup


def person_of(request: HttpRequest) -> Staff:
    """Who is at the desk. The newsroom's work is for people with a role in it. Raises PermissionDenied."""
    if not isinstance(request.user, Staff) or not roles.of(request.user):
        raise PermissionDenied
    return request.user


def board_address(roundup: Roundup) -> str:
    """The board on the roundup's day."""
    return f"{reverse('admin:index')}?day={roundup.date}&language={roundup.language}"


def way_back(request: HttpRequest, default: str) -> str:
    """Where the person came from, if that is a page of this site; otherwise `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return default


def masthead_of(request: HttpRequest) -> Masthead | None:
    """The masthead whose language is at the desk; the admin site puts it on the request."""
    found: Masthead | None = getattr(request, "masthead", None)
    return found


def desk_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of the desk in the admin site's frame."""
    frame: dict[str, Any] = dict(getattr(request, "site_context", {}))
    return render(request, template, {**frame, **context}, status=status)
