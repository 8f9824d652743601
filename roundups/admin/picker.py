"""Choosing a photo in a form: thumbnails with what each still needs, by keyboard or finger, without a script too."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from roundups import workflow
from roundups.admin.tray import signs
from roundups.models import Photo

RECENT_PHOTOS = 60


class PhotoPicker(forms.RadioSelect):
    """One of the photos that the form offers, or none."""

    template_name = "desk/picker.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The number of an older photo, where somebody typed one, comes before what is chosen."""
        return (data.get(f"{name}-number") or "").strip() or super().value_from_datadict(data, files, name)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        photo = getattr(value, "instance", None)
        return {**option, "photo": photo, "signs": signs(photo) if photo else []}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        options = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        chosen = next((option for option in options if option["selected"]), None)
        typed = "" if chosen else value or ""  # a number that was refused
        return {**context, "options": options, "chosen": chosen["photo"] if chosen else None, "typed": typed}


class PhotoField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own takes no argument at run time
    """Offers the newest photos and takes any."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            number = str(value)
            known = number.isascii() and number.isdigit() and len(number) < 19
            if photo := Photo.objects.filter(pk=int(number)).first() if known else None:
                return photo
            raise


class PicksPhoto(admin.ModelAdmin[Any]):
    """A form whose photo is picked from thumbnails."""

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "photo":
            # Not the admin's own field: its links open windows that a phone loses.
            return PhotoField(
                label=capfirst(str(db_field.verbose_name)), queryset=Photo.objects.all(), required=False, blank=True,
                widget=PhotoPicker, empty_label=_("No photo"),
            )  # fmt: skip
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def offered(chosen: int | None) -> QuerySet[Photo]:
    """The photos that a form offers: the newest, and the one that is chosen already."""
    recent = list(Photo.objects.order_by("-pk").values_list("pk", flat=True)[:RECENT_PHOTOS])
    return workflow.with_last_use(Photo.objects.filter(Q(pk__in=recent) | Q(pk=chosen)))
