"""The markup of every public page: one h1, headings in order, whole images, targets that are there, nothing inline."""

import datetime
import itertools
from typing import Any

import pytest
from django.test import Client

from newsroom.models import Page
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Roundup
from roundups.workflow import Verdict
from tests import factories
from tests.roundups.public.parsed import Element, parsed
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/2026/03/02/",
    "/2026/03/01/",
    "/2026/03/03/",
    "/2026/03/",
    "/2026/",
    "/corrections/",
    "/corrections/2026/",
    "/about/",
    "/nothing/",
    "/ru/",
    "/ru/2026/03/02/",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "Tom & Jerry < > &amp; &lt;b&gt;",
    "</title></head></script><svg/onload=alert(1)>",
    "Война и мир: «Россия» — ёлка",
    "שלום \u202e עולם \u200f مرحبا",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦",
    "{{ settings.SECRET_KEY }} {% load static %}",
    "a\u2028b\u2029c",
]  # fmt: skip


@pytest.fixture
def paper(begin_with: Begin) -> None:
    begin_with(a_paper)


def a_paper() -> None:
    """A day with everything, a retracted one before it, a withdrawn story after it, a second language."""
    editor = factories.person(Role.EDITOR)
    for number in (1, 2, 3):
        day = factories.roundup(datetime.date(2026, 3, number), photo=factories.photo(alt=""))
        factories.story_in("approved", day, photo=factories.photo())
        factories.published(day, editor=editor)
    factories.step("retract", Roundup.objects.get(date=datetime.date(2026, 3, 1)), editor)
    story = day.stories.order_by("position")[1]
    factories.step("withdraw", story, editor)
    factories.step("reissue", day, editor)
    russian = factories.masthead(language="ru", name="Фонарь")
    factories.published(factories.roundup(masthead=russian), editor=editor)
    Page.objects.update_or_create(
        masthead=factories.masthead(), slug="about", defaults={"title": "About us", "body": "<p>We.</p>"}
    )


def fetched(client: Client, path: str) -> Element:
    return parsed(client.get(path).content)


def headings(page: Element) -> list[int]:
    return [int(element.tag[1]) for element in page.walk() if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]


def check_markup(page: Element) -> None:
    levels = headings(page)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [element.attrs["id"] for element in page.walk() if "id" in element.attrs]
    assert sorted(ids) == sorted(set(ids))
    assert all(ids)
    targets = [link.attrs["href"][1:] for link in page.all("a") if link.attrs.get("href", "").startswith("#")]
    assert set(targets) <= set(ids)
    for element in page.walk():
        assert "style" not in element.attrs
        assert not [name for name in element.attrs if name.startswith("on")]
        assert element.tag != "script" or element.attrs == {"type": "application/ld+json"}  # data, which nobody runs
        assert element.tag not in {"style", "iframe", "object", "embed", "form", "svg"}
        assert not element.attrs.get("href", "").lower().startswith(("javascript:", "data:"))
    for picture in page.all("img"):
        assert "alt" in picture.attrs
        assert int(picture.attrs["width"]) > 0
        assert int(picture.attrs["height"]) > 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_h1_headings_in_order_whole_images_and_nothing_inline(
    client: Client, paper: None, path: str
) -> None:
    check_markup(fetched(client, path))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_language_a_title_landmarks_and_a_skip_link(client: Client, paper: None, path: str) -> None:
    page = fetched(client, path)
    assert page.one("html").attrs["lang"] == ("ru" if path.startswith("/ru/") else "en")
    assert page.one("title").words
    assert page.one("meta", charset="utf-8")
    assert {page.one(tag).tag for tag in ("header", "main", "footer")} == {"header", "main", "footer"}
    skip = page.one("a", cls="skip")
    assert skip.attrs["href"] == f"#{page.one('main').attrs['id']}"


@pytest.mark.parametrize("path", PAGES)
def test_every_navigation_and_aside_of_a_page_has_a_name(client: Client, paper: None, path: str) -> None:
    page = fetched(client, path)
    names = {element.attrs["id"] for element in page.walk() if "id" in element.attrs}
    for element in [*page.all("nav"), *page.all("aside"), *page.all("section")]:
        assert element.attrs.get("aria-label") or element.attrs.get("aria-labelledby") in names


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_nobody_elses_server(client: Client, paper: None, path: str) -> None:
    page = fetched(client, path)
    loaded = [element.attrs.get("src", "") for element in page.all("img")]
    loaded += [link.attrs["href"] for link in page.all("link") if link.attrs["rel"] in {"stylesheet", "icon"}]
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


@pytest.mark.parametrize("words", ["Text", "Contents", "Recent", "text", "Story", "Main"])
def test_a_story_may_be_called_like_a_part_of_the_page(client: Client, words: str) -> None:
    factories.published(factories.roundup(datetime.date(2026, 3, 1)), stories=1)
    day = factories.roundup()
    factories.story_in("approved", day, short_headline=words)
    factories.story_in("approved", day, short_headline=words)
    factories.step("publish", day, factories.person(Role.EDITOR))
    for path in ("/", "/2026/03/02/"):
        check_markup(fetched(client, path))


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_stands_in_the_fields_is_shown_as_words(client: Client, words: str) -> None:
    editor = factories.person(Role.EDITOR)
    photo = factories.photo(caption=words, credit=f"{words} &", alt=words)
    masthead = factories.masthead(name=words, editor_in_chief=words)
    columns: dict[str, Any] = dict.fromkeys(("headline", "kicker", "sign_off"), words)
    columns["opening"] = f"{words} {{day}}"
    day = factories.roundup(masthead=masthead, photo=photo, **columns)
    author = factories.person()
    story = factories.story(
        day,
        author=author,
        headline=words,
        short_headline=words,
        summary=words,
        photo=photo,
        body=f"<p>A word. {words}</p>",
    )
    workflow.save_story(
        story, by=author, seen=story.revision, sources=[(words, "https://example.org/", "own")], now=factories.NOON
    )
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    factories.step("publish", day, editor)
    verdict = Verdict(kind="correction", said=words, right=words)
    factories.step("reopen", story, editor)
    story.summary = f"{words} then"
    workflow.save_story(story, by=author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    factories.step("reissue", day, editor, verdicts={story.anchor: verdict})
    said = " ".join(words.split())
    for path in ("/", "/2026/03/02/"):
        page = fetched(client, path)
        check_markup(page)
        assert page.one("h1").words == said
        assert page.one("p", cls="kicker").words == said
        assert said in page.one("div", cls="lede").words
        assert page.one("article").one("h2").words == said
        assert page.one("article").one("aside").words.count(said) == 2
        assert page.all("img")[0].attrs["alt"] == words
        assert page.one("footer").words.startswith(f"Editor in chief — {said}.")
        assert said in page.one("p", cls="sources").words


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_in_a_notice_and_a_withdrawal_are_shown_as_words(client: Client, words: str) -> None:
    editor, note = factories.person(Role.EDITOR), f"Because {words}"
    first = factories.published(factories.roundup(datetime.date(2026, 3, 1)), stories=1)
    factories.step("retract", first, editor, note=note)
    second = factories.published()
    factories.step("withdraw", second.stories.all()[0], editor, note=note)
    factories.step("reissue", second, editor)
    for path in ("/2026/03/01/", "/2026/03/02/"):
        page = fetched(client, path)
        check_markup(page)
        assert " ".join(note.split()) in page.one("main").words
