"""A day's page, part by part (1-product, The page)."""

import datetime
from typing import Any

import pytest
from django.test import Client

from newsroom.roles import Role
from roundups import workflow
from roundups.models import Photo, Roundup, Story
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.roundups.public.walks import revised
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
BODY = (
    "<p>The port of <em>Varna</em> opened.</p><blockquote><p>We are glad.</p></blockquote>"
    '<p>More is on <a href="https://example.org/port">its site</a>.</p><ul><li>one</li></ul>'
)


@pytest.fixture
def editor() -> Any:
    return factories.person(Role.EDITOR)


def approved(day: Roundup, **words: Any) -> Story:
    return factories.story_in("approved", day, **words)


@pytest.fixture
def day(begin_with: Begin) -> Roundup:
    begin_with(a_day)
    return Roundup.objects.get()


def a_day() -> None:
    """A published day of three stories with a lead photo and an inline one."""
    lead = factories.photo(caption="The pier at dawn.", credit="Olga Sand", alt="A pier & two gulls")
    found = factories.roundup(photo=lead)
    inline = factories.photo(caption="The port.", credit="Port office", alt="Cranes")
    approved(
        found, headline="The grain port reopens", short_headline="Port reopens", summary="The port is open.", body=BODY,
        photo=inline,
    )  # fmt: skip
    approved(found, headline="A bridge is mended", short_headline="Bridge mended", summary="The bridge holds.")
    approved(found, headline="Schools stay shut", short_headline="Schools shut", summary="Schools open on Friday.")
    factories.step("publish", found, factories.person(Role.EDITOR))


@pytest.fixture
def page(client: Client, day: Roundup) -> Element:
    return shown(client)


def shown(client: Client, path: str = "/2026/03/02/") -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return parsed(answer.content)


def test_the_headline_is_the_stories_clauses_in_their_order(page: Element) -> None:
    assert page.one("h1").words == "Port reopens, Bridge mended, Schools shut"


def test_the_editors_own_headline_comes_first(client: Client, editor: Any) -> None:
    day = factories.roundup(headline="A day of openings")
    approved(day)
    factories.step("publish", day, editor)
    assert shown(client).one("h1").words == "A day of openings"


def test_the_title_names_the_headline_and_the_paper(page: Element) -> None:
    assert page.one("title").words == "Port reopens, Bridge mended, Schools shut — The Lantern"


def test_the_kicker_stands_above_the_headline(page: Element) -> None:
    elements = list(page.one("main").walk())
    kicker = page.one("p", cls="kicker")
    assert kicker.words == "The Lantern’s roundup"
    assert elements.index(kicker) < elements.index(page.one("h1"))


def test_a_roundups_own_kicker_is_shown(client: Client, editor: Any) -> None:
    day = factories.roundup(kicker="An evening roundup")
    approved(day)
    factories.step("publish", day, editor)
    assert shown(client).one("p", cls="kicker").words == "An evening roundup"


def test_the_lead_photo_has_its_picture_with_size_and_alt_text(page: Element, day: Roundup) -> None:
    figure = page.one("main").all("figure")[0]
    picture = figure.one("img").attrs
    assert day.photo is not None
    assert picture["src"] == f"/pictures/{factories.prints_of(day.photo)}/960.jpg"
    assert (picture["width"], picture["height"]) == (str(day.photo.width), str(day.photo.height))
    assert picture["alt"] == "A pier & two gulls"


def test_the_lead_photo_has_its_caption_and_credit(page: Element) -> None:
    assert page.all("figure")[0].one("figcaption").words == "The pier at dawn. Photo: Olga Sand"


def test_the_lead_photo_stands_before_the_lede(page: Element) -> None:
    elements = list(page.walk())
    assert elements.index(page.all("figure")[0]) < elements.index(page.one("div", cls="lede"))


def test_a_roundups_own_caption_and_alt_text_come_before_the_photos(client: Client, editor: Any) -> None:
    day = factories.roundup(photo=factories.photo(), photo_caption="On this day.", photo_alt="Here")
    approved(day)
    factories.step("publish", day, editor)
    figure = shown(client).one("figure")
    assert figure.one("figcaption").words.startswith("On this day.")
    assert figure.one("img").attrs["alt"] == "Here"


def test_a_photo_that_waits_for_its_picture_leaves_the_figure_out(client: Client, editor: Any) -> None:
    waiting = Photo.objects.create(caption="A pier that waits.", credit="Olga Sand")
    day = factories.roundup(photo=waiting)
    approved(day, photo=waiting)
    factories.step("publish", day, editor)
    page = shown(client)
    assert not page.all("figure")
    assert not page.all("img")
    assert "waits" not in page.words


def test_the_lede_begins_with_the_opening_and_the_first_summary_in_one_paragraph(page: Element) -> None:
    assert page.one("div", cls="lede").all("p")[0].words == "It is day 2 of the strike. The port is open."


def test_the_lede_has_a_paragraph_for_each_later_summary_and_then_the_sign_off(page: Element) -> None:
    assert [paragraph.words for paragraph in page.one("div", cls="lede").all("p")[1:]] == [
        "The bridge holds.",
        "Schools open on Friday.",
        "That is the morning.",
    ]


def test_the_roundups_own_opening_counts_the_day_too(client: Client, editor: Any) -> None:
    day = factories.roundup(opening="Morning {day}.")
    approved(day, summary="The port is open.")
    factories.step("publish", day, editor)
    assert shown(client).one("div", cls="lede").all("p")[0].words == "Morning 2. The port is open."


def test_without_counter_and_sign_off_the_lede_is_the_summaries(client: Client, editor: Any) -> None:
    day = factories.roundup(counter=None, sign_off="")
    approved(day, summary="The port is open.")
    factories.step("publish", day, editor)
    assert [paragraph.words for paragraph in shown(client).one("div", cls="lede").all("p")] == ["The port is open."]


def test_the_contents_lead_to_every_story_in_order(page: Element) -> None:
    links = page.one("nav", cls="contents").all("a")
    stories = page.all("article", cls="story")
    assert [link.attrs["href"] for link in links] == [f"#{story.attrs['id']}" for story in stories]
    assert [link.words for link in links] == [story.one("h2").words for story in stories]


def test_a_page_of_one_story_has_no_contents(client: Client) -> None:
    factories.published(stories=1)
    assert not shown(client).all("nav", cls="contents")


def test_the_stories_stand_in_the_order_of_the_desk(page: Element) -> None:
    assert [story.one("h2").words for story in page.all("article")] == [
        "The grain port reopens",
        "A bridge is mended",
        "Schools stay shut",
    ]


def test_a_storys_anchor_is_made_of_its_short_headline(page: Element) -> None:
    assert page.all("article")[0].attrs["id"] == "port-reopens"


def test_a_story_keeps_its_paragraphs_quotations_lists_and_links(page: Element) -> None:
    text = page.all("article")[0].one("div", cls="text")
    assert [child.tag for child in text.children if isinstance(child, Element)] == ["p", "blockquote", "p", "ul"]
    assert text.one("blockquote").words == "We are glad."
    assert text.one("em").words == "Varna"
    assert text.one("a").attrs["href"] == "https://example.org/port"


def test_a_storys_photo_stands_in_the_story(page: Element) -> None:
    figure = page.all("article")[0].one("figure")
    assert figure.one("figcaption").words == "The port. Photo: Port office"
    assert figure.one("img").attrs["alt"] == "Cranes"
    assert figure.one("img").attrs["loading"] == "lazy"


def test_the_lead_photo_is_not_lazy(page: Element) -> None:
    assert "loading" not in page.all("figure")[0].one("img").attrs


def test_a_storys_sources_are_named_and_linked(client: Client, editor: Any) -> None:
    day, author = factories.roundup(), factories.person()
    story = factories.story(day, author=author)
    sources = [("Port office", "https://example.org/a?b=1&c=2", "official"), ("A docker", "", "witness")]
    workflow.save_story(story, by=author, seen=story.revision, sources=sources, now=factories.NOON)
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    factories.step("publish", day, editor)
    named = shown(client).one("p", cls="sources")
    assert named.words == "Sources: Port office · A docker"
    assert named.one("a").attrs["href"] == "https://example.org/a?b=1&c=2"


def test_the_page_says_when_it_was_published_in_the_papers_zone(page: Element) -> None:
    stamp = page.one("p", cls="stamp").words
    assert "Monday, 2 March 2026" in stamp
    assert "published 14:00" in stamp
    assert "EET" in stamp
    assert "updated" not in stamp


def test_the_time_stays_in_the_editions_zone_when_the_paper_moves(client: Client, day: Roundup) -> None:
    factories.masthead(time_zone="Asia/Tbilisi")
    assert "published 14:00" in shown(client).one("p", cls="stamp").words


def test_an_update_says_at_what_time(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    now = factories.NOON + datetime.timedelta(minutes=12)
    revised(day, story, editor, kind="update", text="The mayor answered.", now=now, summary="The bridge holds well.")
    page = shown(client)
    assert "published 14:00 · updated 14:12" in page.one("p", cls="stamp").words
    note = page.all("article")[1].one("aside")
    assert note.words == "Update, 2 March, 14:12. The mayor answered."


def test_an_update_of_another_day_says_the_day(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    now = factories.NOON + datetime.timedelta(days=1)
    revised(day, story, editor, kind="update", now=now, summary="The bridge holds well.")
    stamp = shown(client).one("p", cls="stamp").words
    assert stamp.count("14:00") == 2
    assert "updated 3 March" in stamp


def test_a_correction_stands_at_its_story_with_both_halves(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    now = factories.NOON + datetime.timedelta(minutes=30)
    revised(
        day, story, editor, kind="correction", said="We said it fell.", right="It holds.", now=now, summary="It holds."
    )
    page = shown(client)
    note = page.all("article")[1].one("aside")
    assert note.words == "Correction, 2 March, 14:30. We said it fell. It holds."
    assert len(page.all("aside")) == 1
    assert "updated 14:30" in page.one("p", cls="stamp").words


def test_a_refile_says_nothing_to_readers(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    now = factories.NOON + datetime.timedelta(minutes=30)
    revised(day, story, editor, kind="refile", now=now, summary="The bridge holds!")
    page = shown(client)
    assert "The bridge holds!" in page.one("div", cls="lede").words
    assert not page.all("aside")
    assert "updated" not in page.one("p", cls="stamp").words


def test_a_story_that_joins_later_is_an_update(client: Client, day: Roundup, editor: Any) -> None:
    approved(day, headline="A late story", short_headline="Late")
    factories.step("reissue", day, editor, now=factories.NOON + datetime.timedelta(minutes=5))
    page = shown(client)
    assert page.all("article")[-1].one("h2").words == "A late story"
    assert "updated 14:05" in page.one("p", cls="stamp").words


def test_a_story_that_is_being_changed_stays_as_readers_have_it(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    factories.step("reopen", story, editor)
    story.headline = "An unfinished thought"
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    assert "unfinished" not in shown(client).words
    approved(day, headline="A late story")
    factories.step("reissue", day, editor)
    page = shown(client)
    assert "unfinished" not in page.words
    assert "A bridge is mended" in page.words


def test_a_withdrawn_story_leaves_its_note_at_its_anchor(client: Client, day: Roundup, editor: Any) -> None:
    story = day.stories.order_by("position")[1]
    factories.step("withdraw", story, editor, note="It put somebody at risk.")
    assert "risk" not in shown(client).words
    factories.step("reissue", day, editor)
    page = shown(client)
    article = page.one("article", id_=story.anchor)
    assert article.words == "This story was withdrawn It put somebody at risk."
    assert page.one("h1").words == "Port reopens, Schools shut"
    assert "The bridge holds." not in page.words
    assert len(page.one("nav", cls="contents").all("a")) == 2


def test_the_imprint_names_the_editor_and_leads_to_the_policies(page: Element) -> None:
    imprint = page.one("footer", cls="imprint")
    assert imprint.words.startswith("Editor in chief — Ada Keller. Terms of use. Privacy policy. Corrections policy.")
    assert [link.attrs["href"] for link in imprint.all("a")] == [
        "/terms/", "/privacy/", "/corrections-policy/", "/report/?day=2026-03-02", "/text/2026/03/02/", "/feed.rss",
    ]  # fmt: skip


def test_on_paper_the_page_says_where_it_was(page: Element) -> None:
    assert page.one("span", cls="printed").words == "http://localhost:8000/2026/03/02/"


def test_the_imprint_names_the_editor_of_that_day(client: Client, day: Roundup) -> None:
    factories.masthead(editor_in_chief="Boris Novak")
    assert "Ada Keller" in shown(client).one("footer").words


def test_the_page_has_one_canonical_address_on_the_main_domain(client: Client, day: Roundup) -> None:
    factories.masthead(base_url="https://lantern.example.org")
    link = shown(client).one("link", rel="canonical")
    assert link.attrs["href"] == "https://lantern.example.org/2026/03/02/"


def test_the_description_is_the_first_summary(page: Element) -> None:
    assert page.one("meta", name_="description").attrs["content"] == "The port is open."


def test_the_page_leads_to_the_days_before_and_after(client: Client, day: Roundup) -> None:
    for date in (datetime.date(2026, 2, 27), datetime.date(2026, 3, 1), datetime.date(2026, 3, 5)):
        factories.published(factories.roundup(date), stories=1)
    turn = shown(client).one("nav", cls="turn")
    assert turn.one("a", rel="prev").attrs["href"] == "/2026/03/01/"
    assert turn.one("a", rel="next").attrs["href"] == "/2026/03/05/"


def test_head_answers_as_get_without_a_body(client: Client, day: Roundup) -> None:
    answer = client.head("/2026/03/02/")
    assert (answer.status_code, answer.content) == (200, b"")
