"""The one place that renders a cleaned body into a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from newsroom.models.prose import clean

register = template.Library()


@register.filter
def prose(body: str) -> SafeString:
    """The body as HTML. It is cleaned once more: a galley may have been read from anywhere."""
    return mark_safe(clean(body))  # noqa: S308  (nothing but the handful of tags is left)
