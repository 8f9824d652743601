"""The printed files: where a page lies, how it is written with its compressed siblings, and how it goes."""

import contextlib
import gzip
import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import brotli
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from newsroom.files import flush, write_whole
from roundups.public.kinds import PICTURES, ending

# Seven of eleven: as small as with nine in a ninth of the time; eleven, an eighth smaller, takes thirty times as long.
SIBLINGS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    ".br": (lambda content: brotli.compress(content, quality=7), brotli.decompress),
    ".gz": (lambda content: gzip.compress(content, 9, mtime=0), gzip.decompress),
}


class OutsideTheSite(ValueError):
    """The address, which somebody wrote into the manifest, would lie outside the site's folder."""


def render(path: str) -> bytes | None:
    """The page at an address as the ordinary views and templates make it; None where there is none."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        match = resolve(path)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    return response.getvalue()


def location(path: str) -> Path:
    """The file in which the page at an address lies. Raises OutsideTheSite."""
    name = f"{path}index.html" if path.endswith("/") else path
    root = Path(settings.SITE_ROOT)
    file = root / name.removeprefix("/")
    if ".." in file.parts or not file.is_relative_to(root):
        raise OutsideTheSite(path)
    return file


def lies_there(path: str, content: bytes) -> bool:
    """Whether the page lies there whole, its siblings too."""
    file = location(path)
    try:
        if file.read_bytes() != content:
            return False
        return all(unpack(_beside(file, tail).read_bytes()) == content for tail, (_p, unpack) in _siblings(path))
    except (OSError, EOFError, brotli.error):
        return False


def is_intact(path: str, digest: str) -> bool:
    """Whether the page with this SHA-256 lies there whole, its siblings too."""
    try:
        content = location(path).read_bytes()
    except (OSError, OutsideTheSite):
        return False
    return hashlib.sha256(content).hexdigest() == digest and lies_there(path, content)


def write(path: str, content: bytes) -> bool:
    """Write the page at an address and its siblings, each whole; False if all of it lay there already.

    The page itself comes last: the front looks at it to know when its siblings are new. Its time of change never
    repeats, since the tag that readers' programs send back is made from it.
    """
    if lies_there(path, content):
        return False
    file = location(path)
    modified = int(time.time())
    with contextlib.suppress(OSError):
        modified = max(modified, int(file.stat().st_mtime) + 1)
    for tail, (pack, _unpack) in _siblings(path):
        write_whole(_beside(file, tail), pack(content), mode=0o644, modified=modified)
    write_whole(file, content, mode=0o644, modified=modified)
    return True


def take_away(path: str) -> bool:
    """Remove the page at an address and its siblings, and the folders that are empty then; False if nothing was there.

    What would lie outside the site's folder is never touched.
    """
    try:
        file = location(path)
    except OutsideTheSite:
        return False
    there = file.exists()
    for each in (file, *(_beside(file, tail) for tail in SIBLINGS)):
        each.unlink(missing_ok=True)
    if there:
        flush(file.parent)  # what was taken back must not come back after a power cut
    root = Path(settings.SITE_ROOT)
    with contextlib.suppress(OSError):  # not empty, or not there
        for folder in file.parents:
            if folder == root:
                break
            folder.rmdir()
            flush(folder.parent)
    return there


def all_printed() -> set[str]:
    """The addresses of all pages that lie in the site's folder; pictures are not pages."""
    root = Path(settings.SITE_ROOT)
    found = set()
    for file in root.rglob("*"):
        inside = file.relative_to(root)
        if inside.parts[0] == "pictures" or file.is_dir() or file.suffix in SIBLINGS or file.name.startswith("."):
            continue
        found.add(f"/{inside.as_posix()}".removesuffix("index.html"))
    return found


def _siblings(path: str) -> list[tuple[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]]]:
    return [] if ending(path) in PICTURES else list(SIBLINGS.items())


def _beside(file: Path, tail: str) -> Path:
    return file.with_name(f"{file.name}{tail}")
