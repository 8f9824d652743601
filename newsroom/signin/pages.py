"""What the pages of sign-in have in common: the desk's frame without its rooms, and where to go on to."""

from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from newsroom.models import Masthead, Staff
from newsroom.signin import proof

NEXT = REDIRECT_FIELD_NAME


def around(request: HttpRequest) -> dict[str, Any]:
    """What the frame shows, and the address to go on to."""
    masthead = Masthead.objects.filter(pk=settings.PAPER_LANGUAGE).first()
    return {
        "masthead": masthead,
        "next": way_on(request, ""),
        "next_name": NEXT,
        "has_permission": proof.has_second_factor(request),
    }


def person_of(request: HttpRequest) -> Staff:
    """Whoever is signed in; the gate has seen to it that somebody is."""
    person: Any = request.user
    found: Staff = person
    return found


def show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of sign-in; its times are the paper's."""
    words = {**around(request), **context}
    with timezone.override(words["masthead"].zone if words["masthead"] else "UTC"):
        return render(request, template, words, status=status)


def way_on(request: HttpRequest, default: str | None = None) -> str:
    """Where the person wanted to go, if that is a page of this site; otherwise `default`, the board."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("admin:index") if default is None else default
