"""Findings on the desk's screens: what is told to whom, and what its buttons do, without a script."""

import re
from typing import Any

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import preflight, workflow
from roundups.models import Edition, FindingRuling, Roundup, RulingKind, Story, StoryState
from roundups.preflight import Stage
from tests import factories
from tests.journeys.desk import Desk, Form, Page
from tests.roundups.admin import hostile
from tests.rules import PLACEHOLDER, RIGHT, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_rules")]
MULES: dict[str, Any] = {
    "summary": "Five mules crossed the bridge, the council said.",
    "body": "<p>It was opened, the council said.</p><p>Six mules crossed it.</p>",
}
TO_FILL: dict[str, Any] = {"body": f"<p>{PLACEHOLDER} carts crossed the bridge, the council said.</p>"}
BOARD = f"/admin/?day={factories.DATE}&language=en"
NAMES: dict[str, Any] = {"headline": f"To {WRONG}", "body": f"<p>No.</p><p>In <em>{WRONG}</em>, they said.</p>"}


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def form_of(story: Story) -> str:
    return f"/admin/roundups/story/{story.pk}/change/"


def sheet_of(day: Roundup, name: str = "publish") -> str:
    return f"/admin/roundups/roundup/{day.pk}/step/{name}/"


def key_of(thing: Story | Roundup, rule: str) -> str:
    thing = type(thing).objects.get(pk=thing.pk)
    if isinstance(thing, Story):
        found = workflow.story_findings(thing, Stage.APPROVE)
    else:
        found = workflow.page_findings(thing, workflow.compose(thing))
    return next(finding.key for finding in found if finding.rule == rule)


def asked(page: Page, key: str, **fields: str) -> Form:
    """The form that speaks of this finding and sends these fields."""
    for form in page.forms:
        if form.value("finding") == key and all(form.value(name) == value for name, value in fields.items()):
            return form
    raise AssertionError(f"no such form: {[form.fields for form in page.forms]}")


def kinds(page: Page, key: str) -> set[str]:
    return {form.value("kind") for form in page.forms if form.value("finding") == key}


def press(desk: Desk, page: Page, key: str, *, kind: str, **more: str) -> Page:
    form = asked(page, key, kind=kind)
    return desk.post(form.action, {**dict(form.fields), **more})


def of_finding(page: Page, sentence: str) -> str:
    """What the page says in the finding with this sentence."""
    (item,) = [
        part
        for part in re.findall(r'<li class="finding.*?(?=<li class="finding|</section>)', page.html, re.S)
        if sentence in part
    ]
    return " ".join(re.sub(r"<[^>]+>", " ", item).split())


# --- What is told -------------------------------------------------------------------------------------------------


def test_a_finding_says_how_grave_it_is_where_it_is_and_both_sentences() -> None:
    author = factories.person()
    page = Desk(author).open(form_of(factories.story(author=author, **MULES)))
    told = of_finding(page, "How many mules were there?")
    assert "▲ To confirm How many mules were there?" in told
    assert "in the summary: “Five mules”" in told
    assert "Five mules crossed the bridge, the council said." in told
    assert "Six mules crossed it." in told


def test_an_offered_change_says_before_and_after_at_each_place() -> None:
    author = factories.person()
    page = Desk(author).open(form_of(factories.story(author=author, **NAMES)))
    told = of_finding(page, f"We write {RIGHT}.")
    assert f"in the headline: {WRONG} → {RIGHT}" in told
    assert f"paragraph 2: {WRONG} → {RIGHT}" in told
    assert "Change it in 2 places" in told


def test_the_review_page_tells_them_too(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, **MULES)
    page = Desk(editor).open(f"/admin/roundups/story/{story.pk}/step/approve/")
    assert "Six mules crossed it." in of_finding(page, "How many mules were there?")


def test_a_colleague_is_told_and_offered_nothing() -> None:
    story = factories.story(**{**MULES, **NAMES, "summary": MULES["summary"]})
    page = Desk(factories.person()).open(form_of(story))
    assert page.says(f"We write {RIGHT}.")
    assert all("finding" not in form.names for form in page.forms)


def test_what_is_missing_has_no_words_that_could_be_no_error() -> None:
    author = factories.person()
    story = factories.story(author=author, summary="")
    page = Desk(author).open(form_of(story))
    assert page.says("has no summary.")
    assert kinds(page, key_of(story, "summary.missing")) == set()


def test_an_author_is_not_offered_to_overrule_and_an_editor_is(editor: Staff) -> None:
    author = factories.person()
    story = factories.story(author=author, **TO_FILL)
    key = key_of(story, "test.placeholder")
    assert kinds(Desk(author).open(form_of(story)), key) == set()
    assert kinds(Desk(editor).open(form_of(story)), key) == {"overruled"}


def test_markup_in_what_was_found_is_shown_as_words() -> None:
    author = factories.person()
    story = factories.story(author=author, summary=hostile.EVERYTHING, short_headline="")
    page = Desk(author).open(form_of(story))
    assert hostile.raw_markup(page.html) == []


# --- No error, overruled, taken back ------------------------------------------------------------------------------


def test_not_an_error_folds_the_finding_with_the_persons_name_and_it_can_be_taken_back() -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    desk = Desk(author)
    key = key_of(story, "test.figures")
    page = desk.follow(press(desk, desk.open(form_of(story)), key, kind="not_an_error"))
    assert page.says("It is settled: no error.")
    assert page.says("1 finding is settled")
    assert re.search(rf"{author.name}, \d+\.\d+\. \d\d:\d\d: no error", of_finding(page, "How many mules"))
    assert kinds(page, key) == {"taken_back"}
    page = desk.follow(press(desk, page, key, kind="taken_back"))
    assert page.says("The decision is taken back.")
    assert kinds(page, key) == {"not_an_error"}


def test_a_colleague_is_not_offered_to_take_a_decision_back(editor: Staff) -> None:
    story = factories.story(**MULES)
    key = key_of(story, "test.figures")
    workflow.rule_on(story, key, kind=RulingKind.NOT_AN_ERROR, by=editor)
    page = Desk(factories.person()).open(form_of(story))
    assert page.says("no error")
    assert kinds(page, key) == set()


def test_overruling_asks_for_a_reason_and_shows_it(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, **TO_FILL)
    desk, key = Desk(editor), key_of(story, "test.placeholder")
    page = desk.open(f"/admin/roundups/story/{story.pk}/step/approve/")
    assert page.status == 409
    answer = press(desk, page, key, kind="overruled", reason="No")
    assert answer.status == 409
    assert answer.says("Say why, in a few words")
    assert ">No</textarea>" in answer.html
    page = desk.follow(press(desk, page, key, kind="overruled", reason="It is the ship’s name."))
    assert page.status == 200
    assert page.says("overruled — “It is the ship’s name.”")
    desk.step("story", story.pk, "approve")
    story.refresh_from_db()
    assert story.status == StoryState.APPROVED


def test_a_second_click_says_that_it_is_settled(editor: Staff) -> None:
    story = factories.story(**MULES)
    desk, key = Desk(editor), key_of(story, "test.figures")
    page = desk.open(form_of(story))
    press(desk, page, key, kind="not_an_error")
    assert desk.follow(press(desk, page, key, kind="not_an_error")).says(f"This is settled already: {editor.name}")
    assert FindingRuling.objects.count() == 1


def test_a_raw_post_gets_no_further_than_the_buttons() -> None:
    story = factories.story_in(StoryState.FILED, **TO_FILL)
    desk = Desk(factories.person())
    given = {"finding": key_of(story, "test.placeholder"), "reason": "A good reason."}
    for kind in RulingKind.values:
        desk.post(f"/admin/roundups/story/{story.pk}/finding/", {**given, "kind": kind})
        desk.post(f"/admin/roundups/roundup/{story.roundup_id}/finding/", {**given, "kind": kind})
    assert not FindingRuling.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"finding": "x", "kind": "not_an_error"},
        {"finding": "\x00", "kind": "not_an_error"},
        {"finding": "0" * 40, "kind": "not_an_error"},
        {"finding": "0" * 16, "kind": "forgiven"},
        {"finding": "0" * 16, "kind": "overruled", "reason": "One\x00two"},
        {"finding": "0" * 16, "kind": "overruled", "reason": "w" * 501},
    ],
)
def test_nonsense_is_a_sentence_and_keeps_the_reason(editor: Staff, given: dict[str, str]) -> None:
    story = factories.story(**MULES)
    for address in (f"story/{story.pk}", f"roundup/{story.roundup_id}"):
        answer = Desk(editor).post(f"/admin/roundups/{address}/finding/", given)
        assert answer.status in {400, 409}
        assert given.get("reason", "").replace("\x00", "") in answer.html.replace("\x00", "")
    assert not FindingRuling.objects.exists()


# --- An offered change --------------------------------------------------------------------------------------------


def change(desk: Desk, page: Page, key: str) -> Page:
    form = next(form for form in page.forms if form.action.endswith("/fix/") and form.value("finding") == key)
    return desk.post(form.action, dict(form.fields))


def test_change_it_changes_the_words_and_leads_back_to_the_form() -> None:
    author = factories.person()
    story = factories.story(author=author, **NAMES)
    desk, key = Desk(author), key_of(story, "test.name")
    page = desk.follow(change(desk, desk.open(form_of(story)), key))
    assert page.says(f"Changed: “{WRONG}” is now “{RIGHT}”.")
    assert not page.says(f"We write {RIGHT}.")
    story.refresh_from_db()
    assert (story.headline, story.body) == (f"To {RIGHT}", f"<p>No.</p><p>In <em>{RIGHT}</em>, they said.</p>")


def test_a_change_of_words_that_somebody_saved_meanwhile_is_refused_with_a_sentence() -> None:
    author = factories.person()
    story = factories.story(author=author, **NAMES)
    desk, key = Desk(author), key_of(story, "test.name")
    page = desk.open(form_of(story))
    story.summary = "Theirs."
    workflow.save_story(story, by=author, seen=story.revision)
    assert desk.follow(change(desk, page, key)).says("Somebody saved this story while you were writing.")
    story.refresh_from_db()
    assert (story.headline, story.summary) == (f"To {WRONG}", "Theirs.")


def test_an_approved_storys_words_are_not_offered_to_be_changed(editor: Staff) -> None:
    story = factories.story_in(StoryState.APPROVED, **NAMES)
    desk, key = Desk(editor), key_of(story, "test.name")
    assert all(not form.action.endswith("/fix/") for form in desk.open(form_of(story)).forms)
    given = {"finding": key, "seen": story.revision}
    assert desk.follow(desk.post(f"/admin/roundups/story/{story.pk}/fix/", given)).says("Reopen it first.")
    story.refresh_from_db()
    assert story.headline == f"To {WRONG}"


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 40, "\x00"])
def test_a_change_without_a_good_revision_is_refused(seen: str) -> None:
    author = factories.person()
    story = factories.story(author=author, **NAMES)
    given = {"finding": key_of(story, "test.name"), "seen": seen}
    assert Desk(author).post(f"/admin/roundups/story/{story.pk}/fix/", given).status == 400
    story.refresh_from_db()
    assert story.headline == f"To {WRONG}"


# --- The publish sheet --------------------------------------------------------------------------------------------


def test_a_tick_stands_with_the_story_its_place_and_both_sentences(editor: Staff) -> None:
    story = factories.story_in(StoryState.APPROVED, **MULES)
    page = Desk(editor).open(sheet_of(story.roundup))
    tick = page.html.split("How many mules were there?")[1].split('<div class="tick">')[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", tick).split())
    assert f"{story.headline}, in the summary: “Five mules”" in said
    assert "Five mules crossed the bridge, the council said." in said
    assert "Six mules crossed it." in said


def test_what_the_editor_calls_no_error_on_the_sheet_needs_no_tick(editor: Staff) -> None:
    story = factories.story_in(StoryState.APPROVED, **MULES)
    desk, key = Desk(editor), key_of(story.roundup, "test.figures")
    page = desk.open(sheet_of(story.roundup))
    assert key in page.form("seen").choices["confirmed"]
    form = next(form for form in page.forms if form.action.endswith("/finding/") and "finding" not in form.names)
    page = desk.follow(desk.post(form.action, {**dict(form.fields), "finding": key}))
    assert key not in page.form("seen").choices["confirmed"]
    assert page.says("1 finding is settled")
    desk.send(page, "seen", confirmed=page.form("seen").choices["confirmed"])
    assert Edition.objects.exists()


def test_what_stands_in_the_way_of_the_page_comes_before_the_ticks_and_is_told_once(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, **{**MULES, "body": f"<p>{PLACEHOLDER}. Six mules crossed it.</p>"})
    key = key_of(story, "test.placeholder")
    workflow.rule_on(story, key, kind=RulingKind.OVERRULED, by=editor, reason="It is the ship’s name.")
    factories.step("approve", story, editor)
    workflow.rule_on(story, key, kind=RulingKind.TAKEN_BACK, by=editor)
    desk = Desk(editor)
    page = desk.open(sheet_of(story.roundup))
    assert page.status == 409
    assert page.words.count("Something is still to be filled in.") == 1
    assert page.words.index("Something is still") < page.words.index("How many mules")
    key = key_of(story.roundup, "test.placeholder")
    page = desk.follow(press(desk, page, key, kind="overruled", reason="It is the ship’s name."))
    assert page.status == 200
    assert key not in page.form("seen").choices["confirmed"]


def test_the_same_words_in_one_field_are_one_tick(editor: Staff) -> None:
    body = f"<p>{WRONG} it is, they said.</p><p>{WRONG} it stays.</p>"
    story = factories.story_in(StoryState.APPROVED, body=body)
    page = Desk(editor).open(sheet_of(story.roundup))
    assert page.form("seen").choices["confirmed"].count(key_of(story.roundup, "test.name")) == 1


# --- Not before ---------------------------------------------------------------------------------------------------


def test_an_embargo_is_written_on_the_papers_clock_and_stays_as_it_was_written() -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    desk.send(desk.open(form_of(story)), "headline", button="_save", embargo_until="2026-03-02T15:00")
    story.refresh_from_db()
    assert story.embargo_until
    assert f"{story.embargo_until:%H:%M %Z}" == "13:00 UTC"
    assert desk.open(form_of(story)).form("headline").value("embargo_until") == "2026-03-02T15:00"


def test_a_stale_form_shows_the_embargo_only_where_the_two_differ() -> None:
    author = factories.person()
    story = factories.story(author=author, embargo_until=factories.NOON)
    desk = Desk(author)
    page = desk.open(form_of(story))
    story.headline = "Theirs"
    workflow.save_story(story, by=author, seen=story.revision)
    answer = desk.send(page, "headline", button="_save")
    theirs = answer.html.split("Their text, as it is saved now")[1].split("</section>")[0]
    assert "Theirs" in theirs
    assert "Not before" not in theirs


@pytest.mark.parametrize("until", ["0001-01-01T00:00", "9999-12-31T23:59", "2026-03-29T03:30", "soon", "\x00"])
def test_a_time_that_cannot_be_is_a_sentence(until: str) -> None:
    author = factories.person()
    story = factories.story(author=author)
    desk = Desk(author)
    answer = desk.send(desk.open(form_of(story)), "headline", button="_save", embargo_until=until)
    assert answer.status == 200
    story.refresh_from_db()
    assert story.embargo_until is None


def test_the_board_counts_neither_what_is_settled_nor_what_is_offered(editor: Staff) -> None:
    story = factories.story(**{**NAMES, "summary": f"{MULES['summary']} Six mules crossed it."})
    found = workflow.story_findings(story, Stage.APPROVE)
    asks = sum(finding.severity == preflight.Severity.CONFIRM for finding in found)
    desk = Desk(editor)
    assert desk.open(BOARD).says(f"{asks} to confirm")
    workflow.rule_on(story, key_of(story, "test.figures"), kind=RulingKind.NOT_AN_ERROR, by=editor)
    assert not desk.open(BOARD).says(f"{asks} to confirm")
