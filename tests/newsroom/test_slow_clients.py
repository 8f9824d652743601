"""The web server as `serve` starts it, with clients that hold what they can: readers are served (5-promises, S28)."""

import contextlib
import os
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from django.conf import settings

from newsroom.management.commands.serve import ADDRESS, web_server
from tests.programs import free_port, wait_for

HELD = 150  # clients that hold a connection at the same time
READERS = 40
PAGE = b"<p>The pier is open.</p>" * 400
LARGE = b"The pier is open. " * 200_000
HEAD = b"Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
FORM = b"POST /report/ HTTP/1.1\r\n" + HEAD + b"Content-Length: 5000\r\n\r\nwords="


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server with two printed pages, and no database that would know of a table."""
    folder = tmp_path_factory.mktemp("slow")
    for name, content in {"index.html": PAGE, "large.txt": LARGE}.items():
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site" / name).write_bytes(content)
    environment = {**os.environ, "MEDIA_ROOT": str(folder), "DATABASE_URL": f"sqlite:///{folder}/empty.sqlite3"}
    port = free_port()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(web_server(port), cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        wait_for(port, server, folder / "log")
        yield port
    finally:
        server.terminate()
        server.wait(20)


@contextlib.contextmanager
def held(port: int, sent: bytes) -> Iterator[list[socket.socket]]:
    """So many clients that send this and then neither send nor read."""
    with contextlib.ExitStack() as clients:
        found = [clients.enter_context(socket.create_connection((ADDRESS, port))) for _number in range(HELD)]
        for client in found:
            client.sendall(sent)
        yield found


def read(port: int, path: str = "/") -> bytes:
    with urllib.request.urlopen(f"http://{ADDRESS}:{port}{path}", timeout=20) as answer:
        content: bytes = answer.read()
    return content


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", id="half a head"),
        pytest.param(FORM, id="half a form"),
        pytest.param(b"GET /large.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", id="a question whose answer is not read"),
    ],
)
def test_clients_that_hold_the_line_keep_no_reader_waiting(port: int, sent: bytes) -> None:
    with held(port, sent):
        assert {read(port) for _reader in range(READERS)} == {PAGE}


def test_a_head_without_end_is_cut_off_and_the_server_goes_on(port: int) -> None:
    with socket.create_connection((ADDRESS, port), timeout=20) as client, contextlib.suppress(OSError):
        client.sendall(b"GET / HTTP/1.1\r\n" + b"X-Long: " + b"a" * 10_000_000)
        assert b" 200 " not in client.recv(4096)
    assert read(port) == PAGE


def test_an_address_without_end_is_refused_and_the_server_goes_on(port: int) -> None:
    with pytest.raises((urllib.error.HTTPError, OSError)):
        read(port, "/" + "a" * 60_000)
    assert read(port) == PAGE
