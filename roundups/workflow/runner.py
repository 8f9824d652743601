"""The one function that runs any step, and the one that says which steps there are."""

import dataclasses
import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import record
from newsroom.models import Staff
from roundups.models import Move, Roundup, Story
from roundups.workflow.recording import about
from roundups.workflow.refusal import AlreadyDone, StepRefused
from roundups.workflow.step import Case, Given, Step
from roundups.workflow.tables import ROUNDUP_STEPS, STORY_STEPS
from roundups.workflow.wake import wake_worker

Thing = Story | Roundup


# What guards and effects ask of a thing, in the query that reads it.
AROUND: dict[type, tuple[str, ...]] = {
    Roundup: ("masthead", "counter", "photo"),
    Story: ("roundup__masthead", "photo"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Offer:
    """A step that starts from the present state. Without reasons it is open."""

    step: Step
    reasons: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def table_of(thing: Thing) -> Mapping[str, Step]:
    return STORY_STEPS if isinstance(thing, Story) else ROUNDUP_STEPS


def open_steps(thing: Thing, by: Staff, *, now: datetime.datetime | None = None) -> list[Offer]:
    """The steps that start from the thing's state, each with the reasons why this person cannot take it.

    Steps that are the worker's alone are not offered. Nothing is changed.
    """
    offers = []
    for step in table_of(thing).values():
        if thing.status not in step.sources or step.label == "":
            continue
        case = Case(step=step, thing=thing, by=by, now=now or timezone.now(), given=Given())
        reasons = step.people(case) or [reason for guard in step.guards for reason in guard(case)]
        offers.append(Offer(step=step, reasons=tuple(reasons)))
    return offers


def take_step(
    name: str,
    thing: Thing,
    *,
    by: Staff | None,
    seen: int,
    given: Given | None = None,
    now: datetime.datetime | None = None,
) -> Move:
    """Run a step on a thing of which the person saw revision `seen`; returns the recorded Move.

    All or nothing, and once: raises AlreadyDone for the second click and StepRefused with sentences otherwise.
    `thing` is brought up to date in both cases.
    """
    step = table_of(thing).get(name)
    if step is None:
        raise StepRefused(_("There is no such step."))
    case = Case(step=step, thing=thing, by=by, now=now or timezone.now(), given=given or Given())
    try:
        with transaction.atomic():
            _lock_days(case)
            _claim(case, seen)
            _ask(case)
            move = _carry_out(case)
            transaction.on_commit(wake_worker)
    finally:
        thing.refresh_from_db()
    return move


def _lock_days(case: Case) -> None:
    # Whatever happens to a day happens one after the other. Days are locked in the order of their ids, so that two
    # steps never wait for each other. SQLite has no row locks: there the transaction began with the writer's lock.
    days = {case.thing.roundup_id if isinstance(case.thing, Story) else case.thing.pk}
    if case.given.to is not None:
        days.add(case.given.to.pk)
    list(Roundup.objects.select_for_update().filter(pk__in=days).order_by("pk").values_list("pk"))


def _claim(case: Case, seen: int) -> None:
    model = type(case.thing)
    claimed = model._default_manager.filter(pk=case.thing.pk, status__in=case.step.sources, revision=seen).update(
        revision=F("revision") + 1
    )
    case.thing = model._default_manager.select_related(*AROUND[model]).get(pk=case.thing.pk)
    if claimed != 1:
        raise _why_not_claimed(case)


def _why_not_claimed(case: Case) -> StepRefused:
    last = _last_move(case.thing)
    if last and _did_the_same(case, last):
        return AlreadyDone(
            _("This is done already: %(who)s, %(when)s. Nothing was done twice.")
            % {
                "who": last.by or _("the worker"),
                "when": f"{timezone.localtime(last.at, case.roundup.masthead.zone):%H:%M}",
            }
        )
    if case.thing.status not in case.step.sources:
        return StepRefused(
            _("“%(step)s” is not open here: the state is now “%(state)s”. Look again, then decide.")
            % {"step": case.step.label or case.step.name, "state": case.thing.get_status_display()}
        )
    return StepRefused(
        _("It was changed while you were looking. Nothing was done. Look at the newest text, then decide again.")
    )


def _did_the_same(case: Case, last: Move) -> bool:
    # A step that leaves the state as it is can sensibly be taken by two people, one after the other.
    whose = last.became != last.was or last.by_id == (case.by.pk if case.by else None)
    return last.step == case.step.name and last.became == case.thing.status and whose


def _last_move(thing: Thing) -> Move | None:
    mine = {"story": thing} if isinstance(thing, Story) else {"roundup": thing, "story": None}
    return Move.objects.filter(**mine).order_by("-pk").first()


def _ask(case: Case) -> None:
    reasons = case.step.people(case)
    if not reasons:
        reasons = [reason for ask in (*case.step.guards, *case.step.checks) for reason in ask(case)]
    if reasons:
        raise StepRefused(dict.fromkeys(reasons))


def _carry_out(case: Case) -> Move:
    was = case.thing.status
    became = case.step.target or was
    roundup = case.roundup
    columns = case.step.effect(case) if case.step.effect else {}
    type(case.thing)._default_manager.filter(pk=case.thing.pk).update(status=became, **columns)
    move = Move.objects.create(
        roundup=roundup,
        story=case.thing if isinstance(case.thing, Story) else None,
        step=case.step.name,
        was=was,
        became=became,
        by=case.by,
        at=case.now,
        note=case.given.note.strip(),
        digest=case.digest,
        version=case.version,
    )
    _enter(case, move)
    return move


def _enter(case: Case, move: Move) -> None:
    record.enter(
        record.What.STEP,
        by=case.by,
        about=about(case.thing),
        now=case.now,
        step=move.step,
        was=move.was,
        became=move.became,
        move=move.pk,
        digest=move.digest,
        note=record.digest_of(move.note),  # it may tell of unpublished words: the move has it
    )
