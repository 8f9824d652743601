"""What was found is called no error, overruled with a reason, taken back: by whom, and for exactly these words."""

import datetime
from typing import Any

import pytest

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import preflight, workflow
from roundups.models import FindingRuling, Roundup, RulingKind, Story, StoryState
from roundups.preflight import Finding, Severity, Stage
from roundups.workflow import AlreadyDone, StepRefused
from tests import factories
from tests.rules import PLACEHOLDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_rules")]
NO_ERROR, OVERRULED, TAKEN_BACK = RulingKind.NOT_AN_ERROR, RulingKind.OVERRULED, RulingKind.TAKEN_BACK
TEN = datetime.datetime(2026, 3, 2, 10, 12, tzinfo=datetime.UTC)
MULES: dict[str, Any] = {
    "summary": "Five mules crossed the bridge, the council said.",
    "body": "<p>Six mules crossed it.</p>",
}


@pytest.fixture
def editor() -> Staff:
    return factories.person(
        Role.EDITOR,
    )


def found_in(story: Story, rule: str, stage: Stage = Stage.APPROVE) -> Finding:
    """The only finding of the rule."""
    story = Story.objects.get(pk=story.pk)
    (finding,) = [each for each in workflow.story_findings(story, stage) if each.rule == rule]
    return finding


def found_on(day: Roundup, rule: str) -> Finding:
    day = Roundup.objects.get(pk=day.pk)
    (finding,) = [each for each in workflow.page_findings(day, workflow.compose(day)) if each.rule == rule]
    return finding


def rule(story: Story, name: str, by: Staff, *, kind: RulingKind = NO_ERROR, **more: Any) -> FindingRuling:
    return workflow.rule_on(story, found_in(story, name).key, kind=kind, by=by, now=TEN, **more)


def save(story: Story, **words: str) -> None:
    story.refresh_from_db()
    for name, value in words.items():
        setattr(story, name, value)
    workflow.save_story(story, by=story.author, seen=story.revision)


def with_placeholder(state: str = StoryState.DRAFT) -> Story:
    return factories.story_in(state, body=f"<p>{PLACEHOLDER} carts crossed the bridge, the council said.</p>")


# --- No error -----------------------------------------------------------------------------------------------------


def test_no_error_settles_a_finding_with_who_and_when() -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    rule(story, "test.figures", author)
    finding = found_in(story, "test.figures")
    assert finding.severity == Severity.SETTLED
    assert finding.ruling
    assert (finding.ruling.by, finding.ruling.at) == (author.name, TEN)


def test_it_survives_a_save_that_leaves_the_words_and_dies_when_they_change() -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    rule(story, "test.figures", author)
    save(story, headline="Another headline")
    assert found_in(story, "test.figures").severity == Severity.SETTLED
    save(story, body="<p>Six mules crossed it at noon.</p>")
    assert found_in(story, "test.figures").severity == Severity.CONFIRM


def test_it_holds_for_the_page_on_which_the_story_goes_out(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, **MULES)
    rule(story, "test.figures", editor)
    factories.step("approve", story, editor)
    assert found_on(story.roundup, "test.figures").severity == Severity.SETTLED


def test_it_goes_with_the_story_to_another_day(editor: Staff) -> None:
    story = factories.story(**MULES)
    rule(story, "test.figures", editor)
    factories.step("move", story, editor, to=factories.roundup(factories.DATE.replace(day=3)))
    assert found_in(story, "test.figures").severity == Severity.SETTLED


def test_a_finding_without_words_is_settled_for_its_own_story_only(editor: Staff) -> None:
    one, other = factories.story(summary=""), factories.story(summary="")
    rule(one, "summary.missing", editor)
    assert found_in(one, "summary.missing").severity == Severity.SETTLED
    assert found_in(other, "summary.missing").severity == Severity.CONFIRM


def test_what_stands_in_the_way_is_never_no_error(editor: Staff) -> None:
    with pytest.raises(StepRefused, match="an editor-in-chief can overrule it with a reason"):
        rule(with_placeholder(), "test.placeholder", editor)
    with pytest.raises(StepRefused, match="It has to be mended"):
        rule(factories.story(headline=""), "head.missing", editor)
    assert not FindingRuling.objects.exists()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
def test_a_colleague_does_not_decide_on_somebody_elses_words(role: Role | None) -> None:
    with pytest.raises(StepRefused, match="a colleague’s story"):
        rule(factories.story(**MULES), "test.figures", factories.person(role))


def test_an_author_whose_story_is_filed_does_not_decide_any_more_and_an_editor_does(editor: Staff) -> None:
    story = factories.story_in(StoryState.FILED, **MULES)
    assert story.author
    with pytest.raises(StepRefused, match="Recall it"):
        rule(story, "test.figures", story.author)
    rule(story, "test.figures", editor)


def test_an_editor_decides_on_an_approved_story_too(editor: Staff) -> None:
    rule(factories.story_in(StoryState.APPROVED, **MULES), "test.figures", editor)


def test_only_an_editor_decides_on_what_is_found_on_the_page(editor: Staff) -> None:
    day = factories.roundup()
    story = factories.story_in(StoryState.APPROVED, day, **MULES)
    key = found_on(day, "test.figures").key
    assert story.author
    with pytest.raises(StepRefused, match="Only an editor-in-chief"):
        workflow.rule_on(day, key, kind=NO_ERROR, by=story.author, now=TEN)
    ruling = workflow.rule_on(day, key, kind=NO_ERROR, by=editor, now=TEN)
    assert (ruling.story, ruling.roundup) == (story, day)
    assert found_in(story, "test.figures").severity == Severity.SETTLED


def test_what_is_not_found_any_more_is_not_decided_on(editor: Staff) -> None:
    story = factories.story(**MULES)
    key = found_in(story, "test.figures").key
    save(story, body="<p>Nobody crossed it.</p>")
    with pytest.raises(StepRefused, match="not found any more"):
        workflow.rule_on(story, key, kind=NO_ERROR, by=editor)


def test_a_second_decision_says_who_took_the_first(editor: Staff) -> None:
    story = factories.story(**MULES)
    rule(story, "test.figures", editor)
    with pytest.raises(AlreadyDone, match=f"settled already: {editor.name}"):
        rule(story, "test.figures", factories.person(Role.EDITOR))
    assert FindingRuling.objects.count() == 1


# --- Overruled ----------------------------------------------------------------------------------------------------


def test_a_block_that_is_overruled_with_a_reason_lets_the_story_and_the_page_pass(editor: Staff) -> None:
    story = with_placeholder(StoryState.FILED)
    with pytest.raises(StepRefused, match="still to be filled in"):
        factories.step("approve", story, editor)
    rule(story, "test.placeholder", editor, kind=OVERRULED, reason="It is the ship’s name.")
    factories.step("approve", story, editor)
    factories.step("publish", story.roundup, editor)
    finding = found_on(story.roundup, "test.placeholder")
    assert finding.ruling
    assert (finding.severity, finding.ruling.overrules) == (Severity.SETTLED, True)
    assert finding.ruling.reason == "It is the ship’s name."


@pytest.mark.parametrize("reason", ["", "    ", "Why?", " No  "])
def test_nobody_overrules_without_a_reason(editor: Staff, reason: str) -> None:
    with pytest.raises(StepRefused, match="Say why"):
        rule(with_placeholder(), "test.placeholder", editor, kind=OVERRULED, reason=reason)


def test_a_reason_that_is_too_long_is_refused_whole(editor: Staff) -> None:
    with pytest.raises(StepRefused, match="too long"):
        rule(with_placeholder(), "test.placeholder", editor, kind=OVERRULED, reason="w" * 501)


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
def test_nobody_but_an_editor_overrules(role: Role | None) -> None:
    by = factories.person(role)
    story = factories.story(author=by) if role == Role.JOURNALIST else factories.story()
    save(story, body=f"<p>{PLACEHOLDER} carts crossed the bridge.</p>")
    with pytest.raises(StepRefused, match="Only an editor-in-chief can overrule"):
        rule(story, "test.placeholder", by, kind=OVERRULED, reason="It is the ship’s name.")


def test_a_superuser_overrules_nothing_for_free() -> None:
    by = factories.person(None, is_superuser=True)
    with pytest.raises(StepRefused, match="Only an editor-in-chief can overrule"):
        rule(with_placeholder(), "test.placeholder", by, kind=OVERRULED, reason="It is the ship’s name.")


def test_what_cannot_be_overruled_is_not(editor: Staff) -> None:
    with pytest.raises(StepRefused, match="cannot be overruled"):
        rule(factories.story(headline=""), "head.missing", editor, kind=OVERRULED, reason="We never have one.")


def test_no_error_at_approval_does_not_lift_the_block_that_it_is_on_the_page(editor: Staff) -> None:
    day = factories.roundup()
    photo = factories.photo(credit="")
    story = factories.story_in(StoryState.FILED, day, photo=photo)
    rule(story, "photo.credit", editor)
    factories.step("approve", story, editor)
    assert found_on(day, "photo.credit").severity == Severity.BLOCK


# --- Taken back ---------------------------------------------------------------------------------------------------


def test_who_decided_takes_it_back_and_the_finding_is_there_again() -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    rule(story, "test.figures", author)
    rule(story, "test.figures", author, kind=TAKEN_BACK)
    assert found_in(story, "test.figures").severity == Severity.CONFIRM
    rule(story, "test.figures", author)
    assert found_in(story, "test.figures").severity == Severity.SETTLED
    assert list(FindingRuling.objects.values_list("kind", flat=True)) == [NO_ERROR, TAKEN_BACK, NO_ERROR]


def test_an_editor_takes_back_what_somebody_else_decided_and_a_colleague_does_not(editor: Staff) -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    rule(story, "test.figures", author)
    with pytest.raises(StepRefused, match=f"Only {author.name} or an editor-in-chief"):
        rule(story, "test.figures", factories.person(), kind=TAKEN_BACK)
    rule(story, "test.figures", editor, kind=TAKEN_BACK)


def test_what_nobody_decided_is_not_taken_back(editor: Staff) -> None:
    with pytest.raises(AlreadyDone):
        rule(factories.story(**MULES), "test.figures", editor, kind=TAKEN_BACK)


def test_an_overruling_that_is_taken_back_stands_in_the_way_again(editor: Staff) -> None:
    story = with_placeholder(StoryState.FILED)
    rule(story, "test.placeholder", editor, kind=OVERRULED, reason="It is the ship’s name.")
    rule(story, "test.placeholder", editor, kind=TAKEN_BACK)
    with pytest.raises(StepRefused, match="still to be filled in"):
        factories.step("approve", story, editor)


def test_a_ruling_of_another_day_is_no_ruling_here(editor: Staff) -> None:
    rule(factories.story(**MULES), "test.figures", editor)
    other = factories.story(factories.roundup(factories.DATE.replace(day=3)), **MULES)
    assert found_in(other, "test.figures").severity == Severity.CONFIRM


def test_a_ruling_is_no_step_and_no_version(editor: Staff) -> None:
    story = factories.story(**MULES)
    revision = story.revision
    rule(story, "test.figures", editor)
    story.refresh_from_db()
    assert (story.revision, story.versions.count(), story.moves.count()) == (revision, 1, 0)


def test_the_finding_at_filing_knows_the_ruling_too() -> None:
    author = factories.person()
    story = factories.story(author=author, **MULES)
    rule(story, "test.figures", author)
    assert found_in(story, "test.figures", preflight.Stage.FILE).severity == Severity.SETTLED
