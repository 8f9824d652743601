"""Redaction: words leave sealed texts, the desk's copy and the photos in one act (docs/decisions/11-redaction.md)."""

import dataclasses
import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsroom import record, roles
from newsroom.models import Masthead, RecordRow, Staff
from roundups import galley
from roundups.galley import NoWords, Words, struck
from roundups.models import Comment, EditionText, IndexEntry, Photo, Roundup, Source, Story, Version
from roundups.workflow.publishing import REASON_LENGTH
from roundups.workflow.recording import about
from roundups.workflow.refusal import StepRefused
from roundups.workflow.versions import last_version, write_version
from roundups.workflow.wake import wake_worker
from roundups.workflow.whereabouts import (
    COMMENT_TEXTS,
    PHOTO,
    PHOTO_TEXTS,
    ROUNDUP_TEXTS,
    SOURCE_TEXTS,
    STORY_TEXTS,
    Found,
    look_for,
)

NEUTRAL = "story"  # an anchor that says nothing


def may_redact(by: Staff) -> list[str]:
    """Why this person cannot redact; empty if they can."""
    return [] if roles.is_editor(by) else [_("Only an editor-in-chief strikes words from what readers have.")]


def words_to_strike(typed: str) -> Words:
    """The words that somebody typed, one form a line. Raises StepRefused with a sentence that does not repeat them."""
    try:
        words = Words.of(typed)
    except NoWords as error:
        raise StepRefused(_("Type the words, one form a line, each with two letters or figures at least.")) from error
    marks = [mark_in(language) for language in Masthead.objects.values_list("language", flat=True)]
    if any(set(form) & _words_of(mark) for mark in marks for form in words.forms):
        raise StepRefused(_("These words stand in the mark itself that takes their place. Type others."))
    return words


def mark_in(language: str) -> str:
    """What stands in the place of struck words: a word and no blocks, so that it can be read aloud."""
    with translation.override(language):
        return _("[removed]")


def redact(
    words: Words, *, reason: str, by: Staff, days: Collection[int], seen: str, now: datetime.datetime | None = None
) -> Found:
    """Strike the words from these days, by their ids, with the photos that go with them; returns what was struck.

    `seen` is the digest of everything that `look_for` found for the person. All or nothing: raises StepRefused, with
    sentences that never repeat the words, when the person may not, the reason is none, or it is not as it was seen.
    """
    if reasons := may_redact(by) or _reasons_against(reason, words):
        raise StepRefused(reasons)
    found = look_for(words)
    if found.digest != seen:
        raise StepRefused(_("Something changed since you looked. Nothing was struck. Look at the places again."))
    chosen = found.only(days)
    if not chosen.holders:
        raise StepRefused(_("Tick at least one day. Nothing was struck."))
    with transaction.atomic():
        acting = _Redaction(words=words, reason=reason.strip(), by=by, now=now or timezone.now(), found=chosen)
        acting.run()
        transaction.on_commit(wake_worker)
    return chosen


def _reasons_against(reason: str, words: Words) -> list[str]:
    if len(reason.strip()) < REASON_LENGTH:
        return [_("Say why, in a few words. The reason is kept in the record.")]
    if words.are_in(reason):
        return [_("The reason has the struck words in it, and it is kept for good. Say it without them.")]
    return []


def _words_of(mark: str) -> set[str]:
    return {word for form in Words.of(mark).forms for word in form}


@dataclasses.dataclass(kw_only=True)
class _Redaction:
    """One act, inside its transaction."""

    words: Words
    reason: str
    by: Staff
    now: datetime.datetime
    found: Found

    def run(self) -> None:
        photos = [holder for holder in self.found.holders if holder.kind == PHOTO]
        touched = self.found.days.union(*(holder.days for holder in photos))
        # As in every step: the days in the order of their ids, so that two acts never wait for each other.
        list(Roundup.objects.select_for_update().filter(pk__in=touched).order_by("pk").values_list("pk"))
        if look_for(self.words, days=touched).like(self.found).digest != self.found.digest:
            raise StepRefused(_("Something changed since you looked. Nothing was struck. Look at the places again."))
        before = {story.pk: galley.story_of(story) for story in _stories(touched)}
        for holder in photos:
            self._photo(holder.number, holder.days)
        told: dict[int, dict[str, Any]] = {}
        texts: dict[int, list[EditionText]] = {}
        for day in Roundup.objects.select_related("masthead").filter(pk__in=self.found.days).order_by("pk"):
            texts[day.pk], told[day.pk] = self._day(day)
        renewed = self._stories(touched, before)
        for day in Roundup.objects.filter(pk__in=touched).order_by("pk"):
            detail = {**told.get(day.pk, {}), **renewed.get(day.pk, {})}
            if detail:
                row = self._enter(about(day), **detail)
                self._replace(day, texts.get(day.pk, []), row)
        for holder in photos:
            self._enter(f"photo:{holder.number}")

    def _enter(self, about: str, **detail: Any) -> RecordRow:
        return record.enter(record.What.REDACTED, by=self.by, about=about, now=self.now, reason=self.reason, **detail)

    # --- A day: its sealed texts, its frozen text, its own rows -------------------------------------------------------

    def _day(self, day: Roundup) -> tuple[list[EditionText], dict[str, Any]]:
        """Strike a day's texts and rows; returns the sealed texts that changed, and what the record says of it."""
        texts = list(
            EditionText.objects.filter(edition__roundup=day).select_related("edition").order_by("edition__number")
        )
        sealed = {text.pk: galley.load(text.galley) for text in texts}
        frozen = galley.load(day.frozen) if day.frozen else None
        anchors = self._anchors(day, [*sealed.values(), *([frozen] if frozen else [])])
        mark = mark_in(day.language)
        changed, numbers, was, became = [], [], [], []
        for text in texts:
            old, new = sealed[text.pk], galley.strike(sealed[text.pk], self.words, mark, anchors)
            if self._text(text, old, new, anchors):
                changed.append(text)
                numbers.append(str(text.edition.number))
                was.append(old.digest)
                became.append(new.digest)
        told: dict[str, Any] = {"editions": numbers, "was": was, "became": became}
        columns = self._columns(day, ROUNDUP_TEXTS, mark)
        if frozen and (new := galley.strike(frozen, self.words, mark, anchors)) != frozen:
            columns |= {"frozen": new.canonical, "frozen_digest": new.digest}
            told |= {"frozen_was": frozen.digest, "frozen_became": new.digest}
        if columns:
            Roundup.objects.filter(pk=day.pk).update(revision=F("revision") + 1, **columns)
        self._rows_of_stories(day, mark, anchors)
        return changed, told

    def _text(self, text: EditionText, old: galley.Galley, new: galley.Galley, anchors: Mapping[str, str]) -> bool:
        """Set a sealed text as the struck one, not saved, if that is another; says whether it was."""
        mark = mark_in(new.language)
        notes = [
            {name: anchors.get(said, said) if name == "anchor" else self._struck(name, said, mark)
             for name, said in note.items()}
            for note in text.notes
        ]  # fmt: skip
        headline = self._struck("headline", text.headline, mark)
        if (new, notes, headline) == (old, text.notes, text.headline):
            return False
        text.galley, text.headline, text.notes, text.pictures = new.canonical, headline, notes, new.pictures
        text.redacted_at = [*text.redacted_at, self.now.astimezone(datetime.UTC).isoformat(timespec="seconds")]
        return True

    def _replace(self, day: Roundup, changed: list[EditionText], row: RecordRow) -> None:
        """Write the struck texts with the record's row that tells of them: by nothing else may a sealed text change.

        The newest text is marked too, for the press: what readers have of a day may say something else as soon as one
        edition of it does.
        """
        if not changed:
            return
        newest = EditionText.objects.filter(edition__roundup=day).order_by("-edition__number")[0]
        for text in {text.pk: text for text in (newest, *changed)}.values():
            text.redaction = row
            text.save(update_fields=["galley", "headline", "notes", "pictures", "redacted_at", "redaction"])
        # Until the press has indexed the new text, the search does not find this day at all.
        IndexEntry.objects.filter(edition__roundup=day).delete()

    def _anchors(self, day: Roundup, galleys: list[galley.Galley]) -> dict[str, str]:
        """Neutral anchors for those that have the words: old → new."""
        there = {story.anchor for each in galleys for story in each.stories}
        there |= set(day.stories.exclude(anchor="").values_list("anchor", flat=True))
        gone = sorted(anchor for anchor in there if self.words.are_in_address(anchor))
        free = (name for number in range(1, len(there) + len(gone) + 1) if (name := _neutral(number)) not in there)
        return dict(zip(gone, free, strict=False))

    def _rows_of_stories(self, day: Roundup, mark: str, anchors: Mapping[str, str]) -> None:
        for story in day.stories.order_by("pk"):
            columns = self._columns(story, STORY_TEXTS, mark)
            if story.anchor in anchors:
                columns["anchor"] = anchors[story.anchor]
            changed = bool(columns)
            for source in story.sources.all():
                changed |= self._row(source, SOURCE_TEXTS, mark)
            if changed:
                columns |= {"revision": F("revision") + 1, "changed_at": self.now}
                Story.objects.filter(pk=story.pk).update(**columns)
            for comment in Comment.objects.filter(story=story):
                self._row(comment, COMMENT_TEXTS, mark)

    def _row(self, row: Source | Comment, names: tuple[str, ...], mark: str) -> bool:
        columns = self._columns(row, names, mark)
        if columns:
            type(row)._default_manager.filter(pk=row.pk).update(**columns)
        return bool(columns)

    # --- A photo, and the stories that the act has changed ------------------------------------------------------------

    def _photo(self, pk: int, days: Collection[int]) -> None:
        photo = Photo.objects.select_for_update().get(pk=pk)
        languages = set(Roundup.objects.filter(pk__in=days).values_list("masthead", flat=True))
        mark = mark_in(languages.pop() if len(languages) == 1 else settings.PAPER_LANGUAGE)
        columns = self._columns(photo, tuple(name for name in PHOTO_TEXTS if name != "from_file"), mark)
        columns["from_file"] = self._struck_within(photo.from_file, mark)
        Photo.objects.filter(pk=pk).update(revision=F("revision") + 1, **columns)

    def _stories(self, days: Collection[int], before: Mapping[int, galley.Story]) -> dict[int, dict[str, Any]]:
        """Versions and approvals follow the words. What was approved stays so, what was tampered with does not."""
        told: dict[int, dict[str, Any]] = {}
        for story in _stories(days):
            was, part = before[story.pk], galley.story_of(story)
            if part == was:
                continue
            last: Version | None = last_version(story)
            if last and last.digest == was.digest:
                write_version(story, by=self.by, now=self.now, why=_("Redaction"), is_redaction=True)
            if story.approved_digest == was.digest:
                Story.objects.filter(pk=story.pk).update(approved_digest=part.digest)
            of_day = told.setdefault(story.roundup_id, {"stories": [], "stories_was": [], "stories_became": []})
            of_day["stories"].append(str(story.pk))
            of_day["stories_was"].append(was.digest)
            of_day["stories_became"].append(part.digest)
        return told

    # --- Columns ------------------------------------------------------------------------------------------------------

    def _columns(self, row: models.Model, names: tuple[str, ...], mark: str) -> dict[str, Any]:
        """The columns that change, with what stands in them then, cut where a column takes no more."""
        found = {}
        for name in names:
            text = getattr(row, name)
            new = self._struck(name, text, mark)
            if new != text and name != "anchor":
                found[name] = _fitting(row, name, new)
        return found

    def _struck(self, name: str, text: str, mark: str) -> str:
        return text if name == "kind" else struck(name, text, self.words, mark)

    def _struck_within(self, value: Any, mark: str) -> Any:
        if isinstance(value, dict):
            return {name: self._struck_within(each, mark) for name, each in value.items()}
        if isinstance(value, list):
            return [self._struck_within(each, mark) for each in value]
        return self._struck("", value, mark) if isinstance(value, str) else value


def _neutral(number: int) -> str:
    return NEUTRAL if number == 1 else f"{NEUTRAL}-{number}"


def _fitting(row: models.Model, name: str, text: str) -> str:
    field = row._meta.get_field(name)
    return text[: field.max_length] if isinstance(field, models.CharField) else text


def _stories(days: Collection[int]) -> models.QuerySet[Story]:
    stories = Story.objects.filter(roundup__in=days).order_by("pk")
    return stories.select_related("photo", "roundup").prefetch_related("sources")
