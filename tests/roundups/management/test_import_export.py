"""`import_roundup` and `export_roundup`: a finished text comes in, the galley goes out."""

import io
import json
import re
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import galley
from roundups.imaging.intake import LARGEST_FILE
from roundups.models import Move, Photo, Rights, Roundup, Story, StoryState
from roundups.workflow import StepRefused
from tests import factories
from tests.roundups.imaging.making import drawn, saved, xmp

pytestmark = pytest.mark.django_db
TEXT = """\
Ferry sails again, Mill burns down, School choir wins

The Lantern’s roundup

The ferry at the north quay on its first morning. Photo: Olga Sand

It is day 2 of the strike. The ferry to the islands sailed again on Monday with 40 people on board.

A mill in the old town burned down during the night, and nobody was hurt.

The school choir of Lower Street won the first prize of the spring contest.

That is the morning.

The ferry to the islands sails again

The ferry to the islands sailed again on Monday after three weeks in the dock. It carried 40 people and a piano.

“We have waited long enough,” said its captain, Jan Ross. The next one leaves at noon.

A mill in the old town burns down

A mill in the old town burned down during the night, the fire service said. Nobody was hurt.

The owners want to build it up again, according to a letter to the council.

A school choir wins the spring contest

The school choir of Lower Street won the first prize of the spring contest. It sang two old songs and a new one.

The choir has 31 members & one dog; its teacher calls it <small>.

Editor in chief — Ada Keller. Terms of use. Privacy policy.
"""


@pytest.fixture
def masthead() -> Masthead:
    return factories.masthead()


@pytest.fixture
def by() -> Staff:
    return factories.person(Role.JOURNALIST)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roundup.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def imported(*arguments: str | Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_roundup", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def exported(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("export_roundup", *arguments, stdout=out, **options)
    return out.getvalue()


def refused(*arguments: str | Path, **options: Any) -> str:
    """The sentence of a refusal that wrote nothing."""
    before = (Roundup.objects.count(), Story.objects.count(), Photo.objects.count())
    with pytest.raises(CommandError) as refusal:
        imported(*arguments, **options)
    assert (Roundup.objects.count(), Story.objects.count(), Photo.objects.count()) == before
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    return sentence


def test_a_file_becomes_a_day_with_its_stories_filed(masthead: Masthead, by: Staff, file: Path) -> None:
    said = imported(file, by=by.username)
    day = Roundup.objects.get()
    assert (day.date, day.status) == (factories.DATE, "open")
    assert list(day.stories.values_list("headline", flat=True)) == [
        "The ferry to the islands sails again",
        "A mill in the old town burns down",
        "A school choir wins the spring contest",
    ]
    assert set(day.stories.values_list("status", flat=True)) == {StoryState.FILED}
    assert "3 stories, filed" in said


def test_the_parts_of_the_text_find_their_places(masthead: Masthead, by: Staff, file: Path) -> None:
    imported(file, by=by.username)
    day = Roundup.objects.get()
    first = day.stories.get(position=1)
    assert day.photo is not None
    assert (day.photo.caption, day.photo.credit) == ("The ferry at the north quay on its first morning.", "Olga Sand")
    assert first.short_headline == "Ferry sails again"
    assert first.summary == "The ferry to the islands sailed again on Monday with 40 people on board."
    assert (day.kicker, day.sign_off, day.editor_in_chief) == (
        "The Lantern’s roundup", "That is the morning.", "Ada Keller",
    )  # fmt: skip
    assert galley.of(day).opening == "It is day 2 of the strike."
    assert galley.of(day).headline == "Ferry sails again, Mill burns down, School choir wins"


def test_what_looks_like_markup_stays_words(masthead: Masthead, by: Staff, file: Path) -> None:
    imported(file, by=by.username)
    body = Roundup.objects.get().stories.get(position=3).body
    assert "31 members &amp; one dog" in body
    assert "&lt;small&gt;" in body


def test_the_person_named_stands_for_the_text(masthead: Masthead, by: Staff, file: Path) -> None:
    imported(file, by=by.username)
    assert set(Story.objects.values_list("author", flat=True)) == {by.pk}
    assert set(Move.objects.values_list("step", "by")) == {("file", by.pk)}


def test_without_a_person_it_is_imported_all_the_same(masthead: Masthead, file: Path) -> None:
    imported(file)
    assert {(story.author, story.status) for story in Story.objects.all()} == {(None, StoryState.FILED)}


def test_whoever_imported_does_not_approve(masthead: Masthead, file: Path) -> None:
    editor = factories.person(Role.EDITOR)
    imported(file, by=editor.username)
    with pytest.raises(StepRefused, match="yourself"):
        factories.step("approve", Story.objects.get(position=1), editor)


def test_a_dash_reads_from_standard_input(masthead: Masthead, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    imported("-")
    assert Roundup.objects.get().stories.count() == 3


def test_windows_line_ends_and_a_mark_change_nothing(masthead: Masthead, file: Path) -> None:
    imported(file)
    first = exported("2026-03-02")
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    factories.masthead(language="ru")
    assert masthead.counter is not None
    masthead.counter.openings.update_or_create(language="ru", defaults={"words": "It is day {day} of the strike."})
    imported(file, language="ru")
    assert exported("2026-03-02", language="ru").replace('"language":"ru"', '"language":"en"') == first


def test_the_date_that_was_named_is_taken(masthead: Masthead, file: Path) -> None:
    imported(file, date="2026-03-05")
    assert str(Roundup.objects.get().date) == "2026-03-05"


def test_a_text_without_a_number_needs_a_date(masthead: Masthead, file: Path) -> None:
    file.write_text(TEXT.replace("It is day 2 of the strike. ", ""), encoding="utf-8")
    assert "Give the date" in refused(file)
    imported(file, date="2026-03-02")
    assert Roundup.objects.get().stories.count() == 3


def test_the_lead_photos_picture_comes_with_it(masthead: Masthead, file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "ferry.jpg"
    picture.write_bytes(factories.jpeg(width=1300, height=800))
    imported(file, photo=str(picture))
    photo = Roundup.objects.get().photo
    assert photo is not None
    assert (photo.width, photo.height, photo.credit) == (1300, 800, "Olga Sand")


def test_a_known_credit_in_the_text_brings_its_rights_and_one_in_the_file_none(
    masthead: Masthead, file: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "ferry.jpg"
    picture.write_bytes(saved(drawn(), "JPEG", xmp=xmp("", 'photoshop:Credit="The Kremlin"')))
    file.write_text(TEXT.replace(" Photo: Olga Sand", ""), encoding="utf-8")
    imported(file, date="2026-03-02", photo=str(picture))
    file.write_text(TEXT.replace("Olga Sand", "The Kremlin"), encoding="utf-8")
    imported(file, date="2026-03-03")
    said, typed = (day.photo for day in Roundup.objects.order_by("date"))
    assert said
    assert typed
    assert (said.credit, said.rights, said.state_agency) == ("The Kremlin", Rights.NONE, True)
    assert (typed.credit, typed.rights, typed.state_agency) == ("The Kremlin", Rights.HANDOUT, True)


def test_no_more_of_a_picture_is_read_than_it_may_have(masthead: Masthead, file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "film.mov"
    with picture.open("wb") as film:
        film.truncate(8 * LARGEST_FILE)
    tracemalloc.start()
    assert "larger than 25 MB" in refused(file, photo=str(picture))
    assert tracemalloc.get_traced_memory()[1] < 4 * LARGEST_FILE
    tracemalloc.stop()


def test_without_its_picture_the_caption_waits(masthead: Masthead, file: Path) -> None:
    imported(file)
    photo = Roundup.objects.get().photo
    assert photo is not None
    assert photo.digest is None


@pytest.mark.parametrize("date", ["yesterday", "2026-13-01", "2026-02-30", "02.03.2026"])
def test_a_date_that_is_none_is_refused(masthead: Masthead, file: Path, date: str) -> None:
    assert "is no date" in refused(file, date=date)


def test_an_unknown_language_is_refused(masthead: Masthead, file: Path) -> None:
    assert "no masthead in the language 'xx'" in refused(file, language="xx")


def test_an_unknown_person_is_refused(masthead: Masthead, file: Path) -> None:
    assert "Nobody here is called 'ghost'" in refused(file, by="ghost")


@pytest.mark.parametrize("role", [Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
def test_a_person_who_does_not_write_is_refused(masthead: Masthead, file: Path, role: Role | None) -> None:
    assert "journalists and editors" in refused(file, by=factories.person(role).username)


def test_a_person_who_has_left_is_refused(masthead: Masthead, file: Path) -> None:
    assert "journalists and editors" in refused(file, by=factories.person(is_active=False).username)


def test_a_missing_file_is_refused(masthead: Masthead, tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "nothing.txt")


def test_a_folder_is_refused(masthead: Masthead, tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path)


def test_a_missing_picture_is_refused_before_anything_is_written(masthead: Masthead, file: Path) -> None:
    assert "cannot be read" in refused(file, photo="nothing.jpg")


def test_a_picture_that_is_none_is_refused_and_nothing_is_written(masthead: Masthead, file: Path) -> None:
    assert "Use a JPEG" in refused(file, photo=str(file))


@pytest.mark.parametrize(
    "data",
    [factories.jpeg(), b"%PDF-1.7 x", b"PK\x03\x04" + b"\x00" * 90, bytes(range(256)), b"\x00\x01\x02"],
    ids=["jpeg", "pdf", "zip", "bytes", "nul"],
)
def test_a_binary_file_is_refused(masthead: Masthead, file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert refused(file)


@pytest.mark.parametrize("text", ["", "\n\n  \n", "Hello.", "Dear desk,\n\nthank you for the paper.\n\nYours, Jan\n"])
def test_a_text_that_is_no_roundup_is_refused(masthead: Masthead, file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    assert refused(file)


def test_a_second_import_of_the_day_is_refused(masthead: Masthead, file: Path) -> None:
    imported(file)
    assert "has 3 stories already" in refused(file)


def test_an_import_into_a_published_day_is_refused(masthead: Masthead, file: Path) -> None:
    factories.published()
    assert "published" in refused(file)


# --- The way out --------------------------------------------------------------------------------------------------


def test_the_export_is_canonical_json_with_a_missing_photo_said(masthead: Masthead, file: Path) -> None:
    imported(file)
    said = exported("2026-03-02")
    data = json.loads(said)
    assert said == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert [story["photo"] for story in data["stories"]] == [None, None, None]
    assert data["photo"]["credit"] == "Olga Sand"
    assert (data["date"], data["day"], data["language"]) == ("2026-03-02", 2, "en")


def test_a_day_without_a_lead_photo_says_null() -> None:
    factories.published()
    assert json.loads(exported("2026-03-02"))["photo"] is None


def test_the_export_is_the_same_every_time(masthead: Masthead, file: Path) -> None:
    imported(file)
    assert exported("2026-03-02") == exported("2026-03-02")


def test_without_a_number_the_working_copy_is_exported() -> None:
    day = factories.published()
    factories.story_in("filed", day, headline="Late and unfinished")
    headlines = [story["headline"] for story in json.loads(exported("2026-03-02"))["stories"]]
    assert "Late and unfinished" in headlines


def test_an_edition_is_exported_as_it_was_sealed() -> None:
    day = factories.published()
    first = day.editions.get()
    factories.story_in("approved", day, headline="A later story")
    factories.step("reissue", day, factories.person(Role.EDITOR))
    out = exported("2026-03-02", edition=1)
    assert "A later story" not in out
    assert "A later story" in exported("2026-03-02", edition=2)
    data = json.loads(out)
    data.pop("photo")
    for story in data["stories"]:
        story.pop("photo")
    assert galley.load(json.dumps(data)).digest == first.digest


@pytest.mark.parametrize(
    ("date", "options", "sentence"),
    [
        ("2026-03-03", {}, "There is no roundup of 2026-03-03"),
        ("never", {}, "is no date"),
        ("2026-03-02", {"edition": 7}, "has no edition 7; it has 1"),
        ("2026-03-02", {"edition": 0}, "has no edition 0"),
        ("2026-03-02", {"language": "xx"}, "no masthead"),
    ],
)
def test_what_cannot_be_exported_is_said(date: str, options: dict[str, Any], sentence: str) -> None:
    factories.published()
    with pytest.raises(CommandError, match=re.escape(sentence)):
        exported(date, **options)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[\w’]+", re.sub(r"&\w+;|<[^>]+>", " ", text)))


@pytest.mark.parametrize(
    "extra",
    [
        "",
        "\n\nA strange line that belongs to nothing: Quorfle\n",
        "\n\nContact: desk@example.org, 555 0199.\n",
    ],
)
def test_every_word_that_was_imported_is_in_the_export_or_in_the_remarks(
    masthead: Masthead, file: Path, extra: str
) -> None:
    file.write_text(TEXT.replace("<small>", "small") + extra, encoding="utf-8")
    remarks = imported(file)
    frames_own = {"Photo", "Editor", "in", "chief", "Terms", "of", "use", "Privacy", "policy"}
    assert words_of(TEXT.replace("<small>", "small") + extra) <= words_of(exported("2026-03-02") + remarks) | frames_own
