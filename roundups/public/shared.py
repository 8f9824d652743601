"""A preview for whoever was given a link: of one state, as long as the link holds, and no word of any other.

An address that holds no more answers as one that never was: from a link in somebody's history or on a seized phone
nobody learns that there was something to read. Until when it holds stands on the page while it can be read.
"""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roundups.galley import Galley
from roundups.imaging.intake import PROOF
from roundups.models import PreviewLink
from roundups.public.addresses import shared_address
from roundups.public.previewing import private, show_preview, show_proof
from roundups.public.views import show
from roundups.workflow import shown_by, tokens

AROUND = ("roundup__masthead", "roundup__counter", "roundup__photo")
AROUND_STORY = ("story__photo", "story__roundup__masthead", "story__roundup__counter")


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The state for which the link was made, or that the text is another one by now."""
    link = _holding(token)
    galley = shown_by(link)
    if galley is None:
        return _changed(request, link)
    proofs = f"{shared_address(token)}picture/"
    return show_preview(request, galley, link.roundup.masthead, proofs=proofs, until=link.ends_at)


@require_safe
def picture(request: HttpRequest, token: str, digest: str) -> FileResponse:
    """A picture that this state shows; there is no other."""
    galley = shown_by(_holding(token))
    if galley is None or digest not in _pictures(galley):
        raise Http404
    return show_proof(digest, PROOF)


def _holding(token: str) -> PreviewLink:
    """The link of a good token, as long as it holds. Raises Http404, for a forged one before any query."""
    ticket = tokens.read(token)
    if ticket is None:
        raise Http404
    links = PreviewLink.objects.holding(timezone.now()).select_related(*AROUND, *AROUND_STORY)
    link = links.filter(pk=ticket.link).first()
    if link is None or not ticket.is_for(link):
        raise Http404
    return link


def _pictures(galley: Galley) -> set[str]:
    return {photo.digest for photo in galley.photos.values()}


def _changed(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    """Only whoever has a good link comes here; what the text says now, or said then, is not theirs to know."""
    masthead = link.roundup.masthead
    with translation.override(masthead.language):
        title = _("The text has changed")
        response = show(request, "roundups/preview_changed.html", masthead=masthead, title=title, preview=True)
    response.status_code = 410
    return private(response)
