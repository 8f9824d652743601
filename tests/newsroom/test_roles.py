"""The table of roles, the groups made from it, and who has a role."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command

from newsroom import roles
from newsroom.models import Staff
from newsroom.roles import PERMISSIONS, Role
from tests import factories

pytestmark = pytest.mark.django_db


def permissions_of(role: Role) -> set[str]:
    rows = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_after_migrate_the_groups_are_the_roles() -> None:
    call_command("migrate", verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


@pytest.mark.parametrize("role", list(Role))
def test_after_migrate_a_group_has_exactly_the_tables_permissions(role: Role) -> None:
    call_command("migrate", verbosity=0)
    assert permissions_of(role) == set(PERMISSIONS[role])


@pytest.mark.parametrize("role", list(Role))
def test_a_stray_permission_is_removed_when_the_groups_are_brought_into_line(role: Role) -> None:
    stray = Permission.objects.get(codename="delete_staff")
    Group.objects.get(name=role).permissions.add(stray)
    roles.bring_into_line()
    assert permissions_of(role) == set(PERMISSIONS[role])


def test_a_missing_permission_and_a_missing_group_come_back() -> None:
    Group.objects.filter(name=Role.JOURNALIST).delete()
    Group.objects.get(name=Role.EDITOR).permissions.clear()
    roles.bring_into_line()
    assert permissions_of(Role.JOURNALIST) == set(PERMISSIONS[Role.JOURNALIST])
    assert permissions_of(Role.EDITOR) == set(PERMISSIONS[Role.EDITOR])


def test_bringing_into_line_leaves_people_in_their_groups() -> None:
    editor = factories.person(Role.EDITOR)
    roles.bring_into_line()
    assert roles.is_editor(Staff.objects.get(pk=editor.pk))


def test_a_person_has_the_roles_of_their_groups() -> None:
    someone = factories.person(Role.JOURNALIST)
    someone.groups.add(Group.objects.get(name=Role.PHOTO_EDITOR))
    assert roles.of(Staff.objects.get(pk=someone.pk)) == {Role.JOURNALIST, Role.PHOTO_EDITOR}


def test_a_superuser_has_no_role_for_free() -> None:
    root = factories.person(None, is_superuser=True)
    assert roles.of(root) == frozenset()
    assert not roles.is_editor(root)


def test_an_inactive_person_has_no_role() -> None:
    gone = factories.person(Role.EDITOR, is_active=False)
    assert roles.of(gone) == frozenset()
    assert not roles.is_editor(gone)


def test_a_person_who_was_just_deactivated_has_no_role() -> None:
    editor = factories.person(Role.EDITOR)
    assert roles.is_editor(editor)
    editor.is_active = False
    assert not roles.is_editor(editor)


def test_nobody_has_no_role() -> None:
    assert roles.of(None) == frozenset()
    assert roles.of(AnonymousUser()) == frozenset()


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.ADMINISTRATOR])
def test_only_an_editor_is_an_editor(role: Role) -> None:
    assert not roles.is_editor(factories.person(role))


def test_an_administrator_may_change_no_story_and_no_roundup() -> None:
    editorial = {"roundups.add_story", "roundups.change_story", "roundups.change_roundup", "roundups.add_roundup"}
    assert not editorial & set(PERMISSIONS[Role.ADMINISTRATOR])


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.PHOTO_EDITOR, Role.EDITOR])
def test_only_administrators_may_change_people(role: Role) -> None:
    assert not [name for name in PERMISSIONS[role] if name.endswith("_staff")]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_may_delete_or_change_what_is_sealed(role: Role) -> None:
    sealed = ("edition", "editiontext", "version", "move", "pagetext")
    changing = {f"{verb}_{noun}" for verb in ("add", "change", "delete") for noun in sealed}
    assert not {name.partition(".")[2] for name in PERMISSIONS[role]} & changing
