"""The WSGI application before Django's: answers from the printed files, and wakes Django only for the rest.

It needs neither the database nor Django, so that readers are served when both are down. Not a reader's word goes
further than the name of a file: no query string, no cookie, no Host.
"""

import contextlib
import os
import re
import threading
import traceback
from collections.abc import Callable, Iterable
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any

from roundups.public.kinds import PICTURES, TYPES, content_type, ending, headers_of

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
Headers = list[tuple[str, str]]

# What the press writes: no dot begins a name, but for the one folder that a standard wants.
ADDRESS = re.compile(r"/(?:\.well-known/)?(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
READING = frozenset({"GET", "HEAD"})
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))  # the better first
MOST = 32 * 2**20  # bytes of pages kept in memory
LARGEST = 2**18  # bytes of a file that is kept there
LONGEST = 120  # characters of an address
AWAY = "/away.html"


class Leaf:
    """A printed file as it is sent: for each encoding its bytes, headers and tag."""

    __slots__ = ("modified", "sent", "size", "stamp")

    def __init__(self, path: str, file: str, stamp: tuple[int, int, int], always: Headers) -> None:
        self.stamp = stamp
        self.modified = stamp[0] // 10**9
        self.sent: dict[str, tuple[bytes, Headers, str]] = {}
        plain = Path(file).read_bytes()
        for encoding, tail in (("", ""), *(() if ending(path) in PICTURES else ENCODINGS)):
            try:
                body = plain if not encoding else Path(file + tail).read_bytes()
            except OSError:
                continue
            tag = f'"{self.modified:x}-{len(body):x}"'  # as nginx makes it; the press never reuses a second
            self.sent[encoding] = (body, self._headers(path, encoding, len(body), tag, always), tag)
        self.size = sum(len(body) for body, _headers, _tag in self.sent.values())

    def _headers(self, path: str, encoding: str, length: int, tag: str, always: Headers) -> Headers:
        found = dict(always) | headers_of(path)
        found |= {
            "Content-Type": content_type(path),
            "Content-Length": str(length),
            "ETag": tag,
            "Last-Modified": formatdate(self.modified, usegmt=True),
        }
        if encoding:
            found["Content-Encoding"] = encoding
        if ending(path) not in PICTURES:
            found["Vary"] = "Accept-Encoding"
        return list(found.items())


class Front:
    """The printed site in the folder `root`, each file with the headers `always`; `make` for the rest.

    `make` makes the application for everything that is not printed, when it is first needed; without one, what is
    not printed is not there. `https_only` leaves plain requests to it, which sends them on to https.
    """

    def __init__(
        self,
        root: Path,
        always: Headers,
        make: Callable[[], Application] | None = None,
        *,
        https_only: bool = False,
        trust_proxy: bool = False,
    ) -> None:
        self.root, self.always, self.make, self.https_only = str(root), always, make, https_only
        self.trust_proxy = trust_proxy
        self.leaves: dict[str, Leaf] = {}
        self.held = 0
        self.behind: Application | None = None
        self.lock = threading.Lock()
        self.waking = threading.Lock()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method in READING and (self._is_https(environ) or not self.https_only):
            leaf = self._leaf(environ.get("PATH_INFO", ""))
            if leaf is not None:
                return _answer(leaf, environ, start_response, method)
        return self._behind(environ, start_response)

    def _is_https(self, environ: Environ) -> bool:
        forwarded = environ.get("HTTP_X_FORWARDED_PROTO") if self.trust_proxy else None
        return bool((forwarded or environ.get("wsgi.url_scheme")) == "https")

    def _leaf(self, path: str) -> Leaf | None:
        leaf = self.leaves.get(path)
        if leaf is None and not _may_be_printed(path):
            return None
        file = f"{self.root}{path}index.html" if path.endswith("/") else f"{self.root}{path}"
        try:
            found = os.stat(file)  # noqa: PTH116  (asked for each request: a Path costs more than the question)
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if leaf is not None and leaf.stamp == stamp:
                return leaf
            return self._read(path, file, stamp)
        except OSError:  # not printed, taken back since, or a folder
            self._forget(path)
            return None

    def _read(self, path: str, file: str, stamp: tuple[int, int, int]) -> Leaf:
        leaf = Leaf(path, file, stamp, self.always)
        self._forget(path)
        if leaf.size <= LARGEST:
            with self.lock:
                while self.held + leaf.size > MOST:
                    self.held -= self.leaves.pop(next(iter(self.leaves))).size
                self.leaves[path] = leaf
                self.held += leaf.size
        return leaf

    def _forget(self, path: str) -> None:
        with self.lock:
            if old := self.leaves.pop(path, None):
                self.held -= old.size

    def wake(self) -> None:
        """Make the application behind the printed pages now; what is wrong with it is said when it is needed."""
        with contextlib.suppress(Exception):
            self._woken()

    def _woken(self) -> Application:
        if self.behind is None:
            with self.waking:
                if self.behind is None and self.make is not None:
                    self.behind = self.make()
        return self.behind or _nothing_here

    def _behind(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        try:
            return self._woken()(environ, start_response)
        except Exception:  # noqa: BLE001
            # Settings that are refused, a part that cannot be imported: readers of printed pages do not notice.
            environ["wsgi.errors"].write(f"What is behind the printed pages broke down:\n{traceback.format_exc()}")
            return self._away(environ, start_response)

    def _away(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """A sentence instead of the part that is broken; what is printed goes on."""
        leaf = self._leaf(AWAY)
        body = leaf.sent[""][0] if leaf else b"This part of the site is away. Printed pages can be read."
        headers = dict(self.always) | {"Content-Type": content_type(AWAY if leaf else "/away.txt")}
        headers |= {"Content-Length": str(len(body)), "Cache-Control": "no-store", "Retry-After": "60"}
        headers["Referrer-Policy"] = "no-referrer"  # it may stand at an address that is a secret
        start_response("503 Service Unavailable", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _may_be_printed(path: str) -> bool:
    """Whether the press writes such addresses; a page has one, and its siblings have none."""
    if len(path) > LONGEST or not ADDRESS.fullmatch(path) or path.endswith("/index.html"):
        return False
    return ending(path) in TYPES


def _answer(leaf: Leaf, environ: Environ, start_response: Any, method: str) -> Iterable[bytes]:
    body, headers, tag = leaf.sent[_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), leaf)]
    if _has_it(environ, tag, leaf.modified):
        unsaid = {"Content-Type", "Content-Length", "Content-Encoding"}
        start_response("304 Not Modified", [pair for pair in headers if pair[0] not in unsaid])
        return []
    start_response("200 OK", headers)
    return [] if method == "HEAD" else [body]


def _encoding(accepted: str, leaf: Leaf) -> str:
    """The best encoding that the reader's program takes and the press made; "" is plain (RFC 9110, 12.5.3)."""
    if not accepted:
        return ""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _sep, weight = part.partition(";")
        weights[name.strip()] = _weight(weight)
    for encoding, _tail in ENCODINGS:
        if encoding in leaf.sent and weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return ""


def _weight(words: str) -> float:
    name, _sep, number = words.strip().partition("=")
    try:
        return float(number) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def _has_it(environ: Environ, tag: str, modified: int) -> bool:
    """Whether the reader's program has these very bytes (RFC 9110, 13.1): its tags count before its date."""
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        tags = [one.strip().removeprefix("W/") for one in known.split(",")]
        return tag in tags or tags == ["*"]
    if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
        try:
            return int(parsedate_to_datetime(since).timestamp()) == modified
        except (ValueError, TypeError, OverflowError):
            return False
    return False


def _nothing_here(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Length", "0")])
    return []
