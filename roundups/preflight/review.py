"""Rules over what the desk knows of a story: open comments, newer texts, embargoes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.preflight.context import Context
from roundups.preflight.heads import named
from roundups.preflight.reading import Page
from roundups.preflight.rules import Severity, Spot, rule


@rule("review.open", approve=Severity.BLOCK, publish=Severity.BLOCK)
def review_open(page: Page, context: Context) -> Iterator[Spot]:
    """An open must-fix comment on an included story."""
    yield from _among(
        page, context.must_fix, _("“%(story)s” has a comment that must be fixed first. Fix it, or settle the comment.")
    )


@rule("review.stale", publish=Severity.NOTE)
def review_stale(page: Page, context: Context) -> Iterator[Spot]:
    """An included story whose newer text is not included."""
    yield from _among(
        page, context.stale, _("“%(story)s” goes out as readers have it: its newer text is not approved, or is held.")
    )


def _among(page: Page, anchors: frozenset[str], message: str) -> Iterator[Spot]:
    for item in page.items:
        if item.story.anchor in anchors:
            said = message % {"story": named(item)}
            yield Spot(anchor=item.story.anchor, words=item.story.headline, message=said)


@rule("embargo", publish=Severity.BLOCK)
def embargo(page: Page, context: Context) -> Iterator[Spot]:
    """A story that must wait for longer than until the publication."""
    for item in page.items:
        until = context.embargoes.get(item.story.anchor)
        if until and context.now and until > context.now:
            message = _("“%(story)s” is under embargo until %(time)s. Hold it, or schedule the roundup for later.")
            yield Spot(
                anchor=item.story.anchor, words=f"{until:%Y-%m-%d %H:%M}",
                message=message % {"story": named(item), "time": f"{until:%d.%m., %H:%M %Z}"},
            )  # fmt: skip
