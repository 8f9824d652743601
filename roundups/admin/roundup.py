"""The roundup form: the page's own words, its lead photo, and its stories in order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from js_asset import Script

from roundups import workflow
from roundups.admin.desk import board_address, person_of
from roundups.admin.photo import offered
from roundups.admin.stale import SeenForm, answer_refusal
from roundups.models import Roundup
from roundups.workflow.editing import editable_words


class RoundupForm(SeenForm):
    class Meta:
        model = Roundup
        fields = (
            "headline",
            "photo",
            "photo_caption",
            "photo_alt",
            "counter",
            "kicker",
            "opening",
            "sign_off",
            "editor_in_chief",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
        if "photo" in self.fields:
            self.fields["photo"].queryset = offered(self.instance.photo_id)  # type: ignore[attr-defined]


class RoundupAdmin(admin.ModelAdmin[Any]):
    form = RoundupForm
    change_form_template = "admin/roundups/roundup/change_form.html"
    list_display = ("date", "masthead", "status", "headline")
    list_filter = ("status", "masthead")
    date_hierarchy = "date"
    list_select_related = ("masthead",)
    search_fields = ("headline",)
    actions = None

    class Media:
        css = {"all": ["roundups/desk.css"]}
        js = [Script("roundups/counters.js", type="module")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a day is opened on the board

    def has_change_permission(self, request: HttpRequest, obj: Roundup | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not workflow.may_edit_roundup(obj, person_of(request)))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a day is cancelled

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*RoundupForm.Meta.fields, "seen")

    def get_readonly_fields(self, request: HttpRequest, obj: Roundup | None = None) -> Any:
        mine = editable_words(obj, person_of(request)) if obj else ()
        return tuple(name for name in RoundupForm.Meta.fields if name not in mine) if mine else ()

    def changeform_view(  # type: ignore[override]  # the stubs promise more than Django does
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        roundup = self.get_object(request, object_id) if object_id else None
        person = person_of(request)
        words = [name for name in RoundupForm.Meta.fields if name not in {"photo", "counter"}]
        if request.method == "POST" and roundup and (reasons := workflow.may_edit_roundup(roundup, person)):
            return answer_refusal(request, workflow.StepRefused(reasons), model=Roundup, words=words)
        context = dict(extra_context or {})
        if roundup:
            context |= {
                "offers": workflow.open_steps(roundup, person),
                "stories": roundup.stories.select_related("author"),
                "closed": workflow.may_edit_roundup(roundup, person),
            }
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except workflow.StaleSave:
            return super().changeform_view(request, object_id, form_url, context)
        except workflow.StepRefused as refusal:
            return answer_refusal(request, refusal, model=Roundup, words=words)

    def save_model(self, request: HttpRequest, obj: Roundup, form: RoundupForm, change: bool) -> None:
        workflow.save_roundup(obj, by=person_of(request), seen=form.cleaned_data["seen"])

    def response_change(self, request: HttpRequest, obj: Roundup) -> HttpResponse:
        if "_continue" in request.POST:
            return super().response_change(request, obj)
        self.message_user(request, _("The roundup is saved."))
        return HttpResponseRedirect(board_address(obj))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("masthead", "counter", "photo")
