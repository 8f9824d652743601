"""The one list of headers, and the password hasher with its measured cost.

`POLICY` and `HEADERS` feed Django's middleware here; whatever else answers readers takes them from here too.
"""

from collections.abc import Callable
from urllib.parse import unquote

from csp.constants import NONCE, NONE, SELF
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY: dict[str, list[object]] = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],  # the nonce appears only where a page asks for one: the editor's import map
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
REFERRER_POLICY = "same-origin"
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: every answer carries `HEADERS`, errors and refusals included."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answer


def no_nul(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a NUL in a query is nobody's honest wish, and PostgreSQL raises on it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in unquote(request.META.get("QUERY_STRING", "")):
            raise SuspiciousOperation
        return get_response(request)

    return answer


class PaperArgon2(Argon2PasswordHasher):
    """Argon2id at 64 MB and one lane: Django's default takes 100 MB and a quarter of a second a sign-in."""

    memory_cost = 64 * 1024  # KiB
    parallelism = 1
