"""Opening the demo newsroom: its days walk through the real workflow, with the clock of their date."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.html import escape

from newsroom.models import Counter, Masthead, Page, PageText, Staff
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.imaging.intake import take_in
from roundups.management.demo.pictures import draw
from roundups.models import Photo, Roundup, Story
from roundups.workflow import Given, Verdict
from roundups.workflow.publishing import asked

CONTENT = Path(__file__).parent / "newsroom.toml"


def content() -> dict[str, Any]:
    """The demo's words, as they stand in newsroom.toml."""
    return tomllib.loads(CONTENT.read_text(encoding="utf-8"))


@transaction.atomic
def open_newsroom(*, today: datetime.date, now: datetime.datetime) -> list[Staff]:
    """Write the paper, its people and a few days in every state around `today`; returns the people."""
    words = content()
    masthead = _paper(words, today)
    people = {person["username"]: _person(person) for person in words["people"]}
    desk = _Desk(masthead, people, words["photos"], now)
    for day in words["days"]:
        desk.walk(day, today + datetime.timedelta(days=day["offset"]))
    return list(people.values())


def _paper(words: dict[str, Any], today: datetime.date) -> Masthead:
    said = words["counter"]
    counter = Counter.objects.create(
        name=said["name"], first_day=today - datetime.timedelta(days=said["days_before_today"])
    )
    counter.openings.create(language="en", words=said["opening"])
    paper = words["paper"]
    masthead, _made = Masthead.objects.update_or_create(
        language="en",
        defaults={
            "name": paper["name"],
            "kicker": paper["kicker"],
            "counter": counter,
            "sign_off": paper["sign_off"],
            "editor_in_chief": paper["editor_in_chief"],
            "time_zone": paper["time_zone"],
            "deadline": datetime.time.fromisoformat(paper["deadline"]),
            "legal_name": paper["legal_name"],
            "contact": paper["contact"],
        },
    )
    for slug, page in words["pages"].items():
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page["paragraphs"])
        text = {"title": page["title"], "body": body}
        written, _made = Page.objects.update_or_create(masthead=masthead, slug=slug, defaults=text)
        PageText.objects.create(page=written, by=None, **text)
    return masthead


def _person(words: dict[str, Any]) -> Staff:
    person = Staff(username=words["username"], name=words["name"], email=words["email"], is_staff=True, is_demo=True)
    person.set_unusable_password()
    person.save()
    person.groups.add(Group.objects.get(name=Role(words["role"])))
    return person


class _Desk:
    """The demo's people at work: every step with the clock of its day."""

    def __init__(
        self, masthead: Masthead, people: dict[str, Staff], photos: list[dict[str, Any]], now: datetime.datetime
    ) -> None:
        self.masthead, self.people, self.now = masthead, people, now
        editors = [person for person in people.values() if person.groups.filter(name=Role.EDITOR).exists()]
        self.editor, self.deputy = editors
        picture_desk = next(p for p in people.values() if p.groups.filter(name=Role.PHOTO_EDITOR).exists())
        self.photos = {words["key"]: self._photo(words, picture_desk) for words in photos}

    def _photo(self, words: dict[str, Any], by: Staff) -> Photo:
        columns = {name: words[name] for name in ("caption", "credit", "alt", "creator", "source", "rights")}
        photo = Photo(**columns, creator_public=words.get("creator_public", False))
        take_in(photo, draw(words["scene"]))
        workflow.save_photo(photo, by=by, seen=None)
        return photo

    def at(self, date: datetime.date, clock: str) -> datetime.datetime:
        """The moment of a day; never later than now, so that nothing happened in the future."""
        local = datetime.datetime.combine(date, datetime.time.fromisoformat(clock), self.masthead.zone)
        return min(local, self.now - datetime.timedelta(minutes=5))

    def walk(self, words: dict[str, Any], date: datetime.date) -> None:
        day = workflow.open_day(self.masthead, date, by=self.editor)
        if photo := words.get("photo"):
            day.photo, day.headline = self.photos[photo], words.get("headline", "")
            workflow.save_roundup(day, by=self.editor, seen=day.revision)
        stories = [(story, self._write(story, day, date)) for story in words["story"]]
        getattr(self, f"_{words['plan']}")(words, day, date, stories)

    # --- The plans of newsroom.toml ------------------------------------------------------------------------------

    def _published(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        for said, story in stories:
            if said.get("spiked"):
                self._step("spike", story, self.editor, self.at(date, "08:58"), note=said["spiked"])
            elif not said.get("late") and not said.get("left_over"):
                self._approve(story, date)
        self._step("publish", day, self.editor, self.at(date, "09:24"))

    def _corrected(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        self._published(words, day, date, stories)
        said, story = next(pair for pair in stories if "correction" in pair[0])
        self._step("reopen", story, self.deputy, self.at(date, "11:02"), note="A reader wrote: the fares are swapped.")
        story.body = story.body.replace(escape(said["wrong_body_replace"]), escape(said["wrong_body_find"]))
        workflow.save_story(story, by=story.author, seen=story.revision, now=self.at(date, "11:06"))
        self._approve(story, date, filed="11:07", approved="11:09")
        verdict = Verdict(kind="correction", **said["correction"])
        self._step("reissue", day, self.editor, self.at(date, "11:12"), verdicts={story.anchor: verdict})

    def _updated(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        self._published(words, day, date, stories)
        late = next(story for said, story in stories if said.get("late"))
        self._approve(late, date, filed="10:03", approved="10:10")
        self._step("reissue", day, self.deputy, self.at(date, "10:12"))

    def _retracted(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        self._published(words, day, date, stories)
        self._step("retract", day, self.editor, self.at(date, "16:40"), note=words["retraction"])

    def _withdrawn(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        self._published(words, day, date, stories)
        said, story = next(pair for pair in stories if "withdrawn" in pair[0])
        self._step("withdraw", story, self.editor, self.at(date, "13:31"), note=said["withdrawn"])
        self._step("reissue", day, self.editor, self.at(date, "13:33"))

    def _open(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        for said, story in stories:
            if said["state"] == "approved":
                self._approve(story, date)
            elif said["state"] != "draft":
                self._step("file", story, story.author, self.at(date, "08:51"))
            if said["state"] == "returned":
                self._step("send_back", story, self.editor, self.at(date, "09:06"), note=said["send_back_note"])

    def _scheduled(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        for _said, story in stories:
            self._approve(story, date)
        goes_out = datetime.datetime.combine(date, self.masthead.deadline, self.masthead.zone)
        self._step("schedule", day, self.editor, self.at(date, "09:00"), at=goes_out)

    def _cancelled(self, words: Any, day: Roundup, date: datetime.date, stories: list[Any]) -> None:
        self._step("cancel", day, self.editor, self.at(date, "09:00"), note=words["cancel_reason"])

    # --- The people's hands --------------------------------------------------------------------------------------

    def _write(self, said: dict[str, Any], day: Roundup, date: datetime.date) -> Story:
        body = body_of(said["body"])
        if "wrong_body_find" in said:
            body = body.replace(escape(said["wrong_body_find"]), escape(said["wrong_body_replace"]))
        story = Story(
            roundup=day,
            headline=said["headline"],
            short_headline=said.get("short_headline", ""),
            summary=said.get("summary", ""),
            body=body,
            photo=self.photos[said["photo"]] if said.get("photo") else None,
            note_to_editor=said.get("note_to_editor", ""),
        )
        sources = [(source["name"], source["url"], source["kind"]) for source in said.get("sources", ())]
        author = self.people[said["author"]]
        workflow.save_story(story, by=author, seen=None, sources=sources, now=self.at(date, "08:15"))
        return story

    def _approve(self, story: Story, date: datetime.date, *, filed: str = "08:40", approved: str = "09:01") -> None:
        self._step("file", story, story.author, self.at(date, filed))
        self._step("approve", story, self.editor, self.at(date, approved))

    def _step(self, name: str, thing: Any, by: Any, now: datetime.datetime, **given: Any) -> None:
        if isinstance(thing, Story):
            given["digest"] = galley.story_of(thing).digest
        else:
            thing.refresh_from_db()
            composed = workflow.compose(thing)
            given["digest"] = composed.galley.digest
            given["confirmed"] = frozenset(finding.key for finding in workflow.page_findings(thing, composed))
            given.setdefault("verdicts", {change.anchor: Verdict(kind="update") for change in asked(composed)})
        workflow.take_step(name, thing, by=by, seen=thing.revision, given=Given(**given), now=now)


def body_of(paragraphs: list[str]) -> str:
    """Paragraphs as the editor would have written them; one that begins with “> ” is a quotation."""
    return "".join(
        f"<blockquote><p>{escape(text[2:])}</p></blockquote>" if text.startswith("> ") else f"<p>{escape(text)}</p>"
        for text in paragraphs
    )
