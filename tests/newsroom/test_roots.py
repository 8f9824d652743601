"""No file is written or read outside its root, whatever an upload or an address calls itself (5-promises, S22)."""

import contextlib
import itertools
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom import headers
from newsroom.roles import Role
from newsroom.security import Handler
from roundups.models import Photo, Printed, Story
from roundups.press import rounds, sheets
from roundups.press.front import Front
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.newsroom.hostile.shots import BOUNDARY, Pairs, multipart
from tests.newsroom.hostile.values import File
from tests.newsroom.wire import Answer, ask, environ
from tests.promises import count
from tests.roundups.admin.test_import_page import IMPORT, TEXT

pytestmark = pytest.mark.django_db
NAMES = (
    "../../out.jpg", "..\\..\\out.jpg", "/etc/cron.d/out", "/srv/out.jpg", "....//....//out", "%2e%2e%2fout", "..",
    ".", "a/../../out",
    "out\x00.jpg", "~/out", "file:///out", "C:\\out.jpg", "\u2025/\u2025/out", "..%c0%afout", "x" * 300, ".out",
    "-out",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_opened: list[tuple[str, int]] | None = None


def _listen(event: str, told: tuple[Any, ...]) -> None:
    if _opened is None:
        return
    if event == "open" and isinstance(told[0], str | bytes):
        _opened.append((os.fsdecode(told[0]), told[2] or 0))
    elif event in {"os.rename", "os.mkdir", "os.remove", "os.link", "os.symlink", "os.truncate"}:
        _opened.extend((os.fsdecode(path), WRITING) for path in told[:2] if isinstance(path, str | bytes))


sys.addaudithook(_listen)  # for good: Python knows no way to take one back


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, int]]]:
    """What this process opens or changes meanwhile: (path, flags)."""
    global _opened
    found: list[tuple[str, int]] = []
    _opened = found
    try:
        yield found
    finally:
        _opened = None


def written_outside(found: list[tuple[str, int]], root: Path) -> list[str]:
    paths = {os.path.normpath(path) for path, flags in found if flags & WRITING}
    return sorted(path for path in paths if not Path(path).is_relative_to(root) and "__pycache__" not in path)


def upload(desk: Desk, page: Page, field: str, file: File, **changes: str) -> Answer:
    """Send the page's form as it stands on the wire: Django's own client would cut the folders from a file's name."""
    form = page.form(field)
    pairs: Pairs = [(name, changes.get(name, value)) for name, value in form.fields]
    pairs += [(name, value) for name, value in changes.items() if name not in dict(form.fields)]
    pairs.append((field, file))
    cookies = "; ".join(f"{name}={each.value}" for name, each in desk.client.cookies.items())
    sent = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": cookies}
    return ask(Handler(), environ("POST", form.action or page.address, sent, multipart(pairs)))


@pytest.fixture(autouse=True)
def _uploads_touch_the_disk(settings: Any, media: Path) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = media / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    factories.masthead()


def test_no_name_of_a_picture_leads_out_of_the_private_folder(media: Path) -> None:
    desk, tried = Desk(factories.person(Role.PHOTO_EDITOR)), NAMES[: count(8, len(NAMES))]  # each opens a darkroom
    with watched() as found:
        for number, name in enumerate(tried):
            picture = File(name, factories.jpeg(width=64 + number), "image/jpeg")
            upload(desk, desk.open("/admin/roundups/photo/"), "pictures", picture)
        upload(desk, desk.open("/admin/roundups/photo/add/"), "upload", File("../../out.jpg", factories.jpeg(), "x"))
    assert Photo.objects.exclude(digest=None).count() > len(tried) / 2  # some names are none at all to Django
    assert written_outside(found, media) == []
    inside = {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}
    known = re.compile(r"private/(originals/[0-9a-f]{32}|proofs/[0-9a-f]{64}/[0-9]+\.jpg|record\.lines)")
    assert {path for path in inside if not known.fullmatch(path)} == set()


def test_no_name_of_an_imported_file_leads_anywhere(media: Path) -> None:
    desk = Desk(factories.person(Role.EDITOR))
    with watched() as found:
        for name in NAMES:
            upload(desk, desk.open(IMPORT), "file", File(name, TEXT.encode(), "text/plain"), date="2026-03-02")
        understood = desk.send(desk.open(IMPORT), "text", text=TEXT, date="2026-03-02")
        picture = File("../../out.jpg", factories.jpeg(), "image/jpeg")
        saved = upload(desk, understood, "picture", picture, caption="Carts", credit="Us", save="1")
    assert (saved.status, Story.objects.count()) == (302, 2)
    assert written_outside(found, media) == []


def test_no_address_makes_the_site_read_a_file_outside_what_was_printed(media: Path) -> None:
    factories.published(stories=1)
    list(rounds.print_everything())
    (media / "secret.txt").write_text("Nobody may read this")
    front = Front(media / "site", headers.always(https=False), Handler)
    ups = ("..", "%2e%2e", "%2E%2e", "..%2f..", "..%5c..", "..;", "%c0%ae%c0%ae", "%252e%252e", ".%00.", "....")
    roots = ("/", "/static/", "/assets/", "/pictures/", "/2026/", "/.well-known/", "/static/roundups/", "//", "/text/")
    ends = ("secret.txt", "private/record.lines", "../etc/passwd")
    with watched() as found:
        for root, up, end in itertools.product(roots, ups, ends):
            answer = ask(front, environ("GET", f"{root}{up}/{up}/{end}", {}))
            assert answer.status in {301, 400, 404}, (root, up, end)
    read = {os.path.normpath(path) for path, _flags in found}
    assert not [path for path in read if path.endswith(("secret.txt", "record.lines", "passwd"))]
    assert [
        path for path in read if Path(path).is_relative_to(media) and not Path(path).is_relative_to(media / "site")
    ] == []


def test_a_name_in_the_manifest_that_leads_out_of_the_site_removes_nothing(media: Path) -> None:
    factories.published(stories=1)
    (media / "letters").mkdir()
    kept = media / "letters" / "secret.html"
    kept.write_text("It is not the press’s.")
    for path in ("/../letters/secret.html", "/2026/../../letters/secret.html", str(kept), f"/{kept}"):
        Printed.objects.create(path=path[:120], digest="0" * 64, size=1, look="old")
        assert not sheets.is_intact(path, "0" * 64)
    list(rounds.print_everything())
    assert kept.read_text() == "It is not the press’s."
    assert not Printed.objects.filter(path__contains="secret").exists()
