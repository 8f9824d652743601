"""What every screen of the desk needs: the person at it, and the ways between the screens."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from newsroom import roles
from newsroom.models import Staff
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
