"""Editions in the admin: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from roundups import workflow
from roundups.admin.desk import person_of
from roundups.admin.reading import ReadingAdmin
from roundups.models import Edition
from roundups.public.addresses import day_address


class EditionAdmin(ReadingAdmin):
    list_display = ("date", "masthead", "number", "kind", "headline", "at")
    list_filter = ("kind", "masthead")
    date_hierarchy = "date"
    list_select_related = ("text", "masthead")
    change_form_template = "admin/roundups/edition/change_form.html"
    fields = ("date", "masthead", "number", "kind", "headline", "by", "at", "digest", "address")
    readonly_fields = fields
    actions = None

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kwargs["extra_context"] = {"may_redact": not workflow.may_redact(person_of(request))}
        return super().change_view(request, *args, **kwargs)

    @admin.display(description=_("headline"))
    def headline(self, edition: Edition) -> str:
        return edition.text.headline or str(_("(notice)"))

    @admin.display(description=_("address"))
    def address(self, edition: Edition) -> str:
        return format_html('<a href="{0}">{0}</a>', day_address(edition.language, edition.date))
