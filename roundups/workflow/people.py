"""Who may take a step: people are asked by their group and by what they wrote, never by permission."""

from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Staff
from roundups.models import Story
from roundups.workflow.step import Case


def is_author(case: Case) -> bool:
    """Its author, still a journalist or an editor of this paper; a command line's for a text that came without one."""
    return case.story.author_id is None if case.by is None else is_its_author(case.story, case.by)


def is_its_author(story: Story, by: Staff) -> bool:
    """Whether the person wrote the story and is still a journalist or an editor of this paper."""
    return story.author_id == by.pk and bool(roles.of(by) & {roles.Role.JOURNALIST, roles.Role.EDITOR})


def never_filed(story: Story) -> bool:
    return story.filed_at is None


def editor(case: Case) -> list[str]:
    return [] if roles.is_editor(case.by) else [_("Only an editor-in-chief can do this.")]


def author(case: Case) -> list[str]:
    return [] if is_author(case) else [_("Only its author can do this.")]


def author_or_editor(case: Case) -> list[str]:
    if roles.is_editor(case.by) or is_author(case):
        return []
    return [_("Only its author or an editor-in-chief can do this.")]


def editor_or_author_never_filed(case: Case) -> list[str]:
    if roles.is_editor(case.by) or (is_author(case) and never_filed(case.story)):
        return []
    if is_author(case):
        return [_("It has been filed, so only an editor-in-chief can do this. Leave a comment for the editor.")]
    return [_("Only its author or an editor-in-chief can do this.")]


def worker(case: Case) -> list[str]:
    return [] if case.by is None else [_("This happens by itself at its time.")]
