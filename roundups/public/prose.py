"""The one place that marks text as safe: a cleaned body, and data that browsers do not run."""

import html
import json
import re
from typing import Any
from urllib.parse import urljoin

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from newsroom.models.prose import clean

register = template.Library()
LINK = re.compile(r'(?<=<a href=")[^"]*')  # as the cleaner writes it; in words, < is escaped
ENDS = re.compile(r"<br>|</(?:p|li|blockquote)>")
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def prose(body: str) -> SafeString:
    """The body as HTML. It is cleaned once more: a galley may have been read from anywhere."""
    return mark_safe(clean(body))  # noqa: S308  (nothing but the handful of tags is left)


def words_of(body: str) -> str:
    """The body's words, where tags ended a line with a space between them: no two words become one."""
    return " ".join(html.unescape(strip_tags(ENDS.sub(" ", body))).split())


@register.filter
def prose_from(body: str, address: str) -> SafeString:
    """The body for other sites, its links whole: on them, a link within the paper would lead to nowhere."""
    whole = LINK.sub(lambda link: html.escape(_joined(address, html.unescape(link.group()))), clean(body))
    return prose(whole)  # cleaned again: joining made other addresses


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link)
    except ValueError:  # no address at all, for example http://[
        return link


@register.filter
def data_block(value: Any) -> SafeString:
    """Structured data as a block that browsers read past: no sign in it can end the block (4-public, JSON-LD)."""
    words = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))  # noqa: S308  (escaped)
