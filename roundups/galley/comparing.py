"""What differs between two galleys, and between two texts word by word."""

import dataclasses
import difflib
import html
import re
from collections.abc import Iterator

from roundups.galley.value import Galley, Story

_TAGS = re.compile(r"<[^<>]+>")
_WORDS = re.compile(r"\s*\S+|\s+\Z")
ENDS = {"</p>", "</li>", "</blockquote>", "<br>"}
MOST_PAIRS = 400_000  # words of the one side times words of the other; more takes seconds


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """One difference that readers would see. The anchor is empty for the page itself."""

    what: str  # added, changed, withdrawn, page
    anchor: str
    headline: str
    before: Story | None = None
    after: Story | None = None


def changes(before: Galley, after: Galley) -> tuple[Change, ...]:
    """The differences in page order, stories first.

    A story that stands in `before` stands in `after` too, if only as its note: readers never lose an anchor. A new
    page headline that follows from changed stories is no change of its own.
    """
    old = before.by_anchor
    found = [change for story in after.stories if (change := _story_change(old.get(story.anchor), story))]
    if _page_differs(before, after, stories_differ=bool(found)):
        found.append(Change(what="page", anchor="", headline=after.headline))
    return tuple(found)


def _story_change(before: Story | None, after: Story) -> Change | None:
    if before == after:
        return None
    what = "added" if before is None else "withdrawn" if after.withdrawn else "changed"
    headline = after.headline or (before.headline if before else "")
    return Change(what=what, anchor=after.anchor, headline=headline, before=before, after=after)


def _page_differs(before: Galley, after: Galley, *, stories_differ: bool) -> bool:
    kept = [story.anchor for story in before.stories]
    order = [story.anchor for story in after.stories if story.anchor in kept]
    return before.photo != after.photo or order != kept or (before.headline != after.headline and not stories_differ)


def word_changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The two texts as one, word by word: pairs of ("same" | "out" | "in", words). Tags become line ends.

    Paragraphs are matched first, words only within what changed: a long text is compared in a moment.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
        else:
            yield from _within("".join(old[i:j]), "".join(new[k:m]))


def _within(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = [before], [after]
    for kind, i, j, k, m in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i:j])
            continue
        if j > i:
            yield "out", "".join(old[i:j])
        if m > k:
            yield "in", "".join(new[k:m])


def _paragraphs(text: str) -> list[str]:
    """The text without its tags, cut after each line end."""
    plain = _TAGS.sub(lambda tag: "\n" if tag.group() in ENDS else "", text)
    return html.unescape(plain).splitlines(keepends=True)
