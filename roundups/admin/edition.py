"""Editions in the admin: to read, never to change."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from roundups.admin.reading import ReadingAdmin
from roundups.models import Edition
from roundups.public.addresses import day_address


class EditionAdmin(ReadingAdmin):
    list_display = ("date", "masthead", "number", "kind", "headline", "at")
    list_filter = ("kind", "masthead")
    date_hierarchy = "date"
    list_select_related = ("text", "masthead")
    fields = ("date", "masthead", "number", "kind", "headline", "by", "at", "digest", "address")
    readonly_fields = fields
    actions = None

    @admin.display(description=_("headline"))
    def headline(self, edition: Edition) -> str:
        return edition.text.headline or str(_("(notice)"))

    @admin.display(description=_("address"))
    def address(self, edition: Edition) -> str:
        return format_html('<a href="{0}">{0}</a>', day_address(edition.language, edition.date))
