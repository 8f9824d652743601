"""What the changes of a reissue change of the matter, and that nobody refiles such a change unawares (corr.kind)."""

import dataclasses
import hashlib

from django.utils.translation import gettext as _

from roundups.galley import Change
from roundups.models import EditionKind
from roundups.preflight.material import material, material_of_page
from roundups.workflow.composing import Composition
from roundups.workflow.publishing import asked, composition
from roundups.workflow.step import Case


@dataclasses.dataclass(frozen=True, kw_only=True)
class Matter:
    """A change whose kind is asked for, and why it is one of matter; no reasons: of spelling only."""

    change: Change
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        """What a tick for its refile confirms: this change of this story for these reasons."""
        return hashlib.sha256("\x1f".join((self.change.anchor, *self.reasons)).encode()).hexdigest()[:16]


def matters(composed: Composition) -> list[Matter]:
    """The changes whose kind somebody must name, each with what it changes of what readers have."""
    return [Matter(change=change, reasons=_reasons(change, composed)) for change in asked(composed)]


def _reasons(change: Change, composed: Composition) -> tuple[str, ...]:
    if change.before and change.after:
        return material(change.before, change.after, composed.galley.language)
    return material_of_page(composed.last, composed.galley) if composed.last else ()


def refiled_matter_is_confirmed(case: Case) -> list[str]:
    """Check: a refile has no note to readers, so one that changes the matter is ticked by somebody who saw what."""
    words = _(
        "The change to “%(story)s” is one of matter: %(reasons)s. Make it an update or a correction, or confirm that it"
        " is refiled without a note to readers."
    )
    return [
        words % {"story": each.change.headline, "reasons": "; ".join(each.reasons)}
        for each in matters(composition(case))
        if each.reasons and _is_refiled(case, each) and each.key not in case.given.confirmed
    ]


def _is_refiled(case: Case, matter: Matter) -> bool:
    verdict = case.given.verdicts.get(matter.change.anchor)
    return verdict is not None and verdict.kind == EditionKind.REFILE
