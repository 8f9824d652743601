"""What a step is, and what it is given."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

from newsroom.models import Staff
from roundups.models import Roundup, Story


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a changed story means to readers: refile, update or correction, and what they are told."""

    kind: str
    said: str = ""
    right: str = ""
    text: str = ""

    def as_note(self, anchor: str) -> dict[str, str]:
        note = {"anchor": anchor, **dataclasses.asdict(self)}
        return {key: value for key, value in note.items() if value or key == "anchor"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Given:
    """What the person gives to a step; each step says in `asks` which of these it wants."""

    note: str = ""
    at: datetime.datetime | None = None
    to: Roundup | None = None
    digest: str = ""
    confirmed: frozenset[str] = frozenset()
    verdicts: Mapping[str, Verdict] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(kw_only=True)
class Case:
    """One try at a step: the thing as the database has it now, the person, the moment, what was given."""

    step: "Step"
    thing: Any  # a Story or a Roundup; the tables keep the two apart
    by: Staff | None
    now: datetime.datetime
    given: Given
    digest: str = ""  # what the effect sealed or approved; goes into the Move
    version: Any = None
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)  # computed once, shared by guards and effect

    @property
    def story(self) -> Story:
        assert isinstance(self.thing, Story)  # noqa: S101  (a step of the other table would be a bug)
        return self.thing

    @property
    def roundup(self) -> Roundup:
        if isinstance(self.thing, Story):
            return self.thing.roundup
        assert isinstance(self.thing, Roundup)  # noqa: S101
        return self.thing


Guard = Callable[[Case], list[str]]
Effect = Callable[[Case], dict[str, Any]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Step:
    """A row of a step table.

    `people` say who may, `guards` what must hold of the thing, `checks` what must hold of the given; each returns
    sentences, none for yes. `effect` does the rest and returns the columns to set beside the status.
    """

    name: str
    label: str | Promise
    done: str | Promise  # a past participle: “approved”
    sources: frozenset[str]
    target: str | None  # None: the status stays
    people: Guard
    guards: tuple[Guard, ...] = ()
    checks: tuple[Guard, ...] = ()
    effect: Effect | None = None
    asks: tuple[str, ...] = ()
    who: str = ""  # for people and for docs: “its author, editor”
