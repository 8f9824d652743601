"""What a rule and a finding are, and the one list of rules."""

import dataclasses
import datetime
import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from roundups.galley import Galley, Story


class Stage(enum.StrEnum):
    FILE = "file"
    APPROVE = "approve"
    PUBLISH = "publish"


class Severity(enum.StrEnum):
    """From the gravest: BLOCK cannot pass, CONFIRM is one tick, NOTE is shown."""

    BLOCK = "block"
    CONFIRM = "confirm"
    NOTE = "note"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PhotoFacts:
    """What the desk knows of a picture and readers do not see: flags, and when it was used on another day."""

    expires_on: datetime.date | None = None
    one_time: bool = False
    state_agency: bool = False
    graphic: bool = False
    vulnerable: bool = False
    altered: bool = False
    unnamed: str = ""  # the photographer, where readers must not learn the name
    ran_on: datetime.date | None = None
    led_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Context:
    """What a rule may know beside the galley.

    `must_fix`: anchors of stories with an open must-fix comment. `photos`: what is known of a picture, by its digest.
    `date`: the day for which rights must hold.
    """

    must_fix: frozenset[str] = frozenset()
    photos: Mapping[str, PhotoFacts] = dataclasses.field(default_factory=dict)
    date: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found where, and the sentence for the person. The anchor is "" for the page itself."""

    rule: str
    severity: Severity
    anchor: str = ""
    field: str = ""
    words: str = ""
    message: str

    @property
    def key(self) -> str:
        """Identifies the finding as long as its words stay the same; what a tick confirms."""
        said = "\x1f".join((self.rule, self.anchor, self.field, self.words))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


Severities = dict[Stage, Severity]
StoryRule = Callable[[Story, Context], Iterator[tuple[str, str, str]]]
PageRule = Callable[[Galley, Context], Iterator[tuple[str, str, str]]]

_story_rules: list[tuple[str, Severities, StoryRule]] = []
_page_rules: list[tuple[str, Severities, PageRule]] = []


def story_rule(name: str, **at: Severity) -> Callable[[StoryRule], StoryRule]:
    """Register a rule over one story. It yields (field, words, message); `at` gives its severity per stage."""

    def register(rule: StoryRule) -> StoryRule:
        _story_rules.append((name, _by_stage(at), rule))
        return rule

    return register


def page_rule(name: str, **at: Severity) -> Callable[[PageRule], PageRule]:
    """Register a rule over the whole galley. It yields (field, words, message)."""

    def register(rule: PageRule) -> PageRule:
        _page_rules.append((name, _by_stage(at), rule))
        return rule

    return register


def check(galley: Galley, *, stage: Stage = Stage.PUBLISH, context: Context | None = None) -> list[Finding]:
    """All findings of a galley at a stage, gravest first, then the page's, then the stories' in their order."""
    context = context or Context()
    found = [
        Finding(rule=name, severity=severities[stage], field=field, words=words, message=message)
        for name, severities, rule in _page_rules
        if stage in severities
        for field, words, message in rule(galley, context)
    ]
    for story in galley.stories:
        found += _story_findings(story, stage, context)
    return _gravest_first(found)


def check_story(story: Story, *, stage: Stage, context: Context | None = None) -> list[Finding]:
    """The findings of one story's part of the galley at a stage, gravest first."""
    return _gravest_first(_story_findings(story, stage, context or Context()))


def _story_findings(story: Story, stage: Stage, context: Context) -> list[Finding]:
    if story.withdrawn:
        return []
    return [
        Finding(
            rule=name,
            severity=severities[stage],
            anchor=story.anchor,
            field=field,
            words=words,
            message=message,
        )
        for name, severities, rule in _story_rules
        if stage in severities
        for field, words, message in rule(story, context)
    ]


def _gravest_first(found: Iterable[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))  # stable: page order within


def _by_stage(at: dict[str, Severity]) -> Severities:
    return {Stage(stage): severity for stage, severity in at.items()}
