"""A day of each role, through the pages that people use, and what they cannot do by any door."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.models import Counter, Masthead, Page, PageText
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Edition, EditionKind, Move, Photo, Roundup, RoundupState, Story, StoryState
from tests import factories
from tests.journeys.desk import Desk
from tests.journeys.desk import Page as Shown

pytestmark = pytest.mark.django_db

DAY = factories.DATE
BOARD = f"/admin/?day={DAY}&language=en"
READERS = f"/{DAY:%Y/%m/%d}/"
WORDS = {
    "headline": "The harbour bridge opens to carts",
    "short_headline": "Bridge opens",
    "summary": "The harbour bridge was opened to carts on Monday, the council said.",
    "body": "<p>The bridge was opened, the council said. Carts crossed it at noon.</p>",
}


def of_story(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/change/"


def state(thing: Any) -> str:
    thing.refresh_from_db()
    return str(thing.status)


def edit(desk: Desk, story: Story, *, button: str = "_save", **words: str) -> Any:
    return desk.send(desk.open(of_story(story)), "headline", button=button, **words)


# --- The journalist -----------------------------------------------------------------------------------------------


def first_story(desk: Desk, **words: str) -> Story:
    """The day is opened with its first story, written and saved."""
    form = desk.follow(desk.send(desk.open(BOARD), "day", button="story"))
    desk.send(
        form,
        "headline",
        button="_save",
        **{**WORDS, **words, "sources-0-name": "City council", "sources-0-url": "https://council.example/bridge"},
    )
    return Story.objects.latest("pk")


def test_a_journalist_opens_the_day_with_a_first_story_and_files_it() -> None:
    factories.masthead()
    author = factories.person()
    desk = Desk(author)
    empty = desk.open(BOARD)
    assert empty.says("This day is not open yet")
    assert not Roundup.objects.exists()

    story = first_story(desk)
    assert story.author == author
    assert story.roundup.date == DAY
    assert [source.name for source in story.sources.all()] == ["City council"]
    assert state(story) == StoryState.DRAFT

    confirm = desk.follow(edit(desk, story, button="_file"))
    assert confirm.says("File story")
    assert state(story) == StoryState.DRAFT
    board = desk.follow(desk.send(confirm, "seen"))
    assert state(story) == StoryState.FILED
    assert board.says("“The harbour bridge opens to carts” is filed.")


def test_a_journalist_recalls_what_was_filed_and_writes_on() -> None:
    author = factories.person()
    story = factories.story_in(StoryState.FILED, author=author)
    desk = Desk(author)
    assert desk.open(of_story(story)).says("It is filed. Recall it to go on writing.")
    desk.step("story", story.pk, "recall")
    assert state(story) == StoryState.DRAFT
    edit(desk, story, headline="A better headline")
    story.refresh_from_db()
    assert story.headline == "A better headline"


def test_a_journalist_reads_why_the_story_came_back() -> None:
    author = factories.person()
    editor = factories.person(Role.EDITOR)
    story = factories.story_in(StoryState.FILED, author=author)
    Desk(editor).step("story", story.pk, "send_back", note="Who opened the bridge? Name the person.")
    desk = Desk(author)
    assert desk.open(BOARD).says("Sent back")
    form = desk.open(of_story(story))
    assert form.says("Who opened the bridge? Name the person.")
    assert form.says(editor.name)


@pytest.mark.parametrize("name", ["approve", "send_back", "hold", "release", "withdraw"])
def test_a_journalist_takes_no_editorial_step_on_a_story_by_a_raw_post(name: str) -> None:
    author = factories.person()
    before = StoryState.APPROVED if name in {"hold", "release", "withdraw"} else StoryState.FILED
    story = factories.story_in(before, author=author)
    answer = Desk(author).post(
        f"/admin/roundups/story/{story.pk}/step/{name}/",
        {"seen": story.revision, "note": "It is good, believe me.", "digest": "0" * 64},
    )
    assert answer.status == 409
    assert answer.says("Only an editor-in-chief can do this.")
    assert state(story) == before


@pytest.mark.parametrize("name", ["publish", "schedule", "cancel"])
def test_a_journalist_cannot_open_the_steps_of_the_roundup(name: str) -> None:
    author = factories.person()
    story = factories.story_in(StoryState.APPROVED, author=author)
    desk = Desk(author)
    address = f"/admin/roundups/roundup/{story.roundup_id}/step/{name}/"
    page = desk.open(address)
    assert page.status == 409
    assert page.says("Only an editor-in-chief can do this.")
    assert all("seen" not in form.names for form in page.forms)
    answer = desk.post(address, {"seen": story.roundup.revision})
    assert answer.status in {400, 409}
    assert state(story.roundup) == RoundupState.OPEN


def test_a_journalist_cannot_change_the_words_of_a_colleague() -> None:
    story = factories.story()
    desk = Desk(factories.person())
    assert desk.open(of_story(story)).says("This is a colleague’s story. Leave a comment instead.")
    answer = desk.post(of_story(story), {"headline": "Mine now", "seen": story.revision})
    assert answer.status == 409
    assert answer.says("This is a colleague’s story.")
    story.refresh_from_db()
    assert story.headline != "Mine now"


# --- The editor ---------------------------------------------------------------------------------------------------


def test_an_editor_reviews_approves_and_publishes() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story_in(StoryState.FILED, author=author, headline="The ferry is late")
    desk = Desk(editor)
    board = desk.open(BOARD)
    assert board.says("Waiting for you")
    assert board.links_to(f"/admin/roundups/story/{story.pk}/step/approve/")

    review = desk.open(f"/admin/roundups/story/{story.pk}/step/approve/")
    assert review.says("The ferry is late")
    desk.send(review, "seen")
    assert state(story) == StoryState.APPROVED

    sheet = desk.open(f"/admin/roundups/roundup/{story.roundup_id}/step/publish/")
    assert "Publish 1 story now" in sheet.form("seen").buttons
    refused = desk.send(sheet, "seen")
    assert refused.status == 409
    assert refused.says("Please confirm: The roundup has no lead photo.")
    assert not Edition.objects.exists()

    done = desk.follow(desk.send(refused, "seen", confirmed=refused.form("seen").choices["confirmed"]))
    assert done.says("is published")
    edition = Edition.objects.get()
    assert edition.by == editor
    assert Client().get(READERS).status_code == 200
    assert "The ferry is late" in Client().get(READERS).content.decode()


def test_an_editor_holds_a_story_back_and_lets_it_join_later() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day, headline="The market opens")
    held = factories.story_in(StoryState.APPROVED, day, headline="The market closes")
    desk = Desk(factories.person(Role.EDITOR))
    desk.step("story", held.pk, "hold")
    sheet = desk.open(f"/admin/roundups/roundup/{day.pk}/step/publish/")
    assert sheet.says("The market closes — is held")
    desk.step("roundup", day.pk, "publish")
    assert "The market closes" not in Client().get(READERS).content.decode()

    desk.step("story", held.pk, "release")
    desk.step("roundup", day.pk, "reissue")
    assert "The market closes" in Client().get(READERS).content.decode()
    assert [edition.kind for edition in Edition.objects.order_by("number")] == ["first", "update"]


def test_an_editor_corrects_what_readers_have() -> None:
    author, editor = factories.person(), factories.person(Role.EDITOR)
    story = factories.story_in(StoryState.APPROVED, author=author, headline="Nine ships wait")
    day = story.roundup
    desk = Desk(editor)
    desk.step("roundup", day.pk, "publish")
    desk.step("story", story.pk, "reopen", note="There are eleven, the port says.")
    edit(Desk(author), story, headline="Eleven ships wait")
    assert "Nine ships wait" in Client().get(READERS).content.decode()
    Desk(author).step("story", story.pk, "file")
    desk.step("story", story.pk, "approve")

    sheet = desk.open(f"/admin/roundups/roundup/{day.pk}/step/reissue/")
    ticks = sheet.form("seen").choices["confirmed"]
    key = change_of(sheet)
    wrong = "An earlier version said nine ships waited."
    half = desk.send(sheet, "seen", confirmed=ticks, **{f"kind_{key}": "correction", f"said_{key}": wrong})
    assert half.status == 409
    assert half.says("needs both: what we said, and what is right.")
    assert Edition.objects.count() == 1
    assert half.form("seen").value(f"said_{key}") == wrong

    desk.send(half, "seen", **{f"right_{key}": "There are eleven."})
    page = Client().get(READERS).content.decode()
    assert Edition.objects.public().get().kind == EditionKind.CORRECTION
    assert "Eleven ships wait" in page
    assert wrong in page
    assert "There are eleven." in page


def change_of(sheet: Shown) -> str:
    """The key of the one change whose kind the sheet asks for."""
    [name] = [name for name in sheet.form("seen").names if name.startswith("kind_")]
    return name.removeprefix("kind_")


def test_an_editor_retracts_the_roundup_and_reinstates_it() -> None:
    day = factories.published(stories=1)
    desk = Desk(factories.person(Role.EDITOR))
    desk.step("roundup", day.pk, "retract", note="The ferry never left the harbour.")
    assert state(day) == RoundupState.RETRACTED
    notice = Client().get(READERS)
    assert notice.status_code == 200
    assert "The ferry never left the harbour." in notice.content.decode()
    assert "Bridge" not in notice.content.decode()

    key = change_of(desk.open(f"/admin/roundups/roundup/{day.pk}/step/reinstate/"))
    back = desk.step("roundup", day.pk, "reinstate", **{f"kind_{key}": "update"})
    assert back.says("Tell readers in a sentence why the text is back.")
    desk.send(back, "seen", **{f"text_{key}": "The ferry did leave; the text is back."})
    assert state(day) == RoundupState.PUBLISHED
    page = Client().get(READERS).content.decode()
    assert "Bridge" in page
    assert "The ferry did leave; the text is back." in page


def test_an_editor_schedules_the_roundup_and_takes_it_back() -> None:
    story = factories.story_in(StoryState.APPROVED)
    day = story.roundup
    desk = Desk(factories.person(Role.EDITOR))
    past = desk.step("roundup", day.pk, "schedule", at_0="2020-01-01", at_1="09:30")
    assert past.says("That time has passed.")
    desk.send(past, "seen", at_0="2999-01-01", at_1="09:30")
    assert state(day) == RoundupState.SCHEDULED
    assert day.publish_at == datetime.datetime(2999, 1, 1, 7, 30, tzinfo=datetime.UTC)  # 9:30 in Riga
    assert desk.open(f"/admin/roundups/story/{story.pk}/step/reopen/").says("Unschedule first")
    assert Client().get(READERS).status_code == 404

    desk.step("roundup", day.pk, "unschedule")
    assert state(day) == RoundupState.OPEN
    assert not Edition.objects.exists()


def test_an_editor_withdraws_a_story_and_readers_see_why() -> None:
    day = factories.published(stories=2)
    story = day.stories.order_by("position").last()
    assert story
    desk = Desk(factories.person(Role.EDITOR))
    desk.step("story", story.pk, "withdraw", note="The council took the decision back.")
    assert state(story) == StoryState.WITHDRAWN
    assert story.headline in Client().get(READERS).content.decode()
    desk.step("roundup", day.pk, "reissue")
    page = Client().get(READERS).content.decode()
    assert "The council took the decision back." in page
    assert f'id="{story.anchor}"' in page
    assert story.body not in page


def test_an_editor_cancels_the_day_and_restores_it() -> None:
    day = factories.roundup()
    desk = Desk(factories.person(Role.EDITOR))
    desk.step("roundup", day.pk, "cancel", note="A holiday.")
    assert state(day) == RoundupState.CANCELLED
    desk.step("roundup", day.pk, "restore")
    assert state(day) == RoundupState.OPEN


def test_an_editor_does_not_approve_what_they_wrote() -> None:
    editor = factories.person(Role.EDITOR)
    story = factories.story_in(StoryState.FILED)
    desk = Desk(editor)
    edit(desk, story, headline="The editor’s headline")
    page = desk.step("story", story.pk, "approve")
    assert page.status == 409
    assert page.says("You wrote in this text yourself. Ask another editor to approve it.")
    assert state(story) == StoryState.FILED


def test_where_the_masthead_relaxes_four_eyes_a_typed_reason_is_recorded() -> None:
    day = factories.roundup(masthead=factories.masthead(four_eyes="reason"))
    editor = factories.person(Role.EDITOR)
    story = factories.story(day, author=editor)
    desk = Desk(editor)
    desk.step("story", story.pk, "file")
    silent = desk.step("story", story.pk, "approve", note="")
    assert state(story) == StoryState.FILED
    desk.send(silent, "seen", note="Nobody else is awake.")
    assert state(story) == StoryState.APPROVED
    assert Move.objects.get(story=story, step="approve").note == "Nobody else is awake."
    assert desk.open(BOARD).says("Nobody else is awake.")


# --- The photo editor ---------------------------------------------------------------------------------------------


def test_a_photo_editor_brings_a_picture_and_chooses_it_for_the_page() -> None:
    day = factories.roundup()
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    desk.send(
        desk.open("/admin/roundups/photo/add/"),
        "caption",
        button="_save",
        caption="Gulls on the pier.",
        credit="City archive",
        alt="Two gulls",
        rights="staff",
        upload=SimpleUploadedFile("DSC_0042.JPG", factories.jpeg(1200, 700), "image/jpeg"),
    )
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1200, 700)

    desk.send(
        desk.open(f"/admin/roundups/photo/{photo.pk}/change/"), "caption", button="_save", caption="Gulls at noon."
    )
    photo.refresh_from_db()
    assert photo.caption == "Gulls at noon."

    page = desk.open(f"/admin/roundups/roundup/{day.pk}/change/")
    assert "headline" not in page.form("photo").names
    desk.send(page, "photo", button="_save", photo=str(photo.pk))
    day.refresh_from_db()
    assert day.photo == photo
    assert desk.open(f"/admin/roundups/roundup/{day.pk}/preview/").says("Gulls at noon.")


def test_a_photo_editor_changes_no_words_of_a_story_or_a_page() -> None:
    story = factories.story()
    day = story.roundup
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    answer = desk.post(of_story(story), {"headline": "Mine now", "seen": story.revision})
    assert answer.status in {403, 409}
    desk.post(
        f"/admin/roundups/roundup/{day.pk}/change/",
        {"headline": "Mine now", "kicker": "Mine", "seen": day.revision, "_save": "1"},
    )
    assert desk.open("/admin/roundups/story/add/").status == 403
    story.refresh_from_db()
    day.refresh_from_db()
    assert story.headline != "Mine now"
    assert (day.headline, day.kicker) == ("", "The Lantern’s roundup")


# --- The administrator --------------------------------------------------------------------------------------------


def test_an_administrator_writes_the_masthead_and_a_counter_with_its_opening() -> None:
    factories.masthead()
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    desk.send(
        desk.open("/admin/newsroom/counter/add/"),
        "first_day",
        button="_save",
        name="the drought",
        first_day="2026-02-01",
        **{"openings-0-language": "en", "openings-0-words": "The drought is {day} days old."},
    )
    masthead = Masthead.objects.get(pk="en")
    page = desk.open("/admin/newsroom/masthead/en/change/")
    drought = str(Counter.objects.get(name="the drought").pk)
    assert drought in page.form("kicker").choices["counter"]
    desk.send(page, "kicker", button="_save", editor_in_chief="Boris Lind", counter=drought)
    masthead.refresh_from_db()
    assert masthead.editor_in_chief == "Boris Lind"
    board = Desk(factories.person()).open(BOARD)
    Desk(factories.person()).post("/admin/roundups/day/open/", {"day": str(DAY), "language": "en"})
    assert board.status == 200
    assert Roundup.objects.get().editor_in_chief == "Boris Lind"


def test_an_opening_without_the_number_of_the_day_is_refused_with_a_sentence() -> None:
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    answer = desk.send(
        desk.open("/admin/newsroom/counter/add/"),
        "first_day",
        button="_save",
        name="the drought",
        first_day="2026-02-01",
        **{"openings-0-language": "en", "openings-0-words": "The drought is long."},
    )
    assert answer.says("Write {day} once, where the number of the day belongs.")
    assert "The drought is long." in answer.html


def test_an_administrator_rewrites_a_page_and_its_earlier_texts_are_kept() -> None:
    masthead = factories.masthead()
    page = Page.objects.filter(slug="about").first() or Page.objects.create(masthead=masthead, slug="about", title="Us")
    Page.objects.filter(pk=page.pk).update(body="<p>The very first text.</p>")
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    address = f"/admin/newsroom/page/{page.pk}/change/"
    for text in ("Our second text.", "Our third text."):
        desk.send(desk.open(address), "title", button="_save", body=f"<p>{text}</p>")
    assert "Our third text." in Client().get("/about/").content.decode()
    kept = " ".join(PageText.objects.filter(page=page).values_list("body", flat=True))
    assert "Our second text." in kept
    assert "The very first text." in kept
    assert "The very first text." in desk.open(address).words


def test_an_administrator_cannot_change_their_own_role() -> None:
    administrator = factories.person(Role.ADMINISTRATOR)
    editors = factories.person(Role.EDITOR).groups.get()
    desk = Desk(administrator)
    page = desk.open(f"/admin/newsroom/staff/{administrator.pk}/change/")
    assert "groups" not in page.form("email").names
    desk.send(page, "email", button="_save", groups=[str(editors.pk)], is_superuser="on")
    administrator.refresh_from_db()
    assert [group.name for group in administrator.groups.all()] == [Role.ADMINISTRATOR]
    assert not administrator.is_superuser


def test_an_administrator_makes_nobody_a_superuser() -> None:
    colleague = factories.person()
    desk = Desk(factories.person(Role.ADMINISTRATOR))
    page = desk.open(f"/admin/newsroom/staff/{colleague.pk}/change/")
    desk.send(page, "email", button="_save", is_superuser="on", user_permissions=["1"])
    colleague.refresh_from_db()
    assert not colleague.is_superuser
    assert not colleague.user_permissions.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PHOTO_EDITOR, Role.JOURNALIST])
def test_nobody_but_an_editor_takes_an_editorial_step_by_a_raw_post(role: Role) -> None:
    filed = factories.story_in(StoryState.FILED)
    approved = factories.story_in(StoryState.APPROVED, filed.roundup)
    desk = Desk(factories.person(role))
    moves = Move.objects.count()
    for story in (filed, approved):
        for name in workflow.STORY_STEPS:
            answer = desk.post(
                f"/admin/roundups/story/{story.pk}/step/{name}/",
                {"seen": story.revision, "note": "Because I say so.", "digest": story.approved_digest},
            )
            assert answer.status in {302, 400, 403, 409}, (name, answer.status)  # 302: “This is done already”
    for name in workflow.ROUNDUP_STEPS:
        answer = desk.post(
            f"/admin/roundups/roundup/{filed.roundup_id}/step/{name}/",
            {"seen": filed.roundup.revision, "note": "Because I say so.", "at_0": "2999-01-01", "at_1": "09:30"},
        )
        assert answer.status in {400, 403, 409}, (name, answer.status)
    assert (state(filed), state(approved), state(filed.roundup)) == ("filed", "approved", "open")
    assert Move.objects.count() == moves
    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PHOTO_EDITOR, Role.JOURNALIST])
def test_nobody_but_an_administrator_changes_masthead_pages_or_people(role: Role) -> None:
    factories.masthead()
    someone = factories.person(role)
    desk = Desk(someone)
    for address in (
        "/admin/newsroom/masthead/en/change/",
        f"/admin/newsroom/staff/{someone.pk}/change/",
        "/admin/newsroom/staff/add/",
        "/admin/newsroom/counter/add/",
        "/admin/newsroom/page/add/",
    ):
        assert desk.post(address, {"name": "Mine", "_save": "1"}).status == 403, address


# --- The superuser without a role ---------------------------------------------------------------------------------


def test_a_superuser_without_a_role_has_no_editorial_power_by_any_door() -> None:
    filed = factories.story_in(StoryState.FILED)
    approved = factories.story_in(StoryState.APPROVED, filed.roundup)
    day = filed.roundup
    photo = factories.photo()
    root = factories.person(None, is_superuser=True)
    desk = Desk(root)
    moves = Move.objects.count()
    assert desk.open("/admin/").says("You have no role at the paper yet.")
    for address in (of_story(filed), f"/admin/roundups/roundup/{day.pk}/change/"):
        assert desk.open(address).status == 403, address
    doors = [
        *(
            f"/admin/roundups/story/{story.pk}/step/{name}/"
            for story in (filed, approved)
            for name in ("file", "approve")
        ),
        *(f"/admin/roundups/roundup/{day.pk}/step/{name}/" for name in workflow.ROUNDUP_STEPS),
        of_story(filed),
        "/admin/roundups/story/add/",
        f"/admin/roundups/story/{filed.pk}/delete/",
        f"/admin/roundups/story/{filed.pk}/comment/",
        f"/admin/roundups/roundup/{day.pk}/change/",
        f"/admin/roundups/photo/{photo.pk}/change/",
        "/admin/roundups/photo/add/",
        "/admin/roundups/day/open/",
        "/admin/roundups/import/",
    ]
    for address in doors:
        given = {
            "seen": "1",
            "headline": "Mine",
            "caption": "Mine",
            "roundup": str(day.pk),
            "post": "yes",
            "_save": "1",
        }
        assert desk.post(address, {**given, "day": "2026-03-05", "language": "en"}).status == 403, address
    assert (state(filed), state(approved), state(day)) == ("filed", "approved", "open")
    assert Move.objects.count() == moves
    assert Roundup.objects.count() == 1
    assert not Story.objects.filter(headline="Mine").exists()
    assert not Photo.objects.filter(caption="Mine").exists()


def test_a_superuser_cannot_give_themselves_a_role() -> None:
    root = factories.person(None, is_superuser=True)
    editors = factories.person(Role.EDITOR).groups.get()
    desk = Desk(root)
    page = desk.open(f"/admin/newsroom/staff/{root.pk}/change/")
    if page.status == 200:
        desk.send(page, "username", button="_save", groups=[str(editors.pk)])
    assert not root.groups.exists()
