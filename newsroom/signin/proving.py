"""Proving oneself afresh, before what cannot be taken back: publishing, retracting, other people's roles."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.models import Staff
from newsroom.signin import proof
from newsroom.signin.forms import PasskeyProofForm, ProofForm
from newsroom.signin.pages import person_of, show, way_on


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for a second factor once more, then go on to where the person was going."""
    person = person_of(request)
    invented = settings.LOCAL and person.is_demo
    if request.method == "POST" and invented and "demo" in request.POST:
        proof.prove_as_demo(request, person)
        return HttpResponseRedirect(way_on(request))
    form = _form(request, person)
    if form.is_bound and form.is_valid():
        form.save()
        return HttpResponseRedirect(way_on(request))
    context = {
        "form": form if isinstance(form, ProofForm) else ProofForm(user=person),
        "errors": [] if isinstance(form, ProofForm) else form.errors.get("credential", []),
        "passkey": Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists(),
        "invented": invented,
        "minutes": proof.FRESH // 60,
    }
    return show(request, "signin/prove.html", context, status=400 if form.is_bound else 200)


def _form(request: HttpRequest, person: Staff) -> Any:
    if request.method != "POST":
        return ProofForm(user=person)
    if "credential" in request.POST:
        return PasskeyProofForm(user=person, data=request.POST)
    return ProofForm(user=person, data=request.POST)


@require_POST
def challenge(request: HttpRequest) -> JsonResponse:
    """What a passkey of the person at the desk has to sign to be a proof."""
    return JsonResponse(auth.begin_authentication(person_of(request)))
