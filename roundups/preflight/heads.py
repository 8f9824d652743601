"""Rules over what a story must have: headline, short headline, summary, text."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.galley import Story
from roundups.preflight.rules import Context, Severity, story_rule

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
_A_LETTER = re.compile(r">[^<]*\w|^[^<]*\w")
Found = Iterator[tuple[str, str, str]]


@story_rule("head.missing", file=BLOCK, approve=BLOCK, publish=BLOCK)
def head_missing(story: Story, context: Context) -> Found:
    if not story.headline:
        yield "headline", "", _("The story has no headline. Give it one.")


@story_rule("body.empty", file=BLOCK, approve=BLOCK, publish=BLOCK)
def body_empty(story: Story, context: Context) -> Found:
    if not _A_LETTER.search(story.body):
        yield "body", "", _("The story has no text. Write at least one paragraph.")


@story_rule("head.clause", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def head_clause(story: Story, context: Context) -> Found:
    if story.headline and not story.short_headline:
        yield (
            "short_headline",
            story.headline,
            _("“%(story)s” has no short headline: the page’s headline uses the long one.") % {"story": story.headline},
        )


@story_rule("summary.missing", file=NOTE, approve=CONFIRM, publish=CONFIRM)
def summary_missing(story: Story, context: Context) -> Found:
    if not story.summary:
        yield "summary", "", _("“%(story)s” has no summary.") % {"story": story.headline or _("(no headline yet)")}
