"""Rules over the page as a whole: its stories."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roundups.galley import Galley
from roundups.preflight.rules import Context, Severity, page_rule

Found = Iterator[tuple[str, str, str]]
FEW = 3  # 3-preflight, stories.few


@page_rule("stories.none", publish=Severity.BLOCK)
def stories_none(galley: Galley, context: Context) -> Found:
    if not any(not story.withdrawn for story in galley.stories):
        yield "stories", "", _("No story is approved. Approve one, and it can go out.")


@page_rule("stories.few", publish=Severity.CONFIRM)
def stories_few(galley: Galley, context: Context) -> Found:
    count = sum(not story.withdrawn for story in galley.stories)
    if 0 < count < FEW:
        yield (
            "stories",
            str(count),
            ngettext(
                "Only %(count)d story goes out. The others can follow in a reissue.",
                "Only %(count)d stories go out. The others can follow in a reissue.",
                count,
            )
            % {"count": count},
        )
