"""A confirm page and a POST for every step of both tables: one screen, drawn from `open_steps`."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from newsroom.models import Staff
from newsroom.models.masthead import FourEyes
from roundups import galley, preflight, workflow
from roundups.admin.desk import board_address, desk_page, person_of, way_back
from roundups.admin.preview import pictures_address
from roundups.admin.step_forms import StepForm
from roundups.admin.telling import Account, account_of
from roundups.models import Roundup, Story, StoryState
from roundups.press import trial
from roundups.public.sheet import Sheet, preview_of


@dataclasses.dataclass(kw_only=True)
class Screen:
    """What the confirm page shows beside its form."""

    thing: Story | Roundup
    offer: workflow.Offer | None
    composed: workflow.Composition | None = None
    account: Account | None = None
    changes: list[galley.Change] = dataclasses.field(default_factory=list)
    matters: list[workflow.Matter] = dataclasses.field(default_factory=list)
    own_words: bool = False
    unprintable: list[str] = dataclasses.field(default_factory=list)  # why the press cannot print what would go out
    sheet: Sheet | None = None

    @property
    def roundup(self) -> Roundup:
        return self.thing.roundup if isinstance(self.thing, Story) else self.thing

    @property
    def digest(self) -> str:
        if self.composed:
            return self.composed.galley.digest
        return galley.story_of(self.thing).digest if isinstance(self.thing, Story) else ""


@require_http_methods(["GET", "HEAD", "POST"])
def story_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    stories = Story.objects.select_related("roundup__masthead", "roundup__counter", "photo", "author")
    return _step(request, get_object_or_404(stories, pk=pk), name)


@require_http_methods(["GET", "HEAD", "POST"])
def roundup_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return _step(
        request, get_object_or_404(Roundup.objects.select_related("masthead", "counter", "photo"), pk=pk), name
    )


def _step(request: HttpRequest, thing: Story | Roundup, name: str) -> HttpResponse:
    person = person_of(request)
    screen = _screen(thing, name, person)
    if request.method == "POST":
        return _take(request, screen, name, person)
    form = _form(screen, None) if screen.offer and screen.offer.is_open and not screen.unprintable else None
    return _show(request, screen, name, form, status=200 if form else 409)


def _take(request: HttpRequest, screen: Screen, name: str, person: Staff) -> HttpResponse:
    form = _form(screen, request.POST) if screen.offer else None
    if screen.unprintable:
        return _show(request, screen, name, None, status=409)
    if form and not form.is_valid():
        return _show(request, screen, name, form, status=400)
    try:
        seen = form.cleaned_data["seen"] if form else _number(request.POST.get("seen"))
        given = form.given() if form else workflow.Given()
        move = workflow.take_step(name, screen.thing, by=person, seen=seen, given=given)
    except workflow.AlreadyDone as done:
        messages.info(request, str(done))
    except workflow.StepRefused as refusal:
        newest = _screen(type(screen.thing).objects.get(pk=screen.thing.pk), name, person)
        if form is None or newest.offer is None:
            return _show(request, newest, name, None, refusal=refusal, status=409)
        return _show(request, newest, name, _look_again(newest, request), refusal=refusal, status=409)
    else:
        messages.success(request, _done_sentence(screen, move.step))
    return HttpResponseRedirect(way_back(request, board_address(screen.roundup)))


def _look_again(newest: Screen, request: HttpRequest) -> StepForm:
    """The form of the newest state, with what was typed: what the person sends next speaks of what they see now."""
    typed = request.POST.copy()
    typed["seen"], typed["digest"] = str(newest.thing.revision), newest.digest
    return _form(newest, typed)


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0


def _screen(thing: Story | Roundup, name: str, person: Staff) -> Screen:
    offers = {offer.step.name: offer for offer in workflow.open_steps(thing, person)}
    screen = Screen(thing=thing, offer=offers.get(name))
    if isinstance(thing, Story):
        if name == "approve":
            screen.own_words = (
                thing.roundup.masthead.four_eyes == FourEyes.REASON
                and person.pk in workflow.authors_since_approval(thing)
            )
        screen.account = account_of(thing, workflow.story_findings(thing, preflight.Stage.APPROVE), person)
        screen.sheet = _story_sheet(thing, galley.story_of(thing))
    elif "digest" in workflow.ROUNDUP_STEPS[name].asks if name in workflow.ROUNDUP_STEPS else False:
        screen.composed = workflow.compose(thing)
        screen.account = _page_account(thing, screen.composed, name, person)
        screen.unprintable = trial.troubles(screen.composed.galley, thing.masthead)
        screen.matters = workflow.matters(screen.composed) if name == "reissue" else []
        screen.changes = [each.change for each in screen.matters] if name == "reissue" else [_the_page(screen.composed)]
    return screen


def _page_account(roundup: Roundup, composed: workflow.Composition, name: str, person: Staff) -> Account:
    at = None if "at" in workflow.ROUNDUP_STEPS[name].asks else timezone.now()
    stories = [*composed.joining, *(out.story for out in composed.left_out)]
    return account_of(roundup, workflow.page_findings(roundup, composed, at=at), person, stories=stories)


def _the_page(composed: workflow.Composition) -> galley.Change:
    return galley.Change(what="page", anchor="", headline=composed.galley.headline)


def _story_sheet(story: Story, part: galley.Story) -> Sheet:
    day = story.roundup
    return preview_of(
        galley.Galley(language=day.language, date=day.date, stories=(part,)), day.masthead, proofs=pictures_address()
    )


def _form(screen: Screen, data: Any) -> StepForm:
    assert screen.offer is not None  # noqa: S101  (asked by both callers)
    return StepForm(
        screen.offer.step,
        screen.thing,
        data,
        composed=screen.composed,
        to_confirm=screen.account.confirms if screen.account else [],
        changes=screen.changes,
        matters=screen.matters,
        own_words=screen.own_words,
    )


def _show(
    request: HttpRequest,
    screen: Screen,
    name: str,
    form: StepForm | None,
    *,
    refusal: workflow.StepRefused | None = None,
    status: int,
) -> HttpResponse:
    table = workflow.STORY_STEPS if isinstance(screen.thing, Story) else workflow.ROUNDUP_STEPS
    reasons = refusal.reasons if refusal else screen.offer.reasons if screen.offer else (_not_from_here(screen, name),)
    told = {each.finding.message for each in screen.account.blocks} if screen.account else set()
    context = {
        "title": table[name].label if name in table else _("No such step"),
        "screen": screen,
        "name": name,
        "form": form,
        # What stands in the way is told below, with its place.
        "reasons": [reason for reason in (*reasons, *screen.unprintable) if reason not in told],
        "button": _button(screen, name),
        "back": way_back(request, board_address(screen.roundup)),
        "now": timezone.now(),
        "is_story": isinstance(screen.thing, Story),
        "next_review": _next_review(screen, request) if name == "approve" else "",
        "blocked": bool(screen.offer and screen.offer.reasons),
    }
    return desk_page(request, "admin/roundups/step.html", context, status=status)


def _next_review(screen: Screen, request: HttpRequest) -> str:
    """The approve page of the next filed story of the day that the person did not write in; "" if there is none."""
    filed = screen.roundup.stories.filter(status=StoryState.FILED).exclude(pk=screen.thing.pk)
    person = person_of(request)
    for story in filed.order_by("position"):
        if person.pk not in workflow.authors_since_approval(story):
            return reverse("admin:story_step", args=[story.pk, "approve"])
    return ""


def _not_from_here(screen: Screen, name: str) -> str:
    return _("This cannot be done now: the state is “%(state)s”.") % {"state": screen.thing.get_status_display()}


def _button(screen: Screen, name: str) -> str:
    """Verb and object; for a publishing step with the number: “Publish 4 stories now”."""
    count = screen.composed.count if screen.composed else 0
    if name == "publish":
        return ngettext("Publish %(count)d story now", "Publish %(count)d stories now", count) % {"count": count}
    if name == "schedule":
        return ngettext("Schedule %(count)d story", "Schedule %(count)d stories", count) % {"count": count}
    if name == "reissue":
        return ngettext("Reissue with %(count)d story now", "Reissue with %(count)d stories now", count) % {
            "count": count
        }
    return str(screen.offer.step.label) if screen.offer else ""


def _done_sentence(screen: Screen, step: str) -> str:
    table = workflow.STORY_STEPS if isinstance(screen.thing, Story) else workflow.ROUNDUP_STEPS
    time = timezone.localtime(timezone.now(), screen.roundup.masthead.zone)
    words = {"thing": screen.thing, "done": table[step].done, "time": f"{time:%H:%M}"}
    if isinstance(screen.thing, Story):
        return _("“%(thing)s” is %(done)s.") % words
    return _("The roundup of %(thing)s is %(done)s, %(time)s.") % words
