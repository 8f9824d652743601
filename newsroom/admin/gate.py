"""The gate: middleware that asks the table of addresses before any view runs, and stands around every answer."""

import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from newsroom import errors, roles, security
from newsroom.admin.access import TABLE, Access
from newsroom.models import Staff
from newsroom.roles import Role
from newsroom.signin import keeping, proof
from newsroom.signin.idle import PATH
from newsroom.signin.pages import NEXT, show

log = logging.getLogger(__name__)
CAME = "came_to_the_gate"  # so its token was right: without one, nothing is changed, and nothing kept is forgotten


class Gate:
    """Denies by default: what is not in the table is not there; what is, is for those whom it names.

    Every answer under the desk's path is private, never stored, never indexed, and may use scripts of our own only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(PATH):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            security.desk_policy(response)
            if keeping.AGAIN in request.POST and vars(request).get(CAME):
                keeping.forget_what_was_sent_again(request, response.status_code)
        return response

    @errors.or_away
    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None where the view may run; otherwise the answer in its place."""
        vars(request)[CAME] = True
        name = request.resolver_match.view_name if request.resolver_match else ""
        access = TABLE.get(name)
        if access is None:
            log.error("no one may use an address that is not in the table: %s", name)
            return errors.not_found(request)
        if access.everybody or access.entrance:
            return None
        return _answer_instead(request, access, kwargs)


def _answer_instead(request: HttpRequest, access: Access, kwargs: Mapping[str, Any]) -> HttpResponseBase | None:
    person = request.user
    if not isinstance(person, Staff):
        return _after_keeping(request, reverse("account_login"))
    if not proof.has_second_factor(request):
        if access.begins:
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
    if not access.own and (refused := _not_of_this_role(request, person, access)):
        return refused
    if access.proof and access.proof(request, kwargs) and not proof.is_fresh(request):
        return _after_keeping(request, reverse("mfa_reauthenticate"))
    return None


def _not_of_this_role(request: HttpRequest, person: Staff, access: Access) -> HttpResponseBase | None:
    """Says for whom the address is. Where nobody sends, or nobody looks, the other ones are told so by the method."""
    sending = request.method == "POST"
    asked = (access.sends or access.looks) if sending else (access.looks or access.sends)
    if not roles.of(person) & asked:
        mine = [str(Role(role).label) for role in sorted(roles.of(person))]
        context = {
            "title": _("This is not yours to see or do"),
            "whose": [str(Role(role).label) for role in Role if role in asked],
            "mine": mine,
        }
        return show(request, "signin/not_yours.html", context, status=403)
    if sending and not access.sends:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return None


def _after_keeping(request: HttpRequest, first: str) -> HttpResponse:
    """Lead there first; then back, or to what was sent, which is kept meanwhile."""
    if request.method != "POST":
        return _lead(first, request.get_full_path())
    if kept := keeping.keep(request):
        return _lead(first, reverse("kept_form", args=[kept.pk]))
    words = keeping.words_in(request)
    return _not_sent(request, first, words) if words else _lead(first, reverse("admin:index"))


def _not_sent(request: HttpRequest, first: str, words: list[str]) -> HttpResponse:
    """What was posted could not be kept here: it is shown, to copy."""
    context = {"title": _("This was not sent"), "words": words, "first": first}
    return show(request, "signin/not_sent.html", context, status=403)


def _lead(first: str, then: str) -> HttpResponse:
    return HttpResponseRedirect(f"{first}?{urlencode({NEXT: then})}")
