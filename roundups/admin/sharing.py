"""Giving somebody without an account a preview: for how long, the link to copy, and which links hold."""

import dataclasses
import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from newsroom.models import Staff
from roundups import workflow
from roundups.admin.desk import desk_page, person_of, way_back
from roundups.models import PreviewLink, Roundup, Story
from roundups.public.addresses import shared_address
from roundups.workflow import tokens

PLACE = "sharing"  # the id of the section on a thing's page


def _choices() -> list[tuple[int, str]]:
    return [
        (hours, ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}) for hours in workflow.HOURS
    ]


class ShareForm(forms.Form):
    hours = forms.TypedChoiceField(
        label=gettext_lazy("How long the link holds"),
        choices=_choices,
        coerce=int,
        initial=workflow.HOURS[0],
        widget=forms.RadioSelect,
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sharing:
    """What the section shows: the form or why there is none, and the links that hold."""

    thing: Story | Roundup
    reasons: list[str]
    form: ShareForm
    links: list[PreviewLink]
    address: str
    back: str

    @property
    def is_day(self) -> bool:
        return isinstance(self.thing, Roundup)


def sharing_of(thing: Story | Roundup, person: Staff, *, now: datetime.datetime | None = None) -> Sharing | None:
    """The section for this person; None for whom it is not. A day's has the links of its stories too."""
    if workflow.may_share(thing, person):
        return None
    holding = PreviewLink.objects.holding(now or timezone.now()).select_related("by", "story", "roundup")
    return Sharing(
        thing=thing,
        reasons=workflow.cannot_be_shared(thing),
        form=ShareForm(),
        links=list(holding.filter(story=thing) if isinstance(thing, Story) else holding.filter(roundup=thing)),
        address=reverse(f"admin:share_{_noun(thing)}", args=[thing.pk]),
        back=_page_of(thing),
    )


@require_POST
def share_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link to a story as it stands now."""
    person_of(request)
    return _share(request, get_object_or_404(Story, pk=pk))


@require_POST
def share_roundup(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link to the whole day as it stands now."""
    person_of(request)
    return _share(request, get_object_or_404(Roundup, pk=pk))


@require_safe
def shared(request: HttpRequest, pk: int) -> HttpResponse:
    """The link, to copy, for whoever made it: another person makes one of their own, so that the record names them."""
    person = person_of(request)
    link = get_object_or_404(PreviewLink.objects.select_related("by", "roundup__masthead", "story__roundup"), pk=pk)
    if reasons := _not_shown_to(person, link):
        return _refused(request, reasons, _page_of(link.thing), status=403)
    if not PreviewLink.objects.holding(timezone.now()).filter(pk=pk).exists():
        return _refused(request, [_("The link has ended. Nobody can read by it.")], _page_of(link.thing), status=410)
    context: dict[str, Any] = {
        "title": _("A link to the preview"),
        "link": link,
        "address": f"{link.roundup.masthead.base_url}{shared_address(tokens.token_of(link))}",
        "sharing": sharing_of(link.thing, person),
        "back": _page_of(link.thing),
    }
    return desk_page(request, "admin/roundups/shared.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link now."""
    person = person_of(request)
    link = get_object_or_404(PreviewLink.objects.select_related("roundup", "story__roundup"), pk=pk)
    back = way_back(request, _page_of(link.thing))
    try:
        workflow.revoke(link, by=person)
    except workflow.AlreadyDone as done:
        messages.info(request, str(done))
    except workflow.StepRefused as refusal:
        return _refused(request, refusal.reasons, back, status=409)
    else:
        messages.success(request, _("The link is revoked. Nobody can read by it any more."))
    return HttpResponseRedirect(back)


def _not_shown_to(person: Staff, link: PreviewLink) -> list[str]:
    if link.by == person:
        return workflow.may_share(link.thing, person)
    return [_("Only whoever made a link sees it again. Make one of your own.")]


def _share(request: HttpRequest, thing: Story | Roundup) -> HttpResponse:
    form = ShareForm(request.POST)
    if not form.is_valid():
        sentences = [_("A preview is given out for 1, 8 or 24 hours. Choose one of them.")]
        return _refused(request, sentences, _page_of(thing), status=400)
    try:
        link = workflow.share(thing, by=person_of(request), hours=form.cleaned_data["hours"])
    except workflow.StepRefused as refusal:
        return _refused(request, refusal.reasons, _page_of(thing), status=409)
    return HttpResponseRedirect(reverse("admin:preview_link", args=[link.pk]))


def _refused(request: HttpRequest, reasons: Any, back: str, *, status: int) -> HttpResponse:
    context = {"title": _("Nothing was changed"), "reasons": reasons, "back": back}
    return desk_page(request, "admin/roundups/kept.html", context, status=status)


def _page_of(thing: Story | Roundup) -> str:
    return reverse(f"admin:roundups_{_noun(thing)}_change", args=[thing.pk]) + f"#{PLACE}"


def _noun(thing: Story | Roundup) -> str:
    return "story" if isinstance(thing, Story) else "roundup"
