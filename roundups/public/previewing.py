"""A galley that readers do not have, shown by their own template: at the desk, and to whoever was given a link."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import translation

from newsroom.models import Masthead
from roundups.galley import Galley
from roundups.imaging.intake import proof_path
from roundups.public.sheet import preview_of
from roundups.public.views import show_sheet

PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


def show_preview(
    request: HttpRequest, galley: Galley, masthead: Masthead, *, proofs: str, **context: Any
) -> HttpResponse:
    """The page as it would stand, said to be a preview. `proofs` is the address under which its pictures are seen."""
    sheet = preview_of(galley, masthead, proofs=proofs)
    with translation.override(galley.language):
        return private(show_sheet(request, sheet, preview=True, **context))


def show_proof(digest: str, width: int) -> FileResponse:
    """A picture as it is seen before readers have it, so many pixels wide. Raises Http404 where there is none."""
    try:
        return FileResponse(proof_path(digest, width).open("rb"), content_type="image/jpeg", headers=PRIVATE)
    except OSError as error:
        raise Http404 from error


def private(response: HttpResponse) -> HttpResponse:
    """The answer, to be kept by nobody and found by nobody."""
    for name, content in PRIVATE.items():
        response.headers[name] = content
    return response
