"""Which pages there are, and which of them an edition touches: so many, however long the archive (2-architecture)."""

import datetime
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet

from newsroom.models import Masthead
from newsroom.models.page import Slug
from roundups.models import Edition, Printed
from roundups.models.edition import EditionQuerySet
from roundups.public import addresses, assets
from roundups.public.corrections import years_of_corrections

DATED = ("/news-sitemap.xml", "/.well-known/security.txt")  # they change as time goes by, without an edition
SITEMAP = "/sitemap.xml"
STANDING = ("/404.html", "/away.html", "/site.webmanifest", "/favicon.ico", "/robots.txt", *DATED, SITEMAP)


def looks() -> list[str]:
    """The files of the site's look: every page links to them."""
    return [assets.asset(name) for name in assets.NAMES]


def standing(language: str) -> list[str]:
    """The pages that a language has before its first edition, what is linked to before what links."""
    own = STANDING if language == settings.PAPER_LANGUAGE else ()
    pages = [addresses.page_address(language, slug) for slug in Slug]
    feeds = [addresses.feed_address(language, kind) for kind in addresses.FEEDS]
    return [*own, *pages, *feeds, addresses.corrections_address(language), addresses.home_address(language)]


def own_pages(edition: Edition) -> list[str]:
    """The pages that show this edition and nothing else."""
    return [
        addresses.day_address(edition.language, edition.date),
        addresses.text_address(edition.language, edition.date),
    ]


def touched_by(edition: Edition) -> list[str]:
    """Every page that may say something else since this edition, what is linked to before what links.

    Its own pages, those that name it as the day before or after, its day's number, month and year with the ones that
    they lead to, its other languages, the lists. Some of them may have to go: they are then no longer there to render.
    """
    language, date = edition.language, edition.date
    own = own_pages(edition)
    numbers = edition.roundup.editions.exclude(day=None).values_list("day", flat=True).distinct()
    return [
        *own,
        *(page for other in _beside(edition) for page in own_pages(other) if page not in own),
        *(addresses.number_address(language, number) for number in numbers if number and number > 0),
        *_stretch(edition, addresses.month_address, date.replace(day=1), months=1),
        *_stretch(edition, addresses.year_address, date.replace(month=1, day=1), months=12),
        *_years_of_corrections(edition),
        addresses.corrections_address(language),
        *(addresses.feed_address(language, kind) for kind in addresses.FEEDS),
        addresses.sitemap_address(date.year),
        SITEMAP,
        "/news-sitemap.xml",
        addresses.home_address(language),
    ]


def everything() -> Iterator[tuple[str, int | None]]:
    """Every page of the site, with the edition that it shows and nothing else, if there is one."""
    yield from ((path, None) for path in looks())
    editions = Edition.objects.public().order_by("date")
    for edition in editions.only("masthead", "date").iterator():
        yield from ((path, edition.pk) for path in own_pages(edition))
    for language in Masthead.objects.values_list("language", flat=True):
        yield from ((path, None) for path in _lists(language, editions.filter(masthead=language)))
        yield from ((path, None) for path in standing(language))
    years = {first.year for first in Edition.objects.dates("date", "year")}
    yield from ((addresses.sitemap_address(year), None) for year in sorted(years))


def _lists(language: str, editions: EditionQuerySet) -> Iterator[str]:
    numbers = editions.filter(day__gt=0).order_by("day").values_list("day", flat=True).distinct()
    yield from (addresses.number_address(language, number) for number in numbers if number)
    days = editions.with_text()
    yield from (addresses.month_address(language, first) for first in days.dates("date", "month"))
    yield from (addresses.year_address(language, first) for first in days.dates("date", "year"))
    yield from (addresses.corrections_address(language, year) for year in years_of_corrections(language))


def _beside(edition: Edition) -> Iterable[Edition]:
    """The days up to the nearest ones with text on both sides, and the day in other languages."""
    public = Edition.objects.public()
    days = public.filter(masthead=edition.masthead_id)
    before = _nearest(days.with_text().filter(date__lt=edition.date).order_by("-date"))
    after = _nearest(days.with_text().filter(date__gt=edition.date).order_by("date"))
    first, last = before or edition.date, after or edition.date
    yield from days.filter(date__range=(first, last)).exclude(roundup=edition.roundup_id).order_by("date")
    yield from public.filter(date=edition.date).exclude(masthead=edition.masthead_id)


def _stretch(
    edition: Edition, address: Callable[[str, datetime.date], str], first: datetime.date, *, months: int
) -> list[str]:
    """The page of a month or a year; with it those before and after, if they did not lead to it, or may no longer."""
    following = first.year * 12 + first.month - 1 + months
    end = datetime.date(following // 12, following % 12 + 1, 1)
    days = Edition.objects.public().with_text().filter(masthead=edition.masthead_id)
    own = address(edition.language, first)
    if Printed.objects.filter(path=own).exists() and days.filter(date__gte=first, date__lt=end).exists():
        return [own]
    before = _nearest(days.filter(date__lt=first).order_by("-date"))
    after = _nearest(days.filter(date__gte=end).order_by("date"))
    return [own, *(address(edition.language, day) for day in (before, after) if day)]


def _years_of_corrections(edition: Edition) -> list[str]:
    """The year's page of corrections; with it all the others, which list the years, if it is new or goes."""
    language, year = edition.language, edition.date.year
    years, own = years_of_corrections(language), addresses.corrections_address(language, year)
    if Printed.objects.filter(path=own).exists() == (year in years):
        return [own]
    return [own, *(addresses.corrections_address(language, other) for other in years if other != year)]


def _nearest(days: QuerySet[Edition]) -> datetime.date | None:
    return days.values_list("date", flat=True).first()
