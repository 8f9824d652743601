"""The forms of the steps: each asks for exactly what its step asks."""

import datetime
import hashlib
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roundups import galley, workflow
from roundups.admin.telling import Told
from roundups.models import EditionKind, Roundup, RoundupState, Story
from roundups.workflow import Given, Verdict

KINDS = [
    (EditionKind.REFILE, _("Refile: a typing slip, no note to readers")),
    (EditionKind.UPDATE, _("Update: new facts; the page says when it was updated")),
    (EditionKind.CORRECTION, _("Correction: we were wrong; readers are told what we said and what is right")),
]
VERDICT_WORDS: list[tuple[str, Any, Any]] = [
    (
        "said",
        _("For a correction: what we said"),
        _("A full sentence: An earlier version said that nine ships were waiting."),
    ),
    ("right", _("For a correction: what is right"), _("A full sentence: There are eleven.")),
    ("text", _("For an update: a note to readers, if they need one"), ""),
]
AREA = forms.Textarea(attrs={"rows": 3})


class TickList(forms.CheckboxSelectMultiple):
    """A tick for each finding, with the words that it is about and what else can be done with it."""

    template_name = "desk/ticks.html"

    def __init__(self, to_confirm: list[Told]) -> None:
        super().__init__()
        self.told = {told.finding.key: told for told in to_confirm}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().create_option(name, value, *args, **kwargs), "told": self.told.get(str(value))}


class Ticks(forms.MultipleChoiceField):
    """What was confirmed. A tick for a finding that is gone meanwhile is no error of the person's."""

    def valid_value(self, value: str) -> bool:
        return True


def _key(change: galley.Change) -> str:
    # By the story, not by its place in the list: what was typed for one story never moves to another.
    return hashlib.sha256(change.anchor.encode()).hexdigest()[:12]


def _help_of(matter: workflow.Matter) -> Any:
    if matter.reasons:
        return _("Material: %(reasons)s.") % {"reasons": "; ".join(matter.reasons)}
    if matter.change.what == "page":
        return _("Immaterial: spelling, or the order of the stories.")
    return _("Immaterial: spelling only.")


class StepForm(forms.Form):
    """What the person saw, and what the step asks for. `given()` hands it to the workflow."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        step: workflow.Step,
        thing: Story | Roundup,
        *args: Any,
        composed: workflow.Composition | None = None,
        to_confirm: list[Told] | None = None,
        changes: list[galley.Change] | None = None,
        matters: list[workflow.Matter] | None = None,
        own_words: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.thing, self.changes = step, thing, changes or []
        self._ticked: list[str] = []  # fields whose ticks confirm something
        self.matters = {each.change.anchor: each for each in matters or []}
        self.fields["seen"].initial = thing.revision
        for ask in step.asks:
            if ask == "own_words_reason" and not own_words:
                continue
            getattr(self, f"_ask_{ask}")(composed, to_confirm or [])
        self.helper = FormHelper()
        self.helper.form_tag = False

    def given(self) -> Given:
        """What goes to the workflow. The form is valid."""
        data = self.cleaned_data
        return Given(
            note=data.get("note", ""),
            at=data.get("at"),
            to=data.get("to"),
            digest=data.get("digest", ""),
            confirmed=frozenset(key for name in self._ticked for key in data.get(name, ())),
            verdicts={change.anchor: self._verdict(_key(change)) for change in self.changes},
        )

    # --- One method per word of `Step.asks` ----------------------------------------------------------------------

    def _note(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        self.fields["note"] = forms.CharField(
            label=label, help_text=help_text, required=required, widget=AREA, max_length=2000
        )

    def _ask_note(self, *_args: Any) -> None:
        self._note(_("What is missing"), _("The author reads it above the story."), required=False)

    def _ask_reason(self, *_args: Any) -> None:
        self._note(_("Why"))

    def _ask_own_words_reason(self, *_args: Any) -> None:
        self._note(_("Why you approve your own words"), _("It is recorded and shown."))

    def _ask_public_note(self, *_args: Any) -> None:
        self._note(_("Public note"), _("Readers see it where the story stood."))

    def _ask_public_reason(self, *_args: Any) -> None:
        self._note(_("Public reason"), _("Readers see it where the text stood."))

    def _ask_optional_note(self, *_args: Any) -> None:
        self._note(_("Note"), required=False)

    def _ask_digest(self, composed: workflow.Composition | None, to_confirm: Any) -> None:
        digest = composed.galley.digest if composed else galley.story_of(self.thing).digest  # type: ignore[arg-type]
        self.fields["digest"] = forms.CharField(widget=forms.HiddenInput, initial=digest, max_length=64)

    def _ask_confirmed(self, composed: Any, to_confirm: list[Told]) -> None:
        if to_confirm:
            self._ticked.append("confirmed")
            self.fields["confirmed"] = Ticks(
                label=_("Please confirm"),
                required=False,
                widget=TickList(to_confirm),
                choices=[(told.finding.key, told.finding.message) for told in to_confirm],
            )

    def _ask_at(self, *_args: Any) -> None:
        masthead = self.thing.masthead  # type: ignore[union-attr]
        deadline = datetime.datetime.combine(self.thing.date, masthead.deadline, masthead.zone)  # type: ignore[union-attr]
        soon = timezone.now() + datetime.timedelta(hours=1)
        self.fields["at"] = forms.SplitDateTimeField(
            label=_("Goes out at"),
            help_text=_("Time in %(zone)s.") % {"zone": masthead.time_zone},
            initial=deadline if deadline > timezone.now() else soon.replace(minute=0, second=0),
            widget=forms.SplitDateTimeWidget(
                date_attrs={"type": "date"}, time_attrs={"type": "time"}, date_format="%Y-%m-%d", time_format="%H:%M"
            ),
        )

    def _ask_to(self, *_args: Any) -> None:
        day = self.thing.roundup  # type: ignore[union-attr]
        self.fields["to"] = forms.ModelChoiceField(
            label=_("To which day"),
            queryset=Roundup.objects.filter(status=RoundupState.OPEN, masthead=day.masthead_id).order_by("date"),
            empty_label=None,
        )

    def _ask_verdicts(self, *_args: Any) -> None:
        for change in self.changes:
            key, matter = _key(change), self.matters.get(change.anchor)
            self.fields[f"kind_{key}"] = forms.ChoiceField(
                label=_("“%(story)s” changed: what is it?") % {"story": change.headline or _("The page")},
                help_text=_help_of(matter) if matter else "",
                initial=EditionKind.REFILE if matter and not matter.reasons else None,
                choices=KINDS if self.step.name == "reissue" else KINDS[1:],
                widget=forms.RadioSelect,
            )
            if matter and matter.reasons:
                self._ask_refile(f"refile_{key}", matter)
            for name, label, help_text in VERDICT_WORDS:
                self.fields[f"{name}_{key}"] = forms.CharField(
                    label=label, help_text=help_text, required=False, max_length=1000, widget=AREA
                )

    def _ask_refile(self, name: str, matter: workflow.Matter) -> None:
        self._ticked.append(name)
        self.fields[name] = Ticks(
            label=_("For a refile"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(matter.key, _("Refile it although it is a change of matter: readers are told nothing"))],
        )

    def _verdict(self, key: str) -> Verdict:
        kind = self.cleaned_data.get(f"kind_{key}", "")
        correcting = kind == EditionKind.CORRECTION
        return Verdict(
            kind=kind,
            said=self.cleaned_data.get(f"said_{key}", "").strip() if correcting else "",
            right=self.cleaned_data.get(f"right_{key}", "").strip() if correcting else "",
            text=self.cleaned_data.get(f"text_{key}", "").strip() if kind == EditionKind.UPDATE else "",
        )
