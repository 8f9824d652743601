"""The demonstration newsroom, and the archive builder held against the workflow."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import Client

from newsroom.models import Counter, Masthead, Staff
from newsroom.roles import Role
from roundups import galley, preflight, workflow
from roundups.management.demo import archive
from roundups.management.demo.newsroom import content
from roundups.models import (
    Edition,
    EditionText,
    Move,
    Photo,
    PhotoUse,
    Roundup,
    RoundupState,
    Source,
    Story,
    StoryState,
    Version,
)
from tests import factories
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
MORNING = datetime.datetime(2026, 3, 2, 7, 5, tzinfo=datetime.UTC)
TABLES: tuple[type[models.Model], ...] = (Roundup, Story, Source, Version, Edition, EditionText, PhotoUse, Move, Photo)


@pytest.fixture
def fresh() -> Masthead:
    """An empty newsroom on the morning of 2 March 2026."""
    Roundup.objects.all().delete()
    return factories.masthead()


@pytest.fixture
def demonstration(begin_with: Begin) -> None:
    """The demo of that morning."""
    begin_with(an_empty_newsroom_filled)


def an_empty_newsroom_filled() -> None:
    factories.masthead()
    filled()


def filled(at: datetime.datetime = MORNING, **options: Any) -> None:
    with time_machine.travel(at, tick=False):
        call_command("demo", **options)


def counts() -> dict[str, int]:
    tables: tuple[type[models.Model], ...] = (*TABLES, Staff, Counter, Masthead)
    return {table.__name__: table._default_manager.count() for table in tables}


def test_the_demo_fills_every_state_of_a_roundup_and_of_a_story(demonstration: None) -> None:
    assert set(Roundup.objects.values_list("status", flat=True)) == set(RoundupState.values)
    assert set(Story.objects.values_list("status", flat=True)) >= set(StoryState.values) - {StoryState.SPIKED}


def test_the_demo_fills_the_spiked_state_too(demonstration: None) -> None:
    assert Story.objects.filter(status=StoryState.SPIKED).exists()


@pytest.mark.parametrize("hour", [0, 12, 22])
def test_the_demo_can_be_filled_at_any_hour(fresh: Masthead, hour: int) -> None:
    now = MORNING.replace(hour=hour, minute=2)
    filled(now)
    assert not Move.objects.filter(at__gt=now).exists()
    assert not Roundup.objects.filter(status=RoundupState.SCHEDULED, publish_at__lte=now).exists()


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 28), datetime.date(2028, 2, 28)])
def test_the_demo_can_be_filled_around_daylight_saving_and_a_leap_day(fresh: Masthead, day: datetime.date) -> None:
    filled(datetime.datetime.combine(day, datetime.time(20), datetime.UTC))
    assert Roundup.objects.filter(status=RoundupState.OPEN).exists()


def test_preflight_leaves_what_the_demo_published_in_peace(demonstration: None) -> None:
    preflight_finds_nothing_to_stop()


def test_preflight_leaves_the_demo_of_another_weekday_in_peace(fresh: Masthead) -> None:
    filled(MORNING + datetime.timedelta(days=3))
    preflight_finds_nothing_to_stop()


def preflight_finds_nothing_to_stop() -> None:
    known = workflow.context_of_a_text(Masthead.objects.get(language="en"))
    editions = Edition.objects.public().with_text().select_related("text")
    assert editions
    for edition in editions:
        found = preflight.check(galley.load(edition.text.galley), context=known)
        asks = [each for each in found if each.severity in {preflight.Severity.BLOCK, preflight.Severity.CONFIRM}]
        assert [each for each in asks if each.severity == preflight.Severity.BLOCK] == []
        assert len(asks) <= 1, asks


def test_the_demos_open_day_has_something_for_preflight_to_find(demonstration: None) -> None:
    story = Story.objects.select_related("roundup__masthead", "photo").get(status=StoryState.RETURNED)
    found = workflow.story_findings(story, preflight.Stage.APPROVE)
    assert "num.agree" in {finding.rule for finding in found}


def test_everybody_of_the_demo_signs_in_with_one_press(demonstration: None) -> None:
    for person in content()["people"]:
        client = Client()
        assert client.post(f"/admin/sign-in/demo/{person['username']}/").status_code == 302
        assert client.get("/admin/").status_code == 200


def test_the_demo_says_whom_to_sign_in_as(demonstration: None, capsys: pytest.CaptureFixture[str]) -> None:
    filled()
    said = capsys.readouterr().out
    assert "one press" in said
    assert all(person["username"] in said for person in content()["people"])


def test_the_demos_public_pages_are_there(demonstration: None, client: Client) -> None:
    assert "The Ilsava Courier" in client.get("/").content.decode()
    for edition in Edition.objects.public():
        assert client.get(f"/{edition.date:%Y/%m/%d}/").status_code == 200
        for name in edition.text.pictures:
            assert client.get(f"/pictures/{name}-1/960.jpg").getvalue()


def test_a_second_demo_changes_nothing(demonstration: None) -> None:
    before = counts()
    filled(MORNING + datetime.timedelta(hours=1))
    assert counts() == before


def test_a_demo_of_another_day_changes_nothing(demonstration: None) -> None:
    before = counts()
    filled(MORNING + datetime.timedelta(days=3))
    assert counts() == before


def test_the_demo_is_refused_in_production(fresh: Masthead, settings: Any) -> None:
    settings.LOCAL = False
    with pytest.raises(CommandError, match="local mode only"):
        call_command("demo")
    assert not Roundup.objects.exists()


def test_a_newsroom_with_its_own_roundups_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    factories.published()
    before = counts()
    call_command("demo", days=5)
    assert counts() == before
    assert Masthead.objects.get(language="en").name == "The Lantern"
    assert "leaves it alone" in capsys.readouterr().out


def test_a_newsroom_with_people_of_the_same_names_is_not_overwritten(fresh: Masthead) -> None:
    own = Staff.objects.create(username=content()["people"][0]["username"], name="Our own")
    with pytest.raises(CommandError), transaction.atomic():
        call_command("demo")
    own.refresh_from_db()
    assert own.name == "Our own"
    assert not Roundup.objects.exists()


def test_a_negative_archive_is_refused(fresh: Masthead) -> None:
    with pytest.raises(CommandError, match="0 or more"):
        call_command("demo", days=-1)


def test_the_archive_fills_days_before_the_demos(demonstration: None, client: Client) -> None:
    filled(days=12)
    days = Roundup.objects.filter(status=RoundupState.PUBLISHED, date__lt=MORNING.date() - datetime.timedelta(days=10))
    assert days.count() == 12
    assert all(day.stories.count() == archive.STORIES for day in days)
    for day in days:
        page = client.get(f"/{day.date:%Y/%m/%d}/")
        assert page.status_code == 200
        assert day.stories.get(position=1).headline in page.content.decode().replace("&#x27;", "'")


def test_the_archive_is_not_built_twice(demonstration: None) -> None:
    filled(days=12)
    before = counts()
    filled(days=12)
    assert counts() == before


def cast(masthead: Masthead, photos: list[Photo]) -> archive.Cast:
    people = [factories.person(), factories.person()]
    assert masthead.counter is not None
    return archive.Cast(
        masthead=masthead,
        counter=masthead.counter,
        journalists=people,
        editor=factories.person(Role.EDITOR),
        photos=photos,
        words=content()["archive"],
    )


def rows(day: Roundup) -> dict[str, list[dict[str, Any]]]:
    """Every row of a day as plain values, without ids; rows of rows are named by their place."""
    stories = list(Story.objects.filter(roundup=day).order_by("position"))
    places = {story.pk: story.position for story in stories}
    versions = {version.pk: (places[version.story_id], version.number) for version in Version.objects.all()}
    found: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES[:-1]:
        path = {Roundup: "pk", EditionText: "edition__roundup", PhotoUse: "edition__roundup"}
        path |= {Source: "story__roundup", Version: "story__roundup"}
        for row in table._default_manager.filter(**{path.get(table, "roundup"): day.pk}).order_by("pk").values():
            for name in ("id", "roundup_id", "edition_id"):
                row.pop(name, None)
            if "story_id" in row:
                row["story_id"] = places.get(row["story_id"])
            if "version_id" in row:
                row["version_id"] = versions.get(row["version_id"])
            found.setdefault(table.__name__, []).append(row)
    found["Move"].sort(key=lambda row: (row["at"], row["story_id"] or 0))
    return found


def walked(cast: archive.Cast, date: datetime.date, like: dict[str, list[dict[str, Any]]]) -> Roundup:
    """The same day, its words walked through the real workflow with the same clocks."""
    day = workflow.open_day(cast.masthead, date, by=cast.editor)
    day.photo_id = like["Roundup"][0]["photo_id"]
    if day.photo_id:
        workflow.save_roundup(day, by=cast.editor, seen=day.revision)
    people = {person.pk: person for person in cast.journalists}
    stories = []
    for words in like["Story"]:
        columns = {name: words[name] for name in ("headline", "short_headline", "summary", "body")}
        story = Story(roundup=day, **columns)
        sources = [
            (source["name"], source["url"], source["kind"])
            for source in like["Source"]
            if source["story_id"] == words["position"]
        ]
        author, now = people[words["author_id"]], archive.clock(cast, date, 8, 15)
        workflow.save_story(story, by=author, seen=None, sources=sources, now=now)
        stories.append(story)
    for story in stories:
        factories.step("file", story, story.author, now=archive.clock(cast, date, 8, 40), note="")
        factories.step("approve", story, cast.editor, now=archive.clock(cast, date, 9, 1), note="")
    factories.step("publish", day, cast.editor, now=archive.clock(cast, date, 9, 24), note="")
    return day


@pytest.mark.parametrize("with_photo", [False, True], ids=["without photo", "with photo"])
@pytest.mark.parametrize("date", [datetime.date(2026, 2, 3), datetime.date(2025, 7, 9)])
def test_the_archives_rows_are_those_that_the_workflow_writes(date: datetime.date, with_photo: bool) -> None:
    masthead = factories.masthead()
    who = cast(masthead, [factories.photo()] if with_photo else [])
    with transaction.atomic():
        archive.build(who, [date])
        built = rows(Roundup.objects.get(date=date))
        transaction.set_rollback(True)
    walk = rows(walked(who, date, built))
    for table in TABLES[:-1]:
        assert built.get(table.__name__) == walk.get(table.__name__), table.__name__
