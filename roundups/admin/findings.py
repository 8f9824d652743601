"""What people do about a finding: take the change that it offers, call it no error, overrule it, take that back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from roundups import workflow
from roundups.admin.desk import board_address, desk_page, person_of, way_back
from roundups.models import Roundup, RulingKind, Story

DONE = {
    RulingKind.NOT_AN_ERROR: gettext_lazy("It is settled: no error. It comes back if the words change."),
    RulingKind.OVERRULED: gettext_lazy("It is overruled, with your reason. It comes back if the words change."),
    RulingKind.TAKEN_BACK: gettext_lazy("The decision is taken back."),
}


class RulingForm(forms.Form):
    finding = forms.CharField(max_length=16)
    kind = forms.ChoiceField(choices=RulingKind.choices)
    reason = forms.CharField(required=False, max_length=500, label=gettext_lazy("Reason"))


class FixForm(forms.Form):
    finding = forms.CharField(max_length=16)
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@require_POST
def rule_on_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on what was found in a story."""
    person_of(request)
    story = get_object_or_404(Story, pk=pk)
    return _rule(request, story, way_back(request, _form_of(story)))


@require_POST
def rule_on_roundup(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide on what was found on the page."""
    person_of(request)
    roundup = get_object_or_404(Roundup.objects.select_related("masthead"), pk=pk)
    return _rule(request, roundup, way_back(request, board_address(roundup)))


@require_POST
def fix_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the change that a finding offers."""
    person = person_of(request)
    story = get_object_or_404(Story, pk=pk)
    back = way_back(request, _form_of(story))
    form = FixForm(request.POST)
    if not form.is_valid():
        return _refused(request, [_("This page was too old to be sent. Nothing was changed.")], back, status=400)
    data = form.cleaned_data
    try:
        fix = workflow.apply_fix(story, data["finding"], by=person, seen=data["seen"])
    except workflow.StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Changed: “%(before)s” is now “%(after)s”.") % {"before": fix.before, "after": fix.after}
        )
    return HttpResponseRedirect(back)


def _form_of(story: Story) -> str:
    return reverse("admin:roundups_story_change", args=[story.pk])


def _rule(request: HttpRequest, thing: Story | Roundup, back: str) -> HttpResponse:
    form = RulingForm(request.POST)
    if not form.is_valid():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return _refused(request, sentences, back, status=400)
    data: dict[str, Any] = form.cleaned_data
    kind = RulingKind(data["kind"])
    try:
        workflow.rule_on(thing, data["finding"], kind=kind, by=person_of(request), reason=data["reason"])
    except workflow.AlreadyDone as done:
        messages.info(request, str(done))
    except workflow.StepRefused as refusal:
        return _refused(request, refusal.reasons, back, status=409)
    else:
        messages.success(request, str(DONE[kind]))
    return HttpResponseRedirect(back)


def _refused(request: HttpRequest, reasons: Any, back: str, *, status: int) -> HttpResponse:
    """The sentences, and the reason that was typed, to copy."""
    typed = [(_("Reason"), request.POST["reason"])] if request.POST.get("reason", "").strip() else []
    context = {"title": _("Nothing was recorded"), "reasons": reasons, "typed": typed, "back": back}
    return desk_page(request, "admin/roundups/kept.html", context, status=status)
