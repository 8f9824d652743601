"""Writing versions: every save of a story leaves one."""

import datetime

from newsroom.models import Staff
from roundups import galley
from roundups.models import Story, Version


def last_version(story: Story) -> Version | None:
    return Version.objects.filter(story=story).order_by("-number").first()


def write_version(story: Story, *, by: Staff | None, now: datetime.datetime, why: str = "") -> Version | None:
    """Record the story's part of the galley as its row stands now; None if the last version says the same."""
    part = galley.story_of(story)
    last = last_version(story)
    if last and last.digest == part.digest:
        return None
    return Version.objects.create(
        story=story,
        number=(last.number if last else 0) + 1,
        text=part.canonical,
        digest=part.digest,
        by=by,
        at=now,
        why=why,
        changes_words=last is None or not part.same_words(galley.load_story(last.text)),
    )
