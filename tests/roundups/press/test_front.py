"""The front: printed files as readers' programs want them, without Django, whatever the reader sends."""

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings

from newsroom import headers
from roundups.press import sheets
from roundups.press.front import Front

PAGE = b"<!doctype html><title>A day</title>" + b"<p>The bridge is open.</p>" * 40
ALWAYS = headers.always(https=False)


@pytest.fixture
def site(media: Path) -> Path:
    """A day's page, the home page, a feed, a picture, the page for when something is away."""
    for path in ("/2026/03/02/", "/", "/feed.rss", "/away.html", "/.well-known/security.txt"):
        sheets.write(path, PAGE)
    sheets.write("/assets/icon.0123456789ab.png", b"\x89PNG")
    return media / "site"


def ask(front: Front, path: str, method: str = "GET", **sent: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body. What is sent is named like `HTTP_ACCEPT_ENCODING`."""
    said: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        **sent,
    }
    body = b"".join(front(environ, lambda status, found: said.extend((status, found))))
    names = [name for name, _value in said[1]]
    assert len(names) == len(set(names)), "a header came twice"
    return int(said[0].split()[0]), dict(said[1]), body


def behind(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("418 Django", [])
    return [b"Django"]


def made(site: Path, **options: Any) -> Front:
    return Front(site, ALWAYS, lambda: behind, **options)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("*;q=0", "", bytes),
        ("identity", "", bytes),
        ("br;q=nonsense", "", bytes),
        ("", "", bytes),
    ],
)
def test_a_page_comes_in_the_best_encoding_that_is_taken(
    site: Path, accepted: str, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    status, found, body = ask(made(site), "/2026/03/02/", HTTP_ACCEPT_ENCODING=accepted)
    assert (status, found.get("Content-Encoding", ""), unpack(body)) == (200, encoding, PAGE)
    assert found["Content-Length"] == str(len(body))
    assert found["Vary"] == "Accept-Encoding"


def test_a_page_carries_every_header_of_the_one_list(site: Path) -> None:
    found = ask(made(site), "/2026/03/02/")[1]
    assert {name: found[name] for name, _value in ALWAYS} == dict(ALWAYS)
    assert "Set-Cookie" not in found


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/", "text/html; charset=utf-8", "stale-if-error"),
        ("/feed.rss", "application/rss+xml; charset=utf-8", "stale-if-error"),
        ("/assets/icon.0123456789ab.png", "image/png", "immutable"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8", "max-age"),
    ],
)
def test_each_kind_of_file_says_what_it_is_and_how_long_it_may_be_kept(
    site: Path, path: str, kind: str, kept: str
) -> None:
    found = ask(made(site), path)[1]
    assert found["Content-Type"] == kind
    assert kept in found["Cache-Control"]


def test_only_feeds_may_be_read_by_programs_of_other_sites(site: Path) -> None:
    assert ask(made(site), "/feed.rss")[1]["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in ask(made(site), "/")[1]


def test_a_picture_has_no_vary_because_it_has_one_encoding(site: Path) -> None:
    assert "Vary" not in ask(made(site), "/assets/icon.0123456789ab.png", HTTP_ACCEPT_ENCODING="br")[1]


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_what_a_reader_has_already_is_not_sent_again(site: Path, accepted: str) -> None:
    front = made(site)
    tag = ask(front, "/", HTTP_ACCEPT_ENCODING=accepted)[1]["ETag"]
    status, found, body = ask(front, "/", HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=f'"old", W/{tag}')
    assert (status, body) == (304, b"")
    assert found["ETag"] == tag
    assert "Content-Length" not in found
    assert "Cache-Control" in found


def test_each_encoding_has_a_tag_of_its_own(site: Path) -> None:
    front = made(site)
    tags = {ask(front, "/", HTTP_ACCEPT_ENCODING=accepted)[1]["ETag"] for accepted in ("br", "gzip", "identity")}
    assert len(tags) == 3


def test_a_reader_with_the_pages_date_is_not_sent_it_again(site: Path) -> None:
    front = made(site)
    date = ask(front, "/")[1]["Last-Modified"]
    assert ask(front, "/", HTTP_IF_MODIFIED_SINCE=date)[0] == 304
    assert ask(front, "/", HTTP_IF_MODIFIED_SINCE="Mon, 02 Mar 2020 00:00:00 GMT")[0] == 200
    assert ask(front, "/", HTTP_IF_MODIFIED_SINCE="yesterday")[0] == 200
    assert ask(front, "/", HTTP_IF_MODIFIED_SINCE=date, HTTP_IF_NONE_MATCH='"other"')[0] == 200


def test_a_new_text_is_seen_at_once_even_within_the_same_second(site: Path) -> None:
    front = made(site)
    tag = ask(front, "/")[1]["ETag"]
    sheets.write("/", PAGE.replace(b"open", b"shut"))
    status, found, body = ask(front, "/", HTTP_IF_NONE_MATCH=tag)
    assert status == 200
    assert b"shut" in body
    assert found["ETag"] != tag


def test_a_page_that_was_taken_away_is_gone_at_once(site: Path) -> None:
    front = made(site)
    ask(front, "/2026/03/02/")
    sheets.take_away("/2026/03/02/")
    assert ask(front, "/2026/03/02/")[0] == 418


def test_head_answers_like_get_without_the_body(site: Path) -> None:
    front = made(site)
    got, headed = ask(front, "/"), ask(front, "/", "HEAD")
    assert headed == (200, got[1], b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "PROPFIND"])
def test_another_method_is_left_to_django(site: Path, method: str) -> None:
    assert ask(made(site), "/", method)[0] == 418


@pytest.mark.parametrize(
    "path",
    [
        "/2026/03/02", "/nothing/", "/2026/03/02/index.html", "/index.html", "/index.html.br", "/feed.rss.gz",
        "/../private/x", "/2026/../index.html", "//", "//2026/03/02/", "/./", "/.hidden", "/2026/03/02/.",
        "\\2026\\03\\02\\", "/2026/03/02/%00", "/2026/03/02/\x00", "/" + "a" * 5000 + "/", "/день/", "", "2026",
        "/~root/", "/2026/03/02/;x", "/2026/03/02/\n",
    ],
)  # fmt: skip
def test_whatever_is_no_printed_address_is_left_to_django(site: Path, path: str) -> None:
    (site.parent / "private").mkdir(exist_ok=True)
    (site.parent / "private" / "x").write_text("a secret")
    (site / ".hidden").write_text("half a page")
    assert ask(made(site), path)[0] == 418


@pytest.mark.parametrize(
    "sent",
    [
        {"QUERY_STRING": "utm_source=x&page=2"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_ACCEPT_LANGUAGE": "ru"},
        {"HTTP_X_ORIGINAL_URL": "/admin/"},
        {"HTTP_RANGE": "bytes=0-1"},
    ],
    ids=lambda sent: next(iter(sent)),
)
def test_nothing_that_a_reader_sends_changes_the_page(site: Path, sent: dict[str, str]) -> None:
    front = made(site)
    assert ask(front, "/", **sent) == ask(front, "/")


def test_in_production_a_plain_request_is_sent_on_to_https_by_django(site: Path) -> None:
    front = made(site, https_only=True)
    assert ask(front, "/")[0] == 418
    assert ask(front, "/", **{"wsgi.url_scheme": "https"})[0] == 200
    assert ask(front, "/", HTTP_X_FORWARDED_PROTO="https")[0] == 418


def test_a_proxys_word_for_https_counts_only_where_it_is_trusted(site: Path) -> None:
    front = made(site, https_only=True, trust_proxy=True)
    assert ask(front, "/", HTTP_X_FORWARDED_PROTO="https")[0] == 200
    assert ask(front, "/", HTTP_X_FORWARDED_PROTO="http")[0] == 418


def refuse() -> Any:
    raise RuntimeError("settings that are refused")


def test_a_django_that_does_not_start_takes_no_printed_page_away(site: Path, capsys: Any) -> None:
    front = Front(site, ALWAYS, refuse)
    assert ask(front, "/")[0] == 200
    status, found, body = ask(front, "/search/")
    assert (status, body) == (503, PAGE)  # the printed page for it
    assert found["Retry-After"] == "60"
    assert found["Cache-Control"] == "no-store"
    assert found["Referrer-Policy"] == "no-referrer"  # a preview's address would be told on
    assert "settings that are refused" in capsys.readouterr().err


def test_without_the_page_for_it_a_sentence_says_that_a_part_is_away(site: Path) -> None:
    sheets.take_away("/away.html")
    status, found, body = ask(Front(site, ALWAYS, refuse), "/search/")
    assert (status, found["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert b"Printed pages can be read." in body


def test_a_django_that_failed_once_is_tried_again(site: Path) -> None:
    tries: list[int] = []

    def at_the_second_try() -> Any:
        tries.append(1)
        return refuse() if len(tries) == 1 else behind

    front = Front(site, ALWAYS, at_the_second_try)
    assert [ask(front, "/search/")[0] for _time in range(3)] == [503, 418, 418]
    assert len(tries) == 2


def test_what_is_kept_in_memory_is_bounded(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roundups.press.front.MOST", 3 * len(PAGE))
    front = made(site)
    for number in range(1, 20):
        sheets.write(f"/day/{number}/", PAGE)
        assert ask(front, f"/day/{number}/")[2] == PAGE
        assert front.held <= 3 * len(PAGE)
        assert front.held == sum(leaf.size for leaf in front.leaves.values())


def test_the_front_and_what_it_needs_import_no_django() -> None:
    code = (
        "import sys, newsroom.headers, newsroom.environment, roundups.press.front; "
        "sys.exit('django' in sys.modules or 'roundups.models' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, check=False)  # noqa: S603
    assert done.returncode == 0


def test_the_application_serves_a_printed_page_though_no_setting_is_good(site: Path) -> None:
    code = (
        "from newsroom.wsgi import application as front\n"
        "said = []\n"
        "environ = {'REQUEST_METHOD': 'GET', 'PATH_INFO': '/', 'wsgi.url_scheme': 'https'}\n"
        "body = front(environ, lambda status, headers: said.append(status))\n"
        "print(said[0], b''.join(body)[:15])\n"
    )
    broken = {"MEDIA_ROOT": str(site.parent), "NEWSROOM_MODE": "production", "DATABASE_URL": "nonsense"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=broken, capture_output=True, text=True, check=False
    )
    assert done.stdout == "200 OK b'<!doctype html>'\n", done.stderr[-500:]
