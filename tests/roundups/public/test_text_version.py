"""The day in words only: small, whole, and as quick to forget what was taken back (4-public, Pages)."""

import datetime
from typing import Any

import pytest
from django.test import Client

from newsroom.models import Masthead
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Roundup
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.test_markup import HOSTILE, headings
from tests.roundups.public.walks import LATEST, SITE, changed, corrected, reinstated, retracted, told, withdrawn

pytestmark = pytest.mark.django_db
TEXT = "/text/2026/03/02/"
CANARY = "Zyxqanary"
MARCH_1, MARCH_3 = datetime.date(2026, 3, 1), datetime.date(2026, 3, 3)


def shown(client: Client, path: str = TEXT) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer.content)


def secret() -> Roundup:
    """A day with a canary in every field, between two plain days."""
    told(MARCH_1)
    words: dict[str, Any] = {name: f"{CANARY} in the {name}" for name in ("headline", "short_headline", "summary")}
    day = told(others=1, body=f"<p>{CANARY} in the text, it was said.</p>", **words)
    corrected(day, said=f"We said {CANARY}.", right=f"{CANARY} did not.")
    told(MARCH_3)
    return day


def test_an_ordinary_day_weighs_less_than_ten_thousand_bytes(client: Client) -> None:
    day = factories.roundup(photo=factories.photo())
    words = f"the council said that {'the harbour will open again in spring, ' * 6}as it had promised."
    for number in range(8):
        body = "".join(f"<p>On pier {3 * number + part}, {words}</p>" for part in range(3))
        factories.story_in("approved", day, body=body, photo=factories.photo())
    factories.step("publish", day, factories.person(Role.EDITOR))
    content = client.get(TEXT).content
    assert content.decode().count("as it had promised.") == 24
    assert len(content) < 10_000


def test_it_loads_nothing(client: Client) -> None:
    told(photo=factories.photo())
    page = shown(client)
    assert not [element.tag for element in page.walk() if element.tag in {"img", "picture", "style", "script", "form"}]
    assert [link.attrs["rel"] for link in page.all("link")] == ["canonical"]
    assert not [element for element in page.walk() if "src" in element.attrs or "style" in element.attrs]


def test_it_has_every_word_of_the_stories_in_their_order(client: Client) -> None:
    body = "<p>One, the council said.</p><blockquote><p>We are glad.</p></blockquote><ul><li>two</li></ul>"
    day = told(headline="The first", body=body)
    factories.story_in("approved", day, headline="The second")
    factories.step("reissue", day, factories.person(Role.EDITOR))
    page = shown(client).one("main")
    assert [heading.words for heading in page.all("h2")] == ["The first", "The second"]
    assert page.one("blockquote").words == "We are glad."
    assert page.one("li").words == "two"


def test_it_has_headline_date_opening_and_editor(client: Client) -> None:
    told(short_headline="Port reopens")
    page = shown(client)
    assert page.one("h1").words == "Port reopens"
    assert page.one("time").words == "Monday, 2 March 2026"
    assert "It is day 2 of the strike." in page.one("main").words
    assert page.one("footer").words.startswith("Editor in chief — Ada Keller.")


def test_the_sources_are_named(client: Client) -> None:
    told()
    assert "Sources: Council" in shown(client).one("main").words


def test_corrections_and_updates_stand_at_their_story(client: Client) -> None:
    day = told(others=1)
    corrected(day, said="We said it fell.", right="It holds.")
    changed(day, "update", LATEST, text="The mayor answered.")
    notes = [note.words for note in shown(client).all("aside")]
    assert notes == [
        "Correction, 2 March, 14:30. We said it fell. It holds.",
        "Update, 2 March, 15:30. The mayor answered.",
    ]


def test_an_anchor_leads_to_the_same_story_as_on_the_day(client: Client) -> None:
    told(others=2)
    anchors = [heading.attrs["id"] for heading in shown(client).all("h2")]
    assert anchors == [story.attrs["id"] for story in shown(client, "/2026/03/02/").all("article")]


def test_it_leads_to_the_day_and_to_the_words_of_the_days_beside_it(client: Client) -> None:
    for date in (MARCH_1, factories.DATE, MARCH_3):
        told(date)
    page = shown(client)
    assert [link.attrs["href"] for link in page.one("header").all("a")] == ["/", "/2026/03/02/"]
    assert [link.attrs["href"] for link in page.one("footer").all("a")] == [
        "/text/2026/03/01/",
        "/text/2026/03/03/",
    ]


def test_the_day_leads_to_its_words_only(client: Client) -> None:
    told()
    assert shown(client, "/2026/03/02/").one("footer").one("a", href=TEXT)


def test_its_address_for_search_engines_is_the_days(client: Client) -> None:
    told()
    page = shown(client)
    assert page.one("link", rel="canonical").attrs["href"] == f"{SITE}/2026/03/02/"
    assert page.one("meta", name_="robots").attrs["content"] == "noindex"


def test_its_headings_are_in_order_below_one_h1(client: Client) -> None:
    told(others=2)
    assert headings(shown(client)) == [1, 2, 2, 2]


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_stands_in_the_fields_is_shown_as_words(client: Client, words: str) -> None:
    paper = factories.masthead(name=words, editor_in_chief=words)
    day = factories.roundup(masthead=paper, headline=words, opening=f"{words} {{day}}")
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story(day, author=author, headline=words, short_headline=words, body=f"<p>A word. {words}</p>")
    sources = [(words, "https://example.org/", "own")]
    workflow.save_story(story, by=author, seen=story.revision, sources=sources, now=factories.NOON)
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    factories.step("publish", day, editor)
    corrected(day, said=words, right=words)
    page, said = shown(client), " ".join(words.split())
    assert page.one("h1").words == page.one("h2").words == said
    assert said in page.one("title").words
    assert page.one("aside").words.count(said) == 2
    assert f"Sources: {said}" in page.one("main").words
    assert page.one("footer").words.startswith(f"Editor in chief — {said}.")
    assert not [element.tag for element in page.walk() if element.tag in {"script", "img", "svg"}]


@pytest.mark.parametrize(
    "path", ["/text/2026/03/05/", "/text/2026/02/30/", "/text/2026/03/", "/text/", "/ka/text/2026/03/02/"]
)
def test_a_day_that_is_not_there_has_no_words(client: Client, path: str) -> None:
    told()
    assert client.get(path).status_code == 404


def test_a_day_that_readers_do_not_have_has_no_words(client: Client) -> None:
    factories.story_in("approved", factories.roundup())
    assert client.get(TEXT).status_code == 404


def test_a_retracted_day_leaves_its_notice(client: Client) -> None:
    day = secret()
    assert CANARY in client.get(TEXT).content.decode()
    retracted(day, "The figures were wrong.")
    page = shown(client)
    assert page.one("h1").words == "The roundup of 2 March 2026 was retracted"
    assert page.one("main").words.endswith("Why: The figures were wrong.")
    assert CANARY not in client.get(TEXT).content.decode()


def test_the_words_of_other_days_lead_past_a_retracted_day(client: Client) -> None:
    retracted(secret())
    words = client.get("/text/2026/03/01/").content.decode()
    assert "/text/2026/03/03/" in words
    assert "/text/2026/03/02/" not in words


def test_a_withdrawn_story_leaves_its_note(client: Client) -> None:
    withdrawn(secret(), "It put somebody at risk.")
    page = shown(client)
    assert page.all("h2")[0].words == "This story was withdrawn"
    assert "It put somebody at risk." in page.one("main").words
    assert CANARY not in client.get(TEXT).content.decode()


def test_a_reinstated_day_has_its_words_again_and_says_why(client: Client) -> None:
    day = secret()
    retracted(day, "The figures were wrong.")
    reinstated(day)
    words = shown(client).one("main").words
    assert CANARY in words
    assert "It was right after all." in words
    assert "The figures were wrong." not in words


# --- Languages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def russian() -> Masthead:
    return factories.masthead(language="ru", name="Фонарь", editor_in_chief="Ада Келлер")


def test_the_second_language_has_words_only_too(client: Client, russian: Masthead) -> None:
    told(paper=russian, short_headline="Порт открыт")
    page = shown(client, f"/ru{TEXT}")
    assert page.one("html").attrs["lang"] == "ru"
    assert page.one("h1").words == "Порт открыт"
    assert "2 марта 2026" in page.one("time").words
    assert [link.attrs["href"] for link in page.one("header").all("a")] == ["/ru/", "/ru/2026/03/02/"]


def test_the_neighbours_are_of_the_same_language(client: Client, russian: Masthead) -> None:
    told(MARCH_1)
    told()
    told(MARCH_1, paper=russian)
    told(paper=russian)
    assert [link.attrs["href"] for link in shown(client, f"/ru{TEXT}").one("footer").all("a")] == [
        "/ru/text/2026/03/01/"
    ]
