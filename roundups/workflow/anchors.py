"""The address of a story on its page."""

from django.utils.text import slugify

from roundups.models import Story

LONGEST = 48  # characters; leaves room for a number


def anchor_for(story: Story) -> str:
    """A readable anchor from the story's short headline or headline; `story` where no letter can be spelled."""
    words = slugify(story.short_headline or story.headline, allow_unicode=True)
    return words[:LONGEST].rsplit("-", 1)[0].strip("-") if len(words) > LONGEST else words.strip("-")


def free_anchor(roundup_id: int, wanted: str, *, but: int | None = None) -> str:
    """`wanted`, or with the first number that makes it the only one of that day. `but` is the story itself."""
    wanted = wanted or "story"
    others = Story.objects.filter(roundup=roundup_id, anchor__startswith=wanted)
    if but is not None:
        others = others.exclude(pk=but)
    taken = set(others.values_list("anchor", flat=True))
    if wanted not in taken:
        return wanted
    return next(name for number in range(2, len(taken) + 3) if (name := f"{wanted}-{number}") not in taken)
