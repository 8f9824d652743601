"""Masthead, counters and pages in the admin. What readers read of them is the administrators' doing."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import BaseModelForm, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from newsroom.models import Counter, Masthead, Opening, Page, PageText, Staff
from newsroom.models.page import Slug
from newsroom.record import Detail, What, digest_of
from roundups.admin.editor import ProseAdmin
from roundups.admin.recorded import RecordedAdmin


class MastheadAdmin(RecordedAdmin):
    what = What.MASTHEAD
    list_display = ("name", "language", "editor_in_chief", "time_zone")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    actions = None

    def save_model(self, request: HttpRequest, obj: Masthead, form: BaseModelForm[Any], change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            for slug in Slug:
                # The imprint links to all four: an address that it names must lead somewhere.
                first = {"title": slug.label, "body": f"<p>{_('This page will be written soon.')}</p>"}
                page, written = Page.objects.get_or_create(masthead=obj, slug=slug, defaults=first)
                if written:
                    PageText.objects.create(page=page, **first)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("language",) if obj else ()  # the language is the row's identity

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OpeningInline(admin.TabularInline[Any, Any]):
    model = Opening
    extra = 1


class CounterAdmin(RecordedAdmin):
    what = What.COUNTER
    list_display = ("name", "first_day")
    inlines = (OpeningInline,)
    actions = None

    def details(self, obj: Counter, form: ModelForm[Any], formsets: Any) -> dict[str, Detail]:
        """The languages whose opening sentence was added, changed or removed."""
        touched = [
            opening.language
            for formset in formsets
            for opening in (*formset.new_objects, *(each for each, _columns in formset.changed_objects))
        ]
        removed = [opening.language for formset in formsets for opening in formset.deleted_objects]
        told: dict[str, Detail] = {"openings": sorted(touched), "openings_removed": sorted(removed)}
        return {name: languages for name, languages in told.items() if languages}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PageTextInline(admin.TabularInline[Any, Any]):
    """The earlier texts, to read."""

    model = PageText
    fields = ("at", "by", "title", "body")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PageAdmin(ProseAdmin, RecordedAdmin):
    what = What.PAGE
    list_display = ("title", "slug", "masthead")
    fields = ("masthead", "slug", "title", "body")
    inlines = (PageTextInline,)
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("masthead", "slug") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Page, form: BaseModelForm[Any], change: bool) -> None:
        by = request.user if isinstance(request.user, Staff) else None
        with transaction.atomic():
            _keep(Page.objects.filter(pk=obj.pk).first())
            super().save_model(request, obj, form, change)
            PageText.objects.create(page=obj, title=obj.title, body=obj.body, by=by)

    def details(self, obj: Page, form: ModelForm[Any], formsets: Any) -> dict[str, Detail]:
        """What the text is by now, as it was stored: the field cleans it on its way."""
        return {"text": digest_of(Page.objects.values_list("body", flat=True).get(pk=obj.pk))}


def _keep(before: Page | None) -> None:
    """A text that came past this form, by a command or a script, is an earlier text all the same."""
    last = before.texts.first() if before else None
    if before and (last is None or (last.title, last.body) != (before.title, before.body)):
        PageText.objects.create(page=before, title=before.title, body=before.body, by=None)
