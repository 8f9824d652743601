"""No address that stands in a text, a source, a picture or the masthead is ever opened by the server (S21)."""

import dataclasses
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from newsroom import headers
from newsroom.models import Page
from newsroom.roles import Role
from newsroom.security import Handler
from roundups.models import Photo, Story
from roundups.press import pictures, rounds
from roundups.press.front import Front
from tests import factories
from tests.journeys.desk import Desk
from tests.newsroom.wire import ask, environ
from tests.roundups.admin.test_import_page import IMPORT, TEXT
from tests.roundups.imaging.making import drawn, saved, xmp

pytestmark = pytest.mark.django_db
TRAY = "/admin/roundups/photo/"


@dataclasses.dataclass
class Listener:
    """A server of this machine that counts who comes, whatever they want."""

    address: str
    hits: int = 0


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(f"http://127.0.0.1:{server.getsockname()[1]}")

        def count() -> None:
            while True:
                try:
                    client, _address = server.accept()
                except OSError:
                    return
                with client:
                    listener.hits += 1

        thread = threading.Thread(target=count)
        thread.start()
        yield listener
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def picture_from(where: str) -> bytes:
    """A picture whose metadata names the address wherever a program might follow it."""
    packet = xmp(
        f"<xmpRights:WebStatement>{where}/terms</xmpRights:WebStatement><dc:source>{where}/source</dc:source>",
        f"xml:base='{where}/base/'",
    )
    frame = f'<!DOCTYPE x [<!ENTITY % far SYSTEM "{where}/entity.dtd"> %far;]>'.encode()
    return saved(drawn(), "JPEG", xmp=packet.replace(b"?>", b"?>" + frame, 1))


def write(where: str, author: Desk) -> Story:
    """A day with a story and a photo full of addresses, by the pages of the desk."""
    photographer = Desk(factories.person(Role.PHOTO_EDITOR))
    for name, data in (("plain.jpg", factories.jpeg()), (f"{where}/name.jpg", picture_from(where))):
        upload = SimpleUploadedFile(name, data, "image/jpeg")
        photographer.send(photographer.open(TRAY), "pictures", pictures=[upload])
    for photo in Photo.objects.all():
        words = {name: f"Gulls, see {where}/{name}" for name in ("caption", "credit", "alt", "source", "proof")}
        links = {"license": f"{where}/license", "web_statement": f"{where}/terms", "rights": "agency"}
        page = photographer.open(f"{TRAY}{photo.pk}/change/")
        assert photographer.send(page, "caption", **words, **links).status == 302
    day = factories.roundup(timezone.localdate())
    page = author.open(f"/admin/roundups/story/add/?roundup={day.pk}")
    text = (
        f'<p>The pier is open, said <a href="{where}/said">the council</a>. {where}/bare <img src="{where}/i.png"></p>'
    )
    sources = {"sources-0-name": f"Council {where}/name", "sources-0-url": f"{where}/source"}
    words = {
        "headline": f"The pier opens {where}/h",
        "short_headline": "Pier opens",
        "summary": f"It is open. {where}/s",
    }
    made = author.send(page, "headline", button="_save", **words, body=text, photo=str(photo.pk), **sources)
    assert made.status == 302, made.words
    return Story.objects.get()


def test_no_address_in_the_papers_content_is_opened(listener: Listener, media: Path) -> None:
    where = listener.address
    masthead = factories.masthead(base_url=where, kicker=f"News {where}", sign_off=f"More at {where}/more")
    about = {"title": "About", "body": f'<p><a href="{where}/about">Us</a></p>'}
    Page.objects.update_or_create(masthead=masthead, slug="about", defaults=about)
    author, editor = Desk(factories.person()), Desk(factories.person(Role.EDITOR))
    story = write(where, author)
    day = story.roundup
    assert author.step("story", story.pk, "file").status == 302
    for path in (f"story/{story.pk}/preview/", f"roundup/{day.pk}/preview/", f"story/{story.pk}/change/"):
        assert editor.open(f"/admin/roundups/{path}").status == 200
    assert editor.step("story", story.pk, "approve").status == 302
    assert editor.step("roundup", day.pk, "publish").status == 302
    pictures.place_pictures()
    assert [*rounds.print_everything()]
    front = Front(media / "site", headers.always(https=False), Handler)
    for path in (
        f"/{day.date:%Y/%m/%d}/",
        "/",
        "/about/",
        "/feed.rss",
        "/feed.json",
        "/sitemap.xml",
        "/search/?q=pier",
    ):
        assert ask(front, environ("GET", path, {"Referer": f"{where}/from"})).status == 200
    assert where in Desk().open(f"/{day.date:%Y/%m/%d}/").html
    assert listener.hits == 0


def test_no_address_in_an_imported_text_or_a_report_is_opened(listener: Listener) -> None:
    where = listener.address
    factories.masthead()
    desk = Desk(factories.person(Role.EDITOR))
    text = TEXT.replace(
        "Carts crossed it at noon", f'Carts crossed it at noon ({where}/a), <a href="{where}/b">see</a>'
    )
    understood = desk.send(desk.open(IMPORT), "text", text=text, date="2026-03-02")
    picture = SimpleUploadedFile("a.jpg", picture_from(where), "image/jpeg")
    saved_page = desk.send(
        understood, "headline", button="save", picture=picture, caption=f"Carts {where}/c", credit="Us"
    )
    assert saved_page.status == 302, saved_page.words
    assert where in "".join(Story.objects.values_list("body", flat=True))
    reader = Desk()
    reader.send(reader.open("/report/"), "words", words=f"That is wrong, see {where}/right for what is right.")
    assert desk.open("/admin/roundups/report/").status == 200
    assert listener.hits == 0


def test_the_listener_would_notice(listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", int(listener.address.rpartition(":")[2]))) as client:
        client.recv(1)  # until it is closed
    assert listener.hits == 1
