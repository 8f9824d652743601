"""Offered changes: put into a story's words where they still stand, through the one door for words."""

import datetime
import html
import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.models import Staff
from roundups import preflight
from roundups.models import Roundup, Story
from roundups.preflight import Finding, Fix
from roundups.preflight.reading import cut, said_by
from roundups.preflight.rules import Spot
from roundups.workflow.checking import story_findings
from roundups.workflow.editing import may_edit_story, save_story
from roundups.workflow.refusal import StepRefused

# Where the words of a passage are kept. A caption that the story does not have of its own is the photo's.
COLUMNS = {
    "headline": "headline",
    "short_headline": "short_headline",
    "summary": "summary",
    "body": "body",
    "photo": "photo_caption",
}
BREAK = "\n"  # what a <br> says


def may_fix(story: Story, finding: Finding, by: Staff) -> list[str]:
    """Why this person cannot take what the finding offers; empty if they can."""
    if not fixable(story, [finding]):
        return [_("There is nothing to change in the story’s own words.")]
    return may_edit_story(story, by)


def fixable(story: Story, found: Iterable[Finding]) -> list[Spot]:
    """The places of the findings at which the story's own words can be changed."""
    spots = [spot for finding in found for spot in (finding, *finding.also)]
    return [spot for spot in spots if spot.fix and _has_place(story, spot)]


def _has_place(story: Story, spot: Spot) -> bool:
    known = spot.field in COLUMNS and (spot.field == "body") == (spot.paragraph > 0)
    return known and bool(getattr(story, COLUMNS[spot.field]))


def apply_fix(story: Story, key: str, *, by: Staff, seen: int, now: datetime.datetime | None = None) -> Fix:
    """Save the change that the finding with this key offers, at each place where it was found; returns it.

    `seen` is the revision that the person had before them. Raises StaleSave as `save_story` does, and StepRefused when
    the person may not, or the words do not stand there any more; nothing is changed then.
    """
    now = now or timezone.now()
    with transaction.atomic():
        roundup = Roundup.objects.select_for_update(of=("self",)).select_related("masthead", "counter")
        row = Story.objects.select_related("photo").get(pk=story.pk)
        row.roundup = roundup.get(pk=row.roundup_id)
        if reasons := may_edit_story(row, by):
            raise StepRefused(reasons)
        found = story_findings(row, preflight.Stage.APPROVE, now=now)
        spots = fixable(row, [finding for finding in found if finding.key == key])
        if not spots or spots[0].fix is None:
            raise StepRefused(_("The words are others by now, and this is not found any more. Nothing was changed."))
        _change(row, spots)
        fix = spots[0].fix
        save_story(row, by=by, seen=seen, why=_("offered change: “%(before)s” → “%(after)s”") % _said(fix), now=now)
    return fix


def changed(text: str, fixes: list[Fix], *, paragraph: int = 0) -> str:
    """The text with each of the fixes made, in the order in which the words stand; tags stay as they are.

    `paragraph` is 0 for a plain text, and counts from 1 in one with markup. Raises StepRefused when the words stand
    there less or more often than there are fixes: then it is not sure which are meant.
    """
    text = unicodedata.normalize("NFC", text)
    if not paragraph:
        return _replaced([text], fixes)[0]
    pieces, found = cut(text)
    places = found[paragraph - 1][0] if paragraph <= len(found) else []
    says = [said_by(pieces[place]) for place in places]
    for place, old, new in zip(places, says, _replaced(says, fixes), strict=True):
        if new != old:
            pieces[place] = html.escape(new, quote=False)
    return "".join(pieces)


def _change(row: Story, spots: list[Spot]) -> None:
    passages: dict[tuple[str, int], list[Fix]] = {}
    for spot in spots:
        assert spot.fix  # noqa: S101  (a spot without one is not fixable)
        passages.setdefault((COLUMNS[spot.field], spot.paragraph), []).append(spot.fix)
    for (column, paragraph), fixes in passages.items():
        setattr(row, column, changed(getattr(row, column), fixes, paragraph=paragraph))
    touched = {column for column, _paragraph in passages}
    try:
        row.clean_fields(exclude={field.name for field in Story._meta.fields} - touched)
    except ValidationError as error:
        raise StepRefused(error.messages) from error


def _replaced(says: list[str], fixes: list[Fix]) -> list[str]:
    wanted: dict[str, list[str]] = {}
    for fix in fixes:
        wanted.setdefault(unicodedata.normalize("NFC", fix.before), []).append(fix.after)
    for before, afters in wanted.items():
        spans = [match.span() for match in _sought(before).finditer("".join(says))]
        if not spans:
            raise StepRefused(_("“%(words)s” does not stand there any more. Nothing was changed.") % {"words": before})
        if len(spans) != len(afters):
            raise StepRefused(
                _("“%(words)s” stands there more than once, and it is not sure which is meant. Change it by hand.")
                % {"words": before}
            )
        for (begin, _end), after in reversed(list(zip(spans, afters, strict=True))):
            says = _put(says, begin, before, after)
    return says


def _sought(words: str) -> re.Pattern[str]:
    """The words, and not where they are a part of longer ones."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words) else ""
    return re.compile(before + re.escape(words) + after)


def _put(says: list[str], begin: int, before: str, after: str) -> list[str]:
    """The pieces with `after` for the `before` that begins there: no more is touched than differs."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    begin, end, new = begin + head, begin + len(before) - tail, after[head : len(after) - tail]
    at, result = 0, []
    for text in says:
        stop = at + len(text)
        low = max(begin, at)
        high = max(low, min(end, stop))
        if text != BREAK and (begin < stop or begin == end == stop):
            text, new = text[: low - at] + new + text[high - at :], ""
        result.append(text)
        at = stop
    return result


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _said(fix: Fix) -> dict[str, str]:
    return {"before": fix.before[:60], "after": fix.after[:60]}
