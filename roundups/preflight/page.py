"""Rules over the page as a whole: how many stories it has."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roundups.preflight.context import Context
from roundups.preflight.reading import Page
from roundups.preflight.rules import Severity, Spot, rule

FEW = 3  # 3-preflight, stories.few


@rule("stories.none", publish=Severity.BLOCK)
def stories_none(page: Page, context: Context) -> Iterator[Spot]:
    """No approved story."""
    if not page.items:
        yield Spot(field="stories", message=_("No story is approved. Approve one, and it can go out."))


@rule("stories.few", publish=Severity.CONFIRM)
def stories_few(page: Page, context: Context) -> Iterator[Spot]:
    """Fewer than three stories."""
    count = len(page.items)
    if 0 < count < FEW:
        message = ngettext(
            "Only %(count)d story goes out. The others can follow in a reissue.",
            "Only %(count)d stories go out. The others can follow in a reissue.",
            count,
        )
        yield Spot(field="stories", words=str(count), message=message % {"count": count})
