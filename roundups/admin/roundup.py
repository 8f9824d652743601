"""The roundup form: the page's own words, its lead photo, and its stories in order."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from js_asset import Script

from roundups import workflow
from roundups.admin.desk import board_address, person_of
from roundups.admin.door import DoorAdmin, SeenForm
from roundups.admin.picker import PicksPhoto, offered
from roundups.admin.sharing import sharing_of
from roundups.models import Roundup
from roundups.workflow.editing import PHOTO_WORDS, editable_words


class RoundupForm(SeenForm):
    class Meta:
        model = Roundup
        fields = (
            "headline",
            *PHOTO_WORDS,
            "counter",
            "kicker",
            "opening",
            "sign_off",
            "editor_in_chief",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "photo" in self.fields:
            self.fields["photo"].queryset = offered(self.instance.photo_id)  # type: ignore[attr-defined]


class RoundupAdmin(DoorAdmin, PicksPhoto):
    form = RoundupForm
    closed = staticmethod(workflow.may_edit_roundup)
    typed = ("headline", "photo_caption", "photo_alt", "kicker", "opening", "sign_off", "editor_in_chief")
    change_form_template = "admin/roundups/roundup/change_form.html"
    list_display = ("date", "masthead", "status", "headline")
    list_filter = ("status", "masthead")
    date_hierarchy = "date"
    list_select_related = ("masthead",)
    search_fields = ("headline",)
    actions = None

    class Media:
        css = {"all": ["roundups/desk.css"]}
        js = [Script("roundups/counters.js", type="module"), Script("roundups/photos.js", type="module")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # a day is opened on the board

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a day is cancelled

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        writes = obj is None or self.has_change_permission(request, obj)
        return (*RoundupForm.Meta.fields, "seen") if writes else RoundupForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Roundup | None = None) -> Any:
        mine = editable_words(obj, person_of(request)) if obj else ()
        return tuple(name for name in RoundupForm.Meta.fields if name not in mine) if mine else ()

    def around(self, request: HttpRequest, obj: Roundup) -> dict[str, Any]:
        return {
            "may_redact": not workflow.may_redact(person_of(request)),
            "offers": workflow.open_steps(obj, person_of(request)),
            "stories": obj.stories.select_related("author"),
            "sharing": sharing_of(obj, person_of(request)),
        }

    def save_model(self, request: HttpRequest, obj: Roundup, form: RoundupForm, change: bool) -> None:
        workflow.save_roundup(obj, by=person_of(request), seen=form.cleaned_data["seen"])

    def response_change(self, request: HttpRequest, obj: Roundup) -> HttpResponse:
        if "_continue" in request.POST:
            return super().response_change(request, obj)
        self.message_user(request, _("The roundup is saved."))
        return HttpResponseRedirect(board_address(obj))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("masthead", "counter", "photo")
