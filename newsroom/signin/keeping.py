"""Keeping a form that came too late, and offering it again: nobody's words are lost to a session that has ended."""

import json

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom import errors
from newsroom.models import KeptForm, Staff
from newsroom.signin.idle import person_before
from newsroom.signin.pages import show

AGAIN = "kept_form"  # the field by which a form that is sent again names what was kept
MOST = 20  # kept for one person
LARGEST = 2**20  # characters of one form
DESK = "admin:"  # how the names of the desk's addresses begin; a form of sign-in is of secrets, and nobody's work
NOT_KEPT = frozenset({"admin:redaction"})  # the words of a form by which words are to leave the database
# The answers after which the words are where they belong, or on a page before the person: done, led on, refused.
SAFE = frozenset({200, 302, 400, 409})
_NEVER = ("csrfmiddlewaretoken", "password", "code", "credential", AGAIN)


def keep(request: HttpRequest) -> KeptForm | None:
    """Keep what was posted for the person who is signed in, or was in this browser; None if nobody was.

    Files are not kept, nor are secrets, nor a form of more than a megabyte: its page is still in the browser.
    """
    person = request.user if isinstance(request.user, Staff) else person_before(request)
    fields = _without_secrets(request)
    view = request.resolver_match.view_name if request.resolver_match else ""
    elsewhere = not view.startswith(DESK) or view in NOT_KEPT
    if person is None or not fields or elsewhere or len(json.dumps(fields)) > LARGEST:
        return None
    with transaction.atomic():
        kept = KeptForm.objects.create(person=person, path=_kept(request.path[:500]), fields=fields, at=timezone.now())
        older = KeptForm.objects.filter(person=person).values_list("pk", flat=True)[MOST:]
        KeptForm.objects.filter(pk__in=list(older)).delete()
    return kept


def words_in(request: HttpRequest) -> list[str]:
    """What somebody wrote, of all that was posted: texts of more than one word, without secrets."""
    return [value for values in _without_secrets(request).values() for value in values if " " in value.strip()]


def _without_secrets(request: HttpRequest) -> dict[str, list[str]]:
    """What was posted, by the names of the fields, but for secrets and tokens."""
    return {
        _kept(name): [_kept(value) for value in values]
        for name, values in request.POST.lists()
        if not any(word in name for word in _NEVER)
    }


def _kept(words: str) -> str:
    """Without what PostgreSQL cannot keep and nobody types."""
    return words.replace("\x00", "")


def came_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that the form stood on a page of this site."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: the page was old, or it was not our form.

    Signing in elsewhere makes tokens old. What comes from a page of ours is kept for its person, to be sent again.
    """
    if came_from_our_page(request) and (kept := keep(request)):
        return HttpResponseRedirect(reverse("kept_form", args=[kept.pk]))  # leads to the sign-in page where it must
    return errors.page(request, "403_csrf.html", _("This page was too old"), status=403)


def forget_what_was_sent_again(request: HttpRequest, answered: int) -> None:
    """The kept form goes when it has been sent again and was answered: from then on the desk's page has the words."""
    number = request.POST.get(AGAIN, "")
    if answered in SAFE and number.isascii() and number.isdigit() and len(number) < 15:
        KeptForm.objects.filter(pk=number, person=request.user.pk).delete()


@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: HttpRequest, pk: int) -> HttpResponse:
    """What was kept, to read, to send again or to throw away. To others than its person it is not there."""
    kept = get_object_or_404(KeptForm, pk=pk, person=request.user.pk)
    if request.method == "POST":
        kept.delete()
        messages.info(request, _("It was thrown away. Nothing else was changed."))
        return HttpResponseRedirect(reverse("admin:index"))
    values = [(name, value) for name, values in kept.fields.items() for value in values]
    context = {
        "title": _("This has not been sent yet"),
        "kept": kept,
        "values": values,
        "short": [
            (name.replace("_", " "), value) for name, value in values if value.strip() and " " not in value.strip()
        ],
        "words": [
            (name.replace("_", " "), value)
            for name, value in values
            if " " in value.strip() and not name.startswith("_")
        ],
        "again": AGAIN,
    }
    return show(request, "signin/kept_form.html", context)
