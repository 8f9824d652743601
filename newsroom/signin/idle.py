"""Half an hour without a request signs out: middleware that asks a signed cookie, so that looking writes nothing."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom import errors
from newsroom.models import Staff
from newsroom.signin import own, proof

COOKIE = "newsroom_seen"
PATH = settings.SESSION_COOKIE_PATH
IDLE = 30 * 60  # seconds; 5-promises, S14
REMEMBERED = 7 * 24 * 60 * 60  # seconds in which an old cookie still says whose form it is that comes too late
_signer = TimestampSigner(salt="newsroom.signin.idle")


def idle(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a session whose cookie was not seen for half an hour is nobody's; any other is seen now."""

    @errors.or_away
    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PATH):
            return get_response(request)
        if request.user.is_authenticated and not (_was_seen(request) and _may_sit(request)):
            request.user = AnonymousUser()
        response = get_response(request)
        if isinstance(request.user, Staff) and request.session.session_key:
            response.set_cookie(
                COOKIE,
                seen_now(request.user, request.session.session_key),
                max_age=REMEMBERED,
                path=PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return answer


def seen_now(person: Staff, session_key: str) -> str:
    """The cookie's value: who is at the desk in which session, and, by its signature, when."""
    return _signer.sign(f"{person.pk}:{_print(session_key)}")


def person_before(request: HttpRequest) -> Staff | None:
    """Who sat here before the session ended, by the signed cookie; only good for keeping what they sent."""
    try:
        told = _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=REMEMBERED)
    except BadSignature:
        return None
    return Staff.objects.filter(pk=told.partition(":")[0], is_active=True).first()


def _was_seen(request: HttpRequest) -> bool:
    try:
        told = _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=IDLE)
    except BadSignature:
        return False
    # The key that the browser sent: by now the session may have a new one, as at its first request after a rotation.
    return told == f"{request.user.pk}:{_print(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ''))}"


def _may_sit(request: HttpRequest) -> bool:
    """Whether a second factor was proved, or the person has none yet and is about to choose one."""
    return proof.has_second_factor(request) or not (isinstance(request.user, Staff) and own.has_factor(request.user))


def _print(session_key: str) -> str:
    """The session's key is not for a second cookie: its SHA-256 is."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]
