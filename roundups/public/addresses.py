"""The addresses of the public site. The paper's first language lives at the root, others under their letters."""

import datetime

from django import template
from django.conf import settings

register = template.Library()
FEEDS = {"rss": "feed.rss", "atom": "feed.atom", "json": "feed.json", "corrections": "corrections.rss"}


def prefix(language: str) -> str:
    return "" if language == settings.PAPER_LANGUAGE else f"/{language}"


@register.simple_tag
def home_address(language: str) -> str:
    return f"{prefix(language)}/"


@register.simple_tag
def day_address(language: str, date: datetime.date) -> str:
    return f"{prefix(language)}/{date:%Y/%m/%d}/"


@register.simple_tag
def text_address(language: str, date: datetime.date) -> str:
    """The day in words only."""
    return f"{prefix(language)}/text/{date:%Y/%m/%d}/"


@register.simple_tag
def month_address(language: str, date: datetime.date) -> str:
    return f"{prefix(language)}/{date:%Y/%m}/"


@register.simple_tag
def year_address(language: str, date: datetime.date) -> str:
    return f"{prefix(language)}/{date:%Y}/"


@register.simple_tag
def page_address(language: str, slug: str) -> str:
    return f"{prefix(language)}/{slug}/"


@register.simple_tag
def corrections_address(language: str, year: int | None = None) -> str:
    return f"{prefix(language)}/corrections/{f'{year:04}/' if year else ''}"


@register.simple_tag
def search_address(language: str) -> str:
    return f"{prefix(language)}/search/"


@register.simple_tag
def report_address(language: str) -> str:
    return f"{prefix(language)}/report/"


@register.simple_tag
def feed_address(language: str, kind: str) -> str:
    """`kind`: rss, atom, json or corrections."""
    return f"{prefix(language)}/{FEEDS[kind]}"


@register.simple_tag
def number_address(language: str, number: int) -> str:
    """Where a day is found by its number."""
    return f"{prefix(language)}/day/{number}/"


def shared_address(token: str) -> str:
    """Where a preview is read by whoever has the link."""
    return f"/preview/{token}/"


def sitemap_address(year: int) -> str:
    return f"/sitemap-{year:04}.xml"


def language_of(path: str) -> str:
    """The language of the page at an address; the first language's where a file has none."""
    first = path.split("/")[1]
    return first if len(first) == 2 and first.isalpha() else str(settings.PAPER_LANGUAGE)
