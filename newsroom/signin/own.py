"""“My sign-in”: one's own second factors, recovery codes, password and sessions."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal import flows as app
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal import flows as passkeys
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from newsroom import record
from newsroom.models import DeskSession, Invitation, Staff
from newsroom.signin.forms import AppForm, PasskeyForm, PasswordForm
from newsroom.signin.pages import person_of, show

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(person: Staff) -> bool:
    """Whether the person has a passkey or an app, with which a sign-in is complete."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All of one's own sign-in on one page; for somebody who has just been invited, the choice of a second factor."""
    person = person_of(request)
    factors = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    codes = next((each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None)
    ways = [each for each in factors if each.type in FACTORS]
    context = {
        "title": _("My sign-in") if ways or person.is_demo else _("Choose your second factor"),
        "passkeys": [(each, each.wrap().name) for each in ways if each.type == Authenticator.Type.WEBAUTHN],
        "app": next((each for each in ways if each.type == Authenticator.Type.TOTP), None),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "is_last": len(ways) == 1,
        "begins": not ways and not person.is_demo,
        "sessions": DeskSession.objects.of(person).alive(timezone.now()),
        "here": request.session.session_key,
        "kept": person.kept_forms.all(),
    }
    return show(request, "signin/mine.html", context)


# --- An authenticator app -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """First a secret is made, by a POST; then the app shows its first code, which proves that it has the secret."""
    person = person_of(request)
    if Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
        return HttpResponseRedirect(reverse("mfa_index"))
    if request.method == "POST" and "code" not in request.POST:
        totp.get_totp_secret(regenerate=True)
        return HttpResponseRedirect(request.path)
    secret = request.session.get(totp.SECRET_SESSION_KEY, "")
    form = AppForm(request.POST if request.method == "POST" and secret else None, user=person)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            made, codes = app.activate_totp(request, form)
            made.wrap().validate_code(form.cleaned_data["code"])  # uses it up: a code is good once, the first one too
            return _added(request, made, codes)
    spelled = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    link = get_adapter().build_totp_url(person, secret) if secret else ""
    context = {"title": _("An authenticator app"), "form": form, "secret": spelled, "link": link}
    return show(request, "signin/add_app.html", context, status=400 if form.is_bound else 200)


@require_safe
def app_picture(request: HttpRequest) -> HttpResponse:
    """The secret as a picture for the app's camera: there while the app is being added, and never after."""
    secret = request.session.get(totp.SECRET_SESSION_KEY)
    if not secret:
        return HttpResponse(status=404)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(person_of(request), secret))
    return HttpResponse(picture, content_type="image/svg+xml")


# --- Passkeys -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey, made by the browser; the browser's script asks for what it has to sign."""
    person = person_of(request)
    form = PasskeyForm(request.POST if request.method == "POST" else None, user=person)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data
        with transaction.atomic():
            made, codes = passkeys.add_authenticator(request, words["name"], words["credential"])
            return _added(request, made, codes)
    context = {"title": _("A passkey"), "form": form}
    return show(request, "signin/add_passkey.html", context, status=400 if form.is_bound else 200)


@require_POST
def passkey_challenge(request: HttpRequest) -> JsonResponse:
    """What a new passkey has to sign."""
    return JsonResponse(webauthn.begin_registration(person_of(request), passwordless=True))


def _added(request: HttpRequest, made: Authenticator, codes: Authenticator | None) -> HttpResponse:
    """A second factor is there: it is a proof already, the invitation has done its work, recovery codes are shown."""
    person = person_of(request)
    record_authentication(request, person, "mfa", id=made.pk, type=made.type)
    Invitation.objects.filter(person=person).delete()
    record.enter(record.What.FACTOR_ADDED, by=person, about=f"person:{person.pk}", kind=str(made.type))
    if codes:
        return _show_codes(request, codes)
    messages.success(request, _("It is added. You can sign in with it from now on."))
    return HttpResponseRedirect(reverse("mfa_index"))


# --- Recovery codes, and taking factors away ------------------------------------------------------------------------


@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes; the earlier ones are worth nothing from now on."""
    person = person_of(request)
    if not has_factor(person):
        return HttpResponseRedirect(reverse("mfa_index"))
    with transaction.atomic():
        codes = recovery.generate_recovery_codes(request)
        record.enter(record.What.FACTOR_ADDED, by=person, about=f"person:{person.pk}", kind="recovery_codes")
    return _show_codes(request, codes)


def _show_codes(request: HttpRequest, codes: Authenticator) -> HttpResponse:
    context = {"title": _("Your recovery codes"), "codes": codes.wrap().get_unused_codes()}
    return show(request, "signin/recovery_codes.html", context)


@require_POST
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own passkey or app away; not the last one."""
    person = person_of(request)
    with transaction.atomic():
        Staff.objects.select_for_update(no_key=True).get(pk=person.pk)  # two at once would each leave the other one
        factor = get_object_or_404(Authenticator, pk=pk, user=person, type__in=FACTORS)
        if not get_adapter().can_delete_authenticator(factor):
            messages.error(request, _("This is your only second factor. Add another one first, then remove this one."))
            return HttpResponseRedirect(reverse("mfa_index"))
        factor.delete()
        record.enter(record.What.FACTOR_REMOVED, by=person, about=f"person:{person.pk}", kind=str(factor.type))
    messages.success(request, _("It is removed and lets nobody in any more."))
    return HttpResponseRedirect(reverse("mfa_index"))


# --- Password and sessions ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """One's own new password. Every other session of the person ends at once."""
    person = person_of(request)
    form = PasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():
            person.set_password(form.cleaned_data["password1"])
            person.save(update_fields=["password"])
            update_session_auth_hash(request, person)
            request.session.save()
            DeskSession.objects.of(person).exclude(pk=request.session.session_key).delete()
            record.enter(record.What.PASSWORD, by=person, about=f"person:{person.pk}")
        messages.success(request, _("Your password is changed. Your other sessions have ended."))
        return HttpResponseRedirect(reverse("mfa_index"))
    context = {"title": _("A new password"), "form": form}
    return show(request, "signin/password.html", context, status=400 if form.is_bound else 200)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions, named by its key's number in the list, or all but this one."""
    person = person_of(request)
    others = DeskSession.objects.of(person).exclude(pk=request.session.session_key)
    one = request.POST.get("started", "")
    doomed = [each for each in others if not one or (each.started_at and each.started_at.isoformat() == one)]
    with transaction.atomic():
        DeskSession.objects.filter(pk__in=[each.pk for each in doomed]).delete()
        if doomed:
            record.enter(record.What.SESSIONS_ENDED, by=person, about=f"person:{person.pk}", count=len(doomed))
    messages.success(request, _("Ended. Whoever sits there has to sign in again."))
    return HttpResponseRedirect(reverse("mfa_index"))
