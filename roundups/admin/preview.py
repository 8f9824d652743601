"""What readers would see, for staff: the same template, from the working galley."""

from collections.abc import Callable
from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from roundups import galley
from roundups.admin.desk import person_of
from roundups.imaging.intake import PROOF, THUMBNAIL
from roundups.models import Roundup, Story
from roundups.public.previewing import show_preview, show_proof


def framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The desk may show the page in a frame; nobody else may."""
    wrapped: Any = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))
    return cast(Callable[..., HttpResponse], wrapped)


@require_safe
@framed
def roundup(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page as it would stand if everything on the desk were approved."""
    person_of(request)
    day = get_object_or_404(Roundup.objects.select_related("masthead", "counter", "photo"), pk=pk)
    return show_preview(request, galley.of(day), day.masthead, proofs=pictures_address())


@require_safe
@framed
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story on its page, without the others."""
    person_of(request)
    found = get_object_or_404(
        Story.objects.select_related("photo", "roundup__masthead", "roundup__counter").prefetch_related("sources"),
        pk=pk,
    )
    day = found.roundup
    day.photo, day.headline = None, ""
    value = galley.of(day, stories=[galley.story_of(found)])
    return show_preview(request, value, day.masthead, proofs=pictures_address())


@require_safe
def picture(request: HttpRequest, digest: str) -> FileResponse:
    """A picture as staff see it, in the width for previews."""
    person_of(request)
    return show_proof(digest, PROOF)


@require_safe
def thumbnail(request: HttpRequest, digest: str) -> FileResponse:
    """A picture as staff see it in lists."""
    person_of(request)
    return show_proof(digest, THUMBNAIL)


def pictures_address() -> str:
    """Where staff see pictures; a digest and a slash follow."""
    return reverse("admin:desk_picture", args=["0" * 64]).removesuffix("0" * 64 + "/")
