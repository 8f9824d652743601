"""The real nginx with the configuration that `manage.py nginx` prints answers as the front does."""

import http.client
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from newsroom import headers
from newsroom.management.commands.nginx import configuration
from roundups.press import sheets
from roundups.press.front import Front
from tests.programs import HOST, NGINX_BROTLI, free_port, nginx_with_brotli, wait_for
from tests.roundups.press.test_front import PAGE, ask

NGINX = nginx_with_brotli() or ""
pytestmark = [
    pytest.mark.skipif(not NGINX, reason="no nginx here; tests/__main__ says so"),
    pytest.mark.xdist_group("nginx"),
]
OWN = {"Server", "Date", "Connection", "Accept-Ranges"}  # the server's, not the site's
PATHS = [
    "/", "/2026/03/02/", "/feed.rss", "/feed.json", "/robots.txt", "/.well-known/security.txt", "/site.webmanifest",
    "/favicon.ico", "/assets/icon.0123456789ab.svg", f"/pictures/{'0' * 32}-1/960.avif",
    "/assets/paper.0123456789ab.css",
]  # fmt: skip
MAIN = """
load_module {module}; daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;
{user}
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/site.conf;
}}
"""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def site(media: Path) -> Path:
    for path in (*PATHS, "/away.html"):
        sheets.write(path, PAGE)
    return media / "site"


@pytest.fixture
def newsroom() -> Iterator[int]:
    """What is behind: it says what nginx asked for. Ends when the test does, or when the test stops it."""

    def behind(environ: Any, start_response: Any) -> list[bytes]:
        start_response("418 Newsroom", [("Cache-Control", "private")])
        return [f"{environ['PATH_INFO']} {environ.get('HTTP_X_FORWARDED_FOR')}".encode()]

    server = make_server(HOST, 0, behind, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def started(site: Path, folder: Path, newsroom: int) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    folder.mkdir()
    user = "user root;" if Path("/proc/self").stat().st_uid == 0 else ""
    main = MAIN.format(module=NGINX_BROTLI, folder=folder, user=user)
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    words = configuration(HOST, f"{HOST}:{port}", f"{HOST}:{newsroom}")
    (folder / "site.conf").write_text(words, encoding="utf-8")
    process = subprocess.Popen([NGINX, "-p", str(folder), "-e", str(folder / "errors"), "-c", "nginx.conf"])  # noqa: S603
    wait_for(port, process, folder / "errors")
    return process, port


@pytest.fixture
def nginx(site: Path, tmp_path: Path, newsroom: int) -> Iterator[int]:
    process, port = started(site, tmp_path / "nginx", newsroom)
    yield port
    process.terminate()
    process.wait(20)


def get(port: int, path: str, method: str = "GET", **sent: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=20)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in sent.items()})
    answer = connection.getresponse()
    names = [name for name, _value in answer.getheaders()]
    assert len(names) == len(set(names)), "a header came twice"
    found = {name: value for name, value in answer.getheaders() if name not in OWN}
    body = answer.read()
    connection.close()
    return answer.status, found, body


@pytest.mark.parametrize("accepted", ["identity", "gzip", "br", "gzip, deflate, br"])
def test_every_printed_file_comes_with_the_same_headers_and_bytes_as_from_the_front(
    site: Path, nginx: int, accepted: str
) -> None:
    front = Front(site, headers.always(https=False))
    for path in PATHS:
        status, wanted, body = ask(front, path, HTTP_ACCEPT_ENCODING=accepted)
        assert get(nginx, path, Accept_Encoding=accepted) == (status, wanted, body), path


def test_what_a_reader_has_from_the_front_nginx_does_not_send_again(site: Path, nginx: int) -> None:
    tag = ask(Front(site, []), "/", HTTP_ACCEPT_ENCODING="br")[1]["ETag"]
    assert get(nginx, "/", Accept_Encoding="br", If_None_Match=tag)[0] == 304


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/search/?q=x",
        "/report/",
        "/health/",
        "/static/x.css",
        "/preview/1.a.b/",
        "/nothing/",
        "/2026/03/02",
        "/2027/",
    ],
)
def test_what_is_not_printed_is_asked_of_the_newsroom(nginx: int, path: str) -> None:
    status, _found, body = get(nginx, path)
    assert (status, body) == (418, f"{path.partition('?')[0]} 127.0.0.1".encode())


@pytest.mark.parametrize("path", ["/index.html", "/2026/03/02/index.html", "/feed.rss.br", "/index.html.gz", "/.x"])
def test_a_page_has_one_address_behind_nginx_too(site: Path, nginx: int, path: str) -> None:
    (site / ".x").write_text("half a page")
    assert get(nginx, path)[0] == 418


def test_a_reader_cannot_give_themselves_another_address(nginx: int) -> None:
    assert get(nginx, "/search/", X_Forwarded_For="10.0.0.1")[2] == b"/search/ 127.0.0.1"


def test_with_the_newsroom_away_printed_pages_stay_and_the_rest_says_so(site: Path, tmp_path: Path) -> None:
    process, port = started(site, tmp_path / "nginx", free_port())  # nobody listens there
    try:
        assert get(port, "/2026/03/02/")[0] == 200
        status, found, body = get(port, "/search/?q=x", Accept_Encoding="identity")
        assert (status, body) == (503, PAGE)
        assert found["Retry-After"] == "60"
        assert found["Cache-Control"] == "no-store"
        assert found["Content-Security-Policy"]
    finally:
        process.terminate()
        process.wait(20)


def test_no_log_tells_an_address_that_is_a_secret(site: Path, tmp_path: Path, newsroom: int) -> None:
    secret = "12.a-seal.a-signature"  # pragma: allowlist secret (of nobody)
    paths = [f"/preview/{secret}/", f"/preview/{secret}", f"/%70review/{secret}/picture/x/", f"/preview/{secret}.gz"]
    paths += [f"/admin/invitation/{secret}/", f"/admin/%69nvitation/{secret}", f"/admin//invitation/{secret}/"]
    for number, behind in enumerate((newsroom, free_port())):  # nobody listens at the second
        folder = tmp_path / f"nginx{number}"
        process, port = started(site, folder, behind)
        try:
            statuses = {get(port, path)[0] for path in [*paths, f"/preview/{secret}/index.html"]}
            assert get(port, "/search/")[0] in {418, 503}
        finally:
            process.terminate()
            process.wait(20)
        assert statuses == ({503} if number else {418})
        written = "".join((folder / name).read_text(encoding="utf-8") for name in ("access", "errors"))
        assert "/search/" in written
        assert secret not in written


def test_with_the_newsroom_away_a_preview_says_so_and_is_kept_by_nobody(site: Path, tmp_path: Path) -> None:
    process, port = started(site, tmp_path / "nginx", free_port())
    try:
        status, found, body = get(port, "/preview/12.a-seal.a-signature/", Accept_Encoding="identity")
        assert (status, body) == (503, PAGE)
        assert {name: found[name] for name in headers.UNSAID} == headers.UNSAID
        assert found["Retry-After"] == "60"
        assert found["Content-Security-Policy"]
    finally:
        process.terminate()
        process.wait(20)


def test_production_says_to_come_by_https_only(settings: Any) -> None:
    settings.LOCAL = False
    assert "Strict-Transport-Security" in configuration("news.example.org", "443 ssl", "127.0.0.1:8000")
