"""The checks over a galley: what a machine can be sure of, said as a sentence for a person.

`check(galley, stage=…)` returns the findings, gravest first, then in page order. A rule is a pure function over a
galley and a context; importing a family registers its rules.
"""

from roundups.preflight import heads, page, photos, review  # noqa: F401  (a family registers its rules)
from roundups.preflight.rules import Context, Finding, PhotoFacts, Severity, Stage, check, check_story

__all__ = ["Context", "Finding", "PhotoFacts", "Severity", "Stage", "check", "check_story"]
