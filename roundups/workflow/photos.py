"""The door for a photo's words: a caption is part of every story that shows it."""

import contextlib
import datetime
from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Staff
from newsroom.roles import Role
from roundups import galley
from roundups.models import Photo, Roundup, Story
from roundups.workflow.refusal import StaleSave, StepRefused
from roundups.workflow.versions import write_version

PHOTO_COLUMNS = (
    "original", "digest", "width", "height", "from_file", "focal_x", "focal_y",
    "caption", "credit", "alt", "creator", "creator_public", "source", "copyright", "source_type",
    "rights", "proof", "license", "web_statement", "expires_on", "one_time",
    "state_agency", "graphic", "vulnerable",
)  # fmt: skip


def may_edit_photo(photo: Photo, by: Staff) -> list[str]:
    """Why this person cannot change the photo; empty if they can."""
    if roles.of(by) & {Role.EDITOR, Role.PHOTO_EDITOR}:
        return []
    if Role.JOURNALIST in roles.of(by) and (photo.pk is None or photo.uploaded_by_id == by.pk):
        return []
    return [_("Photos are changed by whoever brought them, a photo editor or an editor-in-chief.")]


def save_photo(photo: Photo, *, by: Staff, seen: int | None, now: datetime.datetime | None = None) -> None:
    """Save a photo; every story that shows it and is not approved gets a version.

    Refused, with the stories' names, where an approved story would change: what was approved stays as it was.
    """
    now = now or timezone.now()
    if reasons := may_edit_photo(photo, by):
        raise StepRefused(reasons)
    if photo.pk is None:
        photo.uploaded_by = by
        add_photo(photo)
        return
    with transaction.atomic():
        days = Story.objects.filter(photo=photo).values("roundup")
        list(Roundup.objects.select_for_update().filter(pk__in=days).order_by("pk").values_list("pk"))
        with _one_photo_a_picture(photo):
            _claim(photo, seen)
        _carry_into_stories(photo, by, now)
    photo.refresh_from_db()


def add_photo(photo: Photo) -> None:
    """Write a new photo. Raises StepRefused when its picture arrived by another door in the same moment."""
    with _one_photo_a_picture(photo):
        photo.save(force_insert=True)


@contextlib.contextmanager
def _one_photo_a_picture(photo: Photo) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not Photo.objects.filter(digest=photo.digest).exclude(pk=photo.pk).exists():
            raise
        raise StepRefused(_("This picture arrived twice in the same moment. It is here once; use that one.")) from error


def _claim(photo: Photo, seen: int | None) -> None:
    claimed = Photo.objects.filter(pk=photo.pk, revision=seen or 0).update(
        revision=F("revision") + 1, **{name: getattr(photo, name) for name in PHOTO_COLUMNS}
    )
    if claimed != 1:
        raise StaleSave(
            _("Somebody saved this photo while you were at it. Nothing was overwritten."),
            Photo.objects.get(pk=photo.pk),
        )


def _carry_into_stories(photo: Photo, by: Staff, now: datetime.datetime) -> None:
    approved = []
    for story in Story.objects.filter(photo=photo).select_related("photo").prefetch_related("sources"):
        if not story.approved_digest:
            write_version(story, by=by, now=now, why=_("its photo was changed"))
        elif galley.story_of(story).digest != story.approved_digest:
            approved.append(f"“{story}”")
    if approved:
        words = _(
            "The photo belongs to an approved story: %(stories)s. Reopen it, or write the caption in the other place."
        )
        raise StepRefused(words % {"stories": ", ".join(approved)})
