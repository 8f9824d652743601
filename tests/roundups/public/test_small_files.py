"""robots.txt, security.txt, the manifest, the icon, the files of the look (4-public, Small files)."""

import datetime
import io
import json
import re
import urllib.robotparser
from typing import Any

import pytest
import time_machine
from django.test import Client
from PIL import Image

from newsroom.models import Masthead
from roundups.public.assets import CARD, NAMES, asset
from tests import factories
from tests.roundups.public.parsed import parsed
from tests.roundups.public.walks import SITE

pytestmark = pytest.mark.django_db
CONTACT = "desk@lantern.example.org"
TRAINING = ["GPTBot", "CCBot", "ClaudeBot", "Google-Extended", "Applebot-Extended", "Bytespider", "Meta-ExternalAgent"]
SEARCHING = ["Googlebot", "Bingbot", "DuckDuckBot", "YandexBot", "OAI-SearchBot", "Googlebot-News", "ia_archiver"]


@pytest.fixture
def paper() -> Masthead:
    return factories.masthead(base_url=SITE, contact=CONTACT)


# --- robots.txt ---------------------------------------------------------------------------------------------------


def rules(client: Client) -> urllib.robotparser.RobotFileParser:
    answer = client.get("/robots.txt")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    found = urllib.robotparser.RobotFileParser()
    found.parse(answer.content.decode().splitlines())
    return found


@pytest.mark.parametrize("name", TRAINING)
def test_a_program_that_trains_on_texts_may_fetch_nothing(client: Client, paper: Masthead, name: str) -> None:
    for path in ("/", "/2026/03/02/", "/feed.rss", "/pictures/x/card.jpg"):
        assert not rules(client).can_fetch(name, f"{SITE}{path}"), path


@pytest.mark.parametrize("name", TRAINING)
def test_a_program_that_trains_on_texts_may_read_where_the_paper_wants_it(
    client: Client, paper: Masthead, settings: Any, name: str
) -> None:
    settings.TRAINING_CRAWLERS = True
    assert rules(client).can_fetch(name, f"{SITE}/2026/03/02/")
    assert not rules(client).can_fetch(name, f"{SITE}/admin/")


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", SEARCHING)
def test_a_search_engine_may_fetch_what_readers_read(
    client: Client, paper: Masthead, settings: Any, name: str, training: bool
) -> None:
    settings.TRAINING_CRAWLERS = training
    for path in ("/", "/2026/03/02/", "/text/2026/03/02/", "/feed.rss", "/corrections/", "/pictures/x/card.jpg"):
        assert rules(client).can_fetch(name, f"{SITE}{path}"), path


@pytest.mark.parametrize("path", ["/admin/", "/search/", "/report/"])
def test_nobody_fetches_the_desk_the_search_and_the_form(client: Client, paper: Masthead, path: str) -> None:
    assert not rules(client).can_fetch("Googlebot", f"{SITE}{path}")


@pytest.mark.parametrize("part", ["search", "report"])
def test_nobody_fetches_them_in_another_language(client: Client, paper: Masthead, part: str) -> None:
    factories.masthead(language="ru", name="Фонарь")
    everybody = client.get("/robots.txt").content.decode().partition("User-agent: *\n")[2]
    closed = [re.escape(rule).replace(r"\*", ".*") for rule in re.findall("^Disallow: (.+)$", everybody, re.MULTILINE)]
    assert [rule for rule in closed if re.match(rule, f"/ru/{part}/?words=a")]
    assert not [rule for rule in closed if re.match(rule, "/ru/2026/03/02/")]


def test_robots_txt_leads_to_both_sitemaps_on_the_main_domain(client: Client, paper: Masthead) -> None:
    assert rules(client).site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]


# --- security.txt -------------------------------------------------------------------------------------------------


def security(client: Client) -> dict[str, str]:
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = [line.partition(": ") for line in answer.content.decode().splitlines()]
    assert len({name for name, _colon, _value in lines}) == len(lines)
    return {name: value for name, _colon, value in lines}


def test_security_txt_says_whom_to_write_to_where_it_lies_and_in_which_languages(
    client: Client, paper: Masthead
) -> None:
    factories.masthead(language="ru", name="Фонарь", contact="other@example.org")
    said = security(client)
    assert said["Contact"] == f"mailto:{CONTACT}"
    assert said["Canonical"] == f"{SITE}/.well-known/security.txt"
    assert said["Preferred-Languages"] == "en, ru"


def test_security_txt_names_no_address_without_https(client: Client) -> None:
    factories.masthead(contact=CONTACT, base_url="http://localhost:8000")
    assert "Canonical" not in security(client)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("last", [True, False])
def test_security_txt_runs_out_in_the_future_and_within_a_year(
    client: Client, paper: Masthead, month: int, last: bool
) -> None:
    now = datetime.datetime(2026, month, 1, tzinfo=datetime.UTC)
    if last:
        now = datetime.datetime(2026 + month // 12, month % 12 + 1, 1, tzinfo=datetime.UTC) - datetime.timedelta(
            seconds=1
        )
    with time_machine.travel(now, tick=False):
        expires = datetime.datetime.fromisoformat(security(client)["Expires"].replace("Z", "+00:00"))
    assert now + datetime.timedelta(days=30) < expires < now + datetime.timedelta(days=365)


def test_security_txt_is_the_same_all_month(client: Client, paper: Masthead) -> None:
    seen = []
    for day in (1, 31):
        with time_machine.travel(datetime.datetime(2026, 3, day, tzinfo=datetime.UTC), tick=False):
            seen.append(security(client))
    assert seen[0] == seen[1]


def test_without_an_address_to_write_to_there_is_no_security_txt(client: Client) -> None:
    factories.masthead()
    assert client.get("/.well-known/security.txt").status_code == 404


# --- The manifest, the icons, the look ----------------------------------------------------------------------------


def test_the_manifest_names_the_paper_and_icons_that_are_there(client: Client, paper: Masthead) -> None:
    answer = client.get("/site.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json; charset=utf-8"
    said = json.loads(answer.content)
    assert (said["name"], said["lang"], said["start_url"]) == ("The Lantern", "en", "/")
    for icon in said["icons"]:
        found = client.get(icon["src"])
        assert (found.status_code, found.headers["Content-Type"].partition(";")[0]) == (200, icon["type"])


def test_the_manifest_says_the_true_size_of_its_icon(client: Client, paper: Masthead) -> None:
    (said,) = [icon for icon in json.loads(client.get("/site.webmanifest").content)["icons"] if "png" in icon["type"]]
    with Image.open(io.BytesIO(client.get(said["src"]).content)) as icon:
        assert said["sizes"] == "{}x{}".format(*icon.size)


def test_the_papers_card_has_the_size_that_pages_say(client: Client) -> None:
    with Image.open(io.BytesIO(client.get(asset("card.png")).content)) as card:
        assert (card.format, card.size) == ("PNG", CARD)
    assert CARD == (1200, 630)


def test_the_favicon_is_an_icon_in_small_sizes(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/vnd.microsoft.icon")
    with Image.open(io.BytesIO(answer.content)) as icon:
        assert icon.format == "ICO"
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_look_may_be_kept_for_ever(client: Client, name: str) -> None:
    answer = client.get(asset(name))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/assets/paper.000000000000.css", "/assets/paper.css", "/assets/other.012345.css"])
def test_another_name_is_no_file_of_the_look(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/robots.txt", "/.well-known/security.txt", "/sitemap.xml", "/news-sitemap.xml", "/feed.rss", "/", "/404.html"],
)
def test_what_may_change_is_fetched_again_soon_and_kept_when_the_site_is_down(
    client: Client, paper: Masthead, path: str
) -> None:
    said = client.get(path).headers["Cache-Control"]
    age = dict(part.strip().partition("=")[::2] for part in said.split(","))
    assert int(age["s-maxage"]) <= 60
    assert {"stale-while-revalidate", "stale-if-error"} <= set(age)


@pytest.mark.parametrize("path", ["/404.html", "/away.html"])
def test_a_page_for_the_server_in_front_is_nothing_that_search_engines_keep(
    client: Client, paper: Masthead, path: str
) -> None:
    page = parsed(client.get(path).content)
    assert page.one("meta", name_="robots").attrs["content"] == "noindex"
    assert not page.all("link", rel="canonical")
    assert page.one("main").one("a").attrs["href"] == "/"


@pytest.mark.parametrize("path", ["/404.html", "/away.html"])
def test_a_page_for_the_server_in_front_is_named_after_what_it_says(client: Client, paper: Masthead, path: str) -> None:
    page = parsed(client.get(path).content)
    assert page.one("title").words == f"{page.one('h1').words} — The Lantern"


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/.well-known/security.txt", "/site.webmanifest", "/404.html", "/away.html", "/sitemap.xml"]
)
def test_a_site_without_a_masthead_in_its_first_language_has_none_of_them(
    client: Client, settings: Any, path: str
) -> None:
    settings.PAPER_LANGUAGE = "ka"
    assert client.get(path).status_code == 404
