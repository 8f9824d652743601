"""Photos in the admin: the tray as their list, and the form with words, rights, focal point and where each is used."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from roundups import workflow
from roundups.admin.desk import person_of
from roundups.admin.door import DoorAdmin, SeenForm
from roundups.admin.listing import ListedAdmin
from roundups.admin.tray import days_for, ran_words, signs
from roundups.imaging.developing import PictureRefused
from roundups.imaging.intake import LARGEST_FILE, SamePicture, apply_known_credit, take_in
from roundups.models import KnownCredit, Photo, PhotoUse, Rights, Roundup, Story

FILE_WORDS = {
    "caption": _("caption"), "headline": _("headline"), "credit": _("credit"), "creator": _("photographer"),
    "source": _("source"), "copyright": _("copyright notice"), "usage_terms": _("usage terms"),
    "license": _("licence"), "licensor": _("licensor’s address"), "web_statement": _("address of the terms"),
    "alt": _("alt text"), "description": _("extended description"), "taken": _("taken on"), "city": _("city"),
    "country": _("country"), "instructions": _("instructions"), "source_type": _("how it was made"),
    "ai_system": _("AI system"), "ai_prompt": _("AI prompt"), "data_mining": _("data mining"),
}  # fmt: skip
ASKED_FOR = ("caption", "credit", "creator", "copyright", "alt")  # what a good file says
TRACES = {
    "location": _("where it was taken"),
    "camera": _("the camera’s serial number or its maker’s notes"),
    "owner": _("the camera’s owner"),
}
LAST_USES = 20
SHORT = frozenset({"focal_x", "focal_y", "expires_on"})


class PhotoForm(SeenForm):
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF, GIF or HEIC, up to 25 MB. Without one, the caption waits for its picture."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Photo
        fields = (
            "caption", "credit", "alt", "creator", "creator_public", "source", "copyright", "source_type",
            "rights", "proof", "license", "web_statement", "expires_on", "one_time",
            "state_agency", "graphic", "vulnerable", "focal_x", "focal_y",
        )  # fmt: skip
        widgets = {
            "license": forms.URLInput,
            "web_statement": forms.URLInput,
            "expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.instance.from_file.get("words", {})
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput | forms.URLInput) and name not in SHORT:
                field.widget.attrs["class"] = "vLargeTextField"
            if said.get(name) and said[name] == getattr(self.instance, name, None):
                field.help_text = _("From the file: check it.")
        if "credit" in self.fields:
            self.fields["credit"].widget.attrs["list"] = "known-credits"
        if self.instance.digest:
            self.fields.pop("upload", None)  # another picture is another photo
        for name in {"focal_x", "focal_y"} & set(self.fields):
            self.fields[name].widget.attrs |= {"min": 0, "max": 1, "step": "any"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        upload = data.get("upload")
        if upload and not self.errors:
            try:
                self._take_in(upload.read(LARGEST_FILE + 1))
            except SamePicture as same:
                self.add_error("upload", f"{same} {ran_words(same.photo)}".strip())
            except PictureRefused as refusal:
                self.add_error("upload", str(refusal))
        return data

    def _take_in(self, content: bytes) -> None:
        """The typed words come before the file's: the instance has them only after cleaning, so they go there first."""
        for name in PhotoForm.Meta.fields:
            setattr(self.instance, name, self.cleaned_data.get(name, getattr(self.instance, name)))
        take_in(self.instance, content)
        for name in PhotoForm.Meta.fields:
            if name in self.cleaned_data:
                self.cleaned_data[name] = getattr(self.instance, name)


class Shown(admin.SimpleListFilter):
    """Which pictures the tray shows: by what they still need, or by what is to be known of them."""

    title = _("what is to be known")
    parameter_name = "shown"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return (
            ("picture", _("Waits for its picture")),
            ("rights", _("No rights")),
            ("credit", _("No credit")),
            ("caption", _("No caption")),
            ("alt", _("No alt text")),
            ("state", _("State agency")),
            ("unused", _("Never used")),
        )

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        wanted: dict[str, dict[str, Any]] = {
            "picture": {"digest": None},
            "rights": {"rights": Rights.NONE},
            "credit": {"credit": ""},
            "caption": {"caption": ""},
            "alt": {"alt": ""},
            "state": {"state_agency": True},
            "unused": {"last_ran_on": None},
        }
        return queryset.filter(**wanted.get(self.value() or "", {}))


class PhotoAdmin(DoorAdmin):
    form = PhotoForm
    closed = staticmethod(workflow.may_edit_photo)
    change_list_template = "admin/roundups/photo/change_list.html"
    change_form_template = "admin/roundups/photo/change_form.html"
    list_display = ("__str__",)
    list_filter = (Shown, "rights")
    search_fields = ("caption", "credit", "alt", "creator", "source")
    fieldsets = (
        (None, {"fields": ("upload", "caption", "credit", "alt", "seen")}),
        (_("Who made it"), {"fields": ("creator", "creator_public", "source", "copyright", "source_type")}),
        (_("Rights"), {"fields": ("rights", "proof", "license", "web_statement", "expires_on", "one_time")}),
        (_("With care"), {"fields": ("state_agency", "graphic", "vulnerable")}),
        (_("Focal point"), {"fields": ("focal_x", "focal_y")}),
    )
    typed = ("caption", "credit", "alt", "creator", "source", "copyright", "proof")
    actions = None
    list_per_page = 48
    show_full_result_count = False

    class Media:
        css = {"all": ["roundups/desk.css"]}
        js = [Script("roundups/photos.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return workflow.with_last_use(super().get_queryset(request))

    def form_page(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any]
    ) -> HttpResponseBase:
        # Without Django's transaction: a picture takes seconds to open, and meanwhile nobody could write on SQLite.
        # The door that saves the photo has a transaction of its own.
        found: HttpResponseBase = self._changeform_view(request, object_id, form_url, context)  # type: ignore[attr-defined]
        return found

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        if obj is None or not obj.digest:
            return self.fieldsets
        words = tuple(name for name in self.fieldsets[0][1]["fields"] if name != "upload")
        return ((None, {"fields": words}), *self.fieldsets[1:])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an edition may need it

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        if "credit" in form.changed_data and "rights" not in form.changed_data:
            apply_known_credit(obj)
        workflow.save_photo(obj, by=person_of(request), seen=form.cleaned_data.get("seen"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {"days": days_for(request), "may_bring": self.has_add_permission(request)}
        context["title"] = _("Photo tray")
        response: Any = super().changelist_view(request, {**(extra_context or {}), **context})
        if changes := getattr(response, "context_data", {}).get("cl"):
            response.context_data["cards"] = [(photo, signs(photo)) for photo in changes.result_list]
        return response

    def around(self, request: HttpRequest, obj: Photo) -> dict[str, Any]:
        said = obj.from_file.get("words", {})
        closed = self.closed(obj, person_of(request))
        return {
            "signs": signs(obj),
            "said": [(label, said[name]) for name, label in FILE_WORDS.items() if said.get(name)],
            "unsaid": [FILE_WORDS[name] for name in ASKED_FOR if obj.digest and not said.get(name)],
            "traces": [] if closed else [str(TRACES[trace]) for trace in obj.from_file.get("private", [])],
            "uses": PhotoUse.objects.filter(digest=obj.digest or "")
            .select_related("edition")
            .order_by("-edition__date", "-edition__number")[:LAST_USES],
            "leads": Roundup.objects.filter(photo=obj).order_by("-date")[:LAST_USES],
            "stories": Story.objects.filter(photo=obj).select_related("roundup").order_by("-roundup__date")[:LAST_USES],
            "days": days_for(request),
            "may_keep": not closed,
        }

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["known_credits"] = KnownCredit.objects.values_list("name", flat=True)
        return super().render_change_form(request, context, *args, **kwargs)


class KnownCreditAdmin(ListedAdmin):
    """The list that fills in rights; kept by the photo editor and the editors."""

    list_display = ("name", "rights", "state_agency")
    list_editable = ("rights", "state_agency")
    actions = None
    ordering = ("name",)
