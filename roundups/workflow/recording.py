"""How the record names the things of the roundup, for good."""

from roundups.models import Roundup, Story


def about(thing: Story | Roundup) -> str:
    """`story:12`, or `roundup:en:2026-11-29`: a day is found by its date, whatever its row's number."""
    return f"story:{thing.pk}" if isinstance(thing, Story) else f"roundup:{thing.language}:{thing.date}"
