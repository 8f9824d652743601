"""Findings as people are told them: how grave in a word, where, which words, and what they may do about it."""

import dataclasses
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.models import Staff
from roundups import workflow
from roundups.models import Roundup, RulingKind, Story
from roundups.preflight import Finding, Fix, Severity
from roundups.preflight.rules import Spot

# How grave, as a word with its icon and its colour's name; never colour alone.
SIGNS: dict[Severity, tuple[str, str | Promise, str]] = {
    Severity.BLOCK: ("✕", gettext_lazy("In the way"), "stop"),
    Severity.CONFIRM: ("▲", gettext_lazy("To confirm"), "back"),
    Severity.FIX: ("✎", gettext_lazy("Offered change"), "wait"),
    Severity.NOTE: ("·", gettext_lazy("Note"), "draft"),
    Severity.SETTLED: ("✓", gettext_lazy("Settled"), "ok"),
}
STORY_PLACES = {
    "headline": gettext_lazy("in the headline"),
    "short_headline": gettext_lazy("in the short headline"),
    "summary": gettext_lazy("in the summary"),
    "body": gettext_lazy("in the text"),
    "photo": gettext_lazy("at the photo"),
}
PAGE_PLACES = {
    "headline": gettext_lazy("in the page’s headline"),
    "opening": gettext_lazy("in the opening"),
    "sign_off": gettext_lazy("in the sign-off"),
    "photo": gettext_lazy("at the lead photo"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Place:
    """Where it was found: said to the person, and as the script needs it."""

    where: str
    field: str
    paragraph: int
    words: str
    fix: Fix | None
    times: int = 1


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """A finding, or several with the same words in the same field, and what this person may do about it."""

    finding: Finding
    spots: list[Spot]
    places: list[Place]
    said: list[str]
    story: Story | None = None  # on the page: whose words these are
    may_fix: bool = False
    may_settle: bool = False
    may_overrule: bool = False
    may_take_back: bool = False

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Each change that is offered, in the order in which the words stand, as the script needs it."""
        return [
            {"field": spot.field, "paragraph": spot.paragraph, "before": spot.fix.before, "after": spot.fix.after}
            for spot in self.spots
            if spot.fix
        ]

    @property
    def changes_json(self) -> str:
        return json.dumps(self.changes)

    @property
    def icon(self) -> str:
        return SIGNS[self.finding.severity][0]

    @property
    def word(self) -> str | Promise:
        return SIGNS[self.finding.severity][1]

    @property
    def colour(self) -> str:
        return SIGNS[self.finding.severity][2]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Account:
    """All that was found of a story or a page, for one person."""

    thing: Story | Roundup
    told: list[Told]

    def _with(self, *severities: Severity) -> list[Told]:
        return [each for each in self.told if each.finding.severity in severities]

    @property
    def open(self) -> list[Told]:
        return [each for each in self.told if each.finding.severity != Severity.SETTLED]

    @property
    def blocks(self) -> list[Told]:
        return self._with(Severity.BLOCK)

    @property
    def confirms(self) -> list[Told]:
        return self._with(Severity.CONFIRM)

    @property
    def lighter(self) -> list[Told]:
        return self._with(Severity.FIX, Severity.NOTE)

    @property
    def settled(self) -> list[Told]:
        return self._with(Severity.SETTLED)

    @property
    def rule_address(self) -> str:
        name = "admin:rule_on_story" if isinstance(self.thing, Story) else "admin:rule_on_roundup"
        return reverse(name, args=[self.thing.pk])

    @property
    def fix_address(self) -> str:
        return reverse("admin:fix_story", args=[self.thing.pk]) if isinstance(self.thing, Story) else ""


def told_of(found: Iterable[Finding], called: Mapping[str, str]) -> list[Told]:
    """What to tell of a text that is on no board: there is nothing yet to settle or change.

    `called` are the names of its stories, by anchor.
    """
    told = [_shown(group) for group in _groups(found)]
    return [
        dataclasses.replace(
            each,
            places=[
                dataclasses.replace(
                    place, where=", ".join(filter(None, (called.get(each.finding.anchor), place.where)))
                )
                for place in each.places
            ],
        )
        for each in told
    ]


def account_of(
    thing: Story | Roundup, found: Iterable[Finding], person: Staff, *, stories: Iterable[Story] = ()
) -> Account:
    """What to tell this person. `stories` are those of the page, so that each finding can name its own."""
    by_anchor = {story.anchor: story for story in stories}
    return Account(thing=thing, told=[_told(thing, group, person, by_anchor) for group in _groups(found)])


def _groups(found: Iterable[Finding]) -> Iterable[list[Finding]]:
    """Findings with the same words in the same field are told once."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.key, []).append(finding)
    return groups.values()


def _shown(group: list[Finding], story: Story | None = None) -> Told:
    first = group[0]
    spots = [spot for finding in group for spot in (finding, *finding.also)]
    places = Counter(_place(first, spot) for spot in spots)
    return Told(
        finding=first,
        spots=spots,
        places=[dataclasses.replace(place, times=times) for place, times in places.items()],
        said=list(dict.fromkeys(sentence for spot in spots for sentence in spot.said)),
        story=story,
    )


def _told(thing: Story | Roundup, group: list[Finding], person: Staff, by_anchor: dict[str, Story]) -> Told:
    first = group[0]
    told = _shown(group, by_anchor.get(first.anchor) if first.anchor else None)
    places = told.places

    def may(kind: RulingKind) -> bool:
        return not workflow.may_rule(thing, first, kind=kind, by=person)

    if first.severity == Severity.SETTLED:
        return dataclasses.replace(told, may_take_back=may(RulingKind.TAKEN_BACK))
    return dataclasses.replace(
        told,
        may_fix=isinstance(thing, Story) and not workflow.may_fix(thing, first, person),
        # No error is said of words; what is missing, or is a matter of taste, is ticked each time.
        may_settle=any(place.words for place in places) and may(RulingKind.NOT_AN_ERROR),
        may_overrule=first.severity == Severity.BLOCK and may(RulingKind.OVERRULED),
    )


def _place(finding: Finding, spot: Spot) -> Place:
    where = (STORY_PLACES if spot.anchor else PAGE_PLACES).get(spot.field, "")
    if spot.paragraph:
        where = _("paragraph %(number)d") % {"number": spot.paragraph}
    # What a rule over pictures is about is no passage: a flag, a width, a date.
    is_passage = bool(where) and not finding.rule.startswith("photo.")
    words = spot.words if is_passage else ""
    return Place(where=str(where), field=spot.field, paragraph=spot.paragraph, words=words, fix=spot.fix)
