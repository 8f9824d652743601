"""The photo form: a picture comes in by its content, a caption waits for one, nobody's words are lost."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from newsroom.roles import Role
from roundups import workflow
from roundups.models import Photo, StoryState
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile
from tests.roundups.admin.uploads import FRUGAL

pytestmark = pytest.mark.django_db

ADD = "/admin/roundups/photo/add/"


def file(data: bytes, name: str = "picture.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def bring(desk: Desk, **given: Any) -> Page:
    return desk.send(desk.open(ADD), "caption", button="_save", **{"caption": "Gulls on the pier.", **given})


def save(desk: Desk, photo: Photo, **words: Any) -> Page:
    return desk.send(desk.open(f"/admin/roundups/photo/{photo.pk}/change/"), "caption", button="_save", **words)


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR])
def test_everybody_who_makes_the_page_brings_photos(role: Role) -> None:
    by = factories.person(role)
    assert bring(Desk(by), upload=file(factories.jpeg())).status == 302
    photo = Photo.objects.get()
    assert photo.uploaded_by == by
    assert (photo.width, photo.height) == (64, 36)


def test_a_caption_without_a_picture_waits_for_it() -> None:
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    bring(desk)
    photo = Photo.objects.get()
    assert photo.digest is None
    assert desk.open("/admin/roundups/photo/").says("waits for its picture")
    save(desk, photo, upload=file(factories.jpeg()))
    photo.refresh_from_db()
    assert photo.digest


def test_a_photo_that_has_its_picture_is_offered_no_other_and_takes_none() -> None:
    photo = factories.photo()
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    page = desk.open(f"/admin/roundups/photo/{photo.pk}/change/")
    assert "upload" not in page.form("caption").names
    assert save(desk, photo, upload=file(factories.jpeg()), caption="Gulls.").status == 302
    before, now = photo, Photo.objects.get()
    assert (now.caption, now.digest, now.original.name) == ("Gulls.", before.digest, before.original.name)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xff\xd8\xff\xe0" + b"\x00" * 200,
        factories.jpeg(400, 300)[:300],
        b"GIF89a" + b"\xff" * 30,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"%PDF-1.7",
    ],
    ids=["empty", "text", "svg", "hollow jpeg", "cut jpeg", "broken gif", "broken png", "pdf"],
)
def test_what_is_no_picture_gets_a_sentence_and_keeps_the_caption(data: bytes) -> None:
    answer = bring(Desk(factories.person(Role.PHOTO_EDITOR)), upload=file(data))
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert answer.form("caption").value("caption") == "Gulls on the pier."
    assert not Photo.objects.exists()


def test_no_more_of_an_upload_is_read_than_a_picture_may_have(settings: Any) -> None:
    settings.FILE_UPLOAD_HANDLERS = FRUGAL
    assert bring(Desk(factories.person()), upload=file(factories.jpeg())).status == 302
    assert Photo.objects.get().digest


@pytest.mark.usefixtures("developed_every_time")
@pytest.mark.django_db(transaction=True)
def test_others_can_write_while_a_picture_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bool] = []
    real = subprocess.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        held.append(connection.in_atomic_block)
        return real(*args, **kwargs)

    monkeypatch.setattr(subprocess, "run", watched)
    assert bring(Desk(factories.person()), upload=file(factories.jpeg())).status == 302
    assert held == [False]
    assert Photo.objects.get().digest


def test_the_same_picture_twice_is_refused_with_the_name_of_the_first() -> None:
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    bring(desk, caption="The first gulls.", upload=file(factories.jpeg()))
    answer = bring(desk, caption="The second gulls.", upload=file(factories.jpeg()))
    assert answer.says("This picture is here already: “The first gulls.”. Use that one.")
    assert Photo.objects.count() == 1


def test_the_senders_file_name_is_nowhere(media: Path) -> None:
    bring(Desk(factories.person()), upload=file(factories.jpeg(), name="../../IMG_home_of_anna.jpg"))
    assert "anna" not in str(Photo.objects.get().original)
    assert not [path for path in media.rglob("*") if "anna" in path.name]


@pytest.mark.parametrize("focal", ["-0.1", "1.5", "nan", "inf", "left", "9" * 400, "\x00"])
def test_a_focal_point_outside_the_picture_is_a_sentence(focal: str) -> None:
    photo = factories.photo()
    answer = save(Desk(factories.person(Role.PHOTO_EDITOR)), photo, focal_x=focal, caption="Kept.")
    assert answer.status == 200
    assert "errorlist" in answer.html
    assert "focal_point_is_inside" not in answer.html
    assert answer.form("caption").value("caption") == "Kept."


@pytest.mark.parametrize("field", ["caption", "credit", "alt", "creator", "source"])
def test_a_nul_character_is_a_sentence(field: str) -> None:
    photo = factories.photo()
    answer = save(Desk(factories.person(Role.PHOTO_EDITOR)), photo, **{field: "Gulls\x00"})
    assert answer.says("Null characters are not allowed.")


def test_a_caption_that_is_too_long_keeps_its_words() -> None:
    photo = factories.photo()
    answer = save(Desk(factories.person(Role.PHOTO_EDITOR)), photo, caption="Gulls. " * 100)
    assert answer.says("at most 500 characters")
    assert answer.form("caption").value("caption") == "Gulls. " * 100


def test_a_stale_form_is_refused_with_both_texts_and_nothing_is_overwritten() -> None:
    photo = factories.photo(caption="The first caption.")
    one, two = Desk(factories.person(Role.PHOTO_EDITOR)), Desk(factories.person(Role.PHOTO_EDITOR))
    mine = one.open(f"/admin/roundups/photo/{photo.pk}/change/")
    save(two, photo, caption="Their caption.")
    answer = one.send(mine, "caption", button="_save", caption="My caption.")
    assert answer.says("Somebody saved this while you were writing.")
    assert answer.says("Their caption.")
    assert answer.form("caption").value("caption") == "My caption."
    photo.refresh_from_db()
    assert photo.caption == "Their caption."
    assert one.send(answer, "caption", button="_save").status == 302
    photo.refresh_from_db()
    assert photo.caption == "My caption."


def test_a_journalist_changes_their_own_photo_and_nobody_elses() -> None:
    by = factories.person()
    bring(Desk(by), upload=file(factories.jpeg()))
    photo = Photo.objects.get()
    save(Desk(by), photo, caption="Gulls at noon.")
    photo.refresh_from_db()
    assert photo.caption == "Gulls at noon."
    answer = Desk(factories.person()).post(
        f"/admin/roundups/photo/{photo.pk}/change/", {"caption": "Mine now", "seen": photo.revision, "_save": "1"}
    )
    assert answer.status in {403, 409}
    photo.refresh_from_db()
    assert photo.caption == "Gulls at noon."


def test_the_photo_of_an_approved_story_is_not_changed_and_the_words_are_kept() -> None:
    photo = factories.photo(caption="Gulls on the pier.")
    story = factories.story_in(StoryState.APPROVED, photo=photo, headline="Nine ships wait")
    answer = save(Desk(factories.person(Role.PHOTO_EDITOR)), photo, caption="Gulls at noon.")
    assert answer.status == 409
    assert answer.says("The photo belongs to an approved story: “Nine ships wait”.")
    assert answer.says("Gulls at noon.")
    photo.refresh_from_db()
    story.refresh_from_db()
    assert photo.caption == "Gulls on the pier."
    assert story.status == StoryState.APPROVED


def test_a_changed_caption_leaves_a_version_of_every_story_that_shows_it() -> None:
    photo = factories.photo(caption="Gulls on the pier.")
    story = factories.story(photo=photo)
    save(Desk(factories.person(Role.PHOTO_EDITOR)), photo, caption="Gulls at noon.")
    version = story.versions.order_by("-number").first()
    assert version
    assert "Gulls at noon." in version.text
    assert version.why == "its photo was changed"


def test_the_form_says_which_editions_readers_got_it_with_and_where_it_is_chosen_by_now() -> None:
    had, chosen = factories.photo(), factories.photo()
    day = factories.published(factories.roundup(photo=had), stories=1)
    day.refresh_from_db()
    day.photo = chosen
    workflow.save_roundup(day, by=factories.person(Role.PHOTO_EDITOR), seen=day.revision)
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    then, now = (desk.open(f"/admin/roundups/photo/{photo.pk}/change/") for photo in (had, chosen))
    assert then.says("2026-03-02, First edition 1 lead photo · readers got it")
    assert then.says("Used")
    assert now.says("lead photo · Published")
    assert not now.says("readers got it")
    assert desk.open(f"/admin/roundups/edition/{day.editions.get().pk}/change/").status == 200


def test_markup_in_a_caption_is_shown_as_words() -> None:
    photo = factories.photo()
    desk = Desk(factories.person(Role.PHOTO_EDITOR))
    words = hostile.EVERYTHING
    save(desk, photo, caption=words, credit=words[:200], alt=words, creator=words[:200], source=words)
    for address in ("/admin/roundups/photo/", f"/admin/roundups/photo/{photo.pk}/change/", "/admin/roundups/story/"):
        assert hostile.raw_markup(desk.open(address).html) == []


def test_a_photo_is_never_deleted() -> None:
    photo = factories.photo()
    for role in Role:
        answer = Desk(factories.person(role)).post(f"/admin/roundups/photo/{photo.pk}/delete/", {"post": "yes"})
        assert answer.status == 403
    assert workflow.may_edit_photo(photo, factories.person(Role.EDITOR)) == []
    assert Photo.objects.exists()
