"""The feeds: RSS, Atom and JSON of the newest days, RSS of the corrections (4-public, Feeds)."""

import datetime
import email.utils
import hashlib
import json
from typing import Any

import pytest
import time_machine
from defusedxml import ElementTree
from django.conf import settings
from django.test import Client

from newsroom.roles import Role
from roundups import workflow
from roundups.models import Roundup
from roundups.press import sheets
from roundups.press.front import Front
from roundups.public import kinds
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.walks import (
    LATER,
    LATEST,
    SITE,
    changed,
    corrected,
    reinstated,
    retracted,
    told,
    withdrawn,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DAYS = ["/feed.rss", "/feed.atom", "/feed.json"]
FEEDS = [*DAYS, "/corrections.rss"]
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
CANARY = "Zyxqanary"
MARCH_1, MARCH_3 = datetime.date(2026, 3, 1), datetime.date(2026, 3, 3)


def xml(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def rss(client: Client, path: str = "/feed.rss") -> Any:
    return xml(client, path).find("channel")


def first(client: Client) -> Any:
    return rss(client).find("item")


def entry(client: Client) -> Any:
    return xml(client, "/feed.atom").find(f"{ATOM}entry")


def feed(client: Client) -> Any:
    return json.loads(client.get("/feed.json").content)


def contents(client: Client) -> dict[str, Element]:
    """The HTML of the newest day in each of the three feeds."""
    html = {
        "rss": first(client).findtext(CONTENT),
        "atom": entry(client).findtext(f"{ATOM}content"),
        "json": feed(client)["items"][0]["content_html"],
    }
    return {name: parsed(text) for name, text in html.items()}


def instant(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


@pytest.fixture
def day() -> Roundup:
    """A published day of one story with a lead photo."""
    photo = factories.photo(caption="The pier at dawn.", credit="Olga Sand", alt="A pier & two gulls")
    return told(photo=photo, headline="The port reopens", short_headline="Port reopens", summary="The port is open.")


# --- What every feed is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.rss", "application/rss+xml"),
        ("/feed.atom", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/corrections.rss", "application/rss+xml"),
    ],
)
def test_a_feed_says_of_what_kind_it_is(client: Client, day: Roundup, path: str, kind: str) -> None:
    assert client.get(path).headers["Content-Type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_may_be_read_on_any_other_site(client: Client, day: Roundup, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path",
    ["/", "/2026/03/02/", "/text/2026/03/02/", "/2026/", "/corrections/", "/sitemap.xml", "/news-sitemap.xml",
     "/robots.txt", "/site.webmanifest", "/favicon.ico"],
)  # fmt: skip
def test_nothing_else_may_be_read_on_another_site(client: Client, day: Roundup, path: str) -> None:
    assert "Access-Control-Allow-Origin" not in client.get(path).headers
    assert "Access-Control-Allow-Origin" not in kinds.headers_of(path)  # what the front sends with it, once printed


def test_a_feed_that_is_not_there_may_not_be_read_on_another_site(client: Client, day: Roundup) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/ka/feed.rss").headers


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_not_sent_again_to_who_has_it(client: Client, day: Roundup, path: str) -> None:
    content = sheets.render(path)
    assert content
    sheets.write(path, content)
    front, said = Front(settings.SITE_ROOT, []), []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path}
    front(environ, lambda status, headers: said.append((status, dict(headers))))
    environ["HTTP_IF_NONE_MATCH"] = said[0][1]["ETag"]
    body = front(environ, lambda status, headers: said.append((status, dict(headers))))
    assert (said[1][0], b"".join(body)) == ("304 Not Modified", b"")


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_of_a_paper_without_a_day_is_whole_and_empty(client: Client, path: str) -> None:
    factories.masthead()
    answer = client.get(path)
    assert answer.status_code == 200
    if path.endswith(".json"):
        assert json.loads(answer.content)["items"] == []
    else:
        root = ElementTree.fromstring(answer.content)
        assert [*root.iter("item"), *root.iter(f"{ATOM}entry")] == []


@pytest.mark.parametrize("path", [f"/ka{path}" for path in FEEDS])
def test_a_language_that_the_paper_has_not_has_no_feed(client: Client, day: Roundup, path: str) -> None:
    assert client.get(path).status_code == 404


def test_each_language_has_its_own_feeds(client: Client, day: Roundup) -> None:
    russian = factories.masthead(language="ru", name="Фонарь", base_url="https://fonar.example.org")
    told(paper=russian, headline="Порт открыт", short_headline="Порт открыт", summary="Порт открыт.")
    channel = rss(client, "/ru/feed.rss")
    assert channel.findtext("language") == "ru"
    assert [item.findtext("title") for item in channel.iter("item")] == ["Порт открыт"]
    assert channel.find("item").findtext("link") == "https://fonar.example.org/ru/2026/03/02/"
    assert [item.findtext("title") for item in rss(client).iter("item")] == ["Port reopens"]


def test_a_feed_speaks_the_language_of_its_days(client: Client) -> None:
    day = told(paper=factories.masthead(language="ru", name="Фонарь"), others=1)
    withdrawn(day)
    html = rss(client, "/ru/feed.rss").find("item").findtext(CONTENT)
    assert (
        parsed(html).all("h2")[0].words
        == parsed(client.get("/ru/2026/03/02/").content).all("article")[0].one("h2").words
    )
    assert "withdrawn" not in html


def test_the_newest_days_come_first_and_ten_at_most(client: Client) -> None:
    dates = [datetime.date(2026, 2, 20) + datetime.timedelta(days=number) for number in range(11)]
    for date in dates:
        told(date)
    wanted = [f"{SITE}/{date:%Y/%m/%d}/" for date in reversed(dates[1:])]
    assert [item.findtext("link") for item in rss(client).iter("item")] == wanted
    assert [item["url"] for item in feed(client)["items"]] == wanted


# --- RSS ----------------------------------------------------------------------------------------------------------


def test_rss_says_whose_it_is_and_where_it_lies(client: Client, day: Roundup) -> None:
    channel = rss(client)
    assert channel.findtext("title") == "The Lantern"
    assert channel.findtext("link") == f"{SITE}/"
    assert channel.findtext("description") == "The Lantern’s roundup"
    assert channel.findtext("language") == "en"
    own = channel.find(f"{ATOM}link")
    assert (own.get("rel"), own.get("href")) == ("self", f"{SITE}/feed.rss")


def test_an_rss_item_has_title_address_author_and_summary(client: Client, day: Roundup) -> None:
    item = first(client)
    assert item.findtext("title") == "Port reopens"
    assert item.findtext("link") == f"{SITE}/2026/03/02/"
    assert item.findtext("description") == "The port is open."
    assert item.findtext(CREATOR) == "The Lantern"


def test_an_rss_item_is_known_by_its_days_address(client: Client, day: Roundup) -> None:
    guid = first(client).find("guid")
    assert (guid.text, guid.get("isPermaLink", "true")) == (f"{SITE}/2026/03/02/", "true")


@pytest.mark.parametrize("kind", ["refile", "update", "correction"])
def test_a_later_edition_changes_neither_what_an_item_is_known_by_nor_when_it_came(
    client: Client, day: Roundup, kind: str
) -> None:
    before = first(client), entry(client), feed(client)["items"][0]
    changed(day, kind, said="One.", right="Two.", short_headline="Another headline")
    after = first(client), entry(client), feed(client)["items"][0]
    assert after[0].findtext("title") == "Another headline"
    for tag in ("guid", "pubDate"):
        assert before[0].findtext(tag) == after[0].findtext(tag)
    for tag in ("id", "published"):
        assert before[1].findtext(f"{ATOM}{tag}") == after[1].findtext(f"{ATOM}{tag}")
    for key in ("id", "date_published"):
        assert before[2][key] == after[2][key]


def test_an_item_came_when_its_first_edition_was_sealed(client: Client, day: Roundup) -> None:
    assert first(client).findtext("pubDate") == "Mon, 02 Mar 2026 12:00:00 +0000"
    assert instant(entry(client).findtext(f"{ATOM}published")) == factories.NOON
    assert instant(feed(client)["items"][0]["date_published"]) == factories.NOON


def test_a_scheduled_day_comes_when_it_goes_out_and_never_from_the_future(client: Client, day: Roundup) -> None:
    later = factories.roundup(MARCH_3)
    factories.story_in("approved", later)
    at = factories.NOON + datetime.timedelta(days=1)
    factories.step("schedule", later, factories.person(Role.EDITOR), at=at)
    assert len(rss(client).findall("item")) == 1
    now = at + datetime.timedelta(seconds=2)
    with time_machine.travel(now, tick=False):
        workflow.release_due()
        moments = [email.utils.parsedate_to_datetime(item.findtext("pubDate")) for item in rss(client).iter("item")]
    assert moments == [now, factories.NOON]


def test_the_picture_comes_with_its_words_and_its_credit(client: Client, day: Roundup) -> None:
    assert day.photo is not None
    media = first(client).find(f"{MEDIA}content")
    address = f"{SITE}/pictures/{factories.prints_of(day.photo)}/16x9.jpg"
    assert (media.get("url"), media.get("medium"), media.get("type")) == (address, "image", "image/jpeg")
    assert media.findtext(f"{MEDIA}description") == "A pier & two gulls"
    assert media.findtext(f"{MEDIA}credit") == "Olga Sand"
    assert feed(client)["items"][0]["image"] == address


def test_the_namespace_of_pictures_is_the_one_that_programs_know(client: Client, day: Roundup) -> None:
    assert b'xmlns:media="http://search.yahoo.com/mrss/"' in client.get("/feed.rss").content


def test_a_day_without_a_picture_names_none(client: Client) -> None:
    told()
    assert first(client).find(f"{MEDIA}content") is None
    assert "image" not in feed(client)["items"][0]


# --- Atom and JSON ------------------------------------------------------------------------------------------------


def test_atom_says_whose_it_is_and_where_it_lies(client: Client, day: Roundup) -> None:
    root = xml(client, "/feed.atom")
    assert root.findtext(f"{ATOM}title") == "The Lantern"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "The Lantern"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{SITE}/", "self": f"{SITE}/feed.atom"}


def test_an_atom_entry_is_known_by_its_days_address(client: Client, day: Roundup) -> None:
    found = entry(client)
    assert found.findtext(f"{ATOM}id") == found.find(f"{ATOM}link").get("href") == f"{SITE}/2026/03/02/"


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_an_update_and_a_correction_are_dated(client: Client, day: Roundup, kind: str) -> None:
    changed(day, kind, said="One.", right="Two.")
    assert instant(entry(client).findtext(f"{ATOM}updated")) == LATER
    assert instant(xml(client, "/feed.atom").findtext(f"{ATOM}updated")) == LATER
    assert instant(feed(client)["items"][0]["date_modified"]) == LATER


def test_a_refile_is_not_dated(client: Client, day: Roundup) -> None:
    changed(day, "refile")
    assert instant(entry(client).findtext(f"{ATOM}updated")) == factories.NOON
    assert instant(feed(client)["items"][0]["date_modified"]) == factories.NOON


def test_json_says_whose_it_is_and_where_it_lies(client: Client, day: Roundup) -> None:
    said = feed(client)
    said.pop("items")
    assert said == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Lantern",
        "home_page_url": f"{SITE}/",
        "feed_url": f"{SITE}/feed.json",
        "authors": [{"name": "The Lantern"}],
        "language": "en",
    }


def test_a_json_item_has_address_title_and_summary(client: Client, day: Roundup) -> None:
    item = feed(client)["items"][0]
    assert item["id"] == item["url"] == f"{SITE}/2026/03/02/"
    assert (item["title"], item["summary"]) == ("Port reopens", "The port is open.")


# --- The whole text -----------------------------------------------------------------------------------------------


def test_every_story_is_there_in_full_and_in_order(client: Client) -> None:
    told(headline="First", body="<p>One, the council said.</p><blockquote><p>We are glad.</p></blockquote>")
    day = Roundup.objects.get()
    factories.story_in("approved", day, headline="Second", body="<ul><li>two</li></ul><p>The council said.</p>")
    factories.step("reissue", day, factories.person(Role.EDITOR))
    for name, html in contents(client).items():
        assert [heading.words for heading in html.all("h2")] == ["First", "Second"], name
        assert html.one("blockquote").words == "We are glad.", name
        assert html.one("li").words == "two", name


def test_the_lede_the_sign_off_and_the_sources_are_there(client: Client) -> None:
    told(summary="The pier is open.", others=1)
    for name, html in contents(client).items():
        lede, second, sign_off, *_rest = [paragraph.words for paragraph in html.all("p")]
        assert lede == "It is day 2 of the strike. The pier is open.", name
        assert second.endswith("was opened on Monday, the council said."), name
        assert sign_off == "That is the morning.", name
        assert html.words.count("Sources: Council") == 2, name


def test_a_storys_own_picture_is_there_with_its_caption(client: Client) -> None:
    told(story_photo=factories.photo(caption="The bridge at noon.", credit="Olga Sand"))
    for name, html in contents(client).items():
        assert html.one("figcaption").words == "The bridge at noon. Photo: Olga Sand", name


def test_the_lead_picture_is_there_with_caption_and_credit(client: Client, day: Roundup) -> None:
    for name, html in contents(client).items():
        assert html.one("img").attrs["alt"] == "A pier & two gulls", name
        assert html.one("figcaption").words == "The pier at dawn. Photo: Olga Sand", name


def test_every_address_in_the_text_is_whole(client: Client, day: Roundup) -> None:
    for name, html in contents(client).items():
        addresses = [element.attrs[key] for element in html.walk() for key in ("href", "src") if key in element.attrs]
        assert len(addresses) == 2, name
        assert all(address.startswith(f"{SITE}/") for address in addresses), name


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("/2026/03/01/?a=1&amp;b=2", f"{SITE}/2026/03/01/?a=1&b=2"),
        ("#bridge", f"{SITE}/2026/03/02/#bridge"),
        ("//example.org/x", "https://example.org/x"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_a_link_that_is_short_on_the_page_is_whole_in_the_feed(client: Client, href: str, whole: str) -> None:
    told(body=f'<p>Read <a href="{href}">this</a>, the council said.</p>')
    for name, html in contents(client).items():
        assert [link.attrs["href"] for link in html.all("a") if link.words == "this"] == [whole], name


def test_corrections_and_updates_stand_in_the_text(client: Client, day: Roundup) -> None:
    corrected(day, said="We said it fell.", right="It holds.")
    changed(day, "update", LATEST, text="The mayor answered.")
    for name, html in contents(client).items():
        assert "Correction. We said it fell. It holds." in html.words, name
        assert "Update. The mayor answered." in html.words, name


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "Tom &amp; <b>Jerry</b>", "1 < 2 & 3", "]]>", "a\u2028b"]
)
def test_whatever_stands_in_the_fields_is_shown_as_words(client: Client, words: str) -> None:
    photo = factories.photo(caption=words, credit=f"{words} &", alt=words)
    day = told(photo=photo, headline=words, short_headline=words, summary=words)
    corrected(day, said=words, right=words)
    changed(day, "refile", LATEST, summary=words)
    item, said = first(client), " ".join(words.split())
    assert (
        item.findtext("title") == entry(client).findtext(f"{ATOM}title") == feed(client)["items"][0]["title"] == words
    )
    assert item.find(f"{MEDIA}content").findtext(f"{MEDIA}description") == words
    assert item.find(f"{MEDIA}content").findtext(f"{MEDIA}credit") == f"{words} &"
    assert feed(client)["items"][0]["summary"] == words
    html = [item.findtext("description"), entry(client).findtext(f"{ATOM}summary")]
    html += [rss(client, "/corrections.rss").find("item").findtext(tag) for tag in ("description", CONTENT)]
    assert [parsed(text).words for text in html] == [said, said, f"{said} {said}", f"{said} {said}"]
    for name, content in contents(client).items():
        assert content.one("h2").words == said, name
        assert content.one("figcaption").words == f"{said} Photo: {said} &", name
        assert f"Correction. {said} {said}" in content.words, name


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x0c", "\x1f", "\x7f", "\ufffe", "\uffff"])
def test_a_sign_that_xml_cannot_carry_does_not_break_the_feed(client: Client, sign: str) -> None:
    words = f"The port{sign} opens"
    photo = factories.photo(caption=words, credit=f"{words} &", alt=words)
    day = told(photo=photo, headline=words, short_headline=words, summary=words, body=f"<p>{words}, it was said.</p>")
    corrected(day, said=words, right=words)
    for path in FEEDS:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "The port" in (
            answer.content.decode() if path.endswith("json") else "".join(xml(client, path).itertext())
        )


# --- Corrections --------------------------------------------------------------------------------------------------


def test_the_corrections_feed_says_whose_it_is_and_where_it_lies(client: Client, day: Roundup) -> None:
    channel = rss(client, "/corrections.rss")
    assert channel.findtext("title") == "The Lantern: Corrections"
    assert channel.findtext("link") == f"{SITE}/corrections/"
    assert channel.find(f"{ATOM}link").get("href") == f"{SITE}/corrections.rss"


def test_a_correction_comes_with_both_halves_its_moment_and_its_place(client: Client, day: Roundup) -> None:
    corrected(day, said="We said it fell.", right="It holds.")
    item = rss(client, "/corrections.rss").find("item")
    assert item.findtext("description") == "We said it fell. It holds."
    assert email.utils.parsedate_to_datetime(item.findtext("pubDate")) == LATER
    assert item.findtext("link") == f"{SITE}/2026/03/02/#{day.stories.get().anchor}"
    assert "2026-03-02" in item.findtext("title")


def test_refiles_and_updates_are_no_corrections(client: Client, day: Roundup) -> None:
    changed(day, "refile")
    changed(day, "update", LATEST, text="The mayor answered.")
    assert rss(client, "/corrections.rss").find("item") is None


def test_corrections_come_newest_first_each_known_by_its_own_name_for_ever(client: Client, day: Roundup) -> None:
    corrected(day)
    before = rss(client, "/corrections.rss").find("item").findtext("guid")
    corrected(day, LATEST, said="Again one.", right="Again two.")
    corrected(told(MARCH_1), LATEST + datetime.timedelta(minutes=1), said="Other one.", right="Other two.")
    items = rss(client, "/corrections.rss").findall("item")
    assert [item.findtext("description")[:5] for item in items] == ["Other", "Again", "It sa"]
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == 3
    assert guids[2] == before
    assert {item.find("guid").get("isPermaLink") for item in items} == {"false"}


# --- What was taken back ------------------------------------------------------------------------------------------


def secret() -> Roundup:
    """A day with a canary in every field, corrected twice, between two plain days."""
    told(MARCH_1)
    words: dict[str, Any] = {name: f"{CANARY} in the {name}" for name in ("headline", "short_headline", "summary")}
    photo = factories.photo(**{name: f"{CANARY} {name}" for name in ("caption", "credit", "alt")})
    day = told(photo=photo, others=1, body=f"<p>{CANARY} in the text, it was said.</p>", **words)
    corrected(day, said=f"We said {CANARY}.", right=f"{CANARY} did not.")
    changed(day, "update", LATER + datetime.timedelta(minutes=5), text=f"{CANARY} answered.")
    told(MARCH_3)
    return day


@pytest.mark.parametrize("path", FEEDS)
def test_a_retracted_day_leaves_no_word_in_any_feed(client: Client, path: str) -> None:
    day = secret()
    assert CANARY in client.get(path).content.decode()
    retracted(day)
    words = client.get(path).content.decode()
    assert CANARY not in words
    assert path == "/corrections.rss" or "2026/03/02" not in words


@pytest.mark.parametrize("path", FEEDS)
def test_a_withdrawn_story_leaves_its_note_and_no_word_in_any_feed(client: Client, path: str) -> None:
    day = secret()
    Roundup.objects.filter(pk=day.pk).update(photo=None)
    withdrawn(day, "It put somebody at risk.")
    words = client.get(path).content.decode()
    assert CANARY not in words
    assert "It put somebody at risk." in words


@pytest.mark.parametrize("path", FEEDS)
def test_a_reinstated_day_is_back_in_every_feed(client: Client, path: str) -> None:
    day = secret()
    retracted(day)
    reinstated(day)
    assert CANARY in client.get(path).content.decode()


def test_a_retraction_is_told_once_in_the_corrections_feed(client: Client) -> None:
    retracted(secret(), "The figures were wrong.")
    items = rss(client, "/corrections.rss").findall("item")
    assert [item.findtext("description") for item in items] == ["The figures were wrong."]
    assert items[0].findtext("link") == f"{SITE}/2026/03/02/"


@pytest.mark.parametrize("path", FEEDS)
def test_a_story_withdrawn_while_its_day_was_retracted_leaves_no_word(client: Client, path: str) -> None:
    day = secret()
    Roundup.objects.filter(pk=day.pk).update(photo=None)
    retracted(day)
    factories.step("withdraw", day.stories.order_by("position")[0], factories.person(Role.EDITOR), note="It was wrong.")
    reinstated(day)
    words = client.get(path).content.decode()
    assert CANARY not in words
    assert "It was wrong." in words


def test_a_feed_is_the_same_whenever_it_is_asked_for(client: Client, day: Roundup) -> None:
    corrected(day)
    seen = []
    for hours in (1, 100):
        with time_machine.travel(factories.NOON + datetime.timedelta(hours=hours), tick=False):
            seen.append([hashlib.sha256(client.get(path).content).hexdigest() for path in FEEDS])
    assert seen[0] == seen[1]
