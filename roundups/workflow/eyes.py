"""Four eyes: whose words a text is, read from its versions."""

from django.utils.translation import gettext as _

from newsroom.models.masthead import FourEyes
from roundups.models import Move, Story, Version
from roundups.workflow.step import Case


def authors_since_approval(story: Story) -> set[int]:
    """The ids of everybody who changed the story's words since it was last approved."""
    approved = (
        Move.objects.filter(story=story, step="approve", version__isnull=False)
        .order_by("-pk")
        .values_list("version__number", flat=True)
        .first()
    )
    written = Version.objects.filter(story=story, changes_words=True, by__isnull=False)
    return set(written.filter(number__gt=approved or 0).values_list("by_id", flat=True))


def wrote_it(case: Case) -> bool:
    return case.by is not None and case.by.pk in authors_since_approval(case.story)


def no_own_words(case: Case) -> list[str]:
    """Guard: nobody approves a text whose words they changed. The masthead may relax it to a reason."""
    if case.story.roundup.masthead.four_eyes == FourEyes.REASON or not wrote_it(case):
        return []
    return [_("You wrote in this text yourself. Ask another editor to approve it.")]


def own_words_need_a_reason(case: Case) -> list[str]:
    """Check: where the masthead lets one approve one's own words, the reason is typed and recorded."""
    if len(case.given.note.strip()) >= 5 or not wrote_it(case):
        return []
    return [_("You wrote in this text yourself. Say in a few words why you approve it all the same.")]
