"""The board: the admin's index. A day's stories in page order, what waits for me, what happened."""

import dataclasses
import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from newsroom import roles
from newsroom.models import Masthead, Staff
from newsroom.roles import Role
from roundups import galley, preflight, workflow
from roundups.admin.desk import board_address, desk_page, masthead_of, person_of, way_back
from roundups.models import Roundup, RoundupState, Story, StoryState
from roundups.press import rounds

LOG_LENGTH = 12
# The state as a word with its icon and its colour's name; never colour alone.
ICONS = {
    StoryState.DRAFT: ("✎", "draft"),
    StoryState.FILED: ("●", "wait"),
    StoryState.RETURNED: ("↩", "back"),
    StoryState.APPROVED: ("✓", "ok"),
    StoryState.SPIKED: ("✕", "stop"),
    StoryState.WITHDRAWN: ("⊘", "stop"),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """A story on the board."""

    story: Story
    icon: str
    colour: str
    findings: list[preflight.Finding]
    action: str  # name of the person's own next step, or "" to open the form
    label: str
    mine: bool

    @property
    def blocks(self) -> list[preflight.Finding]:
        return [finding for finding in self.findings if finding.severity == preflight.Severity.BLOCK]

    @property
    def confirms(self) -> list[preflight.Finding]:
        return [finding for finding in self.findings if finding.severity == preflight.Severity.CONFIRM]


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The day asked for with `?day=2026-11-20`, else today where the paper is."""
    person = person_of(request)
    masthead = masthead_of(request)
    if masthead is None:
        reason = _("The paper has no masthead yet. An administrator writes the first one.")
        empty = {"title": _("Nothing to show yet"), "reasons": [reason], "back": reverse("admin:index")}
        return desk_page(request, "admin/roundups/kept.html", empty)
    today = timezone.localdate()
    day = _asked_day(request, today)
    roundup = Roundup.objects.select_related("masthead", "counter", "photo").filter(masthead=masthead, date=day).first()
    context = {
        "title": "",
        "person": person,
        "day": day,
        "today": today,
        "before": day - datetime.timedelta(days=1),
        "after": day + datetime.timedelta(days=1),
        "masthead": masthead,
        "mastheads": Masthead.objects.all(),
        "roundup": roundup,
        "is_editor": roles.is_editor(person),
        "may_write": bool(roles.of(person) & {Role.JOURNALIST, Role.EDITOR}),
        **_deadline(masthead, day, today),
        **(_desk(roundup, person) if roundup else {}),
        "left_over": _left_over(masthead, today) if day == today else [],
        "alarms": rounds.troubles(),
        "reports": workflow.open_reports(),
    }
    return desk_page(request, "admin/board.html", context)


@require_POST
def open_day(request: HttpRequest) -> HttpResponse:
    """Open a day, and start a story on it if that was the wish."""
    person = person_of(request)
    mastheads = {masthead.language: masthead for masthead in Masthead.objects.select_related("counter")}
    masthead = mastheads.get(request.POST.get("language", settings.PAPER_LANGUAGE))
    if masthead is None:
        raise Http404
    try:
        date = datetime.date.fromisoformat(request.POST.get("day", ""))
        roundup = workflow.open_day(masthead, date, by=person)
    except ValueError:
        messages.error(request, _("That is no date. Choose a day on the board."))
        return HttpResponseRedirect(reverse("admin:index"))
    except workflow.StepRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:index"))
    if "story" in request.POST:
        return HttpResponseRedirect(f"{reverse('admin:roundups_story_add')}?roundup={roundup.pk}")
    return HttpResponseRedirect(board_address(roundup))


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    story = get_object_or_404(Story.objects.select_related("roundup__masthead"), pk=pk)
    try:
        workflow.move_story(story, up=request.POST.get("to") == "up", by=person_of(request))
    except workflow.StepRefused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(way_back(request, board_address(story.roundup)))


def _asked_day(request: HttpRequest, today: datetime.date) -> datetime.date:
    wanted = request.GET.get("day")
    if not wanted:
        return today
    try:
        day = datetime.date.fromisoformat(wanted)
    except ValueError as error:
        raise Http404 from error
    if day.year not in workflow.YEARS:
        raise Http404
    return day


def _desk(roundup: Roundup, person: Staff) -> dict[str, Any]:
    stories = list(roundup.stories.select_related("author", "photo").prefetch_related("sources", "comments"))
    for story in stories:
        story.roundup = roundup
    authors = workflow.authors_of(story for story in stories if story.status == StoryState.FILED)
    context = workflow.day_context(roundup)
    rows = [
        _row(story, person, context, wrote_it=person.pk in authors.get(story.pk, ()))
        for story in stories
        if story.status != StoryState.SPIKED
    ]
    composed = workflow.compose(roundup)
    moves = roundup.moves.select_related("by", "story")[:LOG_LENGTH]
    return {
        "rows": rows,
        "spiked": [story for story in stories if story.status == StoryState.SPIKED],
        "composed": composed,
        "page": galley.of(roundup, stories=[galley.story_of(story) for story in stories if story.status != "spiked"]),
        "waiting": [row for row in rows if row.mine],
        "moves": [(move, _done(move.step, move.story_id is not None)) for move in moves],
        "main": _main_action(roundup, composed, person),
        "scheduled": roundup.status == RoundupState.SCHEDULED,
    }


def _done(step: str, of_story: bool) -> Any:
    table = workflow.STORY_STEPS if of_story else workflow.ROUNDUP_STEPS
    return table[step].done


def _row(story: Story, person: Staff, context: preflight.Context, *, wrote_it: bool) -> Row:
    icon, colour = ICONS[StoryState(story.status)]
    action, label = _own_next(story, person, wrote_it=wrote_it)
    return Row(
        story=story,
        icon=icon,
        colour=colour,
        findings=workflow.story_findings(story, preflight.Stage.APPROVE, context=context),
        action=action,
        label=label,
        mine=bool(action) or (story.author_id == person.pk and story.status in {StoryState.DRAFT, StoryState.RETURNED}),
    )


def _own_next(story: Story, person: Staff, *, wrote_it: bool) -> tuple[str, str]:
    """The step that is this person's own next with the story; the form otherwise."""
    if roles.is_editor(person) and story.status == StoryState.FILED:
        return ("", _("Open")) if wrote_it else ("approve", _("Review"))
    if roles.is_editor(person) and story.status == StoryState.APPROVED:
        return "", _("Open")
    if not workflow.may_edit_story(story, person):
        return "", _("Write on")
    return "", _("Open")


def _main_action(roundup: Roundup, composed: workflow.Composition, person: Staff) -> tuple[str, str] | None:
    """The editor's main button: a step of the roundup and its words; none when there is nothing to send out."""
    if not roles.is_editor(person):
        return None
    if roundup.status == RoundupState.OPEN and composed.joining and roundup.date > timezone.localdate():
        return "schedule", _("Schedule…")
    if roundup.status == RoundupState.OPEN and composed.joining:
        count = composed.count
        return "publish", ngettext("Publish %(count)d story…", "Publish %(count)d stories…", count) % {"count": count}
    if roundup.status == RoundupState.PUBLISHED and composed.changes:
        return "reissue", _("Reissue…")
    if roundup.status == RoundupState.SCHEDULED:
        return "unschedule", _("Unschedule…")
    return None


def _deadline(masthead: Masthead, day: datetime.date, today: datetime.date) -> dict[str, Any]:
    if day != today:
        return {}
    left = datetime.datetime.combine(day, masthead.deadline, masthead.zone) - timezone.now()
    return {"minutes": int(left.total_seconds() // 60), "deadline": masthead.deadline}


def _left_over(masthead: Masthead, today: datetime.date) -> list[Story]:
    """Unfinished stories of the last days that no reader has: they can be moved to today."""
    unfinished = [StoryState.DRAFT, StoryState.FILED, StoryState.RETURNED, StoryState.APPROVED]
    return list(
        Story.objects.filter(
            roundup__masthead=masthead,
            roundup__date__range=(today - datetime.timedelta(days=3), today - datetime.timedelta(days=1)),
            status__in=unfinished,
            with_readers=False,
        ).select_related("roundup", "author")
    )
