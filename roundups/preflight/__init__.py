"""The checks over a galley: what a machine can be sure of, said as a sentence for a person.

`check(galley, stage=…)` returns the findings, gravest first, then in page order. A rule is a pure function over the
galley's passages and a context; importing a family registers its rules.
"""

from roundups.preflight import (  # noqa: F401  (a family registers its rules)
    counter,
    dates,
    heads,
    house,
    links,
    numbers,
    page,
    photos,
    quotes,
    review,
    sources,
    text,
    twins,
    typography,
)
from roundups.preflight.context import Context, Name, PhotoFacts, Phrase, Ruling
from roundups.preflight.rules import RULES, Finding, Fix, Severity, Stage, check

__all__ = [
    "RULES",
    "Context",
    "Finding",
    "Fix",
    "Name",
    "PhotoFacts",
    "Phrase",
    "Ruling",
    "Severity",
    "Stage",
    "check",
]
