"""Who may do what: the one table of roles, from which groups and permissions are made after every migrate.

Workflow steps ask for the group (`of`), never `has_perm`, which says yes to every superuser; the permissions here
only open the admin's doors.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.models import Staff


class Role(models.TextChoices):
    """The groups of 1-product, People. The value is the group's name."""

    JOURNALIST = "Journalist", _("Journalist")
    PHOTO_EDITOR = "Photo editor", _("Photo editor")
    EDITOR = "Editor-in-chief", _("Editor-in-chief")
    ADMINISTRATOR = "Administrator", _("Administrator")


_READ = ("roundups.view_roundup", "roundups.view_story", "roundups.view_photo", "roundups.view_edition")
_CREDITS = tuple(f"roundups.{verb}_knowncredit" for verb in ("view", "add", "change", "delete"))
_HOUSE = tuple(
    f"roundups.{verb}_{noun}"
    for noun in ("glossaryentry", "stylephrase")
    for verb in ("view", "add", "change", "delete")
)
PERMISSIONS: dict[str, tuple[str, ...]] = {
    Role.JOURNALIST: (
        *_READ,
        "roundups.view_report",
        "roundups.add_roundup",
        "roundups.add_story",
        "roundups.change_story",
        "roundups.delete_story",
        "roundups.add_photo",
        "roundups.change_photo",
        "roundups.add_comment",
    ),
    Role.PHOTO_EDITOR: (
        *_READ,
        "roundups.view_report",
        *_CREDITS,
        "roundups.change_roundup",
        "roundups.add_photo",
        "roundups.change_photo",
        "roundups.add_comment",
    ),
    Role.EDITOR: (
        *_READ,
        "roundups.view_report",
        *_CREDITS,
        "roundups.add_roundup",
        "roundups.change_roundup",
        "roundups.add_story",
        "roundups.change_story",
        "roundups.delete_story",
        "roundups.add_photo",
        "roundups.change_photo",
        "roundups.add_comment",
        "newsroom.view_masthead",
        "newsroom.view_counter",
        "newsroom.view_opening",
        "newsroom.view_page",
        "newsroom.view_pagetext",
        "roundups.view_glossaryentry",
        "roundups.view_stylephrase",
        "newsroom.view_recordrow",
    ),
    Role.ADMINISTRATOR: (
        *_READ,
        *_HOUSE,
        "newsroom.view_staff",
        "newsroom.add_staff",
        "newsroom.change_staff",
        "newsroom.view_masthead",
        "newsroom.add_masthead",
        "newsroom.change_masthead",
        "newsroom.view_counter",
        "newsroom.add_counter",
        "newsroom.change_counter",
        "newsroom.view_opening",
        "newsroom.add_opening",
        "newsroom.change_opening",
        "newsroom.delete_opening",
        "newsroom.view_page",
        "newsroom.add_page",
        "newsroom.change_page",
        "newsroom.view_pagetext",
        "newsroom.view_recordrow",
    ),
}


def holding(permission: str) -> frozenset[str]:
    """The roles that have a permission, for example `newsroom.view_page`."""
    return frozenset(role for role, names in PERMISSIONS.items() if permission in names)


def of(person: Staff | AnonymousUser | None) -> frozenset[str]:
    """The roles of an active person; none for nobody. A superuser has no role for free.

    Asked once per instance: a person read from the database again has the groups of that moment.
    """
    if person is None or not person.is_active:
        return frozenset()
    found: frozenset[str] | None = vars(person).get("_roles")
    if found is None:
        found = frozenset(person.groups.values_list("name", flat=True))
        vars(person)["_roles"] = found
    return found


def is_editor(person: Staff | AnonymousUser | None) -> bool:
    """Whether the person is an editor-in-chief; a deputy is a second member of the group."""
    return Role.EDITOR in of(person)


def bring_into_line(using: str = "default", **_signal: Any) -> None:
    """Make the groups and their permissions exactly those of `PERMISSIONS`. Runs after every migrate."""
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, names in PERMISSIONS.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in names])
