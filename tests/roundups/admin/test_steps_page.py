"""The confirm pages of the steps: what was seen is what is done, once, and a refusal is a sentence."""

import hashlib
import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from newsroom.roles import Role
from roundups import workflow
from roundups.admin.urls import pages
from roundups.models import Edition, Move, Photo, Roundup, RoundupState, Story, StoryState
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NOWHERE = {"", "abc", "-1", "1.5", "9" * 40, "\x00"}


def on_story(story: Story, name: str) -> str:
    return f"/admin/roundups/story/{story.pk}/step/{name}/"


def on_day(day: Roundup, name: str) -> str:
    return f"/admin/roundups/roundup/{day.pk}/step/{name}/"


def editor() -> Desk:
    return Desk(factories.person(Role.EDITOR))


def ticked(page: Page) -> list[str]:
    return page.form("seen").choices.get("confirmed", [])


def day_in(state: str) -> Roundup:
    day = factories.roundup()
    by = factories.person(Role.EDITOR)
    if state == RoundupState.CANCELLED:
        factories.step("cancel", day, by)
        return day
    factories.story_in(StoryState.APPROVED, day)
    walk = {"open": (), "scheduled": ("schedule",), "published": ("publish",), "retracted": ("publish", "retract")}
    for name in walk[state]:
        factories.step(name, day, by)
    return day


# --- What was seen is what is done --------------------------------------------------------------------------------


def test_approving_a_text_that_changed_meanwhile_is_refused_and_shows_the_newest_text() -> None:
    author = factories.person()
    story = factories.story_in(StoryState.FILED, author=author, headline="The old words")
    desk = editor()
    review = desk.open(on_story(story, "approve"))
    factories.step("recall", story, author)
    writer = Desk(author)
    writer.send(
        writer.open(f"/admin/roundups/story/{story.pk}/change/"), "headline", button="_save", headline="The new words"
    )
    factories.step("file", story, author)

    answer = desk.send(review, "seen")
    assert answer.status == 409
    assert answer.says("It was changed while you were looking. Nothing was done.")
    assert answer.says("The new words")
    assert not answer.says("The old words")
    story.refresh_from_db()
    assert story.status == StoryState.FILED

    desk.send(answer, "seen")
    story.refresh_from_db()
    assert story.status == StoryState.APPROVED


def test_a_photo_caption_that_changed_meanwhile_is_a_changed_text() -> None:
    photo = factories.photo(caption="Gulls.")
    story = factories.story_in(StoryState.FILED, photo=photo)
    desk = editor()
    review = desk.open(on_story(story, "approve"))
    photo = Photo.objects.get(pk=photo.pk)
    photo.caption = "Gulls at noon."
    workflow.save_photo(photo, by=factories.person(Role.PHOTO_EDITOR), seen=photo.revision)
    answer = desk.send(review, "seen")
    assert answer.status == 409
    assert answer.says("The text has changed since you looked at it. Nothing was approved.")
    assert answer.says("Gulls at noon.")


def test_publishing_after_another_story_was_approved_is_refused_with_the_newest_page() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day, headline="The first one")
    desk = editor()
    sheet = desk.open(on_day(day, "publish"))
    factories.story_in(StoryState.APPROVED, day, headline="The second one")

    answer = desk.send(sheet, "seen", confirmed=ticked(sheet))
    assert answer.status == 409
    assert answer.says("What would go out has changed since you looked at it. Nothing went out.")
    assert answer.says("The second one")
    assert "Publish 2 stories now" in answer.form("seen").buttons
    assert not re.search(r"[0-9a-f]{16} is not one of", answer.words)
    assert not Edition.objects.exists()

    desk.send(answer, "seen", confirmed=ticked(answer))
    assert Edition.objects.count() == 1


def test_the_answers_to_one_change_never_pass_to_another_story() -> None:
    day = factories.published(stories=2)
    first, second = day.stories.order_by("position")
    by = factories.person(Role.EDITOR)
    for number, story in enumerate((first, second)):
        factories.step("reopen", story, by)
        story.headline = f"Mended {number}"
        workflow.save_story(story, by=story.author, seen=story.revision)
        factories.step("file", story, story.author)
        factories.step("approve", story, by)
    desk = editor()
    sheet = desk.open(on_day(day, "reissue"))
    one, two = (hashlib.sha256(story.anchor.encode()).hexdigest()[:12] for story in (first, second))
    assert {f"kind_{one}", f"kind_{two}"} <= sheet.form("seen").names
    factories.step("hold", first, by)
    answer = desk.send(
        sheet,
        "seen",
        confirmed=ticked(sheet),
        **{
            f"kind_{one}": "correction",
            f"said_{one}": "Only of the first story.",
            f"right_{one}": "Also of the first.",
            f"kind_{two}": "refile",
        },
    )
    assert answer.status == 409
    assert answer.says("“Mended 1” changed: what is it?")
    assert not answer.says("“Mended 0” changed: what is it?")
    assert not answer.says("Only of the first story.")
    assert Edition.objects.count() == 1


def test_a_missing_tick_is_named_and_what_was_ticked_stays_ticked() -> None:
    day = day_in("open")
    desk = editor()
    sheet = desk.open(on_day(day, "publish"))
    keys = ticked(sheet)
    assert len(keys) == 2
    answer = desk.send(sheet, "seen", confirmed=[keys[0]])
    assert answer.status == 409
    assert answer.says("Please confirm:")
    assert [value for name, value in answer.form("seen").fields if name == "confirmed"] == [keys[0]]


def test_a_refused_step_keeps_the_words_of_its_note() -> None:
    story = factories.story_in(StoryState.FILED)
    desk = editor()
    page = desk.open(on_story(story, "spike"))
    answer = desk.send(page, "seen", note="No")
    assert answer.status == 409
    assert answer.says("Say why, in a few words.")
    assert answer.form("seen").value("note") == "No"


def test_a_long_page_headline_can_be_published() -> None:
    day = factories.roundup()
    for number in range(8):
        factories.story_in(StoryState.APPROVED, day, short_headline="", headline=f"{number} " + "bridge " * 40)
    editor().step("roundup", day.pk, "publish")
    day.refresh_from_db()
    assert day.status == RoundupState.PUBLISHED


# --- Once ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_what_the_press_cannot_print_is_neither_offered_nor_taken(name: str) -> None:
    day = factories.roundup()
    heavy = f"<p>The council said so. {'One more word stands here. ' * 12_000}</p>"
    factories.story_in(StoryState.APPROVED, day, body=heavy)
    desk = editor()
    page = desk.open(on_day(day, name))
    assert page.says("kB, more than 300: shorten it, or print fewer stories.")
    assert 'name="digest"' not in page.html
    day.refresh_from_db()
    sent = desk.post(on_day(day, name), {"seen": str(day.revision), "digest": workflow.compose(day).galley.digest})
    assert sent.status == 409
    assert sent.says("kB, more than 300")
    assert not Edition.objects.exists()


def test_a_second_click_on_publish_makes_no_second_edition() -> None:
    day = day_in("open")
    desk = editor()
    sheet = desk.open(on_day(day, "publish"))
    given: dict[str, Any] = {"confirmed": ticked(sheet)}
    desk.send(sheet, "seen", **given)
    again = desk.follow(desk.send(sheet, "seen", **given))
    assert again.says("This is done already:")
    assert Edition.objects.count() == 1
    assert Move.objects.filter(step="publish").count() == 1


def test_a_second_click_on_approve_says_that_it_is_done() -> None:
    story = factories.story_in(StoryState.FILED)
    desk = editor()
    review = desk.open(on_story(story, "approve"))
    desk.send(review, "seen")
    assert desk.follow(desk.send(review, "seen")).says("This is done already:")
    assert Move.objects.filter(step="approve").count() == 1


def test_a_second_click_on_move_says_that_it_is_done() -> None:
    story = factories.story_in(StoryState.FILED)
    other = factories.roundup(factories.DATE.replace(day=3))
    desk = editor()
    page = desk.open(on_story(story, "move"))
    desk.send(page, "seen", to=str(other.pk))
    assert desk.follow(desk.send(page, "seen", to=str(other.pk))).says("This is done already:")


def test_a_second_click_on_reissue_makes_no_third_edition() -> None:
    day = factories.published(stories=1)
    factories.story_in(StoryState.APPROVED, day)
    desk = editor()
    sheet = desk.open(on_day(day, "reissue"))
    desk.send(sheet, "seen", confirmed=ticked(sheet))
    assert desk.follow(desk.send(sheet, "seen", confirmed=ticked(sheet))).says("This is done already:")
    assert Edition.objects.count() == 2


# --- What a reissue changes ---------------------------------------------------------------------------------------


def rewritten(**words: str) -> tuple[Roundup, str]:
    """A day whose one story is approved with other words than readers have, and the key of its fields.

    `words` lead from words of its text or summary to those that stand there now.
    """
    day = factories.published(stories=1)
    story, by = day.stories.get(), factories.person(Role.EDITOR)
    factories.step("reopen", story, by)
    for old, new in words.items():
        story.body, story.summary = story.body.replace(old, new), story.summary.replace(old, new)
    workflow.save_story(story, by=story.author, seen=story.revision)
    factories.step("file", story, story.author)
    factories.step("approve", story, by)
    return day, hashlib.sha256(story.anchor.encode()).hexdigest()[:12]


def test_a_change_of_spelling_is_a_refile_unless_somebody_says_otherwise() -> None:
    day, key = rewritten(crossed="crosed")
    desk = editor()
    sheet = desk.open(on_day(day, "reissue"))
    assert sheet.form("seen").value(f"kind_{key}") == "refile"
    assert sheet.says("Immaterial: spelling only.")
    assert f"refile_{key}" not in sheet.form("seen").names
    desk.send(sheet, "seen", confirmed=ticked(sheet))
    assert [edition.kind for edition in day.editions.order_by("number")] == ["first", "refile"]


def test_a_change_of_matter_says_why_and_has_no_kind_before_somebody_names_it() -> None:
    day, key = rewritten(Carts="Nine carts")
    sheet = editor().open(on_day(day, "reissue"))
    assert sheet.form("seen").value(f"kind_{key}") == ""
    assert sheet.says("Material: a number came in: Nine")
    assert sheet.form("seen").choices[f"refile_{key}"]


def test_a_refile_of_a_change_of_matter_is_refused_until_it_is_ticked_for_that_story() -> None:
    day, key = rewritten(Monday="Sunday")
    desk = editor()
    sheet = desk.open(on_day(day, "reissue"))
    refused = desk.send(sheet, "seen", confirmed=ticked(sheet), **{f"kind_{key}": "refile"})
    assert refused.status == 409
    assert refused.says("is one of matter:")
    assert refused.form("seen").value(f"kind_{key}") == "refile"
    assert day.editions.count() == 1

    tick: dict[str, Any] = {f"refile_{key}": refused.form("seen").choices[f"refile_{key}"]}
    desk.send(refused, "seen", **tick)
    assert day.editions.get(number=2).kind == "refile"


def test_a_correction_of_a_change_of_matter_needs_no_tick() -> None:
    day, key = rewritten(Monday="Sunday")
    desk = editor()
    sheet = desk.open(on_day(day, "reissue"))
    words = {f"kind_{key}": "correction", f"said_{key}": "We said ten.", f"right_{key}": "It is nine."}
    desk.send(sheet, "seen", confirmed=ticked(sheet), **words)
    assert day.editions.get(number=2).kind == "correction"


def test_another_order_of_the_page_is_a_refile_unless_somebody_says_otherwise() -> None:
    day = factories.published(stories=2)
    last = day.stories.order_by("position").last()
    assert last
    by = factories.person(Role.EDITOR)
    workflow.move_story(last, up=True, by=by)
    sheet = Desk(by).open(on_day(day, "reissue"))
    assert sheet.form("seen").value(f"kind_{hashlib.sha256(b'').hexdigest()[:12]}") == "refile"
    assert sheet.says("Immaterial: spelling, or the order of the stories.")


def test_a_reinstated_text_has_no_kind_before_somebody_names_it() -> None:
    day = day_in("retracted")
    sheet = editor().open(on_day(day, "reinstate"))
    assert sheet.form("seen").value(f"kind_{hashlib.sha256(b'').hexdigest()[:12]}") == ""


# --- Nothing by looking -------------------------------------------------------------------------------------------


def everything() -> list[Any]:
    """Every row of our own tables."""
    models = [*apps.get_app_config("roundups").get_models(), *apps.get_app_config("newsroom").get_models()]
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


@pytest.mark.parametrize("state", StoryState.values)
def test_looking_at_a_storys_step_changes_nothing(state: str) -> None:
    story = factories.story_in(state)
    desk = editor()
    before = everything()
    for name in workflow.STORY_STEPS:
        assert desk.open(on_story(story, name)).status in {200, 409}
        assert desk.client.head(on_story(story, name)).status_code in {200, 409}
    assert everything() == before


@pytest.mark.parametrize("state", RoundupState.values)
def test_looking_at_a_roundups_step_changes_nothing(state: str) -> None:
    day = day_in(state)
    desk = editor()
    before = everything()
    for name in workflow.ROUNDUP_STEPS:
        assert desk.open(on_day(day, name)).status in {200, 409}
    assert everything() == before


# --- What is not open ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", StoryState.values)
def test_a_storys_step_that_is_not_open_is_refused_with_a_sentence(state: str) -> None:
    story = factories.story_in(state)
    desk = editor()
    for name, step in workflow.STORY_STEPS.items():
        if state in step.sources:
            continue
        answer = desk.post(on_story(story, name), {"seen": story.revision, "note": "A good reason."})
        assert answer.status in {302, 409}, name  # 302: it was this very step that led here
        assert desk.follow(answer).says(story.get_status_display()), name
    story.refresh_from_db()
    assert story.status == state


@pytest.mark.parametrize("state", RoundupState.values)
def test_a_roundups_step_that_is_not_open_is_refused_with_a_sentence(state: str) -> None:
    day = day_in(state)
    desk = editor()
    for name, step in workflow.ROUNDUP_STEPS.items():
        if state in step.sources and step.label:
            continue
        answer = desk.post(on_day(day, name), {"seen": day.revision, "note": "A good reason."})
        assert answer.status in {302, 409}, name
        assert desk.follow(answer).says(day.get_status_display()), name
    day.refresh_from_db()
    assert day.status == state


def test_a_step_that_does_not_exist_is_a_sentence() -> None:
    story = factories.story()
    desk = editor()
    for address in (on_story(story, "explode"), on_story(story, "publish"), on_day(story.roundup, "approve")):
        assert desk.open(address).status in {404, 409}
        answer = desk.post(address, {"seen": "1"})
        assert answer.status in {404, 409}
        assert answer.says("There is no such step.") or answer.status == 404


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_a_story_or_roundup_that_does_not_exist_is_404(number: str) -> None:
    factories.masthead()
    desk = editor()
    for address in (
        f"/admin/roundups/story/{number}/step/file/",
        f"/admin/roundups/roundup/{number}/step/publish/",
        f"/admin/roundups/story/{number}/preview/",
        f"/admin/roundups/roundup/{number}/preview/",
        f"/admin/roundups/story/{number}/versions/",
        f"/admin/roundups/story/{number}/comment/",
    ):
        assert desk.open(address).status == 404, address
    assert desk.post(f"/admin/roundups/comment/{number}/settle/").status == 404
    assert desk.post(f"/admin/roundups/story/{number}/place/").status == 404


@pytest.mark.parametrize("seen", sorted(NOWHERE))
def test_a_step_without_a_good_revision_is_refused(seen: str) -> None:
    story = factories.story_in(StoryState.FILED)
    desk = editor()
    moves = Move.objects.count()
    for name in workflow.STORY_STEPS:
        answer = desk.post(on_story(story, name), {"seen": seen, "note": "A good reason.", "digest": "0" * 64})
        assert answer.status in {302, 400, 409}, name  # 302: it is filed, as “file” would have it
    answer = desk.post(on_day(story.roundup, "cancel"), {"seen": seen})
    assert answer.status in {400, 409}
    assert Move.objects.count() == moves


@pytest.mark.parametrize("field", ["note", "digest", "to", "next"])
def test_a_nul_character_given_to_a_step_is_no_crash(field: str) -> None:
    story = factories.story_in(StoryState.FILED)
    desk = editor()
    for name in workflow.STORY_STEPS:
        given = {"seen": story.revision, "note": "A good reason.", field: "One\x00two"}
        assert desk.post(on_story(story, name), given).status in {302, 400, 409}, name


@pytest.mark.parametrize(
    "at", [("9999-12-31", "23:59"), ("0001-01-01", "00:00"), ("2026-03-29", "03:30"), ("", ""), ("x", "\x00")]
)
def test_a_time_that_cannot_be_is_a_sentence(at: tuple[str, str]) -> None:
    day = day_in("open")
    desk = editor()
    sheet = desk.open(on_day(day, "schedule"))
    answer = desk.send(sheet, "seen", confirmed=ticked(sheet), at_0=at[0], at_1=at[1])
    assert answer.status in {302, 400, 409}
    if answer.status != 302:
        day.refresh_from_db()
        assert day.status == RoundupState.OPEN


# --- The ways between the pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "http:evil.example", "\x00"],
)
def test_a_way_back_to_another_host_is_ignored(wanted: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    page = desk.send(desk.open(on_story(story, "file")), "seen", next=wanted)
    assert page.status == 302
    assert page.response.headers["Location"] == f"/admin/?day={factories.DATE}&language=en"
    shown = desk.client.get(on_story(story, "recall"), {"next": wanted})
    assert "evil.example" not in shown.content.decode()
    assert "javascript:alert" not in shown.content.decode()


def test_the_way_back_leads_to_the_page_from_which_the_person_came() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    page = desk.open(f"{on_story(story, 'file')}?next=/admin/roundups/story/")
    assert desk.send(page, "seen").response.headers["Location"] == "/admin/roundups/story/"


# --- Who gets in --------------------------------------------------------------------------------------------------


def desk_addresses() -> list[str]:
    """Every page of the desk, filled in with things that exist, and the admin's own lists and forms."""
    story = factories.story(photo=factories.photo())
    comment = workflow.add_comment(story, by=factories.person(), words="Which bridge?")
    link = workflow.share(story, by=factories.person(Role.EDITOR), hours=24)
    photo = story.photo
    assert photo
    filled = []
    for page in pages:
        owners = {"comment/<": comment.pk, "story/<": story.pk, "photo/<": photo.pk, "preview-link/<": link.pk}
        pk = next((pk for part, pk in owners.items() if part in page.route), story.roundup_id)
        route = re.sub(r"<int:pk>", str(pk), page.route)
        route = re.sub(r"<slug:name>", "file" if "story" in page.route else "publish", route)
        route = re.sub(r"<digest:digest>", photo.digest or "", route)
        assert "<" not in route, f"{page.route} has a part that this test does not know"
        filled.append(f"/admin/{route}")
    return [
        "/admin/",
        *filled,
        *(f"/admin/roundups/{model}/" for model in ("story", "roundup", "photo", "edition")),
        f"/admin/roundups/story/{story.pk}/change/",
        f"/admin/roundups/roundup/{story.roundup_id}/change/",
        f"/admin/roundups/photo/{photo.pk}/change/",
        "/admin/roundups/story/add/",
        "/admin/roundups/photo/add/",
    ]


def test_everybody_who_is_not_signed_in_is_led_to_the_sign_in_page() -> None:
    for address in desk_addresses():
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302, address
            assert answer.headers["Location"].startswith("/admin/sign-in/?next=%2Fadmin%2F"), address


@pytest.mark.parametrize("superuser", [False, True])
def test_somebody_without_a_role_is_told_no_by_every_page_of_the_desk(superuser: bool) -> None:
    addresses = desk_addresses()
    before = everything()
    desk = Desk(factories.person(None, is_superuser=superuser))
    before = everything()
    for address in addresses:
        for answer in (desk.open(address), desk.post(address)):
            sent_to_people = superuser and address == "/admin/" and answer.status == 302
            assert answer.status in {403, 405} or sent_to_people, (address, answer.status)
            assert "Traceback" not in answer.html
    assert everything() == before


def test_somebody_without_a_role_reads_a_sentence_that_says_whom_to_ask() -> None:
    factories.masthead()
    page = Desk(factories.person(None)).open("/admin/")
    assert page.status == 403
    assert "administrator" in page.words


def test_every_page_of_the_desk_is_kept_by_nobody_and_has_the_strict_policy() -> None:
    desk = editor()
    for address in desk_addresses():
        answer = desk.open(address).response
        assert "no-store" in answer.headers["Cache-Control"], address
        assert "private" in answer.headers["Cache-Control"], address
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
        assert "unsafe-inline" not in scripts


def test_a_form_without_its_token_is_refused_with_a_sentence() -> None:
    story = factories.story_in(StoryState.FILED)
    client = Client(enforce_csrf_checks=True)
    sign_in(client, factories.person(Role.EDITOR))
    answer = client.post(on_story(story, "approve"), {"seen": story.revision})
    assert answer.status_code == 403
    assert "This page was too old to be sent" in answer.content.decode()
