"""The record in the admin: who may read it, what it says in words, how it is filtered and taken along."""

import csv
import datetime
import io

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom import record
from newsroom.models import Masthead, RecordRow, Staff
from newsroom.record import What
from newsroom.record.lines import where
from newsroom.roles import Role
from roundups.models import Move, StoryState, append_only
from tests import factories
from tests.journeys.desk import Desk, Page

pytestmark = pytest.mark.django_db
RECORD = "/admin/newsroom/recordrow/"
LINK = 'href="/admin/newsroom/recordrow/"'


@pytest.fixture
def editor() -> Staff:
    factories.masthead()
    return factories.person(Role.EDITOR)


def entered(
    what: What = What.EXPORTED,
    *,
    by: Staff | None = None,
    about: str = "record",
    at: str = "2026-03-02T12:00+00:00",
    **detail: str,
) -> RecordRow:
    with transaction.atomic():
        return record.enter(what, by=by, about=about, now=datetime.datetime.fromisoformat(at), **detail)


def numbers(page: Page) -> list[int]:
    """The numbers of the rows on the page, in its order."""
    return [int(part.split()[0]) for part in page.words.split("No. ")[1:]]


def export(desk: Desk, **asked: str) -> Page:
    return desk.post(f"{RECORD}csv/", asked)


def cells(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_editors_and_administrators_read_it_and_find_it_in_the_navigation(role: Role) -> None:
    factories.masthead()
    desk = Desk(factories.person(role))
    assert desk.open(RECORD).status == 200
    assert LINK in desk.open(f"/admin/?day={factories.DATE}").html


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR])
@pytest.mark.parametrize("superuser", [False, True])
def test_nobody_else_does_and_a_superuser_only_with_the_role(role: Role, superuser: bool) -> None:
    factories.masthead()
    desk = Desk(factories.person(role, is_superuser=superuser))
    assert desk.open(RECORD).status == 403
    assert export(desk).status == 403
    assert LINK not in desk.open(f"/admin/?day={factories.DATE}").html
    assert not RecordRow.objects.exists()


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Desk().open(RECORD).status == 302


@pytest.mark.parametrize("address", ["add/", "1/change/", "1/delete/", "1/history/"])
def test_no_page_adds_changes_or_removes_a_row(editor: Staff, address: str) -> None:
    entered()
    assert Desk(editor).open(f"{RECORD}{address}").status == 404


def test_an_empty_record_says_what_will_stand_there(editor: Staff) -> None:
    assert Desk(editor).open(RECORD).says("Nothing has happened yet. Every step, decision and change will stand here.")


def test_a_step_reads_as_words_with_its_time_note_and_a_link_to_the_story(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, headline="The bridge opens")
    factories.step("send_back", story, editor, note="The figure is wrong")
    page = Desk(editor).open(RECORD)
    row = RecordRow.objects.order_by("-number")[0]
    assert page.says(f"2 Mar 2026 14:00:00 EET Sent back, filed → sent back · {editor.name}")
    assert page.says("Story “The bridge opens” “The figure is wrong”")
    assert page.says(f"No. {row.number} · {row.hash[:8]}")
    assert page.links_to(f"/admin/roundups/story/{story.pk}/change/")


def test_a_roundup_leads_to_its_day_on_the_board(editor: Staff) -> None:
    day = factories.published()
    page = Desk(editor).open(RECORD)
    assert page.says("Published, open → published")
    assert page.says("Roundup of Monday 2 March 2026 (en)")
    assert page.links_to(f"/admin/?day={day.date}&language=en")


def test_a_thing_that_is_gone_or_unknown_is_still_named(editor: Staff) -> None:
    for about in (
        "story:999999",
        "roundup:en:2031-01-01",
        "roundup:nonsense",
        "story:abc",
        "comet:7",
        "record",
        "masthead:xx",
    ):
        entered(about=about)
    page = Desk(editor).open(RECORD)
    assert page.status == 200
    for words in ("Story 999999", "Roundup en:2031-01-01", "Comet 7", "Record", "Masthead xx"):
        assert page.says(words)


def test_nobody_is_led_to_a_page_that_is_closed_to_them(editor: Staff) -> None:
    somebody = factories.person()
    entered(What.ROLES, about=f"person:{somebody.pk}")
    assert not Desk(editor).open(RECORD).links_to(f"/admin/newsroom/staff/{somebody.pk}/change/")
    administrator = Desk(factories.person(Role.ADMINISTRATOR))
    assert administrator.open(RECORD).links_to(f"/admin/newsroom/staff/{somebody.pk}/change/")


def test_what_the_server_did_is_said_to_be_its_own(editor: Staff) -> None:
    entered()
    assert Desk(editor).open(RECORD).says("Export · the server itself")


def test_changed_columns_are_called_as_on_their_form_and_hashes_are_short(editor: Staff) -> None:
    with transaction.atomic():
        record.enter(What.MASTHEAD, by=editor, about="masthead:en", columns=["sign_off", "four_eyes"], text="a" * 64)
    page = Desk(editor).open(RECORD)
    assert page.says("columns sign-off, four eyes · text aaaaaaaa…")


def test_a_note_that_was_altered_behind_the_record_is_pointed_out(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED)
    factories.step("send_back", story, editor, note="The figure is wrong")
    append_only.remove()
    Move.objects.filter(step="send_back").update(note="The headline is wrong")
    append_only.install()
    page = Desk(editor).open(RECORD)
    assert page.says("“The headline is wrong” ▲ These words are not the ones that the record names.")
    assert page.words.count("These words are not the ones") == 1


def test_it_is_filtered_by_what_who_and_about(editor: Staff) -> None:
    other = factories.person()
    entered(What.PAGE, by=editor, about="page:1")
    entered(What.PAGE, by=other, about="page:12")
    entered(What.MASTHEAD, by=editor, about="masthead:en")
    desk = Desk(editor)
    assert numbers(desk.open(RECORD)) == [3, 2, 1]
    assert numbers(desk.open(f"{RECORD}?what=page")) == [2, 1]
    assert numbers(desk.open(f"{RECORD}?who={editor.pk}")) == [3, 1]
    assert numbers(desk.open(f"{RECORD}?what=page&who={editor.pk}")) == [1]
    assert numbers(desk.open(f"{RECORD}?about=page:1")) == [1]
    assert numbers(desk.open(f"{RECORD}?about=PAGE")) == [2, 1]
    assert desk.open(f"{RECORD}?about=comet").says("Nothing in the record is like that.")


def test_days_of_the_filter_are_the_papers(editor: Staff) -> None:
    Masthead.objects.update(time_zone="Asia/Tokyo")
    entered(at="2026-03-01T14:59:59+00:00")
    entered(at="2026-03-01T15:00:00+00:00")
    entered(at="2026-03-02T14:59:59+00:00")
    entered(at="2026-03-02T15:00:00+00:00")
    desk = Desk(editor)
    assert numbers(desk.open(f"{RECORD}?since=2026-03-02&until=2026-03-02")) == [3, 2]
    assert numbers(desk.open(f"{RECORD}?since=2026-03-02")) == [4, 3, 2]
    assert numbers(desk.open(f"{RECORD}?until=2026-03-01")) == [1]


@pytest.mark.parametrize(
    "nonsense",
    [
        "what=comet",
        "who=abc",
        "who=999999",
        "since=tomorrow",
        "since=0001-01-01",
        "until=9999-12-31",
        "page=x",
    ],
)
def test_a_filter_that_makes_no_sense_is_a_page_all_the_same(editor: Staff, nonsense: str) -> None:
    entered()
    assert Desk(editor).open(f"{RECORD}?{nonsense}").status == 200


def test_pages_keep_the_filter(editor: Staff) -> None:
    for number in range(110):
        entered(What.PAGE, about=f"page:{number}")
    desk = Desk(editor)
    first = desk.open(f"{RECORD}?what=page")
    assert numbers(first) == list(range(110, 60, -1))
    assert first.links_to("?what=page&page=2")
    assert numbers(desk.open(f"{RECORD}?what=page&page=3")) == list(range(10, 0, -1))


def test_a_long_page_asks_the_database_as_often_as_a_short_one(editor: Staff) -> None:
    desk = Desk(editor)
    counts = []
    for _time in range(2):
        for _number in range(8):
            factories.story_in(StoryState.FILED)
        with CaptureQueriesContext(connection) as caught:
            desk.open(RECORD)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_reading_writes_nothing(editor: Staff) -> None:
    entered()
    record.write_missing()
    desk = Desk(editor)
    desk.open("/admin/")
    with CaptureQueriesContext(connection) as caught:
        desk.open(f"{RECORD}?what=exported")
        assert desk.open(f"{RECORD}csv/").status == 405
    assert [each["sql"] for each in caught if not each["sql"].startswith(("SELECT", "DECLARE"))] == []


def test_the_page_says_that_the_newest_rows_and_their_lines_agree(editor: Staff) -> None:
    entered()
    record.write_missing()
    page = Desk(editor).open(RECORD)
    assert page.says("The newest 50 rows, their hashes and their lines in the file outside the database agree.")
    assert page.says("manage.py verify_record")
    assert not page.says("waits for its line")


def test_the_page_says_how_many_rows_wait_for_their_line(editor: Staff) -> None:
    entered()
    assert Desk(editor).open(RECORD).says("1 row waits for its line.")


def test_the_page_says_which_row_is_bad(editor: Staff) -> None:
    for _number in range(3):
        entered()
    record.write_missing()
    append_only.remove()
    RecordRow.objects.filter(number=2).update(about="story:1")
    append_only.install()
    page = Desk(editor).open(RECORD)
    assert page.says("The record is not whole Row 2 was changed")
    assert 'role="alert"' in page.html


@pytest.mark.parametrize("broken", ["folder", "foreign"])
def test_a_file_that_cannot_be_read_is_said(editor: Staff, broken: str) -> None:
    entered()
    if broken == "folder":
        where().mkdir(parents=True)
    else:
        where().parent.mkdir(parents=True, exist_ok=True)
        where().write_text("x" * 5000)
    page = Desk(editor).open(RECORD)
    assert page.status == 200
    assert page.says("The record is not whole")


def test_the_csv_has_what_is_filtered_the_oldest_first_and_in_the_papers_time(editor: Staff) -> None:
    one = entered(What.PAGE, by=editor, about="page:1", done="changed")
    entered(What.MASTHEAD, by=editor, about="masthead:en")
    entered(What.PAGE, about="page:2")
    answer = export(Desk(editor), what="page")
    assert answer.response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.response.headers["Content-Disposition"]
    rows = cells(answer)
    assert [row["number"] for row in rows] == ["1", "3"]
    assert rows[0] == {
        "number": "1",
        "time": "2026-03-02T14:00:00+02:00",
        "who": editor.name,
        "what": "Page changed",
        "about": "page:1",
        "details": "done: changed",
        "hash": one.hash,
    }


def test_the_button_of_the_page_exports_what_the_page_shows(editor: Staff) -> None:
    entered(What.PAGE, about="page:1")
    entered(What.MASTHEAD, about="masthead:en")
    desk = Desk(editor)
    page = desk.open(f"{RECORD}?about=page:1")
    assert page.says("Export 1 row as CSV")
    form = next(form for form in page.forms if form.action.endswith("csv/"))
    assert [row["about"] for row in cells(desk.post(form.action, dict(form.fields)))] == ["page:1"]


def test_an_export_of_the_record_is_in_the_record(editor: Staff) -> None:
    entered(What.PAGE, by=editor, about="page:1")
    entered(What.PAGE, by=editor, about="page:2")
    export(Desk(editor), what="page", who=str(editor.pk), since="2026-03-01")
    row = RecordRow.objects.order_by("-number")[0]
    assert (row.what, row.by, row.about) == (What.EXPORTED, editor, "record")
    assert row.detail == {"form": "csv", "rows": 2, "filter": ["what=page", f"who={editor.pk}", "since=2026-03-01"]}
    assert Desk(editor).open(RECORD).says("form csv · rows 2")


def test_an_export_that_makes_no_sense_is_none(editor: Staff) -> None:
    entered()
    assert export(Desk(editor), what="comet").status == 302
    assert RecordRow.objects.count() == 1


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_csv_is_a_formula(editor: Staff, evil: str) -> None:
    somebody = factories.person()
    Staff.objects.filter(pk=somebody.pk).update(name=evil)
    entered(by=Staff.objects.get(pk=somebody.pk), about=evil)
    row = cells(export(Desk(editor)))[0]
    assert (row["who"], row["about"]) == (f"'{evil}", f"'{evil}")
