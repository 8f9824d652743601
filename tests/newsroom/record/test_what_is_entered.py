"""Which acts are entered in the record, as what, by whom, and with which words kept out of it."""

import datetime
import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Counter, Page, RecordRow, Staff
from newsroom.record import What
from newsroom.roles import Role
from roundups import galley, preflight, workflow
from roundups.models import FindingRuling, GlossaryEntry, Move, RulingKind, Story, StoryState, StylePhrase
from tests import factories
from tests.journeys.desk import Desk
from tests.rules import PLACEHOLDER, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_rules")]


def sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def last() -> RecordRow:
    return RecordRow.objects.order_by("-number")[0]


def told(row: RecordRow) -> tuple[str, Staff | None, str, dict[str, object]]:
    return row.what, row.by, row.about, row.detail


def ruled(story: Story, word: str, kind: RulingKind, by: Staff, *, reason: str = "") -> FindingRuling:
    """A ruling on what is found in the word."""
    found = workflow.story_findings(story, preflight.Stage.APPROVE)
    key = next(each.key for each in found if each.words == word)
    return workflow.rule_on(story, key, kind=kind, by=by, reason=reason, now=factories.NOON)


@pytest.fixture
def administrator() -> Staff:
    factories.masthead()
    return factories.person(Role.ADMINISTRATOR)


def test_a_step_of_a_story_is_entered_with_its_move_and_the_hash_of_its_note() -> None:
    story, editor = factories.story_in(StoryState.FILED), factories.person(Role.EDITOR)
    move = factories.step("send_back", story, editor, note=" The figure is wrong. ")
    assert told(last()) == (
        What.STEP,
        editor,
        f"story:{story.pk}",
        {
            "step": "send_back",
            "was": "filed",
            "became": "returned",
            "move": move.pk,
            "note": sha256("The figure is wrong."),
        },
    )
    assert last().at == move.at


def test_a_step_of_a_roundup_is_entered_by_its_language_and_date_with_the_digest_that_went_out() -> None:
    day = factories.published()
    row, move = last(), Move.objects.get(step="publish")
    assert (row.about, row.detail["digest"]) == ("roundup:en:2026-03-02", day.editions.get().digest)
    assert row.detail["move"] == move.pk


def test_what_the_worker_does_is_entered_by_nobody() -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    factories.step("schedule", day, factories.person(Role.EDITOR), at=factories.NOON + datetime.timedelta(hours=1))
    workflow.release_due(now=factories.NOON + datetime.timedelta(hours=2))
    assert (last().by, last().detail["step"]) == (None, "release")


def test_every_move_has_its_row_and_no_other() -> None:
    day = factories.published(stories=2)
    factories.step("retract", day, factories.person(Role.EDITOR), note="A reason for readers")
    moves = [row.detail["move"] for row in RecordRow.objects.filter(what=What.STEP).order_by("number")]
    assert moves == list(Move.objects.order_by("pk").values_list("pk", flat=True))


def test_a_refused_step_is_not_entered() -> None:
    story = factories.story_in(StoryState.FILED)
    before = RecordRow.objects.count()
    with pytest.raises(workflow.StepRefused):
        factories.step("approve", story, story.author)
    assert RecordRow.objects.count() == before


@pytest.mark.parametrize(
    ("kind", "what", "word"),
    [(RulingKind.OVERRULED, What.OVERRULED, PLACEHOLDER), (RulingKind.NOT_AN_ERROR, What.NO_ERROR, WRONG)],
)
def test_a_ruling_is_entered_without_the_words_that_it_is_about(kind: RulingKind, what: What, word: str) -> None:
    story, editor = factories.story(body=f"<p>The {word} stood, the council said.</p>"), factories.person(Role.EDITOR)
    ruling = ruled(story, word, kind, editor, reason="It is meant so")
    assert told(last()) == (
        what,
        editor,
        f"story:{story.pk}",
        {
            "rule": ruling.rule,
            "ruling": ruling.pk,
            "words": sha256(ruling.words),
            "reason": sha256("It is meant so"),
        },
    )


def test_a_ruling_that_is_taken_back_is_entered_too() -> None:
    story, editor = factories.story(body=f"<p>The {WRONG} stood, the council said.</p>"), factories.person(Role.EDITOR)
    for kind in (RulingKind.NOT_AN_ERROR, RulingKind.TAKEN_BACK):
        ruled(story, WRONG, kind, editor)
    assert last().what == What.RULING_TAKEN_BACK
    assert last().detail["ruling"] == FindingRuling.objects.order_by("-pk")[0].pk


def test_a_changed_masthead_is_entered_by_the_names_of_its_columns(administrator: Staff) -> None:
    desk = Desk(administrator)
    page = desk.open("/admin/newsroom/masthead/en/change/")
    desk.send(page, "kicker", button="_save", kicker="Anew", four_eyes="reason")
    assert told(last()) == (
        What.MASTHEAD,
        administrator,
        "masthead:en",
        {"done": "changed", "columns": ["kicker", "four_eyes"]},
    )


def test_a_form_that_is_saved_as_it_was_is_not_entered(administrator: Staff) -> None:
    desk = Desk(administrator)
    counter = Counter.objects.get(name="the strike")
    for address, field in (
        ("masthead/en", "kicker"),
        (f"page/{page_of_terms(desk).pk}", "title"),
        (f"counter/{counter.pk}", "name"),
    ):
        before = RecordRow.objects.count()
        page = desk.open(f"/admin/newsroom/{address}/change/")
        assert desk.send(page, field, button="_save").status == 302
        assert RecordRow.objects.count() == before


def page_of_terms(desk: Desk) -> Page:
    """The terms, which the first saving of a masthead opens."""
    page = desk.open("/admin/newsroom/masthead/en/change/")
    desk.send(page, "kicker", button="_save", kicker="To open the pages")
    return Page.objects.get(masthead="en", slug="terms")


def test_a_new_masthead_is_entered(administrator: Staff) -> None:
    desk = Desk(administrator)
    desk.send(desk.open("/admin/newsroom/masthead/add/"), "kicker", button="_save", language="ru", name="Фонарь")
    assert told(last())[2:] == ("masthead:ru", {"done": "added"})


def test_a_changed_page_is_entered_with_the_hash_of_the_text_that_was_stored(administrator: Staff) -> None:
    desk = Desk(administrator)
    terms = page_of_terms(desk)
    page = desk.open(f"/admin/newsroom/page/{terms.pk}/change/")
    desk.send(page, "body", button="_save", body="<p onclick='x'>New terms.</p><script>x</script>")
    terms.refresh_from_db()
    assert told(last()) == (
        What.PAGE,
        administrator,
        f"page:{terms.pk}",
        {"done": "changed", "columns": ["body"], "text": sha256(terms.body)},
    )
    assert "onclick" not in terms.body


def test_a_changed_opening_is_entered_with_its_counter(administrator: Staff) -> None:
    counter = Counter.objects.get(name="the strike")
    desk = Desk(administrator)
    address = f"/admin/newsroom/counter/{counter.pk}/change/"
    desk.send(desk.open(address), "first_day", button="_save", **{"openings-0-words": "Day {day} of it."})
    assert told(last()) == (
        What.COUNTER,
        administrator,
        f"counter:{counter.pk}",
        {"done": "changed", "openings": ["en"]},
    )
    desk.send(desk.open(address), "first_day", button="_save", **{"openings-0-DELETE": "on"})
    assert last().detail == {"done": "changed", "openings_removed": ["en"]}


def test_glossary_and_style_are_entered_when_they_are_added_changed_and_removed(administrator: Staff) -> None:
    desk = Desk(administrator)
    page = desk.open("/admin/roundups/glossaryentry/add/")
    desk.send(page, "canonical", button="_save", canonical="Zyryanovka", wrong="Ziryanovka", language="en")
    entry = GlossaryEntry.objects.get(canonical="Zyryanovka")
    assert told(last()) == (What.HOUSE_WORDS, administrator, f"glossaryentry:{entry.pk}", {"done": "added"})
    page = desk.open(f"/admin/roundups/glossaryentry/{entry.pk}/change/")
    desk.send(page, "canonical", button="_save", note="By the council’s own sign")
    assert last().detail == {"done": "changed", "columns": ["note"]}
    phrase = StylePhrase.objects.order_by("pk")[0]
    page = desk.open(f"/admin/roundups/stylephrase/{phrase.pk}/delete/")
    desk.send(page, "post")
    assert told(last()) == (What.HOUSE_WORDS, administrator, f"stylephrase:{phrase.pk}", {"done": "removed"})


def test_a_refused_form_is_not_entered(administrator: Staff) -> None:
    desk = Desk(administrator)
    before = RecordRow.objects.count()
    desk.send(desk.open("/admin/newsroom/masthead/en/change/"), "kicker", button="_save", time_zone="Nowhere")
    assert RecordRow.objects.count() == before


def test_an_export_is_entered_with_the_digest_of_what_left() -> None:
    day = factories.published()
    factories.person()
    out = io.StringIO()
    call_command("export_roundup", str(day.date), edition=1, stdout=out)
    assert json.loads(out.getvalue())
    assert told(last()) == (
        What.EXPORTED,
        None,
        "roundup:en:2026-03-02",
        {"form": "json", "edition": 1, "digest": day.editions.get().digest},
    )
    call_command("export_roundup", str(day.date), stdout=out)
    assert last().detail == {"form": "json", "digest": galley.of(day).digest}


def test_an_export_of_what_is_not_there_is_not_entered() -> None:
    day = factories.published()
    before = RecordRow.objects.count()
    with pytest.raises(CommandError):
        call_command("export_roundup", str(day.date), edition=7)
    assert RecordRow.objects.count() == before


def test_the_record_of_a_days_work_holds_none_of_its_words() -> None:
    """A canary word in everything that somebody types or has; then the whole record is read."""
    canary = "Zwieback"
    author = factories.person(email=f"{canary.lower()}@example.org")
    author.set_password(f"{canary}-password-9")
    author.save()
    editor = factories.person(Role.EDITOR)
    day = factories.roundup()
    story = factories.story(
        day,
        author=author,
        headline=f"{canary} rises",
        short_headline=f"{canary} up",
        summary=f"{canary} is up, the council said.",
        body=f"<p>{canary} {PLACEHOLDER} went up, the council said.</p>",
        note_to_editor=f"{canary} told me on the phone",
    )
    ruled(story, PLACEHOLDER, RulingKind.OVERRULED, editor, reason=f"{canary} is meant")
    factories.step("file", story, author, note=canary)
    factories.step("send_back", story, editor, note=f"{canary} is not spelt so")
    factories.step("file", story, author)
    factories.step("approve", story, editor)
    factories.step("publish", day, editor)
    factories.step("withdraw", story, editor, note=f"{canary} was wrong")
    factories.step("retract", day, editor, note=f"{canary} in public")
    administrator = Desk(factories.person(Role.ADMINISTRATOR))
    page = administrator.open("/admin/newsroom/masthead/en/change/")
    administrator.send(page, "kicker", button="_save", kicker=canary, contact=f"{canary}@example.org")
    page = administrator.open(f"/admin/newsroom/page/{Page.objects.filter(masthead='en')[0].pk}/change/")
    administrator.send(page, "body", button="_save", body=f"<p>{canary}</p>", title=canary)
    page = administrator.open("/admin/roundups/glossaryentry/add/")
    administrator.send(page, "canonical", button="_save", canonical=canary, wrong="Zwibak", language="en")
    held = json.dumps([*RecordRow.objects.values()], default=str, ensure_ascii=False).lower()
    assert len(RecordRow.objects.all()) >= 11
    assert canary.lower() not in held
    assert "@" not in held
    assert author.password.lower() not in held
