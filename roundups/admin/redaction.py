"""Redaction at the desk: the words are typed, every place is shown, then they are struck. They stand in no address."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from newsroom.models import Staff
from roundups import workflow
from roundups.admin.desk import board_address, desk_page, person_of
from roundups.galley import Place
from roundups.models import Photo, Roundup
from roundups.workflow.whereabouts import DESK, EDITION, FROZEN, PHOTO

LONGEST = 10_000  # characters of what is typed
FIELDS = {
    "alt": gettext_lazy("alt text"),
    "anchor": gettext_lazy("address on the page"),
    "body": gettext_lazy("text"),
    "caption": gettext_lazy("caption"),
    "copyright": gettext_lazy("copyright notice"),
    "creator": gettext_lazy("photographer"),
    "credit": gettext_lazy("credit"),
    "editor_in_chief": gettext_lazy("editor in chief"),
    "from_file": gettext_lazy("what the file says"),
    "headline": gettext_lazy("headline"),
    "kicker": gettext_lazy("kicker"),
    "license": gettext_lazy("address of the licence"),
    "link": gettext_lazy("address of a link"),
    "name": gettext_lazy("source"),
    "note_to_editor": gettext_lazy("note to the editor"),
    "notice": gettext_lazy("notice of the retraction"),
    "opening": gettext_lazy("opening"),
    "proof": gettext_lazy("proof of the rights"),
    "right": gettext_lazy("public note: what is right"),
    "said": gettext_lazy("public note: what we said"),
    "short_headline": gettext_lazy("short headline"),
    "sign_off": gettext_lazy("sign-off"),
    "source": gettext_lazy("where the photo came from"),
    "summary": gettext_lazy("summary"),
    "text": gettext_lazy("public note"),
    "url": gettext_lazy("address of a source"),
    "web_statement": gettext_lazy("address of the rights holder’s terms"),
    "withdrawn": gettext_lazy("public note"),
    "withdrawn_note": gettext_lazy("public note"),
    "words": gettext_lazy("comment"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sight:
    """A place as the page shows it: what it is, the words amid theirs, and in which texts it stands so."""

    label: str
    place: Place
    where: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Group:
    """The places of one day, or of one photo, which goes with its days."""

    sights: list[Sight]
    count: int
    day: Roundup | None = None
    photo: Photo | None = None
    is_public: bool = False
    is_ticked: bool = True


@sensitive_post_parameters("words", "reason")
@require_http_methods(["GET", "HEAD", "POST"])
def redaction(request: HttpRequest) -> HttpResponse:
    """Type the words, see the places, strike them. Nothing is kept between the steps but in the form itself."""
    person = person_of(request)
    if reasons := workflow.may_redact(person):
        raise PermissionDenied(" ".join(reasons))
    if request.method != "POST":
        return _show(request)
    if "strike" in request.POST:
        return _strike(request, person)
    return _look(request)


def _look(request: HttpRequest) -> HttpResponse:
    try:
        words = workflow.words_to_strike(_typed(request.POST))
    except workflow.StepRefused as refusal:
        return _show(request, reasons=refusal.reasons, status=400)
    return _show(request, found=workflow.look_for(words))


def _strike(request: HttpRequest, person: Staff) -> HttpResponse:
    try:
        words = workflow.words_to_strike(_typed(request.POST))
    except workflow.StepRefused as refusal:
        return _show(request, reasons=refusal.reasons, status=400)
    try:
        if "read" not in request.POST:
            raise workflow.StepRefused(_("Tick that you have read the places. Nothing was struck."))
        struck = workflow.redact(
            words,
            reason=request.POST.get("reason", ""),
            by=person,
            days=_ticked(request.POST),
            seen=request.POST.get("seen", ""),
        )
    except workflow.StepRefused as refusal:
        return _show(request, reasons=refusal.reasons, found=workflow.look_for(words), status=409)
    messages.success(request, _("%(count)s. Readers get the new pages within seconds.") % {"count": _done(struck)})
    days = Roundup.objects.filter(pk__in=struck.days).order_by("-date")
    day = days.first()
    return HttpResponseRedirect(board_address(day) if day else reverse("admin:redaction"))


def _show(
    request: HttpRequest,
    *,
    found: workflow.Found | None = None,
    reasons: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    post = request.POST
    ticked = _ticked(post) if "strike" in post else None
    context = {
        "title": _("Strike words from what was published"),
        "typed": _typed(post),
        "longest": LONGEST,
        "reason": post.get("reason", ""),
        "reasons": reasons,
        "found": found,
        "groups": _groups(found, ticked) if found else [],
        "button": _button(found) if found else "",
    }
    return desk_page(request, "admin/roundups/redaction.html", context, status=status)


def _typed(post: QueryDict) -> str:
    return post.get("words", "")[:LONGEST]


def _ticked(post: QueryDict) -> set[int]:
    return {int(value) for value in post.getlist("days") if value.isascii() and value.isdigit() and len(value) < 10}


# --- The places -------------------------------------------------------------------------------------------------------


def _groups(found: workflow.Found, ticked: set[int] | None) -> list[Group]:
    """The days, newest first, then the photos."""
    days = Roundup.objects.select_related("masthead").in_bulk(found.days)
    public = set(Roundup.objects.filter(pk__in=days, editions__isnull=False).values_list("pk", flat=True))
    groups = []
    for day in sorted(days.values(), key=lambda day: (day.date, day.language), reverse=True):
        own = [holder for holder in found.holders if holder.kind != PHOTO and day.pk in holder.days]
        is_ticked = ticked is None or day.pk in ticked
        groups.append(Group(**_seen(own), day=day, is_public=day.pk in public, is_ticked=is_ticked))
    photos = [holder for holder in found.holders if holder.kind == PHOTO]
    rows = Photo.objects.in_bulk([holder.number for holder in photos])
    return [*groups, *(Group(**_seen([holder]), photo=rows[holder.number]) for holder in photos)]


def _seen(holders: list[workflow.Holder]) -> dict[str, Any]:
    where: dict[Place, list[str]] = {}
    for holder in holders:
        for place in holder.places:
            where.setdefault(place, []).append(_name(holder))
    sights = [
        Sight(label=_label(place.field), place=place, where=tuple(dict.fromkeys(names)))
        for place, names in where.items()
    ]
    return {"sights": sights, "count": sum(len(holder.places) for holder in holders)}


def _label(field: str) -> str:
    return str(FIELDS.get(field) or FIELDS.get(field.removeprefix("photo_")) or field)


def _name(holder: workflow.Holder) -> str:
    return {
        EDITION: _("edition %(number)s") % {"number": holder.number},
        FROZEN: _("scheduled text"),
        DESK: _("the desk’s copy"),
        PHOTO: _("photo"),
    }[holder.kind]


def _button(found: workflow.Found) -> str:
    if len(found.days) < 2:
        return _("Strike %(count)s") % {"count": _count(found)}
    return _("Strike the ticked days: %(count)s if all are") % {"count": _count(found)}


def _done(found: workflow.Found) -> str:
    return _("Struck: %(count)s") % {"count": _count(found)}


def _count(found: workflow.Found) -> str:
    """“7 places in 3 editions and 4 at the desk”."""
    places, desk = found.count(EDITION), found.count(FROZEN, DESK, PHOTO)
    editions = sum(holder.kind == EDITION for holder in found.holders)
    parts = []
    if places:
        words = {
            "places": ngettext("%(count)d place", "%(count)d places", places) % {"count": places},
            "editions": ngettext("%(count)d edition", "%(count)d editions", editions) % {"count": editions},
        }
        parts.append(_("%(places)s in %(editions)s") % words)
    if desk:
        parts.append(ngettext("%(count)d place at the desk", "%(count)d places at the desk", desk) % {"count": desk})
    return _(" and ").join(parts)
