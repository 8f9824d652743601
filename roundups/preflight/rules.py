"""What a rule, a spot and a finding are, the one list of rules, and the function that runs them."""

import dataclasses
import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from roundups.galley import Galley
from roundups.preflight.context import Context, Ruling
from roundups.preflight.reading import Page, Passage, read

ENGLISH, RUSSIAN = "en", "ru"


class Stage(enum.StrEnum):
    FILE = "file"
    APPROVE = "approve"
    PUBLISH = "publish"


class Severity(enum.StrEnum):
    """From the gravest: BLOCK cannot pass, CONFIRM is one tick, FIX is an offered change, NOTE is shown.

    SETTLED is what somebody ruled to be no error, or overruled with a reason: shown with their name.
    """

    BLOCK = "block"
    CONFIRM = "confirm"
    FIX = "fix"
    NOTE = "note"
    SETTLED = "settled"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fix:
    """An offered change of the words that were found."""

    before: str
    after: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Spot:
    """What a rule yields: the sentence for the person, and where the words are.

    `anchor` is "" for the page itself, `paragraph` counts from 1 in the text. `said` are sentences to be read side by
    side. `bound` is what a ruling is bound to, by default the words: when it changes, the ruling dies. Spots with the
    same `fact` are one finding. `severity` is for a spot that is lighter or graver than its rule.
    """

    message: str
    anchor: str = ""
    field: str = ""
    paragraph: int = 0
    words: str = ""
    fix: Fix | None = None
    said: tuple[str, ...] = ()
    bound: str = ""
    fact: str = ""
    severity: Severity | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Finding(Spot):
    """A spot with its rule, its severity at this stage, the other places of the same fact, and who settled it."""

    rule: str
    severity: Severity
    may_be_overruled: bool = False
    also: tuple[Spot, ...] = ()
    ruling: Ruling | None = None

    @property
    def key(self) -> str:
        """Identifies the finding as long as its words stay the same; what a tick confirms."""
        return _hash(self.rule, self.anchor, self.field, self.words, self.bound)

    @property
    def matter(self) -> str:
        """What a ruling is bound to: the rule and the words, whatever story they are in; without words, the place."""
        place = () if self.words or self.bound else (self.anchor, self.field)
        return _hash(self.rule, self.words, self.bound, *place)

    @property
    def is_no_block(self) -> bool:
        return self.severity != Severity.BLOCK


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


Function = Callable[[Page, Context], Iterator[Spot]]
Severities = Mapping[Stage, Severity]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as it is registered. `says` is its docstring's first line; `languages` those that it can read."""

    name: str
    says: str
    severities: Severities
    overrulable: frozenset[Stage]
    languages: frozenset[str]
    function: Function
    matches: tuple[str, ...]
    passes: tuple[str, ...]


RULES: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    file: Severity | None = None,
    approve: Severity | None = None,
    publish: Severity | None = None,
    overrulable: bool | Stage = False,
    languages: Iterable[str] = (ENGLISH, RUSSIAN),
    matches: Iterable[str] = (),
    passes: Iterable[str] = (),
) -> Callable[[Function], Function]:
    """Register a rule with its severity at each stage. `overrulable` at all of them, or at one.

    `matches` and `passes` are paragraphs of a story's text in which it must find something, and nothing; the tests run
    them, on Monday, 2 March 2026, the second day of a war. A rule about something else than the text has its examples
    in the labelled set alone.
    """
    at = {Stage.FILE: file, Stage.APPROVE: approve, Stage.PUBLISH: publish}

    def register(function: Function) -> Function:
        RULES[name] = Rule(
            name=name,
            says=(function.__doc__ or "").partition("\n")[0],
            severities={stage: severity for stage, severity in at.items() if severity},
            overrulable=frozenset({overrulable} if isinstance(overrulable, Stage) else Stage if overrulable else ()),
            languages=frozenset(languages),
            function=function,
            matches=tuple(matches),
            passes=tuple(passes),
        )
        return function

    return register


def check(galley: Galley, *, stage: Stage = Stage.PUBLISH, context: Context | None = None) -> list[Finding]:
    """All findings of a galley at a stage: gravest first, then the page's, then the stories' in their order.

    What is known of one fact is one finding. What was ruled on is SETTLED: no error where the rule does not block,
    overruled where it may be.
    """
    context, page = context or Context(), read(galley)
    found: list[Finding] = []
    for each in RULES.values():
        if stage in each.severities and galley.language in each.languages:
            found += _of_one_rule(each, stage, page, context)
    return _in_order(found, page)


def check_one(name: str, galley: Galley, *, context: Context | None = None) -> list[Finding]:
    """The findings of one rule, at the last stage at which it speaks."""
    only = RULES[name]
    stage = list(only.severities)[-1]
    return _of_one_rule(only, stage, read(galley), context or Context())


def _of_one_rule(only: Rule, stage: Stage, page: Page, context: Context) -> list[Finding]:
    facts: dict[tuple[str, str], list[Spot]] = {}
    for number, spot in enumerate(only.function(page, context)):
        facts.setdefault((spot.anchor, spot.fact or str(number)), []).append(spot)
    return [_finding(only, stage, spots, context.rulings) for spots in facts.values()]


def _finding(only: Rule, stage: Stage, spots: list[Spot], rulings: Mapping[str, Ruling]) -> Finding:
    first = spots[0]
    said = {field.name: getattr(first, field.name) for field in dataclasses.fields(Spot)}
    said["severity"] = _weighed(first.severity, only.severities[stage])
    may_be_overruled = stage in only.overrulable
    found = Finding(**said, rule=only.name, may_be_overruled=may_be_overruled, also=tuple(spots[1:]))
    ruling = rulings.get(found.matter)
    if ruling and (found.is_no_block or (ruling.overrules and may_be_overruled)):
        return dataclasses.replace(found, severity=Severity.SETTLED, ruling=ruling)
    return found


def _weighed(spot: Severity | None, rule: Severity) -> Severity:
    """How grave a spot is that has a severity of its own: never graver than a note where its rule only notes."""
    return rule if spot is None or rule is Severity.NOTE else spot


def _in_order(found: list[Finding], page: Page) -> list[Finding]:
    gravity = {severity: number for number, severity in enumerate(Severity)}
    place = {"": -1} | {item.story.anchor: number for number, item in enumerate(page.items)}
    return sorted(found, key=lambda each: (gravity[each.severity], place.get(each.anchor, 0)))


def spot(passage: Passage, words: str, message: str, **more: object) -> Spot:
    """A spot at some words of a passage."""
    return Spot(
        message=message, anchor=passage.anchor, field=passage.field, paragraph=passage.paragraph, words=words,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
