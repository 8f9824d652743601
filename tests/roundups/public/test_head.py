"""The head of a page: its one address, its other languages, its feeds, and its card elsewhere (4-public, Head)."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.imaging.intake import take_in
from roundups.models import Photo, Roundup
from roundups.press import pictures
from roundups.public.assets import asset
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.walks import LATER, LATEST, SITE, changed, corrected, reinstated, retracted, told
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
DAY = "/2026/03/02/"
RETRACTED = "/2026/03/01/"
MARCH_1 = datetime.date(2026, 3, 1)
PAGES = ["/", DAY, RETRACTED, "/2026/03/", "/2026/", "/about/", "/corrections/", "/corrections/2026/"]
FONAR = "https://fonar.example.org"


@pytest.fixture
def paper(begin_with: Begin) -> Masthead:
    begin_with(a_paper)
    return Masthead.objects.get(language="en")


def a_paper() -> None:
    """A paper with a retracted day and a corrected one after it."""
    factories.masthead(base_url=SITE)
    retracted(told(MARCH_1))
    corrected(told(short_headline="Port reopens", summary="The port is open."))


@pytest.fixture
def russian() -> Masthead:
    return factories.masthead(language="ru", name="Фонарь", kicker="Обзор", base_url=FONAR)


def head(client: Client, path: str = DAY) -> Element:
    return parsed(client.get(path).content).one("head")


def said(page: Element) -> dict[str, str]:
    """What the head says by name or property; each of them once."""
    pairs = [(meta.attrs.get("property") or meta.attrs.get("name", ""), meta.attrs) for meta in page.all("meta")]
    named = [(name, attrs["content"]) for name, attrs in pairs if name]
    assert len(dict(named)) == len(named)
    return dict(named)


def others(page: Element) -> dict[str, str]:
    return {link.attrs["hreflang"]: link.attrs["href"] for link in page.all("link") if "hreflang" in link.attrs}


# --- One address, title and description ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_address_on_the_main_domain(client: Client, paper: Masthead, path: str) -> None:
    page = head(client, path)
    assert page.one("link", rel="canonical").attrs["href"] == said(page)["og:url"] == f"{SITE}{path}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_on_a_mirror_is_the_same_to_the_last_byte(
    client: Client, paper: Masthead, settings: Any, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "mirror.example.net"]
    assert client.get(path, headers={"host": "mirror.example.net"}).content == client.get(path).content


def test_a_query_makes_no_other_address(client: Client, paper: Masthead) -> None:
    page = head(client, f"{DAY}?utm_source=somewhere")
    assert page.one("link", rel="canonical").attrs["href"] == f"{SITE}{DAY}"


def test_a_days_number_and_its_words_only_are_the_day(client: Client, paper: Masthead) -> None:
    for path in ("/day/2/", "/text/2026/03/02/"):
        assert head(client, path).one("link", rel="canonical").attrs["href"] == f"{SITE}{DAY}"


def test_no_two_pages_have_the_same_title(client: Client, paper: Masthead) -> None:
    pages = [*PAGES, "/text/2026/03/02/", "/text/2026/03/01/", "/terms/", "/search/", "/report/", "/day/2/"]
    titles = [head(client, path).one("title").words for path in pages]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(" — The Lantern") for title in titles)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_description_of_its_own(client: Client, paper: Masthead, path: str) -> None:
    words = said(head(client, path))
    assert words["description"] == words["og:description"] == words["twitter:description"]
    assert 0 < len(words["description"]) <= 200


def test_a_long_description_is_cut(client: Client) -> None:
    told(summary="Many words. " * 40)
    assert len(said(head(client))["description"]) == 200


@pytest.mark.parametrize("path", PAGES)
def test_search_engines_may_show_large_pictures(client: Client, paper: Masthead, path: str) -> None:
    assert said(head(client, path))["robots"] == "max-image-preview:large"


@pytest.mark.parametrize("path", ["/nothing/", "/2026/05/05/", "/text/2026/03/02/", "/404.html"])
def test_what_is_no_page_for_search_engines_says_so(client: Client, paper: Masthead, path: str) -> None:
    assert "noindex" in said(head(client, path))["robots"]


# --- Feeds, licence, languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_its_feeds_and_its_licence(client: Client, paper: Masthead, path: str) -> None:
    page = head(client, path)
    feeds = {link.attrs["href"]: link.attrs["type"] for link in page.all("link", rel="alternate") if link.attrs["type"]}
    assert list(feeds) == ["/feed.rss", "/feed.atom", "/feed.json", "/corrections.rss"]
    for address, kind in feeds.items():
        assert client.get(address).headers["Content-Type"].partition(";")[0] == kind
    assert page.one("link", rel="license").attrs["href"] == "/terms/"


def test_a_russian_page_leads_to_the_russian_feeds_and_licence(client: Client, russian: Masthead) -> None:
    told(paper=russian)
    page = head(client, "/ru/2026/03/02/")
    feeds = [link.attrs["href"] for link in page.all("link", rel="alternate")]
    assert feeds == ["/ru/feed.rss", "/ru/feed.atom", "/ru/feed.json", "/ru/corrections.rss"]
    assert page.one("link", rel="license").attrs["href"] == "/ru/terms/"


@pytest.mark.parametrize("path", ["/", DAY, "/about/"])
def test_a_page_in_two_languages_names_both_on_both_at_their_own_sites(
    client: Client, paper: Masthead, russian: Masthead, path: str
) -> None:
    told(paper=russian)
    if path == "/about/":
        Page.objects.create(masthead=russian, slug="about", title="О нас", body="<p>Мы.</p>")
    both = {"en": f"{SITE}{path}", "ru": f"{FONAR}/ru{path}"}
    assert others(head(client, path)) == both
    assert others(head(client, f"/ru{path}")) == both
    assert head(client, f"/ru{path}").one("link", rel="canonical").attrs["href"] == both["ru"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_one_language_names_no_other(client: Client, paper: Masthead, path: str) -> None:
    assert others(head(client, path)) == {}


def test_a_notice_and_the_translation_that_still_stands_do_not_name_each_other(
    client: Client, paper: Masthead, russian: Masthead
) -> None:
    told(MARCH_1, paper=russian)
    assert others(head(client, f"/ru{RETRACTED}")) == {}
    assert others(head(client, RETRACTED)) == {}


def test_a_reinstated_day_and_its_translation_name_each_other_again(
    client: Client, paper: Masthead, russian: Masthead
) -> None:
    told(MARCH_1, paper=russian)
    reinstated(Roundup.objects.get(masthead=paper, date=MARCH_1))
    assert set(others(head(client, RETRACTED))) == set(others(head(client, f"/ru{RETRACTED}"))) == {"en", "ru"}


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
@pytest.mark.parametrize("path", ["/", DAY, "/2026/03/", "/2026/", "/corrections/", "/text/2026/03/02/"])
def test_a_page_that_runs_from_right_to_left_says_so(client: Client, language: str, path: str) -> None:
    told(paper=factories.masthead(language=language, name="فانوس"))
    page = parsed(client.get(f"/{language}{path}").content).one("html")
    assert (page.attrs["lang"], page.attrs["dir"]) == (language, "rtl")


# --- The card elsewhere -------------------------------------------------------------------------------------------


def test_a_day_is_an_article_elsewhere(client: Client, paper: Masthead) -> None:
    words = said(head(client))
    assert words["og:type"] == "article"
    assert words["og:title"] == words["twitter:title"] == "Port reopens"
    assert words["og:description"] == "It is told anew at 12:30."
    assert words["og:site_name"] == "The Lantern"
    assert words["article:section"] == "The Lantern’s roundup"
    assert words["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("path", [RETRACTED, "/2026/03/", "/2026/", "/about/", "/corrections/"])
def test_any_other_page_is_no_article(client: Client, paper: Masthead, path: str) -> None:
    words = said(head(client, path))
    assert words["og:type"] == "website"
    assert not [name for name in words if name.startswith("article:")]


@pytest.mark.parametrize(
    ("kind", "modified"),
    [("refile", factories.NOON), ("update", LATER), ("correction", LATER)],
)
def test_a_day_has_the_moment_of_its_first_edition_and_of_what_readers_were_told_last(
    client: Client, kind: str, modified: datetime.datetime
) -> None:
    day = told()
    changed(day, kind, said="One.", right="Two.")
    changed(day, "refile", LATEST)
    words = said(head(client))
    assert datetime.datetime.fromisoformat(words["article:published_time"]) == factories.NOON
    assert datetime.datetime.fromisoformat(words["article:modified_time"]) == modified


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("ru", "ru_RU"),
        ("uk", "uk_UA"),
        ("de", "de_DE"),
        ("he", "he_IL"),
        ("fa", "fa_IR"),
        ("sv", "sv_SE"),
        ("cs", "cs_CZ"),
    ],
)
def test_a_language_is_called_as_social_networks_call_it(client: Client, language: str, locale: str) -> None:
    told(paper=factories.masthead(language=language, name="Фонарь"))
    assert said(head(client, f"/{language}{DAY}"))["og:locale"] == locale


def test_the_first_language_is_called_as_social_networks_call_it(client: Client, paper: Masthead) -> None:
    assert said(head(client))["og:locale"] == "en_GB"


def test_the_lead_picture_is_the_days_card(client: Client) -> None:
    photo = Photo(caption="The pier at dawn.", credit="Olga Sand", alt="A pier & two gulls", rights="agency")
    take_in(photo, factories.jpeg(width=1600, height=900))
    photo.save()
    told(photo=photo)
    words = said(head(client))
    assert words["og:image"] == words["twitter:image"] == f"{SITE}/pictures/{factories.prints_of(photo)}/card.jpg"
    assert (words["og:image:width"], words["og:image:height"]) == ("1200", "630")
    assert words["og:image:type"] == "image/jpeg"
    assert words["og:image:alt"] == words["twitter:image:alt"] == "A pier & two gulls"
    pictures.place_pictures()
    with Image.open(io.BytesIO(client.get(words["og:image"].removeprefix(SITE)).getvalue())) as card:
        assert (card.format, card.size) == ("JPEG", (1200, 630))


def test_without_a_lead_the_first_storys_picture_is_the_card(client: Client) -> None:
    photo = factories.photo()
    day = factories.roundup(masthead=factories.masthead(base_url=SITE))
    factories.story_in("approved", day)
    factories.story_in("approved", day, photo=photo)
    factories.step("publish", day, factories.person(Role.EDITOR))
    assert said(head(client))["og:image"] == f"{SITE}/pictures/{factories.prints_of(photo)}/card.jpg"


def test_a_picture_without_alt_text_is_told_by_its_caption(client: Client) -> None:
    told(photo=factories.photo(alt="", caption="The pier at dawn."))
    words = said(head(client))
    assert words["og:image:alt"] == words["twitter:image:alt"] == "The pier at dawn."


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_a_picture_has_the_papers_card(client: Client, paper: Masthead, path: str) -> None:
    words = said(head(client, path))
    assert words["og:image"] == words["twitter:image"] == f"{SITE}{asset('card.png')}"
    assert (words["og:image:width"], words["og:image:height"]) == ("1200", "630")
    assert words["og:image:type"] == "image/png"
    assert words["og:image:alt"] == words["twitter:image:alt"] == "The Lantern"
    assert client.get(asset("card.png")).status_code == 200


def test_a_retracted_day_shows_no_picture_elsewhere(client: Client) -> None:
    day = told(photo=factories.photo())
    retracted(day)
    assert "/pictures/" not in client.get(DAY).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nothing_of_another_site(client: Client, paper: Masthead, path: str) -> None:
    page = parsed(client.get(path).content)
    loaded = [
        link.attrs["href"] for link in page.all("link") if link.attrs["rel"] in {"stylesheet", "icon", "manifest"}
    ]
    loaded += [element.attrs["src"] for element in page.walk() if "src" in element.attrs]
    assert loaded
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not client.get(path).cookies
