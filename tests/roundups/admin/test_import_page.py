"""Import: paste or upload, see what was understood, save; and a sentence for everything that is no roundup."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from newsroom.roles import Role
from roundups.models import Photo, Roundup, Story, StoryState
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile
from tests.roundups.admin.uploads import FRUGAL

pytestmark = pytest.mark.django_db

IMPORT = "/admin/roundups/import/"
TEXT = """Harbour bridge opens to carts, Ferry is late again

The Lantern’s roundup

It is day 2 of the strike. The harbour bridge was opened to carts on Monday.

The ferry from the islands was late for the third day.

Harbour bridge opens to carts after nine years

The harbour bridge was opened to carts on Monday morning, the city council reported.

Carts crossed it at noon, and a band played, residents said.

Ferry from the islands is late for the third day

The ferry from the islands arrived two hours late on Monday, its captain said.

Editor in chief — Ada Keller. Terms of use. Privacy policy.
"""


def desk_of(role: Role = Role.JOURNALIST) -> Desk:
    factories.masthead()
    return Desk(factories.person(role))


def paste(desk: Desk, text: str = TEXT, **given: Any) -> Page:
    return desk.send(desk.open(IMPORT), "text", text=text, **given)


def upload(desk: Desk, data: bytes, name: str = "roundup.txt") -> Page:
    return paste(desk, "", file=SimpleUploadedFile(name, data, "application/octet-stream"))


def test_a_pasted_text_is_understood_and_nothing_is_written_yet() -> None:
    page = paste(desk_of())
    assert page.status == 200
    assert page.says("This is what was understood.")
    form = page.form("form-0-headline")
    assert form.value("date") == "2026-03-02"
    assert form.value("form-0-headline") == "Harbour bridge opens to carts after nine years"
    assert form.value("form-1-headline") == "Ferry from the islands is late for the third day"
    assert form.value("editor_in_chief") == "Ada Keller"
    assert not Roundup.objects.exists()


def test_preflight_says_what_it_finds_before_anything_is_saved() -> None:
    page = paste(desk_of(), TEXT.replace("arrived two hours late on Monday", "arrived in Kiev late on Monday"))
    assert page.says("What preflight finds")
    assert page.says("Story 2, paragraph 1: Kiev → Kyiv")
    assert not Roundup.objects.exists()


def test_what_was_understood_is_saved_with_every_story_filed() -> None:
    desk = desk_of()
    saved = desk.send(paste(desk), "form-0-headline", button="save")
    assert desk.follow(saved).says("The text is on the board: every story is filed and waits for approval.")
    day = Roundup.objects.get()
    assert day.date == datetime.date(2026, 3, 2)
    assert [story.status for story in day.stories.all()] == [StoryState.FILED, StoryState.FILED]
    assert "a band played" in Story.objects.earliest("position").body


def test_what_was_understood_can_be_corrected_before_it_is_saved() -> None:
    desk = desk_of()
    desk.send(paste(desk), "form-0-headline", button="save", **{"form-0-headline": "Corrected", "date": "2026-03-05"})
    assert Roundup.objects.get().date == datetime.date(2026, 3, 5)
    assert Story.objects.earliest("position").headline == "Corrected"


def test_a_text_file_is_read_like_a_pasted_text() -> None:
    page = upload(desk_of(), TEXT.encode())
    assert page.form("form-0-headline").value("form-0-headline") == "Harbour bridge opens to carts after nine years"


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.ADMINISTRATOR])
def test_only_who_writes_imports(role: Role) -> None:
    desk = desk_of(role)
    assert desk.open(IMPORT).status == 403
    assert desk.post(IMPORT, {"text": TEXT}).status == 403


@pytest.mark.parametrize("text", ["", "   ", "Hello.", "Dear editor, please call me.\n\nAnna", "\u202e", "🐎" * 40])
def test_what_is_no_roundup_gets_a_sentence_and_keeps_its_words(text: str) -> None:
    page = paste(desk_of(), text)
    assert page.status == 400
    assert "errorlist" in page.html
    assert page.form("text").value("text").strip() == text.strip()
    assert not Roundup.objects.exists()


def test_a_text_of_five_megabytes_gets_a_sentence() -> None:
    page = paste(desk_of(), "Carts cross the bridge again and again. " * 131_072)
    assert page.status == 400
    assert "errorlist" in page.html
    assert not Roundup.objects.exists()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (factories.jpeg(), "JPEG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml", "Word"),
        (bytes(range(256)) * 8, "binary"),
    ],
    ids=["jpeg", "pdf", "word", "binary"],
)
def test_a_file_that_is_no_text_gets_a_sentence_that_says_what_it_is(data: bytes, word: str) -> None:
    page = upload(desk_of(), data, "roundup.txt")
    assert page.status == 400
    assert word in page.words
    assert not Roundup.objects.exists()


def test_a_file_larger_than_two_megabytes_gets_a_sentence() -> None:
    page = upload(desk_of(), b"a" * (2 * 2**20 + 1))
    assert page.says("The file is larger than 2 MB: that is no roundup.")


def test_a_second_import_of_the_same_day_is_refused_and_nothing_is_written() -> None:
    desk = desk_of()
    understood = paste(desk)
    desk.send(understood, "form-0-headline", button="save")
    answer = desk.send(understood, "form-0-headline", button="save", **{"form-0-headline": "The second try"})
    assert answer.status == 409
    assert answer.says("has 2 stories already. Nothing was written.")
    assert answer.form("form-0-headline").value("form-0-headline") == "The second try"
    assert Story.objects.count() == 2


def test_an_import_onto_a_published_day_is_refused_and_nothing_is_written() -> None:
    factories.published(stories=1)
    desk = desk_of()
    answer = desk.send(paste(desk), "form-0-headline", button="save")
    assert answer.status == 409
    assert answer.says("is there already and is published. Nothing was written.")
    assert Story.objects.count() == 1


def test_no_more_of_a_picture_is_read_than_it_may_have(settings: Any) -> None:
    desk = desk_of()
    page = paste(desk)
    settings.FILE_UPLOAD_HANDLERS = FRUGAL
    picture = SimpleUploadedFile("p.jpg", factories.jpeg(), "image/jpeg")
    assert desk.send(page, "form-0-headline", button="save", picture=picture).status == 302
    assert Photo.objects.get().digest


def test_a_picture_that_is_none_writes_nothing() -> None:
    desk = desk_of()
    answer = desk.send(
        paste(desk), "form-0-headline", button="save", picture=SimpleUploadedFile("p.jpg", b"no picture", "image/jpeg")
    )
    assert answer.status == 409
    assert answer.says("This is no picture that we can read.")
    assert not Roundup.objects.exists()
    assert not Photo.objects.exists()


def test_a_story_without_words_is_left_out() -> None:
    desk = desk_of()
    desk.send(paste(desk), "form-0-headline", button="save", **{"form-1-headline": "", "form-1-text": ""})
    assert Story.objects.count() == 1


def test_a_story_that_nobody_filled_in_is_left_out() -> None:
    desk = desk_of()
    more = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "2"}
    assert desk.send(paste(desk), "form-0-headline", button="save", **more).status == 302
    assert Story.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"form-TOTAL_FORMS": "abc"},
        {"form-TOTAL_FORMS": "100000"},
        {"form-TOTAL_FORMS": None},
        {"masthead": "xx"},
        {"masthead": "\x00"},
        {"counter": "abc"},
        {"counter": "9" * 30},
        {"date": ""},
        {"date": "2026-02-30"},
        {"date": "0001-01-01"},
        {"date": "9999-12-31"},
        {"headline": "One\x00two"},
        {"form-0-text": "One\x00two"},
        {"form-0-headline": "long " * 100},
    ],
    ids=lambda broken: "-".join(broken) + str(len(str(broken))),
)
def test_a_broken_form_is_no_crash_and_keeps_the_words(broken: dict[str, Any]) -> None:
    desk = desk_of()
    answer = desk.send(paste(desk), "form-0-headline", button="save", **broken)
    assert answer.status in {302, 400, 409}
    if answer.status != 302:
        assert not Roundup.objects.exists()
        assert answer.form("masthead").value("kicker") == "The Lantern’s roundup"


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "1850-05-05", "x", "\x00"])
def test_a_date_that_cannot_be_is_no_crash(date: str) -> None:
    page = paste(desk_of(), date=date)
    assert page.status in {200, 400}


def test_a_nul_character_in_the_text_is_a_sentence() -> None:
    page = paste(desk_of(), TEXT.replace("noon", "no\x00on"))
    assert page.status == 400
    assert page.says("Null characters are not allowed.")


def test_markup_in_the_text_is_shown_and_stored_as_words() -> None:
    desk = desk_of()
    text = TEXT.replace("Carts crossed it at noon", f"Carts {hostile.EVERYTHING} crossed it at noon")
    understood = paste(desk, text)
    assert hostile.raw_markup(understood.html) == []
    desk.send(understood, "form-0-headline", button="save")
    story = Story.objects.earliest("position")
    assert "<script" not in story.body
    assert "&lt;script&gt;" in story.body
    page = desk.open(f"/admin/roundups/story/{story.pk}/preview/")
    assert hostile.raw_markup(page.html) == []
    assert page.says("<script>alert(1)</script>")


def test_an_editor_who_imported_a_text_does_not_approve_it() -> None:
    desk = desk_of(Role.EDITOR)
    desk.send(paste(desk), "form-0-headline", button="save")
    story = Story.objects.earliest("position")
    page = desk.step("story", story.pk, "approve")
    assert page.status == 409
    assert page.says("You wrote in this text yourself.")


def test_looking_at_the_page_writes_nothing() -> None:
    assert desk_of().open(f"{IMPORT}?language=en").status == 200
    assert not Roundup.objects.exists()
