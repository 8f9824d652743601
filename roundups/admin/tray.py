"""The photo tray: pictures are dropped, pasted, chosen or taken here, and each says what it still needs."""

import dataclasses
import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from newsroom.models import Staff
from roundups import workflow
from roundups.admin.desk import board_address, person_of
from roundups.imaging.developing import PictureRefused
from roundups.imaging.intake import LARGEST_FILE, SamePicture, take_in
from roundups.models import Photo, Rights, Roundup, RoundupState
from roundups.public.previewing import PRIVATE
from roundups.workflow.editing import editable_words

OFFERED_DAYS = 4


@dataclasses.dataclass(frozen=True)
class Sign:
    """A word that a picture wears in the tray, and its colour's class."""

    word: str
    colour: str


def signs(photo: Photo) -> list[Sign]:
    """What is to be known of a photo before it is used, gravest first; it came by way of `with_last_use`."""
    if not photo.digest:
        return [Sign(_("Waits for its picture"), "back")]
    today = timezone.localdate()
    found = []
    if photo.rights == Rights.NONE:
        found.append(Sign(_("No rights"), "stop"))
    if photo.expires_on and photo.expires_on < today:
        found.append(Sign(_("Rights ended"), "stop"))
    if not photo.credit:
        found.append(Sign(_("No credit"), "stop"))
    if not photo.caption:
        found.append(Sign(_("No caption"), "stop"))
    if not photo.alt:
        found.append(Sign(_("No alt text"), "back"))
    if last := photo.last_ran_on:  # type: ignore[attr-defined]  # by way of `with_last_use`
        found.append(Sign(_used(today - last), "stop" if photo.one_time else "wait"))
    elif photo.one_time:
        found.append(Sign(_("One use only"), "back"))
    if photo.state_agency:
        found.append(Sign(_("State agency"), "back"))
    if photo.graphic or photo.vulnerable:
        found.append(Sign(_("With care"), "back"))
    if photo.altered:
        found.append(Sign(_("Altered"), "back"))
    return found or [Sign(_("Ready"), "ok")]


def _used(ago: datetime.timedelta) -> str:
    if ago.days <= 0:
        return _("Used today")
    return ngettext("Used %(days)d day ago", "Used %(days)d days ago", ago.days) % {"days": ago.days}


# --- Bringing -----------------------------------------------------------------------------------------------------


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take in one or several pictures. A script gets JSON, {"photos": […], "refused": […]}; a form comes back."""
    person = person_of(request)
    uploads = request.FILES.getlist("pictures")
    brought: list[Photo] = []
    refused: list[tuple[str | None, str]] = []
    for upload in uploads:
        photo, trouble = _bring(upload, person)
        brought += [photo] if photo else []
        refused += [(upload.name, trouble)] if trouble else []
    if request.headers.get("Accept") == "application/json":
        shown = workflow.with_last_use(Photo.objects.filter(pk__in=[photo.pk for photo in brought]))
        return JsonResponse(
            {"photos": [_as_json(photo) for photo in shown], "refused": [trouble for _name, trouble in refused]}
        )
    if not uploads:
        messages.error(request, _("No picture arrived. Choose one first."))
    for name, trouble in refused:
        messages.error(request, f"“{name}”: {trouble}")
    if count := len(uploads) - len(refused):
        words = ngettext("%(count)d picture is in the tray.", "%(count)d pictures are in the tray.", count)
        messages.success(request, words % {"count": count})
    return HttpResponseRedirect(reverse("admin:roundups_photo_changelist"))


def _bring(upload: UploadedFile[bytes], person: Staff) -> tuple[Photo | None, str]:
    """The photo, and what is to be said of it: a picture that is here already is offered, and says when it ran."""
    photo = Photo()
    try:
        take_in(photo, upload.read(LARGEST_FILE + 1))
        workflow.save_photo(photo, by=person, seen=None)
    except SamePicture as same:
        return same.photo, f"{same} {ran_words(same.photo)}".strip()
    except (PictureRefused, workflow.StepRefused) as refusal:
        return None, str(refusal)
    return photo, ""


def ran_words(photo: Photo) -> str:
    """A sentence that says when readers last got the photo, or nothing."""
    ran = workflow.ran_on(photo)
    return _("It ran on %(date)s.") % {"date": date_format(ran, "j F Y")} if ran else ""


def _as_json(photo: Photo) -> dict[str, Any]:
    return {
        "id": photo.pk,
        "number": _("No. %(number)s") % {"number": photo.pk},
        "words": str(photo),
        "credit": photo.credit,
        "address": reverse("admin:roundups_photo_change", args=[photo.pk]),
        "lead": reverse("admin:use_as_lead", args=[photo.pk]),
        "thumbnail": reverse("admin:desk_thumbnail", args=[photo.digest]),
        "picture": reverse("admin:desk_picture", args=[photo.digest]),
        "signs": [dataclasses.asdict(sign) for sign in signs(photo)],
    }


# --- Using --------------------------------------------------------------------------------------------------------


def days_for(request: HttpRequest) -> list[Roundup]:
    """The newest days whose lead photo this person can choose; only the one asked for, if the board sent them."""
    days = Roundup.objects.exclude(status__in=[RoundupState.CANCELLED, RoundupState.SCHEDULED])
    asked = request.GET.get("day", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        days = days.filter(pk=int(asked))
    person = person_of(request)
    newest = days.select_related("masthead").order_by("-date")[:OFFERED_DAYS]
    return [day for day in newest if "photo" in editable_words(day, person)]


@require_POST
def use_as_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo becomes a day's lead; what the day said of its former photo goes with that one."""
    person = person_of(request)
    photo = get_object_or_404(Photo, pk=pk)
    wanted = request.POST.get("roundup", "")
    day = get_object_or_404(
        Roundup, pk=int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else 0
    )
    if day.photo_id != photo.pk:
        day.photo, day.photo_caption, day.photo_alt = photo, "", ""
        day.photo_focal_x = day.photo_focal_y = None
        try:
            workflow.save_roundup(day, by=person, seen=day.revision)
        except (workflow.StepRefused, workflow.StaleSave) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:roundups_photo_changelist"))
    messages.success(request, _("“%(photo)s” leads %(day)s.") % {"photo": photo, "day": day})
    return HttpResponseRedirect(board_address(day))


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it came, with everything that is in it: for whoever may change the photo, to keep, never to show."""
    person = person_of(request)
    photo = get_object_or_404(Photo, pk=pk)
    if not photo.digest or workflow.may_edit_photo(photo, person):
        raise Http404
    try:
        file = photo.original.open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{photo.pk}.original",
        content_type="application/octet-stream",
        headers=PRIVATE,
    )
