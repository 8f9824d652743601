"""Sitemaps: every day by year, and the newest for news searches (4-public, Sitemaps)."""

import datetime

from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roundups.models import Edition, EditionKind
from roundups.public.addresses import day_address
from roundups.public.sending import send_template
from roundups.public.small_files import first_masthead

NEWS_AGE = datetime.timedelta(days=2)  # news searches take no older page
NEWS_LENGTH = 1000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """One sitemap for each year that has a day with text, in all languages together. A retraction changes it too."""
    by_year = Edition.objects.public().order_by("date__year").values_list("date__year")
    found = by_year.annotate(last=Max("at"), readable=Count("pk", filter=~Q(kind=EditionKind.RETRACTION)))
    years = [(year, last) for year, last, readable in found if readable]
    return send_template(request, "roundups/sitemap_index.xml", years=years, base_url=first_masthead().base_url)


@require_safe
def year(request: HttpRequest, number: int) -> HttpResponse:
    """The days of a year with the moment of their last change."""
    in_year = (datetime.date(number, 1, 1), datetime.date(number, 12, 31))
    days = Edition.objects.public().with_text().filter(date__range=in_year).select_related("masthead")
    pages = [_page(edition) for edition in days.order_by("masthead", "date")]
    if not pages:
        raise Http404
    return send_template(request, "roundups/sitemap_year.xml", pages=pages)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The days of the last two days, with their headlines."""
    now = timezone.now()
    first = Edition.objects.filter(number=1, at__gt=now - NEWS_AGE, date__gt=(now - 2 * NEWS_AGE).date())
    published = dict(first.values_list("roundup", "at"))
    days = Edition.objects.public().with_text().filter(roundup__in=published).select_related("text", "masthead")
    pages = [
        {**_page(edition), "edition": edition, "published": published[edition.roundup_id]}
        for edition in days.defer("text__galley").order_by("-date")[:NEWS_LENGTH]
    ]
    return send_template(request, "roundups/sitemap_news.xml", pages=pages)


def _page(edition: Edition) -> dict[str, object]:
    address = f"{edition.masthead.base_url}{day_address(edition.language, edition.date)}"
    return {"address": address, "changed": edition.at}
