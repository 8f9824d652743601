"""Nothing that is not published reaches readers, by any address, in any state (5-promises, S3 and S9)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from newsroom.models import Masthead, Page, PageText, Staff
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Photo, Roundup, Story
from roundups.press import pictures
from tests import factories
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
CANARY = "Zyxqanary"
HIDDEN = datetime.date(2026, 3, 9)
STORY_WORDS = {
    "headline": f"{CANARY} in the headline",
    "short_headline": f"{CANARY} in short",
    "summary": f"{CANARY} in the summary, the council said.",
    "body": f"<p>{CANARY} in the text, the council said. It was heard.</p>",
    "photo_caption": f"{CANARY} in the caption",
    "photo_alt": f"{CANARY} in the alt text",
    "note_to_editor": f"{CANARY} to the editor",
}
PAGE_WORDS = {
    name: f"{CANARY} in the {name}"
    for name in ("headline", "kicker", "sign_off", "editor_in_chief", "photo_caption", "photo_alt")
} | {"opening": f"{CANARY} in the opening {{day}}"}
NOTE = f"{CANARY} in a note of a move"


def everything(client: Client, *photos: Photo) -> str:
    """The words of every public address, headers and misses included."""
    dates = [datetime.date(2026, 3, 1) + datetime.timedelta(days=back) for back in range(12)]
    paths = ["/", "/2026/03/", "/2026/02/", "/health/", "/nothing/", "/static/roundups/paper.css"]
    paths += [f"/{date:%Y/%m/%d}/" for date in dates] + [f"/{date:%Y/%m/%d}" for date in dates]
    paths += [f"/day/{number}/" for number in range(1, 14)]
    paths += [f"/text/{date:%Y/%m/%d}/" for date in dates]
    paths += [
        "/2026/",
        "/corrections/",
        "/corrections/2026/",
        "/feed.rss",
        "/feed.atom",
        "/feed.json",
        "/corrections.rss",
    ]
    paths += [f"/{slug}/" for slug in ("about", "terms", "privacy", "corrections-policy")]
    paths += [f"/ru{path}" for path in paths]
    paths += ["/sitemap.xml", "/sitemap-2026.xml", "/news-sitemap.xml", "/robots.txt", "/.well-known/security.txt"]
    paths += ["/site.webmanifest", "/favicon.ico", "/404.html", "/away.html"]
    paths += [f"/pictures/{factories.prints_of(photo)}/960.jpg" for photo in photos]
    said = []
    for path in paths:
        with time_machine.travel(factories.NOON + datetime.timedelta(hours=1), tick=False):  # while it is news
            answer = client.get(path)
        said.append(f"{path} {answer.headers} {answer.getvalue().decode(errors='replace')}")
    return "\n".join(said)


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


@pytest.fixture
def photo() -> Photo:
    words = {name: f"{CANARY} {name}" for name in ("caption", "credit", "alt", "creator", "source")}
    return factories.photo(**words)


@pytest.fixture
def paper(begin_with: Begin) -> Masthead:
    begin_with(a_paper)
    return Masthead.objects.get(language="en")


def a_paper() -> None:
    """A paper with a public day and its pages, none of them secret."""
    masthead = factories.masthead()
    for slug in ("about", "terms", "privacy", "corrections-policy"):
        Page.objects.update_or_create(masthead=masthead, slug=slug, defaults={"title": "A page", "body": "<p>We.</p>"})
    factories.published()


def secret(day: Roundup, photo: Photo, state: str = "draft") -> Story:
    """A story whose every word is a canary, walked to the state, with a comment."""
    author = factories.person()
    author.name = f"{CANARY} the author"
    author.save()
    story = factories.story(day, author=author, photo=photo, **STORY_WORDS)
    sources = [(f"{CANARY} source", f"https://example.org/{CANARY}", "witness")]
    workflow.save_story(story, by=author, seen=story.revision, sources=sources, now=factories.NOON)
    workflow.add_comment(story, by=author, words=f"{CANARY} in a comment", paragraph=1)
    editor = factories.person(Role.EDITOR)
    if state == "spiked":
        factories.step("spike", story, editor, note=NOTE)
    if state in {"filed", "returned", "approved", "held"}:
        factories.step("file", story, author)
    if state == "returned":
        factories.step("send_back", story, editor, note=NOTE)
    if state in {"approved", "held"}:
        factories.step("approve", story, editor)
    if state == "held":
        factories.step("hold", story, editor)
    return story


def hidden(photo: Photo, state: str) -> Roundup:
    """A day that readers must not know of, with a canary in every field."""
    day = factories.roundup(HIDDEN, photo=photo, **PAGE_WORDS)
    secret(day, photo, "approved")
    secret(day, photo, "filed")
    editor = factories.person(Role.EDITOR)
    if state == "scheduled":
        factories.step("schedule", day, editor, note=NOTE)
    if state == "unscheduled":
        factories.step("schedule", day, editor)
        factories.step("unschedule", day, editor, note=NOTE)
    if state == "cancelled":
        factories.step("cancel", day, editor, note=NOTE)
    return day


@pytest.mark.parametrize("state", ["draft", "filed", "returned", "approved", "held", "spiked"])
def test_no_word_of_a_story_on_an_open_day_leaks(client: Client, paper: Masthead, photo: Photo, state: str) -> None:
    secret(factories.roundup(HIDDEN), photo, state)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


@pytest.mark.parametrize("state", ["open", "scheduled", "unscheduled", "cancelled"])
def test_no_word_of_a_hidden_day_leaks(client: Client, paper: Masthead, photo: Photo, state: str) -> None:
    hidden(photo, state)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


@pytest.mark.parametrize("state", ["draft", "filed", "returned", "approved", "held", "spiked"])
def test_no_word_of_an_unpublished_story_on_a_published_day_leaks(
    client: Client, paper: Masthead, photo: Photo, state: str
) -> None:
    secret(factories.roundup(), photo, state)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


@pytest.mark.parametrize("state", ["draft", "filed", "returned", "held", "spiked"])
def test_a_reissue_carries_no_word_of_another_unfinished_story(
    client: Client, paper: Masthead, photo: Photo, editor: Staff, state: str
) -> None:
    day = factories.roundup()
    secret(day, photo, state)
    factories.story_in("approved", day)
    factories.step("reissue", day, editor)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


def test_an_edit_of_a_published_day_stays_inside_until_the_next_edition(
    client: Client, paper: Masthead, photo: Photo, editor: Staff
) -> None:
    day = factories.roundup()
    for name, value in PAGE_WORDS.items():
        setattr(day, name, value)
    day.photo = photo
    workflow.save_roundup(day, by=editor, seen=day.revision)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


def test_the_frame_is_sealed_with_the_first_edition(client: Client, paper: Masthead, editor: Staff) -> None:
    day = factories.roundup()
    frame = {name: words for name, words in PAGE_WORDS.items() if name in {"kicker", "opening", "sign_off"}}
    Roundup.objects.filter(pk=day.pk).update(**frame)
    factories.story_in("approved", day)
    factories.step("reissue", day, editor)
    assert CANARY not in everything(client)


def test_the_note_of_a_withdrawal_waits_for_the_next_edition(client: Client, paper: Masthead, editor: Staff) -> None:
    story = factories.roundup().stories.all()[0]
    factories.step("withdraw", story, editor, note=f"{CANARY} is why it goes.")
    assert CANARY not in everything(client)


def test_the_notes_of_moves_and_comments_on_published_stories_stay_inside(
    client: Client, paper: Masthead, editor: Staff
) -> None:
    day = factories.roundup()
    story = day.stories.all()[0]
    workflow.add_comment(story, by=editor, words=f"{CANARY} in a comment")
    factories.step("reopen", story, editor, note=NOTE)
    factories.step("file", story, story.author)
    factories.step("send_back", story, editor, note=NOTE)
    Story.objects.filter(pk=story.pk).update(note_to_editor=CANARY)
    assert CANARY not in everything(client)


def test_a_published_photo_does_not_say_who_took_it_and_where_it_came_from(client: Client, editor: Staff) -> None:
    photo = factories.photo(creator=f"{CANARY} the photographer", source=f"{CANARY} the sender")
    day = factories.roundup(photo=photo)
    factories.story_in("approved", day, photo=photo)
    factories.step("publish", day, editor)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)


def test_an_unused_photo_is_not_served(client: Client, paper: Masthead, photo: Photo) -> None:
    pictures.place_pictures()
    assert client.get(f"/pictures/{factories.prints_of(photo)}/960.jpg").status_code == 404
    assert CANARY not in everything(client, photo)


def test_an_earlier_text_of_a_page_is_not_served(client: Client, paper: Masthead) -> None:
    page = Page.objects.get(masthead=paper, slug="about")
    PageText.objects.create(page=page, title=f"{CANARY} then", body=f"<p>{CANARY} then</p>")
    assert CANARY not in everything(client)


def test_people_and_their_names_stay_inside(client: Client, paper: Masthead) -> None:
    factories.person(Role.EDITOR, email=f"{CANARY}@example.org", last_login=factories.NOON)
    Staff.objects.update(name=f"{CANARY} the person")
    assert CANARY not in everything(client)


def retracted(day: Roundup, editor: Staff) -> None:
    factories.step("retract", day, editor, note="We cannot stand by it.")


def withdrawn(day: Roundup, editor: Staff) -> None:
    factories.step("withdraw", day.stories.get(headline=STORY_WORDS["headline"]), editor, note="It was wrong.")
    factories.step("reissue", day, editor)


@pytest.mark.parametrize("leave", [retracted, withdrawn])
def test_what_was_taken_back_is_gone_from_every_address(
    client: Client, photo: Photo, editor: Staff, leave: Callable[[Roundup, Staff], None]
) -> None:
    factories.published(factories.roundup(datetime.date(2026, 3, 1)), stories=1)
    day = factories.roundup()
    secret(day, photo, "approved")
    factories.story_in("approved", day)
    factories.step("publish", day, editor)
    factories.published(factories.roundup(datetime.date(2026, 3, 3)), stories=1)
    pictures.place_pictures()
    before = everything(client, photo)
    assert before.count(CANARY) > 5
    assert client.get(f"/pictures/{factories.prints_of(photo)}/960.jpg").getvalue()
    leave(day, editor)
    pictures.place_pictures()
    assert CANARY not in everything(client, photo)
    assert client.get(f"/pictures/{factories.prints_of(photo)}/960.jpg").status_code == 404


def test_the_correction_of_a_story_that_was_withdrawn_later_is_gone_too(client: Client, editor: Staff) -> None:
    day = factories.published()
    story = day.stories.order_by("position")[0]
    factories.step("reopen", story, editor)
    story.summary = "Mended."
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    verdict = workflow.Verdict(kind="correction", said=f"We said {CANARY}.", right=f"{CANARY} did not.")
    factories.step("reissue", day, editor, verdicts={story.anchor: verdict})
    assert CANARY in everything(client)
    factories.step("withdraw", story, editor)
    factories.step("reissue", day, editor)
    assert CANARY not in everything(client)


PRIVATE_PATHS = (
    "/media/private/{name}", "/private/{name}", "/media/{name}", "/{name}", "/pictures/{name}", "/static/{name}",
    "/static/../media/private/{name}", "/pictures/../private/{name}", "/pictures/%2e%2e/private/{name}",
    "/static/%2e%2e/media/private/{name}", "/site/pictures/", "/pictures/", "/media/",
    "/private/prints/", "/private/proofs/",
)  # fmt: skip


@pytest.mark.parametrize("what", ["original", "prints", "proof"])
def test_nothing_private_is_reachable(client: Client, photo: Photo, settings: Any, what: str) -> None:
    factories.masthead()
    factories.roundup(photo=photo)
    pictures.keep_pictures_ready()
    name = {
        "original": photo.original.name,
        "prints": f"prints/{factories.prints_of(photo)}/960.jpg",
        "proof": f"proofs/{photo.digest}/1280.jpg",
    }[what]
    assert (settings.PRIVATE_ROOT / str(name)).exists()
    for path in PRIVATE_PATHS:
        assert client.get(path.format(name=name)).status_code == 404, path
