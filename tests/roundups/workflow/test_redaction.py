"""Redaction at the desk: the words leave every edition and every row, and what was sealed and approved still holds."""

import datetime
import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.serializers import serialize
from django.db import transaction

from newsroom.models import Masthead, RecordRow, Staff
from newsroom.record import What
from newsroom.record.chain import hash_of
from newsroom.roles import Role
from roundups import galley, workflow
from roundups.models import Comment, Edition, EditionText, Move, Photo, Roundup, Source, Story, Version
from roundups.workflow import StepRefused, Verdict
from roundups.workflow.sealing import digest_by_record
from tests import factories
from tests.tampering import seals_lifted

pytestmark = pytest.mark.django_db
NAME = "Zyxqanary Petrov"
FORMS = f"{NAME}\nZyxqanary"
REASON = "A source is in danger."
LATER = factories.NOON + datetime.timedelta(hours=2)


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def named(day: Roundup, *, author: Staff | None = None, **words: Any) -> Story:
    """An approved story with the name in everything, and a comment on it."""
    author = author or factories.person()
    words = {
        "headline": f"{NAME} is heard in court",
        "short_headline": f"{NAME} is heard",
        "summary": f"{NAME} was heard on Monday, the council said.",
        "body": f'<p>{NAME.split()[0]} <em>Petrov</em> was heard, the council said. <a href="https://x.org/zyxqanary-petrov">More</a>.</p>',
        "photo_caption": f"{NAME} at the pier",
        "photo_alt": f"{NAME} and two gulls",
        "note_to_editor": f"Call {NAME} back.",
    } | words  # fmt: skip
    story = factories.story(day, author=author, **words)
    sources = [(f"{NAME}, by telephone", "https://example.org/zyxqanary", "witness")]
    workflow.save_story(story, by=author, seen=story.revision, sources=sources, now=factories.NOON)
    workflow.add_comment(story, by=author, words=f"Is {NAME} right?", paragraph=1)
    factories.step("file", story, author)
    factories.step("approve", story, factories.person(Role.EDITOR))
    return story


def dangerous(date: datetime.date = factories.DATE, *, paper: Masthead | None = None, pictured: bool = True) -> Roundup:
    """A published day with the name in every field, corrected once, its first edition without the correction."""
    photo = named_photo() if pictured else None
    frame = {name: f"{NAME} in the {name}" for name in ("kicker", "sign_off", "editor_in_chief", "photo_caption")}
    day = factories.roundup(date, masthead=paper, photo=photo, opening=f"Day {{day}} for {NAME}.", **frame)
    story = named(day, photo=photo)
    factories.story_in("approved", day)
    editor = factories.person(Role.EDITOR)
    factories.step("publish", day, editor)
    corrected(story, editor)
    return day


def named_photo() -> Photo:
    words = {"caption": f"{NAME} comes", "alt": f"{NAME} seen", "credit": f"{NAME} archive", "creator": NAME}
    photo = factories.photo(**words, creator_public=True)
    Photo.objects.filter(pk=photo.pk).update(from_file={"words": {"caption": f"{NAME} comes"}, "private": []})
    photo.refresh_from_db()
    return photo


def corrected(story: Story, editor: Staff) -> None:
    factories.step("reopen", story, editor)
    story.refresh_from_db()
    story.summary = f"{NAME} was heard on Tuesday, the council said."
    workflow.save_story(story, by=story.author, seen=story.revision, now=factories.NOON)
    factories.step("file", story, story.author)
    factories.step("approve", story, editor)
    verdict = Verdict(kind="correction", said=f"We said {NAME} came on Monday.", right=f"{NAME} came on Tuesday.")
    factories.step("reissue", story.roundup, editor, verdicts={story.anchor: verdict})


def strike(editor: Staff, typed: str = FORMS, *, days: Any = None, **changes: Any) -> workflow.Found:
    """Redact as a careful editor would who has just looked."""
    words = workflow.words_to_strike(typed)
    found = workflow.look_for(words)
    given: dict[str, Any] = {"reason": REASON, "by": editor, "seen": found.digest, "now": LATER} | changes
    return workflow.redact(words, days=found.days if days is None else days, **given)


def rows(*models: Any) -> str:
    return "\n".join(serialize("json", model._default_manager.all()) for model in models).lower()


def test_the_words_leave_every_edition_and_every_row_that_can_change(editor: Staff) -> None:
    dangerous()
    factories.masthead(language="ru", name="Фонарь")
    dangerous(paper=Masthead.objects.get(pk="ru"))
    tables = (EditionText, Story, Source, Comment, Photo, Roundup)
    assert rows(*tables).count("zyxqanary") > 60
    strike(editor)
    assert rows(*tables).count("zyxqanary") == 0
    assert "[removed]" in EditionText.objects.filter(edition__masthead="en")[0].galley
    assert "[удалено]" in EditionText.objects.filter(edition__masthead="ru")[0].galley
    assert not workflow.look_for(workflow.words_to_strike(FORMS)).holders


def test_the_rows_of_the_editions_are_as_they_were(editor: Staff) -> None:
    dangerous()
    before = serialize("json", Edition.objects.all()), serialize("json", Move.objects.all())
    strike(editor)
    assert (serialize("json", Edition.objects.all()), serialize("json", Move.objects.all())) == before


def test_the_record_says_what_became_of_which_edition_and_never_the_words(editor: Staff) -> None:
    day = dangerous()
    was = list(day.editions.order_by("number").values_list("digest", flat=True))
    strike(editor)
    row = RecordRow.objects.get(what=What.REDACTED, about=f"roundup:en:{day.date}")
    texts = EditionText.objects.filter(edition__roundup=day).order_by("edition__number")
    became = [galley.load(text.galley).digest for text in texts]
    assert (row.by, row.at, row.detail["reason"]) == (editor, LATER, REASON)
    assert (row.detail["editions"], row.detail["was"], row.detail["became"]) == (["1", "2"], was, became)
    assert "zyxqanary" not in rows(RecordRow)
    assert all(hash_of(each) == each.hash for each in RecordRow.objects.all())


def test_the_record_leads_from_the_sealed_digest_to_the_struck_text_through_every_redaction(editor: Staff) -> None:
    dangerous()
    strike(editor)
    strike(editor, "council")
    for edition in Edition.objects.select_related("text", "roundup"):
        assert galley.load(edition.text.galley).digest == digest_by_record(edition) != edition.digest


def test_a_redaction_makes_no_tampered_text_good(editor: Staff) -> None:
    day = dangerous()
    text = EditionText.objects.filter(edition__roundup=day).order_by("-edition__number")[0]
    with seals_lifted():
        EditionText.objects.filter(pk=text.pk).update(galley=text.galley.replace("Tuesday", "Friday"))
    strike(editor)
    text.refresh_from_db()
    assert "zyxqanary" not in text.galley.lower()
    assert digest_by_record(text.edition) != galley.load(text.galley).digest


def test_what_was_approved_stays_approved_and_goes_out_unchanged(editor: Staff) -> None:
    day = dangerous()
    strike(editor)
    for story in day.stories.all():
        assert story.status == "approved"
        assert galley.story_of(story).digest == story.approved_digest == last(story).digest
    composed = workflow.compose(Roundup.objects.get(pk=day.pk))
    assert (composed.tampered, composed.changes) == ((), ())


def test_a_reissue_does_not_bring_the_words_back(editor: Staff) -> None:
    day = dangerous()
    strike(editor)
    factories.story_in("approved", day)
    factories.step("reissue", day, editor)
    assert day.editions.count() == 3
    assert "zyxqanary" not in rows(EditionText)


def test_a_story_that_is_being_worked_on_stays_with_readers_at_its_new_anchor(editor: Staff) -> None:
    day = dangerous()
    story = day.stories.order_by("position")[0]
    assert "zyxqanary" in story.anchor
    factories.step("reopen", story, editor)
    strike(editor)
    story.refresh_from_db()
    composed = workflow.compose(day)
    assert story.anchor == "story"
    assert composed.galley.by_anchor["story"].summary == "[removed] was heard on Tuesday, the council said."
    assert [note["anchor"] for note in day.editions.get(number=2).text.notes] == ["story"]


def test_a_new_anchor_is_free_in_every_edition_of_the_day(editor: Staff) -> None:
    day = factories.roundup()
    story = factories.story_in("approved", day, short_headline="Story")
    named(day)
    factories.step("publish", day, editor)
    strike(editor)
    assert sorted(day.stories.values_list("anchor", flat=True)) == [story.anchor, "story-2"]


def test_a_redaction_leaves_a_version_and_makes_nobody_an_author(editor: Staff) -> None:
    story = dangerous().stories.order_by("position")[0]
    factories.step("reopen", story, factories.person(Role.EDITOR))
    before = workflow.authors_since_approval(story)
    strike(editor)
    version = last(story)
    assert (version.why, version.by, version.changes_words) == ("Redaction", editor, False)
    assert workflow.authors_since_approval(story) == before


def test_a_text_that_was_tampered_with_is_struck_and_stays_unpublishable(editor: Staff) -> None:
    day = dangerous()
    story = day.stories.order_by("position")[0]
    Story.objects.filter(pk=story.pk).update(summary=f"{NAME} never came.")
    versions = Version.objects.count()
    strike(editor)
    assert [row.pk for row in workflow.compose(day).tampered] == [story.pk]
    assert Version.objects.count() == versions


def test_an_open_form_is_stale_after_a_redaction(editor: Staff) -> None:
    day = factories.roundup()
    story = factories.story(day, summary=f"{NAME} was heard.")
    seen = story.revision
    strike(editor)
    story.summary = f"{NAME} was heard twice."
    with pytest.raises(workflow.StaleSave):
        workflow.save_story(story, by=story.author, seen=seen)
    assert Story.objects.get(pk=story.pk).summary == "[removed] was heard."


def test_a_frozen_text_is_struck_and_still_released(editor: Staff) -> None:
    day = factories.roundup()
    named(day)
    at = factories.NOON + datetime.timedelta(hours=3)
    factories.step("schedule", day, editor, at=at)
    strike(editor)
    assert workflow.release_due(now=at)
    edition = day.editions.get()
    assert "zyxqanary" not in edition.text.galley.lower()
    assert galley.load(edition.text.galley).digest == edition.digest == digest_by_record(edition)


def test_a_photo_is_struck_with_the_day_that_uses_it_and_its_approved_stories_elsewhere_stay_good(
    editor: Staff,
) -> None:
    photo = factories.photo(caption=f"{NAME} comes")
    first = factories.roundup(datetime.date(2026, 3, 1))
    factories.story_in("approved", first, photo=photo)
    factories.step("publish", first, editor)
    other = factories.story_in("approved", factories.roundup(), photo=photo)
    strike(editor, days=[first.pk])
    photo.refresh_from_db()
    other.refresh_from_db()
    assert photo.caption == "[removed] comes"
    assert galley.story_of(other).digest == other.approved_digest == last(other).digest


def test_a_day_that_is_not_ticked_keeps_the_words(editor: Staff) -> None:
    first = dangerous(datetime.date(2026, 3, 1))
    second = dangerous(datetime.date(2026, 3, 2))
    strike(editor, days=[first.pk])
    assert "zyxqanary" not in first.editions.all()[0].text.galley.lower()
    assert "zyxqanary" in second.editions.all()[0].text.galley.lower()
    assert "zyxqanary" in Photo.objects.get(caption__startswith=NAME).caption.lower()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR, None])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_but_an_editor_redacts(role: Role | None, is_superuser: bool) -> None:
    dangerous()
    with pytest.raises(StepRefused, match="Only an editor-in-chief"):
        strike(factories.person(role, is_superuser=is_superuser))
    assert "zyxqanary" in rows(EditionText)


def test_who_is_no_longer_an_editor_does_not_redact(editor: Staff) -> None:
    dangerous()
    editor.groups.remove(Group.objects.get(name=Role.EDITOR))
    with pytest.raises(StepRefused):
        strike(Staff.objects.get(pk=editor.pk))


@pytest.mark.parametrize("reason", ["", "   why ", f"To protect {NAME.upper()}", "to protect zyxqa\u00adnary"])
def test_a_reason_is_given_and_does_not_repeat_the_words(editor: Staff, reason: str) -> None:
    dangerous()
    with pytest.raises(StepRefused) as refusal:
        strike(editor, reason=reason)
    assert "zyxqanary" not in str(refusal.value).lower()
    assert "zyxqanary" in rows(EditionText)


@pytest.mark.parametrize("typed", ["", "a", "removed", "Zyxqanary\nудалено now"])
def test_words_that_cannot_be_struck_are_refused_without_repeating_them(editor: Staff, typed: str) -> None:
    factories.masthead()
    factories.masthead(language="ru", name="Фонарь")
    with pytest.raises(StepRefused) as refusal:
        workflow.words_to_strike(typed)
    assert "Zyxqanary" not in str(refusal.value)


def test_what_changed_since_the_editor_looked_is_refused(editor: Staff) -> None:
    day = dangerous()
    seen = workflow.look_for(workflow.words_to_strike(FORMS)).digest
    factories.story(day, summary=f"{NAME} again.")
    with pytest.raises(StepRefused, match="Something changed"):
        strike(editor, seen=seen)
    assert "zyxqanary" in rows(EditionText)


def test_a_second_click_strikes_nothing(editor: Staff) -> None:
    dangerous()
    seen = workflow.look_for(workflow.words_to_strike(FORMS)).digest
    strike(editor)
    before = rows(EditionText, Story, RecordRow)
    with pytest.raises(StepRefused):
        strike(editor, seen=seen)
    assert rows(EditionText, Story, RecordRow) == before


def test_nothing_ticked_is_nothing_struck(editor: Staff) -> None:
    dangerous()
    with pytest.raises(StepRefused, match="Tick at least one day"):
        strike(editor, days=[])


def test_a_redaction_is_all_or_nothing(editor: Staff) -> None:
    dangerous()
    before = rows(EditionText, Story, Photo, RecordRow, Version)

    def interrupted() -> None:
        with transaction.atomic():
            strike(editor)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    assert rows(EditionText, Story, Photo, RecordRow, Version) == before


def test_a_column_that_would_grow_too_long_is_cut(editor: Staff) -> None:
    story = factories.story(factories.roundup(), headline="No " * 98 + "Ng Ng")
    strike(editor, "Ng")
    story.refresh_from_db()
    assert len(story.headline) <= 300
    assert "[remov" in story.headline


def last(story: Story) -> Version:
    found = Version.objects.filter(story=story).order_by("-number").first()
    assert found
    return found


def test_the_places_are_named_with_their_editions(editor: Staff) -> None:
    day = dangerous()
    found = workflow.look_for(workflow.words_to_strike(FORMS))
    assert found.days == {day.pk}
    assert [(holder.kind, holder.number) for holder in found.holders][:3] == [
        ("edition", 1),
        ("edition", 2),
        ("desk", 0),
    ]
    fields = {place.field for place in found.holders[1].places}
    assert fields >= {"headline", "body", "link", "url", "name", "anchor", "photo_credit", "photo_alt", "said", "right"}
    assert json.dumps(found.digest)
