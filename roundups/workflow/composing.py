"""What the next edition contains, and why not the rest (1-product, “An edition contains”)."""

import dataclasses

from django.utils.translation import gettext as _

from roundups.galley import Change, Galley, load, of, story_of
from roundups.galley import changes as differences
from roundups.models import Edition, EditionKind, Roundup, Story, StoryState


@dataclasses.dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A story that the next edition does not show as it stands now."""

    story: Story
    why: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Composition:
    """The next edition as it would be sealed now, and what stands beside it."""

    galley: Galley
    joining: tuple[Story, ...]  # approved and not held: these go out as approved
    left_out: tuple[LeftOut, ...]
    tampered: tuple[Story, ...]  # approved, but the text is not the approved one
    last: Galley | None  # the last edition that had text
    retracted: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """What readers would see differ from the last edition that had text; everything if there was none."""
        before = self.last or dataclasses.replace(self.galley, stories=())
        return differences(before, self.galley)

    @property
    def stale(self) -> frozenset[str]:
        """Anchors of the stories that go out as readers have them although a newer text is there."""
        shown = self.galley.by_anchor
        kept = [out.story for out in self.left_out if out.story.with_readers and out.story.anchor in shown]
        return frozenset(row.anchor for row in kept if not shown[row.anchor].same_words(story_of(row)))

    @property
    def count(self) -> int:
        """How many stories with text readers would have."""
        return sum(not story.withdrawn for story in self.galley.stories)


def compose(roundup: Roundup) -> Composition:
    """Compose the next edition of a roundup from its rows and its last edition. Four queries or fewer."""
    editions = list(roundup.editions.select_related("text").order_by("number"))
    first = load(editions[0].text.galley) if editions else None
    last = last_text(editions)
    sealed = last.by_anchor if last else {}
    parts, joining, left_out, tampered = [], [], [], []
    for row in roundup.stories.select_related("photo").prefetch_related("sources"):
        part = story_of(row)
        if row.status == StoryState.WITHDRAWN:
            parts.append(part)
        elif row.status == StoryState.APPROVED and not row.held:
            parts.append(part)
            joining.append(row)
            if part.digest != row.approved_digest:
                tampered.append(row)
        else:
            kept = sealed.get(row.anchor) if row.with_readers else None
            if kept:
                parts.append(kept)
            left_out.append(LeftOut(story=row, why=_why(row, kept=bool(kept))))
    return Composition(
        galley=of(roundup, stories=parts, first=first),
        joining=tuple(joining),
        left_out=tuple(left_out),
        tampered=tuple(tampered),
        last=last,
        retracted=bool(editions) and editions[-1].kind == EditionKind.RETRACTION,
    )


def last_text(editions: list[Edition]) -> Galley | None:
    """The galley of the last edition that had text, of editions in the order of their numbers."""
    with_text = [edition for edition in editions if edition.kind != EditionKind.RETRACTION]
    return load(with_text[-1].text.galley) if with_text else None


def _why(row: Story, *, kept: bool) -> str:
    if kept:
        return _("is being worked on; readers keep the text they have")
    if row.held:
        return _("is held")
    return {
        StoryState.DRAFT: _("is still being written"),
        StoryState.FILED: _("waits for approval"),
        StoryState.RETURNED: _("was sent back"),
        StoryState.SPIKED: _("is spiked"),
    }.get(StoryState(row.status), _("is left out"))
