"""Where the judged sites run: the demo newsroom, the folder of bad examples, and nginx with TLS before either.

All of it listens on 127.0.0.1 only, lives in a temporary folder and ends with its `with` block.
"""

import dataclasses
import http.server
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from judges.tools import HERE
from tests.programs import nginx

PROJECT = HERE.parent
BAD = HERE / "bad"
HOST = "127.0.0.1"
PROXY = nginx() or "nginx"
OTHERS = {"NEWSROOM_MODE", "DEBUG", "ALLOWED_HOSTS", "BEHIND_TLS_PROXY", "PAPER_LANGUAGE"}  # a developer's own
PATIENCE = 90  # seconds until something must answer
BASE = "from newsroom.models import Masthead; Masthead.objects.update(base_url={!r})"  # for `manage.py shell`
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; server_tokens off; proxy_buffering off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen {address} ssl; ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem;
    error_page 497 =301 https://$http_host$request_uri;  # plain HTTP on this port: as a redirect from port 80
    location / {{
      proxy_pass {behind}; proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto https;
    }}
  }}
}}
"""


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a site answers, where it answers a proxy that speaks TLS, and where its files lie."""

    base: str
    behind_proxy: str
    root: Path | None


@contextmanager
def demo(folder: Path) -> Iterator[Place]:
    """The demo newsroom as `make run` starts it, and once more in production mode for the proxy."""
    ports = _free_port(), _free_port()
    local, proxied = (f"http://{HOST}:{port}" for port in ports)
    chosen = {"DATABASE_URL": f"sqlite:///{folder}/news.sqlite3", "MEDIA_ROOT": str(folder / "media")}
    kept = {key: value for key, value in os.environ.items() if key not in OTHERS}
    environment = {**kept, **chosen}
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "shell", "-c", BASE.format(local))
    _manage(environment, "demo")
    production = {"NEWSROOM_MODE": "production", "SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": HOST}
    in_production = {**environment, **production, "BEHIND_TLS_PROXY": "true"}
    _manage(in_production, "collectstatic", "--noinput", "--verbosity", "0")
    granian = ("-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(ports[1]), "--log-level", "error")
    serve = ("manage.py", "serve", "--port", str(ports[0]))
    log = folder / "log"
    with (
        _program(log, environment, sys.executable, *serve),
        _program(log, in_production, sys.executable, *granian, "newsroom.wsgi:application"),
    ):
        _wait_for(log, f"{local}/health/")
        _wait_for(log, f"{proxied}/health/", {"X-Forwarded-Proto": "https", "Host": HOST})
        yield Place(local, proxied, folder / "media" / "site")


@contextmanager
def bad_site() -> Iterator[Place]:
    """`bad/`, with headers that are as bad as the rest."""
    server = http.server.ThreadingHTTPServer((HOST, 0), _Careless)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://{HOST}:{server.server_port}"
    try:
        yield Place(base, base, BAD)
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def behind_tls(behind: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """nginx with a certificate of its own before a site: host and port, and the certificate to be trusted."""
    place, port = folder / "tls", _free_port()
    place.mkdir()
    certificate, key = place / "certificate.pem", place / "key.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    names = ["-addext", f"subjectAltName=IP:{HOST}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*openssl, *names], check=True, capture_output=True)  # noqa: S603
    settings = place / "nginx.conf"
    settings.write_text(NGINX.format(folder=place, address=f"{HOST}:{port}", behind=behind), encoding="utf-8")
    log = place / "errors"
    with _program(log, dict(os.environ), PROXY, "-p", str(place), "-e", str(log), "-c", str(settings)):
        _wait_for(log, f"http://{HOST}:{port}/", any_answer=True)
        yield f"{HOST}:{port}", certificate


class _Careless(http.server.SimpleHTTPRequestHandler):
    """Serves `bad/` with a policy that allows everything and a cookie that anybody may read."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments, directory=str(BAD))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "script-src 'unsafe-inline' https:")
        self.send_header("Set-Cookie", "session=1")
        super().end_headers()

    def log_message(self, *arguments: Any) -> None:
        """Nobody reads it."""


def _manage(environment: dict[str, str], *command: str) -> None:
    manage = [sys.executable, "manage.py", *command]
    done = subprocess.run(manage, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"manage.py {command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _program(log: Path, environment: dict[str, str], *command: str) -> Iterator[None]:
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=out, stderr=out)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(log: Path, url: str, headers: dict[str, str] | None = None, *, any_answer: bool = False) -> None:
    # A redirect would lead to TLS, whose certificate nobody knows yet: any answer is one.
    opener = urllib.request.build_opener(_NoRedirect)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with opener.open(urllib.request.Request(url, headers=headers or {}), timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            error.close()
            if any_answer:
                return
        except OSError:
            pass
        time.sleep(0.3)
    said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    raise SystemExit(f"{url} did not answer within {PATIENCE} seconds. Its log ends with:\n{said}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None
