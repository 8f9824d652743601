"""Hosts, proxies' headers, methods, paths, queries: none of it changes what other readers get (5-promises, S29)."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom import headers
from newsroom.models import Page
from newsroom.roles import Role
from newsroom.security import Handler
from roundups.models import Story
from roundups.press import rounds
from roundups.press.front import Front
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.wire import Answer, ask, environ
from tests.promises import count

pytestmark = pytest.mark.django_db
DAY = "/2026/03/02/"
ADDRESSES = [
    DAY,
    "/",
    "/2026/03/02",
    "/2026/03/",
    "/about/",
    "/2026/03/03/",
    "/feed.rss",
    "/sitemap.xml",
    "/day/2/",
    "/2026/",
]
EACH = count(1, len(ADDRESSES))  # at how many addresses each trick is tried
EVIL = "evil.example"

# --- What is sent beside the address ----------------------------------------------------------------------------------
SENT: dict[str, tuple[str, ...]] = {
    "X-Forwarded-Host": (EVIL, f"testserver, {EVIL}", f"{EVIL}:443", "", "testserver:99", f"testserver@{EVIL}", "\r"),
    "X-Forwarded-Proto": ("https", "http", "https,http", "ftp", ""),
    "X-Forwarded-For": ("127.0.0.1", "::1", f"{EVIL}", "127.0.0.1, 10.0.0.1", "x" * 4000),
    "X-Forwarded-Port": ("443", "8443", "0", "x"),
    "X-Forwarded-Prefix": ("/admin", f"//{EVIL}", f"https://{EVIL}/", "/.."),
    "X-Forwarded-Server": (EVIL,),
    "X-Forwarded-Scheme": ("https", "http"),
    "X-Forwarded-Ssl": ("on",),
    "X-Forwarded-Path": ("/admin/",),
    "X-Forwarded-Uri": ("/admin/",),
    "Forwarded": (f"host={EVIL}", f"for=127.0.0.1;host={EVIL};proto=https", "for=unknown", f'host="{EVIL}:80"'),
    "X-Host": (EVIL,),
    "X-HTTP-Host-Override": (EVIL,),
    "X-Original-Host": (EVIL,),
    "X-Original-URL": ("/admin/", f"//{EVIL}/", "/2026/03/01/", f"https://{EVIL}/"),
    "X-Rewrite-URL": ("/admin/", f"//{EVIL}/", "/2026/03/01/"),
    "X-Override-URL": ("/admin/",),
    "X-Proxy-URL": (f"https://{EVIL}/",),
    "Request-Uri": ("/admin/",),
    "Script-Name": ("/admin", f"//{EVIL}"),
    "X-Script-Name": ("/admin", f"//{EVIL}"),
    "Path-Info": ("/admin/",),
    "X-Real-IP": ("127.0.0.1",),
    "X-Client-IP": ("127.0.0.1",),
    "True-Client-IP": ("127.0.0.1",),
    "CF-Connecting-IP": ("127.0.0.1",),
    "X-HTTP-Method-Override": ("DELETE", "POST", "PUT", "HEAD"),
    "X-HTTP-Method": ("DELETE", "POST"),
    "X-Method-Override": ("DELETE", "POST"),
    "Front-End-Https": ("on",),
    "X-URL-Scheme": ("https",),
    "Via": (f"1.1 {EVIL}",),
    "Accept": ("application/json", "text/plain", "image/webp", "nonsense"),
    "Accept-Charset": ("utf-16",),
    "Accept-Language": ("ru", "de, en;q=0.1", "x" * 999),
    "Authorization": ("Basic YTpi", "Bearer x"),
    "Cache-Control": ("no-cache", "max-age=0", "only-if-cached"),
    "Pragma": ("no-cache",),
    "Connection": ("close, X-Forwarded-Host", "Cookie"),
    "Content-Type": ("application/json", "text/html; charset=utf-8", "multipart/form-data; boundary=x"),
    "Cookie": (
        "sessionid=abc", "sessionid=" + "a" * 32, "csrftoken=" + "x" * 32, "csrftoken=" + "x" * 64,
        "django_language=ru", "messages=x", "csrftoken=x", "newsroom_seen=1:2:3", "a=" + "b" * 5000,
        ";;=",
    ),
    "DNT": ("1",),
    "Expect": ("100-continue",),
    "From": (f"x@{EVIL}",),
    "If-Range": ('"x"',),
    "Max-Forwards": ("0",),
    "Origin": (f"https://{EVIL}", "null", "http://testserver"),
    "Range": ("bytes=0-0", "bytes=-1", "bytes=0-,0-,0-", "bytes=99999999-", "lines=1-2", "bytes=x"),
    "Referer": (f"https://{EVIL}/", "\x01"),
    "Sec-Fetch-Mode": ("navigate",),
    "Save-Data": ("on",),
    "TE": ("trailers",),
    "Transfer-Encoding": ("chunked", "x"),
    "Upgrade": ("h2c", "websocket"),
    "Upgrade-Insecure-Requests": ("1",),
    "User-Agent": (EVIL, "", "Googlebot"),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-Wap-Profile": (f"https://{EVIL}/x",),
    "X-Csrftoken": ("x",),
}  # fmt: skip
QUERIES = (
    "", "utm_source=x", f"next=//{EVIL}", f"url=https://{EVIL}/", f"host={EVIL}", "language=ru", "lang=ru", "page=2",
    "day=2026-03-01", "format=json",
    "callback=x", "_method=DELETE", "_popup=1", "preview=1", "debug=1", "draft=1", "edition=1", "x=<script>",
    "%3Cscript%3E", "/admin/", "&&==", "a" * 3000,
    f"@{EVIL}", "q=bridge", "sessionid=abc", "%ff%fe", "?", "redirect=/admin/",
)  # fmt: skip
HOSTS = (
    EVIL, f"testserver.{EVIL}", f"testserver@{EVIL}", f"{EVIL}:80@testserver", "testserver:80@x",
    f"testserver, {EVIL}", "testserver/x", "testserver?x", "testserver#x",
    f"{EVIL}#testserver", "testserver:x", "testserver:80:80", "127.0.0.1.nip.io", "[::1", "testserver\x00",
    "testserver ", "-", ".", "*", "xn--",
    f"testserver\\@{EVIL}", f"{EVIL}%00testserver", "тест", "",
)  # fmt: skip
# Each is another way to write an address, or none.
PATHS = (
    f"/{DAY}", f"//{EVIL}{DAY}", f"/\\{EVIL}{DAY}", f"https://{EVIL}{DAY}", f"http://testserver{DAY}",
    f"//{EVIL}/%2e%2e{DAY}", "/2026//03/02/", "/2026/03/02//",
    "/2026/03/02/.", "/2026/03/02/..", "/2026/03/02/../03/", "/2026/./03/02/", "/2026/03/02/%2e%2e/03/",
    "/2026%2f03%2f02/", "/2026%252f03/02/", "/2026/03/02%2f",
    "/2026/03/02;/", "/2026/03/02/;x=y", "/;/2026/03/02/", "/2026/03/02..;/", "/admin/..;/2026/03/02/",
    "/x/..;/2026/03/02/", "/2026\\03\\02\\", "/2026/03/02/%5c..",
    "/2026/03/02/index.html", "/2026/03/02/INDEX.HTML", "/2026/03/02/index.html/", "/2026/03/02.html",
    "/2026/03/02/x.css", "/2026/03/02/%00", "/2026/03/02/%0a",
    "/2026/03/02/%0d%0aSet-Cookie:%20a=b", "/2026/03/02/%20", "/2026/03/02./", "/2026/03/02.../", "/2026/03/02%",
    "/%32026/03/02/", "/２０２６/03/02/", "/2026/3/2/",
    "/ABOUT/", "/About/", "/about./", "/about%20/", "/about;.css", "/about/.css", "/FEED.RSS", "/feed.rss/",
    "/feed.rss.", "/feed.rss%00", "/feed.rss.gz", "/./feed.rss",
    "/en/2026/03/02/", "/ru/2026/03/02/", "/RU/", f"/{EVIL}", f"/%2f{EVIL}/", f"/%5c{EVIL}", f"/2026/03/02/@{EVIL}",
    "*", "/%c0%af2026/03/02/", "/%ed%a0%80/",
)  # fmt: skip
AT_THE_DESK = (
    "/admin/", "/admin/roundups/story/", "/admin/x.css", "/admin/roundups/story/;x.css",
    "/admin/roundups/story/?x.css", "/admin/%2e%2e/paper.css", "/static/..%2fadmin/",
    "/static/%2e%2e/admin/", "/admin/..;/", "/x/..;/admin/", "//admin/", "/./admin/", "/%61dmin/", "/Admin/",
    "/ADMIN/roundups/story/", "/admin//roundups/story/",
    "/admin/./", "/admin;/", "/admin;x.css/", "/admin%2f", "/admin/%2f", "/pictures/../admin/",
    "/assets/..%2f..%2fadmin/", "/admin/roundups/story.css", "/admin\\",
    "/admin/index.html", "/admin/.well-known/security.txt", "/.well-known/../admin/", "/admin/feed.rss",
    "/feed.rss/../admin/", "http://testserver/admin/",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Trick:
    target: str  # "" for the address itself
    query: str = ""
    sent: tuple[tuple[str, str], ...] = ()


def tricks() -> Iterator[Trick]:
    """What may stand beside a good address and must not be heard."""
    yield from (Trick("", sent=((name, value),)) for name, values in SENT.items() for value in values)
    yield from (Trick("", query=query) for query in QUERIES)


@pytest.fixture(params=["printed", "not printed"])
def front(request: Any, media: Path) -> Front:
    """The site's front with a published day, before and after the press."""
    masthead = factories.masthead(base_url="https://lantern.example.org")
    Page.objects.update_or_create(masthead=masthead, slug="about", defaults={"title": "About", "body": "<p>We.</p>"})
    for number in (1, 2):
        factories.published(factories.roundup(factories.DATE.replace(day=number)), stories=1)
    if request.param == "printed":
        list(rounds.print_everything())
    return Front(media / "site", headers.always(https=False), Handler)


def get(front: Front, target: str, sent: tuple[tuple[str, str], ...] = (), method: str = "GET") -> Answer:
    return ask(front, environ(method, target, dict(sent)))


def leads_elsewhere(answer: Answer) -> bool:
    """Whether the answer sends its reader to another site, or names one."""
    location = answer.headers.get("Location", "/")
    return not location.startswith("/") or location[1:2] in {"/", "\\"} or EVIL.encode() in answer.body


def test_two_hundred_tricks_are_known() -> None:
    assert len({*tricks(), *PATHS, *HOSTS, *AT_THE_DESK}) >= 200


def test_whatever_is_sent_beside_an_address_its_answer_is_the_same_for_everybody(front: Front) -> None:
    plain = {address: get(front, address) for address in ADDRESSES}
    assert {answer.status for answer in plain.values()} == {200, 301, 404}
    heard = []
    for number, trick in enumerate(tricks()):
        for step in range(EACH):
            address = ADDRESSES[(number + step) % len(ADDRESSES)]
            odd = get(front, f"{address}?{trick.query}" if trick.query else address, trick.sent)
            # A redirect keeps the query that came; that stays on this site, at this address.
            if dataclasses.replace(odd, headers={**odd.headers, "Location": ""}) != dataclasses.replace(
                plain[address], headers={**plain[address].headers, "Location": ""}
            ) or odd.headers.get("Location", "").partition("?")[0] != plain[address].headers.get("Location", ""):
                heard.append((address, trick, odd.status))
    assert not heard
    assert {address: get(front, address) for address in ADDRESSES} == plain


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PURGE", "CONNECT", "get"])
def test_no_method_changes_what_the_next_reader_gets(front: Front, method: str) -> None:
    plain = {address: get(front, address) for address in ADDRESSES}
    for address in ADDRESSES:
        get(front, address, (("X-HTTP-Method-Override", "GET"),), method)
    assert {address: get(front, address) for address in ADDRESSES} == plain


def test_an_address_written_otherwise_is_that_page_or_none(front: Front) -> None:
    plain = get(front, DAY)
    wrong = []
    for path in PATHS:
        answer = get(front, path)
        same = (answer.headers, answer.body) == (plain.headers, plain.body)
        if leads_elsewhere(answer) or answer.status not in ({200} if same else {301, 400, 404}):
            wrong.append((path, answer.status, answer.headers.get("Location")))
    assert not wrong
    assert get(front, DAY) == plain


def test_a_host_that_is_not_ours_gets_a_printed_page_or_a_refusal_and_nobody_else_notices(front: Front) -> None:
    plain = get(front, DAY)
    wrong = []
    for host in HOSTS:
        answer = get(front, DAY, (("Host", host),))
        same = (answer.headers, answer.body) == (plain.headers, plain.body)
        # A refusal by this status is not kept by any cache unless it says so.
        if not same and (answer.status != 400 or "Cache-Control" in answer.headers or leads_elsewhere(answer)):
            wrong.append((host, answer.status, answer.headers))
    assert not wrong
    assert get(front, DAY) == plain


@pytest.mark.parametrize("host", [*HOSTS, "testserver", "localhost", "127.0.0.1", "sub.news.example.org"])
def test_in_production_every_host_but_our_own_is_refused(front: Front, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["news.example.org"], True
    behind = Handler()
    for scheme in ("http", "https"):
        asked = environ("GET", DAY, {"Host": host, "X-Forwarded-Host": "news.example.org"}) | {
            "wsgi.url_scheme": scheme
        }
        answer = ask(behind, asked)
        assert (answer.status, answer.headers.get("Location")) == (400, None)
    ours = environ("GET", DAY, {"Host": "news.example.org", "X-Forwarded-Host": EVIL})
    assert ask(behind, ours).headers["Location"] == f"https://news.example.org{DAY}"


# --- The desk -------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(front: Front) -> Story:
    return factories.story(headline="Nobody knows this yet")


def cookies_of(desk: Desk) -> tuple[tuple[str, str], ...]:
    return (("Cookie", "; ".join(f"{name}={each.value}" for name, each in desk.client.cookies.items())),)


def test_no_way_of_writing_the_desks_address_makes_its_answer_public(front: Front, draft: Story) -> None:
    editor = cookies_of(Desk(factories.person(Role.EDITOR)))
    shown = set()
    for target in AT_THE_DESK:
        answer = get(front, target, editor)
        assert not leads_elsewhere(answer), target
        if draft.headline.encode() in answer.body:
            shown.add(target)
            assert answer.headers["Cache-Control"] == "private, no-store", target
        assert draft.headline.encode() not in get(front, target).body, target
    assert "/admin/roundups/story/" in shown


def test_a_page_for_readers_is_the_same_for_somebody_at_the_desk(front: Front, draft: Story) -> None:
    editor = cookies_of(Desk(factories.person(Role.EDITOR)))
    for address in ADDRESSES:
        assert get(front, address, editor) == get(front, address)


def test_what_is_sent_beside_the_desks_address_opens_nothing_and_is_never_kept(front: Front, draft: Story) -> None:
    plain = get(front, "/admin/roundups/story/")
    for trick in tricks():
        answer = get(front, "/admin/roundups/story/", trick.sent)
        assert (answer.status, answer.headers.get("Location")) == (302, plain.headers["Location"]), trick
        assert answer.headers["Cache-Control"] == "private, no-store", trick
