"""Coming in: name and password, then a second factor; or a passkey, which is both; and going out."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.models import Login
from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.limits import Limit, address_of
from newsroom.models import Staff
from newsroom.signin import idle, own, proof
from newsroom.signin.backend import may_come_in
from newsroom.signin.forms import PasskeyEntranceForm
from newsroom.signin.pages import around, way_on

OF_CHALLENGES = Limit(name="passkey-challenge", most=30, seconds=60)  # of an address; each begins a session
BEGUN_WITH = "begun_with"  # by which password a half-finished sign-in began: Django's hash of it for sessions


class SignIn(LoginView):
    """Name and password, a passkey, or, for the demo's people in local mode, one press."""

    template_name = "signin/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = Staff.objects.filter(is_demo=True, is_active=True) if settings.LOCAL else Staff.objects.none()
        people = demo.prefetch_related("groups").order_by("pk")
        return {**around(self.request), "form": kwargs.get("form") or self.get_form(), "demo": people}

    def form_valid(self, form: Any) -> HttpResponse:
        """A right password begins a session of its own: what was proved in an earlier one proves nothing here."""
        self.request.session.flush()
        self.request.session[BEGUN_WITH] = form.user.get_session_auth_hash()
        answer: HttpResponse = super().form_valid(form)
        return answer

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        """A half-finished sign-in does not bar the way to this page: one may begin again."""


class SecondFactor(AuthenticateView):
    """A code of the app or the recovery codes, or a passkey, after the password. The challenge is asked for by POST."""

    template_name = "signin/second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stage = get_pending_stage(request)
        if stage and not _goes_on(request, stage.login.user):
            messages.error(request, _("Your sign-in was changed meanwhile. Begin again."))
            return HttpResponseRedirect(reverse("account_login"))
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_key = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN).exists()
        return {**around(self.request), "form": self.auth_form, "passkey": self.webauthn_form if has_key else None}


def _goes_on(request: HttpRequest, person: Any) -> bool:
    """Whether a half-finished sign-in may be finished: its person, password and second factor are what they were."""
    if person is None or not may_come_in(person) or not own.has_factor(person):
        return False
    return constant_time_compare(request.session.get(BEGUN_WITH, ""), person.get_session_auth_hash())


class SignOut(LogoutView):
    """Out: also of a session that fell silent. From then on nobody keeps forms for the person from this browser."""

    template_name = "signin/sign_out.html"

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post(*args, **kwargs)
        self.request.session.flush()
        answer.delete_cookie(idle.COOKIE, path=idle.PATH, samesite="Lax")
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return around(self.request)


@require_POST
def challenge(request: HttpRequest) -> JsonResponse:
    """What a passkey has to sign to come in: for the person whose password was right, or for whoever owns it."""
    if not OF_CHALLENGES.allows(address_of(request)):
        return JsonResponse({}, status=429)
    stage = get_pending_stage(request)
    return JsonResponse(auth.begin_authentication(stage.login.user if stage else None))


@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """In with a passkey alone: it was unlocked by its owner, so it is something one has and one knows or is."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    form = PasskeyEntranceForm(data=request.POST)
    if not form.is_valid():
        for sentence in form.errors.get("credential", []):
            messages.error(request, str(sentence))
        return HttpResponseRedirect(reverse("account_login"))
    authenticator = form.cleaned_data["credential"]
    request.session.flush()  # what was proved in an earlier session proves nothing here
    login = Login(user=authenticator.user, redirect_url=way_on(request, "") or None)
    answer: HttpResponse = flows.perform_passwordless_login(request, authenticator, login)
    return answer


@require_POST
def as_demo(request: HttpRequest, username: str) -> HttpResponse:
    """One of the demo's invented people comes in with one press; this address is there in local mode only."""
    person = get_object_or_404(Staff, username=username, is_demo=True, is_active=True)
    request.session.flush()  # whoever sat here before
    proof.prove_as_demo(request, person)
    get_adapter().login(request, person)
    return HttpResponseRedirect(way_on(request))
