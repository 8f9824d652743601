"""The files of the site's look: named by their content, so that they may be kept for ever and outlive a new look."""

import functools
import hashlib
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders

register = template.Library()
NAMES = ("paper.css", "icon.svg", "icon.png", "card.png")
ICON_SIDE = 512  # pixels of icon.png
CARD = (1200, 630)  # pixels of card.png, which stands where a day has no picture


@register.simple_tag
@functools.cache
def asset(name: str) -> str:
    """The address of a file of the site's look, for example /assets/paper.0123456789ab.css."""
    stem, _dot, tail = name.rpartition(".")
    return f"/assets/{stem}.{hashlib.sha256(content(name)).hexdigest()[:12]}.{tail}"


@functools.cache
def content(name: str) -> bytes:
    """Its bytes, read once: they change with the code and its restart."""
    found = finders.find(f"roundups/{name}")
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def by_address(address: str) -> bytes | None:
    """The bytes behind an address that `asset` gives today; None for any other."""
    return next((content(name) for name in NAMES if asset(name) == address), None)
