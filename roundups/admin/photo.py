"""Photos in the admin: the picture, its caption, credit, alt text and rights."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from roundups import imaging, workflow
from roundups.admin.desk import person_of
from roundups.admin.door import DoorAdmin, SeenForm
from roundups.admin.preview import pictures_address
from roundups.models import Photo

RECENT_PHOTOS = 60


class PhotoForm(SeenForm):
    upload = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 25 MB. Without one, the caption waits for its picture."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Photo
        fields = ("caption", "credit", "alt", "creator", "source", "rights", "focal_x", "focal_y")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        upload = data.get("upload")
        if upload and not self.errors:
            try:
                imaging.take_in(self.instance, upload.read())
            except imaging.PictureRefused as refusal:
                self.add_error("upload", str(refusal))
        return data


class PhotoAdmin(DoorAdmin):
    form = PhotoForm
    closed = staticmethod(workflow.may_edit_photo)
    list_display = ("thumbnail", "__str__", "credit", "rights", "created_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = ("rights",)
    search_fields = ("caption", "credit", "alt", "creator")
    fields = ("thumbnail", "upload", *PhotoForm.Meta.fields, "seen")
    typed = ("caption", "credit", "alt", "creator", "source")
    readonly_fields = ("thumbnail",)
    actions = None
    list_per_page = 50

    class Media:
        css = {"all": ["roundups/desk.css"]}

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        if not photo.digest:
            return str(_("waits for its picture")) if photo.pk else "–"
        return format_html(
            '<img class="thumbnail" src="{}{}/" alt="" loading="lazy">', pictures_address(), photo.digest
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an edition may need it

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        workflow.save_photo(obj, by=person_of(request), seen=form.cleaned_data.get("seen"))


def offered(chosen: int | None) -> QuerySet[Photo]:
    """The photos that a form offers: the newest, and the one that is chosen already."""
    recent = list(Photo.objects.order_by("-pk").values_list("pk", flat=True)[:RECENT_PHOTOS])
    return Photo.objects.filter(Q(pk__in=recent) | Q(pk=chosen))
