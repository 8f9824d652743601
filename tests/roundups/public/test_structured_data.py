"""Structured data: what search engines and other programs read of a page (4-public, JSON-LD)."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client

from newsroom.models import Masthead, Page
from newsroom.roles import Role
from roundups.imaging.intake import take_in
from roundups.models import Photo, Roundup
from tests import factories
from tests.roundups.public.parsed import parsed
from tests.roundups.public.walks import (
    LATER,
    LATEST,
    SITE,
    blocks,
    changed,
    corrected,
    reinstated,
    retracted,
    told,
    withdrawn,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DAY = "/2026/03/02/"
CANARY = "Zyxqanary"
MARCH_1 = datetime.date(2026, 3, 1)


@pytest.fixture
def paper() -> Masthead:
    return factories.masthead(base_url=SITE, legal_name="Lantern Press Ltd", contact="desk@lantern.example.org")


def article(client: Client, path: str = DAY) -> Any:
    return blocks(client, path)["NewsArticle"]


def large_photo(**words: Any) -> Photo:
    photo = Photo(caption="The pier at dawn.", credit="Olga Sand", alt="A pier", rights="agency", **words)
    take_in(photo, factories.jpeg(width=1600, height=1250))
    photo.save()
    return photo


# --- The blocks ---------------------------------------------------------------------------------------------------


def test_each_page_has_its_blocks_one_beside_the_other(client: Client, paper: Masthead) -> None:
    told()
    assert set(blocks(client, DAY)) == {"NewsArticle", "NewsMediaOrganization", "BreadcrumbList"}
    assert set(blocks(client, "/")) == {"NewsArticle", "NewsMediaOrganization"}
    assert set(blocks(client, "/about/")) == {"NewsMediaOrganization", "BreadcrumbList"}
    for path in ("/2026/03/", "/2026/"):
        assert set(blocks(client, path)) == {"BreadcrumbList"}


@pytest.mark.parametrize("path", [DAY, "/", "/about/", "/2026/03/"])
def test_each_block_says_whose_vocabulary_it_speaks_and_nothing_empty(
    client: Client, paper: Masthead, path: str
) -> None:
    told()
    for block in blocks(client, path).values():
        assert block["@context"] == "https://schema.org"
        assert "@graph" not in block
        assert not [name for name, value in block.items() if value in ("", None, [], {})]


@pytest.mark.parametrize("path", ["/text/2026/03/02/", "/2026/03/01/", "/corrections/", "/nothing/", "/404.html"])
def test_a_page_that_is_no_article_has_none(client: Client, paper: Masthead, path: str) -> None:
    retracted(told(MARCH_1))
    told()
    assert blocks(client, path) == {}


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "a\u2028b\u2029c",
        "Tom & Jerry",
        '"}]{"',
        "\\u003c\\",
        "\x0b",
    ],
)
def test_no_sign_in_any_field_ends_the_block_or_is_lost(client: Client, words: str) -> None:
    words = f"Words {words} end"
    paper = factories.masthead(base_url=SITE, name=words, legal_name=words, kicker=words, editor_in_chief=words)
    photo = factories.photo(caption=words, credit=f"{words} &", alt=words, creator=words, creator_public=True)
    day = told(paper=paper, photo=photo, headline=words, short_headline=words, summary=words)
    corrected(day, said=words, right=words)
    changed(day, "refile", LATEST, summary=words)
    html = client.get(DAY).content.decode()
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(scripts) == html.count("<script") == html.count("</script") == 3
    for script in scripts:
        assert not set(script) & set("<>&\u2028\u2029")
        json.loads(script)
    said = article(client)
    assert said["headline"] == said["description"] == said["articleSection"] == said["editor"]["name"] == words
    assert said["publisher"]["name"] == said["author"]["name"] == said["hasPart"][0]["headline"] == words
    assert said["image"][0]["caption"] == said["image"][0]["creator"]["name"] == words
    assert said["correction"][0]["text"] == f"{words} {words}"


# --- The article --------------------------------------------------------------------------------------------------


def test_the_article_is_known_by_its_address_on_the_main_domain(client: Client, paper: Masthead) -> None:
    told()
    said = article(client)
    assert said["@id"] == said["url"] == said["mainEntityOfPage"] == f"{SITE}{DAY}"
    assert article(client, "/")["@id"] == f"{SITE}{DAY}"


def test_the_article_says_what_it_is(client: Client, paper: Masthead) -> None:
    told(short_headline="Port reopens", summary="The port is open.")
    said = article(client)
    assert said["headline"] == "Port reopens"
    assert said["description"] == "The port is open."
    assert (said["inLanguage"], said["articleSection"]) == ("en", "The Lantern’s roundup")
    assert said["isAccessibleForFree"] is True
    assert said["publishingPrinciples"] == f"{SITE}/about/"


def test_a_russian_article_speaks_of_its_own_addresses(client: Client) -> None:
    told(paper=factories.masthead(language="ru", name="Фонарь", base_url="https://fonar.example.org"))
    found = blocks(client, "/ru/2026/03/02/")
    assert found["NewsArticle"]["inLanguage"] == "ru"
    assert found["NewsArticle"]["@id"] == "https://fonar.example.org/ru/2026/03/02/"
    assert found["NewsArticle"]["publishingPrinciples"] == "https://fonar.example.org/ru/about/"
    ways = [step["item"] for step in found["BreadcrumbList"]["itemListElement"]]
    assert all(way.startswith("https://fonar.example.org/ru/") for way in ways)


def test_headlines_have_at_most_110_signs(client: Client, paper: Masthead) -> None:
    told(headline="Long " * 50, short_headline="Longer " * 25)
    said = article(client)
    assert 100 < len(said["headline"]) <= 110
    assert 100 < len(said["hasPart"][0]["headline"]) <= 110


def test_the_words_are_counted_as_they_are_read(client: Client, paper: Masthead) -> None:
    told(
        summary="One two three.",
        body="<p>Four <em>fi</em>ve.</p><p>Six,<br>seven.</p><ul><li>eight</li><li>nine</li></ul>",
    )
    assert article(client)["wordCount"] == 9


def test_the_authors_are_the_desk_and_the_publisher_has_its_logo(client: Client, paper: Masthead) -> None:
    told()
    said = article(client)
    assert said["author"] == {"@type": "Organization", "name": "The Lantern", "url": f"{SITE}/"}
    assert said["editor"] == {"@type": "Person", "name": "Ada Keller"}
    assert said["publisher"]["name"] == "The Lantern"
    logo = said["publisher"]["logo"]["url"]
    assert logo.startswith(f"{SITE}/assets/icon.")
    assert client.get(logo.removeprefix(SITE)).status_code == 200


def test_a_day_without_an_editor_in_chief_names_none(client: Client) -> None:
    told(paper=factories.masthead(base_url=SITE, editor_in_chief=""))
    assert "editor" not in article(client)


def test_no_writer_is_named(client: Client, paper: Masthead) -> None:
    day = factories.roundup(masthead=paper)
    author = factories.person()
    factories.story_in("approved", day, author=author)
    factories.step("publish", day, factories.person(Role.EDITOR))
    assert author.name not in client.get(DAY).content.decode()


# --- Its dates and corrections ------------------------------------------------------------------------------------


def test_a_first_edition_has_the_moment_it_was_published_and_none_of_a_change(client: Client, paper: Masthead) -> None:
    told()
    said = article(client)
    assert said["datePublished"] == "2026-03-02T14:00:00+02:00"
    assert "dateModified" not in said
    assert "correction" not in said


@pytest.mark.parametrize("kind", ["refile", "update", "correction"])
def test_no_later_edition_moves_the_moment_of_publication(client: Client, paper: Masthead, kind: str) -> None:
    day = told()
    changed(day, kind, said="One.", right="Two.")
    said = article(client)
    assert said["datePublished"] == said["hasPart"][0]["datePublished"] == "2026-03-02T14:00:00+02:00"


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_an_update_and_a_correction_are_dated(client: Client, paper: Masthead, kind: str) -> None:
    changed(told(), kind, said="One.", right="Two.")
    assert datetime.datetime.fromisoformat(article(client)["dateModified"]) == LATER


def test_a_refile_is_not_dated_even_after_an_update(client: Client, paper: Masthead) -> None:
    day = told()
    changed(day, "update")
    changed(day, "refile", LATEST)
    assert datetime.datetime.fromisoformat(article(client)["dateModified"]) == LATER


def test_each_correction_has_its_words_and_its_moment(client: Client, paper: Masthead) -> None:
    day = told()
    corrected(day, said="We said it fell.", right="It holds.")
    changed(day, "update", LATER + datetime.timedelta(minutes=5), text="The mayor answered.")
    corrected(day, LATEST, said="Again one.", right="Again two.")
    said = article(client)["correction"]
    assert [each["@type"] for each in said] == ["CorrectionComment"] * 2
    assert [each["text"] for each in said] == ["We said it fell. It holds.", "Again one. Again two."]
    assert [datetime.datetime.fromisoformat(each["datePublished"]) for each in said] == [LATER, LATEST]


# --- Its parts ----------------------------------------------------------------------------------------------------


def test_each_story_is_a_part_at_an_anchor_of_the_page(client: Client, paper: Masthead) -> None:
    told(headline="First", short_headline="The first", others=2)
    parts = article(client)["hasPart"]
    stories = parsed(client.get(DAY).content).all("article")
    assert [part["url"] for part in parts] == [f"{SITE}{DAY}#{story.attrs['id']}" for story in stories]
    assert [part["headline"] for part in parts] == [story.one("h2").words for story in stories]
    assert {part["@type"] for part in parts} == {"NewsArticle"}
    assert [part["@id"] for part in parts] == [part["url"] for part in parts]


def test_a_withdrawn_story_is_no_part_and_its_correction_is_gone(client: Client, paper: Masthead) -> None:
    words: dict[str, Any] = {name: f"{CANARY} in the {name}" for name in ("headline", "summary")}
    day = told(others=1, **words)
    corrected(day, said=f"We said {CANARY}.", right=f"{CANARY} did not.")
    assert CANARY in json.dumps(blocks(client, DAY))
    withdrawn(day)
    assert CANARY not in json.dumps(blocks(client, DAY))
    assert len(article(client)["hasPart"]) == 1


def test_a_retracted_day_is_no_article_and_a_reinstated_one_is(client: Client, paper: Masthead) -> None:
    day = told(headline=CANARY)
    told(MARCH_1)
    retracted(day)
    assert CANARY not in json.dumps([blocks(client, path) for path in (DAY, "/", "/2026/03/", "/2026/")])
    reinstated(day)
    assert article(client)["hasPart"][0]["headline"] == CANARY
    assert article(client)["datePublished"] == "2026-03-02T14:00:00+02:00"


# --- Pictures -----------------------------------------------------------------------------------------------------


def test_the_picture_comes_in_three_shapes_wide_enough_for_search_engines(client: Client, paper: Masthead) -> None:
    photo = large_photo()
    told(photo=photo)
    images = article(client)["image"]
    sizes = [(each["width"]["value"], each["height"]["value"]) for each in images]
    assert sizes == [(1200, 675), (1200, 900), (1200, 1200)]
    folder = f"{SITE}/pictures/{factories.prints_of(photo)}"
    names = [f"{folder}/{shape}.jpg" for shape in ("16x9", "4x3", "1x1")]
    assert [each["url"] for each in images] == [each["contentUrl"] for each in images] == names
    for each in images:
        assert each["width"]["@type"] == each["height"]["@type"] == "QuantitativeValue"


def test_the_picture_says_whose_it_is(client: Client, paper: Masthead) -> None:
    photo = large_photo(
        creator="Olga Sand", creator_public=True, copyright="© Olga Sand", source_type="digitalCapture",
        license="https://creativecommons.org/licenses/by/4.0/", web_statement="https://example.org/terms",
    )  # fmt: skip
    told(photo=photo)
    said = article(client)["image"][0]
    assert (said["caption"], said["creditText"]) == ("The pier at dawn.", "Olga Sand")
    assert said["creator"] == {"@type": "Person", "name": "Olga Sand"}
    assert said["copyrightNotice"] == "© Olga Sand"
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["acquireLicensePage"] == "https://example.org/terms"
    assert said["digitalSourceType"].endswith("/digitalCapture")


def test_a_photographer_who_is_not_named_is_not_named_here(client: Client, paper: Masthead) -> None:
    told(photo=factories.photo(creator=CANARY, source=CANARY))
    assert CANARY not in json.dumps(blocks(client, DAY))


def test_without_a_lead_the_first_storys_picture_stands_for_the_day(client: Client, paper: Masthead) -> None:
    photo = factories.photo()
    day = factories.roundup(masthead=paper)
    factories.story_in("approved", day)
    factories.story_in("approved", day, photo=photo)
    factories.step("publish", day, factories.person(Role.EDITOR))
    assert factories.prints_of(photo) in article(client)["image"][0]["url"]


def test_a_day_without_a_picture_has_no_image(client: Client, paper: Masthead) -> None:
    told()
    assert "image" not in article(client)


# --- The paper and the way to a page ------------------------------------------------------------------------------


def test_the_paper_says_who_it_is_and_where_its_rules_stand(client: Client, paper: Masthead) -> None:
    told()
    said = blocks(client, DAY)["NewsMediaOrganization"]
    assert (said["name"], said["legalName"], said["url"]) == ("The Lantern", "Lantern Press Ltd", f"{SITE}/")
    assert said["contactPoint"]["email"] == "desk@lantern.example.org"
    assert said["masthead"] == said["publishingPrinciples"] == f"{SITE}/about/"
    assert said["correctionsPolicy"] == f"{SITE}/corrections-policy/"
    for name in ("masthead", "correctionsPolicy", "actionableFeedbackPolicy"):
        assert client.get(said[name].removeprefix(SITE)).status_code == 200


def test_a_paper_without_contact_and_legal_name_names_none(client: Client) -> None:
    told()
    said = blocks(client, DAY)["NewsMediaOrganization"]
    assert {"contactPoint", "legalName"}.isdisjoint(said)


def test_the_publisher_of_the_article_is_the_paper_of_the_page(client: Client, paper: Masthead) -> None:
    told()
    found = blocks(client, DAY)
    assert found["NewsArticle"]["publisher"]["@id"] == found["NewsMediaOrganization"]["@id"]


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        (DAY, ["/", "/2026/", "/2026/03/", DAY]),
        ("/2026/03/", ["/", "/2026/", "/2026/03/"]),
        ("/2026/", ["/", "/2026/"]),
        ("/about/", ["/", "/about/"]),
    ],
)
def test_the_way_to_a_page_leads_over_pages_that_are_there(
    client: Client, paper: Masthead, path: str, steps: list[str]
) -> None:
    told()
    said = blocks(client, path)["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in said] == [f"{SITE}{step}" for step in steps]
    assert [step["position"] for step in said] == list(range(1, len(steps) + 1))
    assert all(step["name"] for step in said)
    assert {client.get(step).status_code for step in steps} == {200}


def test_a_pages_description_keeps_its_words_apart(client: Client, paper: Masthead) -> None:
    Page.objects.filter(masthead=paper, slug="about").update(
        body="<p>We write.</p><p>You <em>rea</em>d &amp; write.<br>So.</p>"
    )
    page = parsed(client.get("/about/").content)
    assert page.one("meta", name_="description").attrs["content"] == "We write. You read & write. So."


def test_a_day_without_a_number_is_named_by_its_date(client: Client, paper: Masthead) -> None:
    day = factories.roundup(masthead=paper, counter=None)
    factories.published(day, stories=1)
    assert blocks(client, DAY)["BreadcrumbList"]["itemListElement"][-1]["name"] == "2026-03-02"
    assert Roundup.objects.count() == 1
