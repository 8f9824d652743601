"""Four eyes: whose words a text is, read from its versions."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from newsroom.models.masthead import FourEyes
from roundups.models import Move, Story, Version
from roundups.workflow.step import Case


def authors_since_approval(story: Story) -> set[int]:
    """The ids of everybody who changed the story's words since it was last approved."""
    return authors_of([story])[story.pk]


def authors_of(stories: Iterable[Story]) -> dict[int, set[int]]:
    """By the id of the story: everybody who changed its words since it was last approved. Two queries for all."""
    found: dict[int, set[int]] = {story.pk: set() for story in stories}
    approvals = Move.objects.filter(story__in=found, step="approve", version__isnull=False).order_by("pk")
    approved = dict(approvals.values_list("story_id", "version__number"))  # the last one stays
    written = Version.objects.filter(story__in=found, changes_words=True, by__isnull=False)
    for story, number, by in written.values_list("story_id", "number", "by_id"):
        if number > (approved.get(story) or 0):
            found[story].add(by)
    return found


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
