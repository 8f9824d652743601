"""The story form: a journalist writes here; what can be done with the story stands above it."""

import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, DateTimeField, DateTimeInput, HiddenInput, IntegerField, TextInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from newsroom import roles
from roundups import preflight, workflow
from roundups.admin.desk import board_address, person_of
from roundups.admin.door import DoorAdmin, SeenForm, answer_refusal
from roundups.admin.editor import ProseAdmin
from roundups.admin.picker import PicksPhoto, offered
from roundups.admin.sharing import sharing_of
from roundups.admin.telling import account_of
from roundups.models import Roundup, RoundupState, Source, Story, StoryState
from roundups.public.prose import prose
from roundups.workflow.editing import PHOTO_WORDS

RECENT_DAYS = 14
MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(DateTimeField):
    """A moment on the paper's clock, to the minute, as the browser's own field writes it."""

    def prepare_value(self, value: Any) -> Any:
        value = super().prepare_value(value)
        return value.strftime(MOMENT) if isinstance(value, datetime.datetime) else value

    def validate(self, value: datetime.datetime | None) -> None:
        super().validate(value)
        if value and value.year not in workflow.YEARS:
            raise ValidationError(_("That is no time at which something goes out."))


class StoryForm(SeenForm):
    class Meta:
        model = Story
        fields = (
            "roundup",
            "headline",
            "short_headline",
            "summary",
            "body",
            *PHOTO_WORDS,
            "note_to_editor",
            "embargo_until",
        )
        field_classes = {"embargo_until": MomentField}
        widgets = {"embargo_until": DateTimeInput(attrs={"type": "datetime-local", "class": "moment"}, format=MOMENT)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, TextInput):
                field.widget.attrs.setdefault("class", "vLargeTextField")
        if "roundup" in self.fields:
            self.fields["roundup"].queryset = self._days()  # type: ignore[attr-defined]
        if "photo" in self.fields:
            self.fields["photo"].queryset = offered(self.instance.photo_id)  # type: ignore[attr-defined]

    def _days(self) -> QuerySet[Roundup]:
        """The newest days on which one can write, and the one from which the form was opened."""
        writable = Roundup.objects.filter(status__in=[RoundupState.OPEN, RoundupState.PUBLISHED])
        offered_days = set(writable.values_list("pk", flat=True)[:RECENT_DAYS])
        asked = str(self.data.get("roundup") or self.initial.get("roundup") or "")
        if asked.isascii() and asked.isdigit() and len(asked) < 19:
            offered_days.add(int(asked))
        return Roundup.objects.filter(pk__in=offered_days).select_related("masthead")


class SourceFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows of words: the desk replaces all sources at once, so it does not matter which row they were before."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "id" in form.fields:
            # A colleague's save may have replaced the rows meanwhile; their ids must not stand in the way of mine.
            form.fields["id"] = IntegerField(required=False, widget=HiddenInput, initial=form.instance.pk)
        for name in ("name", "url"):
            form.fields[name].widget.attrs.pop("maxlength", None)


class SourceInline(admin.TabularInline[Any, Any]):
    """Who may change the story may change its sources."""

    model = Source
    formset = SourceFormSet
    fields = ("name", "url", "kind")
    extra = 1
    max_num = 20

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class StoryAdmin(DoorAdmin, ProseAdmin, PicksPhoto):
    form = StoryForm
    closed = staticmethod(workflow.may_edit_story)
    typed = (
        "headline",
        "short_headline",
        "summary",
        "body",
        "photo_caption",
        "photo_alt",
        "note_to_editor",
        "embargo_until",
    )
    inlines = (SourceInline,)
    change_form_template = "admin/roundups/story/change_form.html"
    list_display = ("__str__", "roundup", "status", "author", "changed_at")
    list_filter = ("status", "roundup__masthead")
    list_select_related = ("roundup__masthead", "author")
    search_fields = ("headline", "short_headline", "summary")
    ordering = ("-roundup__date", "position")
    actions = None
    list_per_page = 50

    class Media:
        css = {"all": ["roundups/desk.css"]}
        js = [Script(f"roundups/{name}.js", type="module") for name in ("counters", "findings", "photos")]

    # --- Who may -------------------------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and obj.status == StoryState.DRAFT and obj.filed_at is None

    # --- What is shown -------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> Any:
        writes = obj is None or self.has_change_permission(request, obj)
        text = ("body", "seen") if writes else ("body_shown",)
        day = ("roundup",) if obj is None else ()
        return (
            (None, {"fields": (*day, "headline", "short_headline", "summary", *text)}),
            (gettext_lazy("Photo in the story"), {"fields": PHOTO_WORDS}),
            (gettext_lazy("For the desk"), {"fields": ("note_to_editor", "embargo_until")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Story | None = None) -> Any:
        return ("body_shown",)

    @admin.display(description=gettext_lazy("text"))
    def body_shown(self, story: Story) -> str:
        return format_html('<div class="prose" data-passage="body">{}</div>', prose(story.body))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"roundup": request.GET.get("roundup", "")}

    def around(self, request: HttpRequest, obj: Story) -> dict[str, Any]:
        story = obj
        return {
            "offers": workflow.open_steps(story, person_of(request)),
            "account": account_of(story, workflow.story_findings(story, preflight.Stage.APPROVE), person_of(request)),
            "is_editor": roles.is_editor(person_of(request)),
            "comments": story.comments.select_related("by", "settled_by"),
            "last_note": story.moves.filter(step="send_back").select_related("by").first()
            if story.status == StoryState.RETURNED
            else None,
            "sharing": sharing_of(story, person_of(request)),
        }

    # --- Saving --------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Story, form: StoryForm, change: bool) -> None:
        """Saved in save_related, words and sources at once: a version is made of both."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        # The admin's own log has no say here: versions and moves are the record.
        return ""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[BaseInlineFormSet[Any, Any, Any]], change: bool
    ) -> None:
        workflow.save_story(
            form.instance,
            by=person_of(request),
            seen=form.cleaned_data.get("seen") if change else None,
            sources=_sources(formsets),
        )

    def delete_model(self, request: HttpRequest, obj: Story) -> None:
        workflow.delete_draft(obj, by=person_of(request))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except workflow.StepRefused as refusal:
            return answer_refusal(request, refusal, model=Story, words=())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Its versions and comments go with a draft that was never filed; nobody needs a permission of their own.
        return [str(obj) for obj in objs], {}, set(), []

    # --- Where to next -------------------------------------------------------------------------------------------

    def response_add(self, request: HttpRequest, obj: Story, post_url_continue: str | None = None) -> HttpResponse:
        return self._next(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        return self._next(request, obj) or super().response_change(request, obj)

    def _next(self, request: HttpRequest, story: Story) -> HttpResponse | None:
        if "_file" in request.POST:
            return HttpResponseRedirect(reverse("admin:story_step", args=[story.pk, "file"]))
        if {"_continue", "_addanother"} & set(request.POST):
            return None
        self.message_user(request, _("“%(story)s” is saved.") % {"story": story})
        return HttpResponseRedirect(board_address(story.roundup))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return super().get_queryset(request).select_related("roundup__masthead", "roundup__counter", "photo", "author")


def _sources(formsets: list[BaseInlineFormSet[Any, Any, Any]]) -> list[tuple[str, str, str]]:
    rows = [form.cleaned_data for formset in formsets for form in formset.forms if form.cleaned_data]
    return [(row["name"], row["url"], row["kind"]) for row in rows if row.get("name") and not row.get("DELETE")]
