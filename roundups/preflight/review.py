"""Rules over what colleagues said of a story."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from roundups.galley import Story
from roundups.preflight.rules import Context, Severity, story_rule


@story_rule("review.open", approve=Severity.BLOCK, publish=Severity.BLOCK)
def review_open(story: Story, context: Context) -> Iterator[tuple[str, str, str]]:
    if story.anchor in context.must_fix:
        yield (
            "",
            story.headline,
            _("“%(story)s” has a comment that must be fixed first. Fix it, or settle the comment.")
            % {"story": story.headline},
        )
