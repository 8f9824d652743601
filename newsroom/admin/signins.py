"""Other people's sign-in: inviting, resetting a lost one, and ending everybody's sessions on a bad day."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom import record
from newsroom.models import DeskSession, Staff
from newsroom.models.invitation import HOURS
from newsroom.roles import Role
from newsroom.signin import invitations
from newsroom.signin.pages import person_of, show


class InviteForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name, as the person writes it"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("Mail address"), max_length=254)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=invitations.SHORTEST_REASON,
        max_length=200,
        help_text=gettext_lazy("It stands in the record, with your name."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """A form, then the link, shown once."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            path = invitations.invite(**form.cleaned_data, by=person_of(request))
        except invitations.CannotInvite as refusal:
            form.add_error(None, str(refusal))
        else:
            return _show_link(request, Staff.objects.get(email=form.cleaned_data["email"]), path)
    words = {"title": _("Invite somebody"), "form": form, "button": _("Invite"), "back": _people()}
    return show(request, "signin/ask.html", words, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reset_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who lost their second factor: everything of their sign-in goes, and they get a new link."""
    person = get_object_or_404(Staff, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            path = invitations.reset(person, reason=form.cleaned_data["reason"], by=person_of(request))
        except invitations.CannotInvite as refusal:
            form.add_error("reason", str(refusal))
        else:
            return _show_link(request, person, path)
    words = {
        "title": _("Reset the sign-in of %(name)s") % {"name": person},
        "told": _(
            "Their password, passkeys, app and recovery codes stop working, their sessions end, and you get a link "
            "with which they choose new ones. Make sure that it is really they who ask: see or hear them."
        ),
        "form": form,
        "button": _("Reset"),
        "back": reverse("admin:newsroom_staff_change", args=[pk]),
    }
    return show(request, "signin/ask.html", words, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end_everybodys_sessions(request: HttpRequest) -> HttpResponse:
    """For a bad day: everybody is signed out at once, whoever asks included."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        end_sessions(by=person_of(request), reason=form.cleaned_data["reason"])
        messages.info(request, _("All sessions have ended, yours too. Nothing else was changed."))
        return HttpResponseRedirect(reverse("account_login"))
    words = {
        "title": _("End everybody’s sessions"),
        "told": _("Everybody has to sign in again, with their second factor. What they are writing is kept for them."),
        "form": form,
        "button": _("End all sessions"),
        "back": _people(),
    }
    return show(request, "signin/ask.html", words, status=400 if form.is_bound else 200)


def end_sessions(*, by: Staff | None, reason: str) -> int:
    """End every session there is, half-finished sign-ins too; returns how many."""
    with transaction.atomic():
        count, _kinds = DeskSession.objects.all().delete()
        record.enter(record.What.SESSIONS_ENDED, by=by, about="everybody", count=count, reason=reason.strip()[:200])
    return count


def _show_link(request: HttpRequest, person: Staff, path: str) -> HttpResponse:
    address = request.build_absolute_uri(path)
    context = {
        "title": _("The way in for %(name)s") % {"name": person},
        "person": person,
        "address": address,
        "mailed": invitations.send(person, address),
        "hours": HOURS,
        "back": _people(),
    }
    return show(request, "signin/link.html", context)


def _people() -> str:
    return reverse("admin:newsroom_staff_changelist")
