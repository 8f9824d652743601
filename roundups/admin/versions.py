"""A story's versions, and any two of them word by word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roundups import galley
from roundups.admin.desk import desk_page, person_of
from roundups.admin.door import label_of
from roundups.models import Story, Version
from roundups.preflight.material import material

PARTS = ("headline", "short_headline", "summary", "body")


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; with `?old=1&new=3` the two compared, by default the last two."""
    person_of(request)
    story = get_object_or_404(Story.objects.select_related("roundup"), pk=pk)
    rows = list(story.versions.select_related("by").order_by("-number"))
    by_number = {str(row.number): row for row in rows}
    new = by_number.get(request.GET.get("new", "")) or (rows[0] if rows else None)
    old = by_number.get(request.GET.get("old", "")) or (rows[1] if len(rows) > 1 else new)
    context = {
        "title": _("Versions"),
        "story": story,
        "rows": rows,
        "old": old,
        "new": new,
        "matter": _matter(old, new, story.roundup.language) if old and new else None,
        "parts": _compared(old, new) if old and new else [],
        "approvals": {move.version_id: move for move in story.moves.filter(step="approve").select_related("by")},
    }
    return desk_page(request, "admin/roundups/versions.html", context)


def _compared(old: Version, new: Version) -> list[tuple[str, list[tuple[str, str]]]]:
    before, after = _parts(galley.load_story(old.text)), _parts(galley.load_story(new.text))
    return [
        (label, list(galley.word_changes(before[label], after[label])))
        for label in before
        if before[label] or after[label]
    ]


def _matter(old: Version, new: Version, language: str) -> tuple[str, ...] | None:
    """Why the difference is material, nothing if it is of spelling only; None without a difference for readers."""
    before, after = galley.load_story(old.text), galley.load_story(new.text)
    return None if after.same_words(before) else material(before, after, language)


def _parts(part: galley.Story) -> dict[str, str]:
    """What a reader reads of a story, by what it is called."""
    photo = part.photo
    return {
        **{label_of(Story, name): str(getattr(part, name)) for name in PARTS},
        _("photo"): " · ".join(filter(None, (photo.caption, photo.credit, photo.alt))) if photo else "",
        _("sources"): "<br>".join(escape(" · ".join(filter(None, (s.name, s.url)))) for s in part.sources),
    }
