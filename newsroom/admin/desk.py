"""The admin site: its index is the board, its times are the paper's."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from newsroom.admin import signins
from newsroom.models import Masthead, RecordRow
from roundups.admin import board
from roundups.admin.urls import pages

# No form of the desk has this button, and yet Django would add a new thing at the address of another one's change.
SAVE_AS_NEW = "_saveasnew"


class Desk(AdminSite):
    """One staff surface. Who may use a page of it is asked by the gate; the rest of the frame is put on here."""

    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Board")
    enable_nav_sidebar = False
    final_catch_all_view = False  # what is not there is answered as everywhere

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [path(page.route, self.admin_view(page.view), name=page.name) for page in pages]
        people = [
            path("newsroom/staff/<int:pk>/reset/", signins.reset_sign_in, name="reset_sign_in"),
            path("newsroom/staff/end/", signins.end_everybodys_sessions, name="end_everybodys_sessions"),
        ]
        return [*people, *own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        return board.board(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        inner = super().admin_view(view)  # nothing of the desk is cacheable, whatever the view says

        def in_the_papers_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if SAVE_AS_NEW in request.POST:
                raise BadRequest
            masthead = _masthead(request)
            request.masthead = masthead  # type: ignore[attr-defined]
            request.site_context = SimpleLazyObject(lambda: self.each_context(request))  # type: ignore[attr-defined]
            with timezone.override(masthead.zone if masthead else "UTC"):
                response: HttpResponseBase = inner(request, *args, **kwargs)
                # A template that renders later would render in another zone.
                if hasattr(response, "render"):
                    response.render()
                return response

        return in_the_papers_zone

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The admin's own login knows no second factor: it leads to the one way in."""
        query = request.GET.urlencode()
        return HttpResponseRedirect(reverse("account_login") + (f"?{query}" if query else ""))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        masthead = getattr(request, "masthead", None)
        may_read_record = self._registry[RecordRow].has_view_permission(request)
        return {**super().each_context(request), "masthead": masthead, "may_read_record": may_read_record}


def _masthead(request: HttpRequest) -> Masthead | None:
    """The masthead whose language the board shows: the one asked for, else the paper's first."""
    wanted = request.GET.get("language", "")[:2]
    mastheads = {masthead.language: masthead for masthead in Masthead.objects.select_related("counter")}
    return mastheads.get(wanted) or mastheads.get(settings.PAPER_LANGUAGE) or next(iter(mastheads.values()), None)
