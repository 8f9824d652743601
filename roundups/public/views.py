"""The public pages: each renders editions, with two queries or fewer, and sets no cookie."""

import calendar
import datetime

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from newsroom.models import Masthead, Page
from newsroom.models.page import Slug
from roundups.models import Edition, EditionKind
from roundups.models.edition import EditionQuerySet
from roundups.public.addresses import day_address
from roundups.public.pictures import TYPES
from roundups.public.sheet import Sheet, sheet_of

RECENT_DAYS = 7
FRESH = "public, max-age=30"  # seconds; a correction must not wait long


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The latest roundup in full, then the days before it."""
    latest = list(
        Edition.objects.public()
        .with_text()
        .filter(masthead=language)
        .select_related("text", "masthead")
        .order_by("-date")[: RECENT_DAYS + 1]
    )
    if not latest:
        return _shown(request, "roundups/edition_none.html", {"masthead": _masthead(language)}, language)
    return show_sheet(request, sheet_of(latest[0]), recent=latest[1:])


@require_safe
def day(request: HttpRequest, language: str, date: datetime.date) -> HttpResponse:
    """One day's roundup, or the notice that stands where it stood."""
    edition = _one(Edition.objects.public().filter(masthead=language, date=date))
    if edition.kind == EditionKind.RETRACTION:
        return _shown(
            request,
            "roundups/edition_retracted.html",
            {"sheet": sheet_of(edition), "masthead": edition.masthead},
            language,
        )
    return show_sheet(request, sheet_of(edition))


@require_safe
def numbered_day(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """`/day/567/` leads to the day's address; where two counters reach the number, to the later day."""
    editions = Edition.objects.public().filter(masthead=language, day=number).order_by("-date")
    found = editions.values_list("date", flat=True).first()
    if found is None:
        raise Http404
    return HttpResponseRedirect(day_address(language, found))


@require_safe
def month(request: HttpRequest, language: str, first: datetime.date) -> HttpResponse:
    """A month's calendar and its headlines."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    editions = list(
        Edition.objects.public()
        .with_text()
        .filter(masthead=language, date__range=(first, last))
        .select_related("text", "masthead")
        .defer("text__galley", "text__notes")
        .order_by("date")
    )
    if not editions:
        raise Http404
    by_date = {edition.date: edition for edition in editions}
    weeks = [
        [(date, by_date.get(date)) if date.month == first.month else (None, None) for date in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    context = {"masthead": editions[0].masthead, "first": first, "weeks": weeks, "editions": editions[::-1]}
    return _shown(request, "roundups/edition_month.html", context, language)


@require_safe
def page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A standing page of the paper."""
    found = Page.objects.select_related("masthead").filter(masthead=language, slug=slug).first()
    if found is None:
        raise Http404
    return _shown(request, "newsroom/page_detail.html", {"page": found, "masthead": found.masthead}, language)


@require_safe
def picture(request: HttpRequest, file: str) -> HttpResponseBase:
    """A print of a picture that an edition shows: the press put it into the site, nothing else is there."""
    try:
        opened = (settings.SITE_ROOT / "pictures" / file).open("rb")
    except OSError as error:
        raise Http404 from error
    kind = TYPES[file.rpartition(".")[2]]
    return FileResponse(opened, content_type=kind, headers={"Cache-Control": "public, max-age=3600"})


def show_sheet(
    request: HttpRequest, sheet: Sheet, *, recent: list[Edition] | None = None, preview: bool = False
) -> HttpResponse:
    """The day's template, for readers and for the preview alike."""
    context = {"sheet": sheet, "masthead": sheet.masthead, "recent": recent, "preview": preview}
    return _shown(request, "roundups/edition_day.html", context, sheet.language)


def _shown(request: HttpRequest, template: str, context: dict[str, object], language: str) -> HttpResponse:
    sheet = context.get("sheet")
    masthead = context["masthead"]
    zone = sheet.zone if isinstance(sheet, Sheet) else getattr(masthead, "zone", datetime.UTC)
    with translation.override(language), timezone.override(zone):
        response = render(request, template, {"slugs": Slug, **context})
    response.headers["Cache-Control"] = FRESH
    return response


def _one(editions: EditionQuerySet) -> Edition:
    edition = editions.select_related("text", "masthead").first()
    if edition is None:
        raise Http404
    return edition


def _masthead(language: str) -> Masthead:
    masthead = Masthead.objects.filter(language=language).first()
    if masthead is None:
        raise Http404
    return masthead
