"""What the desk reads in the admin and nobody changes there."""

from typing import Any

from django.http import HttpRequest

from newsroom import roles
from roundups.admin.listing import ListedAdmin


class ReadingAdmin(ListedAdmin):
    """Rows to read: for people with a role that may, and a superuser has none for free."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.of(request.user)) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
