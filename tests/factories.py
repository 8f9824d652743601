"""Ready-made people, days and stories. Whatever has a state got it by walking the real workflow."""

import datetime
import io
import itertools
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image

from newsroom.models import Counter, Masthead, Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.imaging.intake import take_in
from roundups.imaging.renditions import set_name
from roundups.models import Move, Photo, Rights, Roundup, Story, StoryState
from roundups.workflow import Given, Verdict

DATE = datetime.date(2026, 3, 2)
NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
_numbers = itertools.count(1)


def masthead(**columns: Any) -> Masthead:
    """The English masthead with a counter whose day 1 is 1 March 2026."""
    counter, _made = Counter.objects.get_or_create(name="the strike", defaults={"first_day": datetime.date(2026, 3, 1)})
    counter.openings.get_or_create(language="en", defaults={"words": "It is day {day} of the strike."})
    words = {
        "name": "The Lantern",
        "kicker": "The Lantern’s roundup",
        "counter": counter,
        "sign_off": "That is the morning.",
        "editor_in_chief": "Ada Keller",
        "time_zone": "Europe/Riga",
    }
    found, _made = Masthead.objects.update_or_create(
        language=columns.pop("language", "en"), defaults={**words, **columns}
    )
    return found


def person(role: Role | None = Role.JOURNALIST, **columns: Any) -> Staff:
    """Somebody with a role; `role=None` for nobody's colleague."""
    number = next(_numbers)
    someone = Staff(username=f"person{number}", name=f"Person {number}", is_staff=True, **columns)
    someone.set_unusable_password()
    someone.save()
    if role:
        someone.groups.add(Group.objects.get_or_create(name=role)[0])
    return someone


def roundup(date: datetime.date = DATE, **columns: Any) -> Roundup:
    day = workflow.open_day(columns.pop("masthead", None) or masthead(), date, by=None)
    if columns:
        Roundup.objects.filter(pk=day.pk).update(**columns)
        day.refresh_from_db()
    return day


def story(day: Roundup | None = None, *, author: Staff | None = None, **words: Any) -> Story:
    """A draft, saved by its author."""
    number = next(_numbers)
    draft = Story(
        roundup=day or roundup(),
        headline=words.pop("headline", f"The bridge number {number} opens to carts"),
        short_headline=words.pop("short_headline", f"Bridge {number} opens"),
        summary=words.pop("summary", f"Bridge {number} was opened on Monday, the council said."),
        body=words.pop("body", f"<p>Bridge {number} was opened, the council said. Carts crossed it.</p>"),
        **words,
    )
    workflow.save_story(draft, by=author or person(), seen=None, sources=[("Council", "", "official")], now=NOON)
    return draft


def given_for(name: str, thing: Story | Roundup, **given: Any) -> Given:
    """What a careful person gives to the step: what they see, all ticks, a reason, kinds for the changes."""
    given.setdefault("note", "A reason that is long enough")
    if isinstance(thing, Story):
        given.setdefault("digest", galley.story_of(Story.objects.get(pk=thing.pk)).digest)
        return Given(**given)
    composed = workflow.compose(Roundup.objects.get(pk=thing.pk))
    given.setdefault("digest", composed.galley.digest)
    matters = workflow.matters(composed)
    found = workflow.page_findings(thing, composed)
    given.setdefault("confirmed", frozenset([*(each.key for each in found), *(matter.key for matter in matters)]))
    given.setdefault("at", NOON + datetime.timedelta(days=400))
    verdict = Verdict(kind="correction", said="It said one.", right="It is two.")
    given.setdefault("verdicts", {matter.change.anchor: verdict for matter in matters} | {"": verdict})
    return Given(**given)


def step(
    name: str, thing: Story | Roundup, by: Staff | None, *, now: datetime.datetime | None = None, **given: Any
) -> Move:
    """Take a step as a careful person would who has just looked; at noon of its day, never before 2 March."""
    thing.refresh_from_db()
    date = thing.roundup.date if isinstance(thing, Story) else thing.date
    noon = NOON.replace(year=date.year, month=date.month, day=date.day)
    now = now or (NOON if name == "schedule" else max(NOON, noon))
    return workflow.take_step(name, thing, by=by, seen=thing.revision, given=given_for(name, thing, **given), now=now)


def story_in(state: str, day: Roundup | None = None, *, author: Staff | None = None, **words: Any) -> Story:
    """A story in the state, walked there by its author and an editor."""
    author = author or person()
    editor = person(Role.EDITOR)
    found = story(day, author=author, **words)
    if state == StoryState.SPIKED:
        step("spike", found, editor)
    if state in {StoryState.FILED, StoryState.RETURNED, StoryState.APPROVED, StoryState.WITHDRAWN}:
        step("file", found, author)
    if state == StoryState.RETURNED:
        step("send_back", found, editor)
    if state in {StoryState.APPROVED, StoryState.WITHDRAWN}:
        step("approve", found, editor)
    if state == StoryState.WITHDRAWN:
        step("publish", found.roundup, editor)
        step("withdraw", found, editor)
    return found


def published(day: Roundup | None = None, *, stories: int = 3, editor: Staff | None = None) -> Roundup:
    """A published day with approved stories."""
    day = day or roundup()
    for _number in range(stories):
        story_in(StoryState.APPROVED, day)
    step("publish", day, editor or person(Role.EDITOR))
    return day


def jpeg(width: int = 64, height: int = 36, colour: str = "slategray") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


def photo(**columns: Any) -> Photo:
    """A photo with a picture of its own: the same one as in another test that has as many photos."""
    number = Photo.objects.count() + 1
    found = Photo(
        caption=columns.pop("caption", f"Pier {number} in the morning."),
        credit=columns.pop("credit", "City archive"),
        alt=columns.pop("alt", "A pier and two gulls"),
        rights=columns.pop("rights", Rights.AGENCY),
        **columns,
    )
    take_in(found, jpeg(width=1200 + number, height=700))
    found.save()
    return found


def prints_of(photo: Photo | None) -> str:
    """The name of the folder in which the prints of a photo lie, where no place has words of its own for it."""
    used = galley.photo_used(Roundup(photo=photo))
    assert used
    return set_name(used)
