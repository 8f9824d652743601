"""Inviting people: by a link that works once they choose their own password and second factor; nobody else does."""

import datetime

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from newsroom import record
from newsroom.models import DeskSession, Invitation, Staff
from newsroom.models.invitation import HOURS
from newsroom.signin.forms import PasswordForm
from newsroom.signin.pages import show

SHORTEST_REASON = 5  # characters


class CannotInvite(ValueError):
    """Why somebody cannot be invited, or their sign-in not be reset; a sentence."""


def invite(*, name: str, email: str, role: str, by: Staff | None, now: datetime.datetime | None = None) -> str:
    """A new person with a role, and the path of their link, which holds 72 hours. Raises CannotInvite.

    Their name at sign-in is what stands before the @ of their address. They have no password until they choose it.
    """
    name, email = name.strip(), email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CannotInvite(_("“%(email)s” is not a mail address.") % {"email": email}) from error
    if not name or len(name) > 150:
        raise CannotInvite(_("A name has 1 to 150 characters."))
    if Staff.objects.filter(email__iexact=email).exists():
        raise CannotInvite(_("Somebody with this mail address is at the paper already."))
    with transaction.atomic():
        person = Staff(username=_free_username(email), name=name, email=email, is_staff=True)
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.filter(name=role))
        return _renew(person, record.What.INVITED, by=by, now=now, roles=[role])


def reset(person: Staff, *, reason: str, by: Staff | None, now: datetime.datetime | None = None) -> str:
    """Take the person's password and second factors away and end their sessions; returns the path of a new link.

    For somebody who lost their second factor. Nobody does it for themselves: raises CannotInvite.
    """
    if by is not None and by.pk == person.pk:
        raise CannotInvite(_("Nobody resets their own sign-in. Ask another administrator."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise CannotInvite(_("Say why, in a few words: it stands in the record."))
    if not person.is_active:
        raise CannotInvite(_("%(name)s is not at the paper any more.") % {"name": person})
    with transaction.atomic():
        Authenticator.objects.filter(user=person).delete()
        person.set_unusable_password()
        person.save(update_fields=["password"])
        DeskSession.objects.of(person).delete()
        return _renew(person, record.What.FACTORS_RESET, by=by, now=now, reason=reason.strip()[:200])


def _renew(
    person: Staff, what: record.What, *, by: Staff | None, now: datetime.datetime | None, **told: str | list[str]
) -> str:
    now = now or timezone.now()
    path = reverse("invitation", args=[Invitation.objects.renew(person, now)])
    record.enter(what, by=by, about=f"person:{person.pk}", now=now, **told)
    return path


def send(person: Staff, address: str) -> bool:
    """Mail the link to its person; whether mail is set up and took it."""
    if not settings.DEFAULT_FROM_EMAIL:
        return False
    body = _(
        "Hello %(name)s,\n\nthis link opens the newsroom for you. It works once, until %(hours)d hours from now:\n\n"
        "%(address)s\n\nYour name at sign-in is %(username)s. If you did not expect this, tell the newsroom."
    )
    words = {"name": person.name, "hours": HOURS, "address": address, "username": person.username}
    return bool(send_mail(_("Your way into the newsroom"), body % words, None, [person.email], fail_silently=True))


def _free_username(email: str) -> str:
    wanted = email.partition("@")[0].lower()[:140]
    taken = set(Staff.objects.filter(username__istartswith=wanted).values_list("username", flat=True))
    return next(
        each for number in range(1, 10_000) if (each := wanted if number == 1 else f"{wanted}{number}") not in taken
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link: choose a password, then, signed in for nothing else, a second factor."""
    found = Invitation.objects.standing(secret, timezone.now())
    if found is None:
        raise Http404
    person = found.person
    form = PasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            person.set_password(form.cleaned_data["password1"])
            person.save(update_fields=["password"])
            DeskSession.objects.of(person).delete()
            record.enter(record.What.PASSWORD, by=person, about=f"person:{person.pk}")
        request.session.flush()  # whoever sat here before
        get_adapter().login(request, person)
        return HttpResponseRedirect(reverse("mfa_index"))
    context = {"title": _("Welcome, %(name)s") % {"name": person.name}, "form": form, "person": person}
    answer = show(request, "signin/invitation.html", context, status=400 if form.is_bound else 200)
    # The link is told to no log by what the page fetches. Not “no-referrer”: the form would come without its origin.
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer
