"""Editions in the admin: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom import roles
from roundups.models import Edition
from roundups.public.addresses import day_address


class EditionAdmin(admin.ModelAdmin[Any]):
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

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.of(request.user)) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
