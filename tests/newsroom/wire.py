"""Requests as they stand on the wire, asked of a WSGI application as a web server would ask it."""

import contextlib
import dataclasses
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

Application = Callable[..., Iterable[bytes]]


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    log: str  # what the application told its server


def environ(method: str, target: str, headers: dict[str, str], body: bytes = b"") -> dict[str, Any]:
    """What a web server makes of a request. The headers are laid over a good one's."""
    path, _mark, query = target.partition("?")
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if f"HTTP_{name}" in named:
            named[name] = named.pop(f"HTTP_{name}")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path.encode(errors="surrogatepass")).decode("latin-1"),
        "QUERY_STRING": query.encode(errors="surrogatepass").decode("latin-1"),
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        **{name: value.encode().decode("latin-1") for name, value in named.items()},
    }


def ask(application: Application, environ: dict[str, Any]) -> Answer:
    """The application's answer, read to its end and closed."""
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *error: Any) -> None:
        said.extend((int(status.split()[0]), dict(headers)))

    with _one_connection():
        pieces = application(environ, start_response)
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
    return Answer(status=said[0], headers=said[1], body=body, log=environ["wsgi.errors"].getvalue())


@contextlib.contextmanager
def _one_connection() -> Iterator[None]:
    """As with Django's own test client: the end of a request does not end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
