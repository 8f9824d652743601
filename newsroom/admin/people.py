"""People in the admin: who they are and which role they have. Nobody changes their own role."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.models import Staff


class StaffAdmin(UserAdmin[Staff]):
    list_display = ("name", "username", "email", "role_names", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("name", "username", "email")
    ordering = ("name",)
    filter_horizontal = ()
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("name", "email")}),
        (_("At the paper"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "email", "usable_password", "password1", "password2"),
            },
        ),
    )

    @admin.display(description=_("roles"))
    def role_names(self, person: Staff) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        always = ("last_login", "date_joined")
        own = obj is not None and obj.pk == request.user.pk
        return (*always, "groups", "is_active", "is_staff") if own else always

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what a person did stays theirs: they are deactivated instead

    def save_model(self, request: HttpRequest, obj: Staff, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
