"""What preflight is told beside the galley: embargoes, what readers have, yesterday, the other languages."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import Staff
from newsroom.roles import Role
from roundups import preflight, workflow
from roundups.models import Roundup, Story, StoryState
from roundups.preflight import RULES, Context, Severity, Stage
from roundups.preflight.reading import Page
from roundups.workflow import StepRefused
from tests import factories

pytestmark = pytest.mark.django_db
DAY = factories.DATE
NOON = factories.NOON


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


@pytest.fixture
def told() -> Any:
    """A rule that finds nothing and keeps what it was told."""
    contexts: list[Context] = []

    def listen(page: Page, context: Context) -> Any:
        contexts.append(context)
        yield from ()

    preflight.rules.rule("test.listens", file=Severity.NOTE, approve=Severity.NOTE, publish=Severity.NOTE)(listen)
    yield contexts
    del RULES["test.listens"]


def page(day: Roundup) -> None:
    day = Roundup.objects.get(pk=day.pk)
    workflow.page_findings(day, workflow.compose(day), at=NOON)


def embargoed(day: Roundup, until: datetime.datetime) -> Story:
    return factories.story_in(StoryState.APPROVED, day, embargo_until=until)


def test_a_story_under_embargo_does_not_go_out_before_its_time(editor: Staff) -> None:
    day = factories.roundup()
    embargoed(day, NOON + datetime.timedelta(hours=1))
    with pytest.raises(StepRefused, match=r"is under embargo until 02\.03\., 15:00 EET"):
        factories.step("publish", day, editor)
    factories.step("publish", day, editor, now=NOON + datetime.timedelta(hours=1))


def test_a_roundup_is_scheduled_for_after_the_embargo_and_not_for_before(editor: Staff) -> None:
    day = factories.roundup()
    embargoed(day, NOON + datetime.timedelta(hours=3))
    with pytest.raises(StepRefused, match="under embargo"):
        factories.step("schedule", day, editor, at=NOON + datetime.timedelta(hours=2))
    assert "schedule" in [offer.step.name for offer in workflow.open_steps(day, editor, now=NOON) if offer.is_open]
    factories.step("schedule", day, editor, at=NOON + datetime.timedelta(hours=3))


def test_a_held_story_holds_nobody_up_with_its_embargo(editor: Staff) -> None:
    day = factories.roundup()
    factories.story_in(StoryState.APPROVED, day)
    factories.step("hold", embargoed(day, NOON + datetime.timedelta(hours=1)), editor)
    factories.step("publish", day, editor)


def test_an_embargo_is_no_part_of_the_words() -> None:
    story = factories.story()
    story.embargo_until = NOON
    assert workflow.save_story(story, by=story.author, seen=story.revision) is None
    assert story.embargo_until == NOON


def test_a_newer_text_that_does_not_go_out_is_told_and_a_story_that_was_only_reopened_is_not(
    editor: Staff, told: list[Context]
) -> None:
    day = factories.published(stories=2)
    changed, same = day.stories.order_by("position")
    for story in (changed, same):
        factories.step("reopen", story, editor)
    changed.body = "<p>Quite new words.</p>"
    workflow.save_story(changed, by=changed.author, seen=changed.revision)
    page(day)
    assert told[-1].stale == {changed.anchor}


def test_what_readers_have_is_told_for_the_page_and_for_each_story(editor: Staff, told: list[Context]) -> None:
    day = factories.published(stories=1)
    page(day)
    at_page = told[-1].last
    workflow.story_findings(day.stories.get(), Stage.APPROVE)
    at_story = told[-1].last
    assert at_page
    assert at_story
    assert at_page.digest == at_story.digest == day.editions.get().digest


def test_before_the_first_edition_readers_have_nothing(told: list[Context]) -> None:
    workflow.story_findings(factories.story_in(StoryState.FILED), Stage.APPROVE)
    assert all(context.last is None for context in told)


def test_yesterday_is_the_newest_day_before_that_has_text_in_the_same_language(
    editor: Staff, told: list[Context]
) -> None:
    days = [factories.published(factories.roundup(DAY - datetime.timedelta(days=back)), stories=1) for back in (3, 2)]
    factories.step("retract", factories.published(factories.roundup(DAY - datetime.timedelta(days=1))), editor)
    russian = factories.masthead(language="ru")
    factories.published(factories.roundup(DAY - datetime.timedelta(days=1), masthead=russian), stories=1)
    page(factories.roundup())
    yesterday = told[-1].yesterday
    assert yesterday
    assert (yesterday.date, yesterday.language) == (days[1].date, "en")


def test_the_same_day_in_other_languages_is_told(told: list[Context]) -> None:
    factories.published(factories.roundup(masthead=factories.masthead(language="ru")), stories=1)
    factories.published(factories.roundup(), stories=1)
    page(factories.roundup())
    assert [galley.language for galley in told[-1].translations] == ["ru"]


def test_the_papers_own_address_and_the_moment_are_told(told: list[Context]) -> None:
    day = factories.roundup()
    page(day)
    assert (told[-1].sites, told[-1].now) == ((day.masthead.base_url,), NOON)


def test_a_page_is_checked_with_as_many_queries_for_nine_stories_as_for_three() -> None:
    day = factories.roundup()

    def queries() -> int:
        found = Roundup.objects.select_related("masthead", "counter", "photo").get(pk=day.pk)
        composed = workflow.compose(found)
        with CaptureQueriesContext(connection) as caught:
            workflow.page_findings(found, composed)
        return len(caught)

    for _number in range(3):
        factories.story_in(StoryState.APPROVED, day)
    few = queries()
    for _number in range(6):
        factories.story_in(StoryState.APPROVED, day)
    assert queries() == few
    assert few <= 6
