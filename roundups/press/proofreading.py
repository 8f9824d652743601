"""What was printed is read as a reader would read it: through the front, without a name, at the site's own address."""

import functools
import gzip
import hashlib
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.utils.translation import gettext as _

from roundups.press.front import Front

UNPACK = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


def read_back(path: str, digest: str) -> str:
    """What readers would find wrong at an address, as a sentence; "" if it is the page with this SHA-256."""
    front = _front(Path(settings.SITE_ROOT))
    for encoding, unpack in UNPACK.items():
        status, found, body = _get(front, path, encoding)
        if status != "200 OK":
            return _("Readers get “%(status)s” instead of the page.") % {"status": status}
        if found == encoding and hashlib.sha256(unpack(body)).hexdigest() != digest:
            return _("Readers get something else than what was printed.")
    return ""


def _get(front: Front, path: str, encoding: str) -> tuple[str, str, bytes]:
    """Status, encoding and body of an anonymous reader's request."""
    answer: list[Any] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": encoding or "identity"}
    body = b"".join(front(environ, lambda status, headers: answer.extend((status, dict(headers)))))
    return answer[0], answer[1].get("Content-Encoding", ""), body


@functools.lru_cache(maxsize=1)
def _front(root: Path) -> Front:
    return Front(root, [])
