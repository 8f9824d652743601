"""People in the admin: who they are and which role they have. Nobody changes their own role, or anybody's password."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from newsroom import record
from newsroom.admin import signins
from newsroom.models import DeskSession, Staff
from newsroom.signin.pages import person_of
from roundups.admin.listing import ListedAdmin


class StaffAdmin(ListedAdmin):
    list_display = ("name", "username", "email", "role_names", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("name", "username", "email")
    ordering = ("name",)
    actions = None
    change_form_template = "admin/newsroom/staff/change_form.html"
    change_list_template = "admin/newsroom/staff/change_list.html"
    fieldsets = (
        (_("Person"), {"fields": ("username", "name", "email")}),
        (_("At the paper"), {"fields": ("is_active", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    @admin.display(description=_("roles"))
    def role_names(self, person: Staff) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        always = ("username", "last_login", "date_joined")
        own = obj is not None and obj.pk == request.user.pk
        return (*always, "groups", "is_active") if own else always

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return signins.invite_person(request)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        return super().change_view(request, object_id, form_url, {"show_save_and_add_another": False})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # what a person did stays theirs: they are put away instead

    def save_form(self, request: HttpRequest, form: BaseModelForm[Staff], change: bool) -> Any:
        if "groups" in form.changed_data:
            form.roles_before = role_list(form.instance)  # type: ignore[attr-defined]
        return super().save_form(request, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What changed is in the record, and a person whose role or standing changed has to sign in again."""
        super().save_related(request, form, formsets, change)
        person, by = form.instance, person_of(request)
        told = [name for name in form.changed_data if name != "groups"]
        if "groups" in form.changed_data or "is_active" in form.changed_data:
            DeskSession.objects.of(person).delete()
        with transaction.atomic():
            if told:
                record.enter(
                    record.What.PERSON, by=by, about=f"person:{person.pk}", changed=told, active=str(person.is_active)
                )
            if "groups" in form.changed_data:
                record.enter(
                    record.What.ROLES,
                    by=by,
                    about=f"person:{person.pk}",
                    was=form.roles_before,
                    became=role_list(person),
                )


def role_list(person: Staff) -> list[str]:
    return sorted(person.groups.values_list("name", flat=True))
