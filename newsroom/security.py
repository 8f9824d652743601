"""Django's part of the site's safety: headers, the desk's policy, what nobody can read, the password hasher."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from csp.constants import NONCE, SELF
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import parse_header_parameters

from newsroom.headers import HEADERS, of_address

# The desk's own pages have scripts; the nonce appears only where a page asks for one: the editor's import map.
DESK_POLICY: dict[str, list[object]] = {
    "script-src": [SELF, NONCE],
    "font-src": [SELF],
}

OUR_COOKIES = {
    settings.SESSION_COOKIE_NAME: re.compile(r"[a-z0-9]{32}"),
    settings.CSRF_COOKIE_NAME: re.compile(r"[A-Za-z0-9]{32}"),
}


def desk_policy(response: HttpResponseBase) -> None:
    """Let a page of the desk use scripts of our own. What the page itself asked for stays."""
    vars(response)["_csp_update"] = {**DESK_POLICY, **vars(response).get("_csp_update", {})}


def headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: every answer carries `HEADERS` and those of its address, errors and refusals included."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        for name, value in of_address(request.path_info).items():
            response.headers[name] = value
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


def only_utf8(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: our forms are in UTF-8; one that says otherwise would be read as other words than were typed."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            raise SuspiciousOperation
        return get_response(request)

    return answer


def only_our_cookies(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a cookie that cannot be ours is none. Django would answer with a new one, on readers' pages too."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        for name, form in OUR_COOKIES.items():
            if name in request.COOKIES and not form.fullmatch(request.COOKIES[name]):
                del request.COOKIES[name]
        return get_response(request)

    return answer


class Request(WSGIRequest):
    """Django's own, which fails on some Content-Types before any middleware could say so: `charset=base64` is one."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {}


class Handler(WSGIHandler):
    """Django as the server runs it."""

    request_class = Request


class PaperArgon2(Argon2PasswordHasher):
    """Argon2id at 64 MB and one lane: Django's default takes 100 MB and a quarter of a second a sign-in."""

    memory_cost = 64 * 1024  # KiB
    parallelism = 1
