"""The public pages: each renders editions, with two queries or fewer, and sets no cookie."""

import calendar
import datetime
import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.models import Masthead, Page
from roundups.models import Edition
from roundups.public import assets, structured
from roundups.public.addresses import day_address, home_address, month_address, page_address, year_address
from roundups.public.corrections import LATEST, corrections_in, years_of_corrections
from roundups.public.kinds import content_type, headers_of
from roundups.public.pictures import card_of
from roundups.public.prose import words_of
from roundups.public.sending import send
from roundups.public.sheet import Sheet, sheet_of

RECENT_DAYS = 7
Weeks = list[list[tuple[datetime.date | None, bool]]]
View = Callable[..., HttpResponse]
Alternate = tuple[str, str, str]  # language, address of the site, path


def for_readers(view: View) -> View:
    """A page of the site: only read, never written to, and in its language from its first word."""

    @require_safe
    @functools.wraps(view)
    def answer(request: HttpRequest, language: str, **kwargs: Any) -> HttpResponse:
        with translation.override(language):
            return view(request, language, **kwargs)

    return answer


@for_readers
def home(request: HttpRequest, language: str) -> HttpResponse:
    """The latest roundup in full, then the days before it."""
    mastheads = {masthead.language: masthead for masthead in Masthead.objects.all()}
    if language not in mastheads:
        raise Http404
    found = list(_latest(language))
    latest = sorted({edition.roundup_id: edition for edition in found}.values(), key=lambda e: e.date, reverse=True)
    homes = [(other.language, other.base_url, home_address(other.language)) for other in mastheads.values()]
    context: dict[str, Any] = {"masthead": mastheads[language], "alternates": _alternates(homes)}
    if not latest:
        return show(request, "roundups/edition_none.html", **context)
    own = [edition for edition in found if edition.roundup_id == latest[0].roundup_id]
    sheet = sheet_of(latest[0], own)
    blocks = [structured.article(sheet), structured.organisation(sheet.masthead)]
    context |= {"recent": latest[1:], "blocks": blocks, "title": sheet.galley.kicker}
    return show_sheet(request, sheet, **context)


def _latest(language: str) -> Any:
    """All editions of the newest day with text, and the newest of the days before it, in the order of their numbers."""
    days = Edition.objects.public().with_text().filter(masthead=language).order_by("-date")
    newest = days.values("roundup")[:1]
    return (
        Edition.objects.filter(
            Q(pk__in=Subquery(days.values("pk")[: RECENT_DAYS + 1])) | Q(roundup__in=Subquery(newest))
        )
        .select_related("text", "masthead")
        .order_by("number")
    )


@for_readers
def day(request: HttpRequest, language: str, date: datetime.date) -> HttpResponse:
    """One day's roundup, or the notice that stands where it stood."""
    sheet = sheet_of(_one(language, date))
    if sheet.galley.notice:
        title = _("The roundup of %(date)s was retracted") % {"date": date_format(date, "j E Y")}
        words = {"title": title, "description": sheet.galley.notice}
        return show(request, "roundups/edition_retracted.html", **_around(sheet), **words)
    return show_sheet(request, sheet, blocks=structured.of_day(sheet))


@for_readers
def text(request: HttpRequest, language: str, date: datetime.date) -> HttpResponse:
    """The day in words only, for a line that carries little more."""
    sheet = sheet_of(_one(language, date))
    title = _("In words only: %(date)s") % {"date": date_format(date, "j E Y")}
    return show(request, "roundups/edition_text.html", **_around(sheet), title=title)


@for_readers
def numbered_day(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """`/day/567/` leads to the day's page; where two counters reach the number, to the later day.

    It is a page and no redirect, so that it can be printed and outlives its server like the others.
    """
    editions = Edition.objects.public().filter(masthead=language, day=number).select_related("masthead")
    found = editions.order_by("-date").first()
    if found is None:
        raise Http404
    context = {"edition": found, "masthead": found.masthead, "address": day_address(language, found.date)}
    return show(request, "roundups/edition_number.html", **context, title=_("Day %(number)s") % {"number": number})


@for_readers
def month(request: HttpRequest, language: str, first: datetime.date) -> HttpResponse:
    """A month's calendar and its headlines."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    editions = list(
        Edition.objects.public()
        .with_text()
        .filter(masthead=language, date__range=(first, last))
        .select_related("text")
        .defer("text__galley", "text__notes")
        .order_by("-date")
    )
    if not editions:
        raise Http404
    masthead = _with_neighbours(language, first, last)
    weeks = _weeks(first, {edition.date for edition in editions})
    title = date_format(first, "F Y")
    blocks = [
        structured.breadcrumbs(
            masthead, (f"{first:%Y}", year_address(language, first)), (title, month_address(language, first))
        )
    ]
    context = {"masthead": masthead, "first": first, "weeks": weeks, "editions": editions, "blocks": blocks}
    description = _("All roundups of %(month)s, day by day.") % {"month": title}
    return show(request, "roundups/edition_month.html", **context, title=title, description=description)


@for_readers
def year(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """A year's calendar, month by month."""
    first, last = datetime.date(number, 1, 1), datetime.date(number, 12, 31)
    editions = Edition.objects.public().with_text().filter(masthead=language, date__range=(first, last))
    days = set(editions.values_list("date", flat=True))
    if not days:
        raise Http404
    masthead = _with_neighbours(language, first, last)
    months = [first.replace(month=which) for which in sorted({date.month for date in days})]
    calendars = [(month, _weeks(month, days)) for month in months]
    title = f"{number:04}"
    blocks = [structured.breadcrumbs(masthead, (title, year_address(language, first)))]
    context = {"masthead": masthead, "first": first, "calendars": calendars, "count": len(days), "blocks": blocks}
    description = _("All roundups of %(year)s in a calendar.") % {"year": title}
    return show(request, "roundups/edition_year.html", **context, title=title, description=description)


@for_readers
def corrections(request: HttpRequest, language: str, number: int | None = None) -> HttpResponse:
    """What was wrong and what is right: the latest, or all of the days of one year."""
    found = corrections_in(language, year=number, most=LATEST if number is None else None)
    if number and not found:
        raise Http404
    masthead = found[0].edition.masthead if found else masthead_in(language)
    years = years_of_corrections(language) if found else []
    title = _("Corrections of %(year)s") % {"year": number} if number else _("Corrections")
    description = _("What we got wrong, and what is right.")
    context = {"masthead": masthead, "corrections": found, "years": years, "year": number}
    return show(request, "roundups/corrections.html", **context, title=title, description=description)


@for_readers
def page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """A standing page of the paper."""
    pages = {page.masthead_id: page for page in Page.objects.select_related("masthead").filter(slug=slug)}
    found = pages.get(language)
    if found is None:
        raise Http404
    same = [
        (other.masthead_id, other.masthead.base_url, page_address(other.masthead_id, slug)) for other in pages.values()
    ]
    blocks = [
        structured.organisation(found.masthead),
        structured.breadcrumbs(found.masthead, (found.title, page_address(language, slug))),
    ]
    context = {"masthead": found.masthead, "alternates": _alternates(same), "blocks": blocks}
    words = {"title": found.title, "description": words_of(found.body)}
    return show(request, "newsroom/page_detail.html", page=found, **context, **words)


@require_safe
def picture(request: HttpRequest, file: str) -> HttpResponseBase:
    """A print of a picture that an edition shows: the press put it into the site, nothing else is there."""
    try:
        opened = (settings.SITE_ROOT / "pictures" / file).open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(opened, content_type=content_type(file), headers=headers_of(request.path_info))


@require_safe
def asset(request: HttpRequest, file: str) -> HttpResponse:
    """A file of the site's look."""
    found = assets.by_address(request.path_info)
    if found is None:
        raise Http404
    return send(request, found)


def show_sheet(request: HttpRequest, sheet: Sheet, **context: Any) -> HttpResponse:
    """The day's template, for readers and for the preview alike."""
    words = {"title": sheet.galley.headline, "description": sheet.description}
    return show(request, "roundups/edition_day.html", **{**_around(sheet), **words, **context})


def show(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """A page of the site, with times in the zone of what it shows.

    `address` is where it really is, if that is elsewhere; `title` and `description` stand in its head, `blocks` are its
    structured data, `alternates` are (language, address of the site, path) of the page in every language that has it.
    """
    masthead, sheet = context["masthead"], context.get("sheet")
    card = card_of(sheet.lead if sheet else None, masthead.name)
    with timezone.override(sheet.zone if sheet else masthead.zone):
        response = render(request, template, {"address": request.path_info, "card": card, **context})
    for name, value in headers_of(request.path_info).items():
        response.headers[name] = value
    return response


def masthead_in(language: str) -> Masthead:
    """The masthead of a language. Raises Http404 where the paper does not speak it."""
    masthead = Masthead.objects.filter(language=language).first()
    if masthead is None:
        raise Http404
    return masthead


def _around(sheet: Sheet) -> dict[str, Any]:
    """What the frame shows around a day: its name, and the same day in other languages."""
    days = [(sheet.language, sheet.masthead.base_url, sheet.address)]
    if not sheet.galley.notice:  # which has no translation: what stands elsewhere is the text
        days += [
            (other.language, other.masthead.base_url, day_address(other.language, other.date))
            for other in sheet.translations
        ]
    return {"sheet": sheet, "masthead": sheet.masthead, "alternates": _alternates(days)}


def _alternates(pages: list[Alternate]) -> list[Alternate]:
    """A page in every language that has it, its own among them; none where it has one only."""
    return pages if len(pages) > 1 else []


def _one(language: str, date: datetime.date) -> Edition:
    editions = Edition.objects.public().filter(masthead=language, date=date)
    edition = editions.select_related("text", "masthead").first()
    if edition is None:
        raise Http404
    return edition


def _with_neighbours(language: str, first: datetime.date, last: datetime.date) -> Masthead:
    """The masthead, with the nearest days with text `before` and `after` a stretch of time. One query."""
    days = Edition.objects.public().with_text().filter(masthead=OuterRef("pk"))
    before = days.filter(date__lt=first).order_by("-date").values("date")[:1]
    after = days.filter(date__gt=last).order_by("date").values("date")[:1]
    found = Masthead.objects.filter(pk=language).annotate(before=Subquery(before), after=Subquery(after)).first()
    if found is None:
        raise Http404
    return found


def _weeks(first: datetime.date, readable: set[datetime.date]) -> Weeks:
    """A month's weeks: each day with whether it has a roundup, None for the days of other months."""
    return [
        [(date, date in readable) if date.month == first.month else (None, False) for date in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
