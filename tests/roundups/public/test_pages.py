"""The standing pages: about, terms, privacy, corrections policy."""

import pytest
from django.test import Client

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from tests import factories
from tests.roundups.public.parsed import parsed
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
SLUGS = ["about", "terms", "privacy", "corrections-policy"]


def written(slug: str, body: str = "<p>What <em>we</em> say.</p>", masthead: Masthead | None = None) -> Page:
    page, _made = Page.objects.update_or_create(
        masthead=masthead or factories.masthead(), slug=slug, defaults={"title": f"Our {slug}", "body": body}
    )
    return page


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_shows_its_title_and_text(client: Client, slug: str) -> None:
    written(slug)
    page = parsed(client.get(f"/{slug}/").content)
    assert page.one("h1").words == f"Our {slug}"
    assert page.one("title").words == f"Our {slug} — The Lantern"
    assert page.one("div", cls="text").one("em").words == "we"


def test_a_page_has_one_canonical_address(client: Client) -> None:
    written("terms")
    page = parsed(client.get("/terms/").content)
    assert page.one("link", rel="canonical").attrs["href"] == "http://localhost:8000/terms/"


def test_readers_see_the_text_saved_last(client: Client) -> None:
    written("terms", "<p>The old terms.</p>")
    written("terms", "<p>The new terms.</p>")
    text = client.get("/terms/").content.decode()
    assert "The new terms." in text
    assert "The old terms." not in text


def test_a_page_that_nobody_wrote_is_no_page(client: Client) -> None:
    factories.masthead(language="ru", name="Фонарь")
    assert client.get("/ru/terms/").status_code == 404


def test_a_masthead_written_in_the_admin_leads_to_no_page_that_is_not_there(client: Client) -> None:
    words = {
        "language": "ru", "name": "Фонарь", "time_zone": "Europe/Riga", "base_url": "http://localhost:8000",
        "deadline": "09:30", "four_eyes": "required",
    }  # fmt: skip
    sign_in(client, factories.person(Role.ADMINISTRATOR))
    assert client.post("/admin/newsroom/masthead/add/", words).status_code == 302
    factories.published(factories.roundup(masthead=Masthead.objects.get(language="ru")), stories=1)
    reader = Client()
    page = parsed(reader.get("/ru/2026/03/02/").content)
    links = {link.attrs["href"] for link in page.all("a") if link.attrs["href"].startswith("/")}
    assert {href for href in links if reader.get(href).status_code != 200} == set()


def test_another_slug_is_no_page(client: Client) -> None:
    factories.masthead()
    assert client.get("/imprint/").status_code == 404
