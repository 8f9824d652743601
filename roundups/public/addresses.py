"""The addresses of the public site. The paper's first language lives at the root, others under their letters."""

import datetime

from django import template
from django.conf import settings

register = template.Library()


def _prefix(language: str) -> str:
    return "" if language == settings.PAPER_LANGUAGE else f"/{language}"


@register.simple_tag
def home_address(language: str) -> str:
    return f"{_prefix(language)}/"


@register.simple_tag
def day_address(language: str, date: datetime.date) -> str:
    return f"{_prefix(language)}/{date:%Y/%m/%d}/"


@register.simple_tag
def month_address(language: str, date: datetime.date) -> str:
    return f"{_prefix(language)}/{date:%Y/%m}/"


@register.simple_tag
def page_address(language: str, slug: str) -> str:
    return f"{_prefix(language)}/{slug}/"
