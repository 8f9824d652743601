"""Days that have walked on: corrected, updated, refiled, retracted, back again, one of their stories withdrawn."""

import datetime
import json
from typing import Any

from django.test import Client

from newsroom.models import Masthead
from newsroom.roles import Role
from roundups import workflow
from roundups.models import Roundup, Story
from roundups.workflow import Verdict
from tests import factories
from tests.roundups.public.parsed import parsed

SITE = "https://lantern.example.org"
LATER = factories.NOON + datetime.timedelta(minutes=30)
LATEST = factories.NOON + datetime.timedelta(minutes=90)


def told(
    date: datetime.date = factories.DATE, *, paper: Masthead | None = None, others: int = 0, **words: Any
) -> Roundup:
    """A published day whose first story says these words, with `others` after it.

    `photo` is the day's lead, `story_photo` the first story's own.
    """
    photo = words.pop("photo", None)
    words |= {"photo": words.pop("story_photo", None)}
    day = factories.roundup(date, masthead=paper or factories.masthead(base_url=SITE), photo=photo)
    factories.story_in("approved", day, **words)
    for _number in range(others):
        factories.story_in("approved", day)
    factories.step("publish", day, factories.person(Role.EDITOR))
    return day


def revised(day: Roundup, story: Story, editor: Any, *, kind: str, now: datetime.datetime, **words: Any) -> None:
    """The story says something else, approved and reissued."""
    verdict = Verdict(kind=kind, **{key: words.pop(key) for key in ("said", "right", "text") if key in words})
    factories.step("reopen", story, editor)
    for name, value in words.items():
        setattr(story, name, value)
    workflow.save_story(story, by=story.author, seen=story.revision, now=now)
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    factories.step("reissue", day, editor, now=now, verdicts={story.anchor: verdict})


def changed(day: Roundup, kind: str, now: datetime.datetime = LATER, **words: Any) -> None:
    """The day's first story is reissued with another summary, as a refile, an update or a correction."""
    words.setdefault("summary", f"It is told anew at {now:%H:%M}.")
    revised(day, day.stories.order_by("position")[0], factories.person(Role.EDITOR), kind=kind, now=now, **words)


def corrected(
    day: Roundup, now: datetime.datetime = LATER, said: str = "It said one.", right: str = "It is two."
) -> None:
    changed(day, "correction", now, said=said, right=right)


def withdrawn(day: Roundup, note: str = "It put somebody at risk.", now: datetime.datetime = LATEST) -> None:
    """The day's first story goes, and the next edition says so."""
    editor = factories.person(Role.EDITOR)
    factories.step("withdraw", day.stories.order_by("position")[0], editor, note=note)
    factories.step("reissue", day, editor, now=now)


def retracted(day: Roundup, why: str = "We cannot stand by it.", now: datetime.datetime = LATEST) -> None:
    factories.step("retract", day, factories.person(Role.EDITOR), note=why, now=now)


def reinstated(day: Roundup, now: datetime.datetime = LATEST + datetime.timedelta(minutes=30)) -> None:
    verdict = Verdict(kind="update", text="It was right after all.")
    factories.step("reinstate", day, factories.person(Role.EDITOR), verdicts={"": verdict}, now=now)


def blocks(client: Client, path: str) -> dict[str, Any]:
    """The structured data of a page by type; each type once."""
    scripts = parsed(client.get(path).content).all("script", type="application/ld+json")
    found = [json.loads("".join(map(str, script.children))) for script in scripts]
    assert len({block["@type"] for block in found}) == len(found)
    return {block["@type"]: block for block in found}
