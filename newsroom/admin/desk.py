"""The admin site: its index is the board, its times are the paper's."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from newsroom import roles, security
from newsroom.models import Masthead, Staff
from roundups.admin import board
from roundups.admin.urls import pages


class Desk(AdminSite):
    """One staff surface. Every page of it, ours included, passes `admin_view`: signed in, staff, never cached."""

    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Board")
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [path(page.route, self.admin_view(page.view), name=page.name) for page in pages]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:  # type: ignore[override]
        if not roles.of(request.user) and self._registry[Staff].has_view_permission(request):
            # A superuser has no desk of their own: they give people their roles.
            return HttpResponseRedirect(reverse("admin:newsroom_staff_changelist"))
        return board.board(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        inner = super().admin_view(view)  # nothing of the desk is cacheable, whatever the view says

        def in_the_papers_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            masthead = _masthead(request)
            request.masthead = masthead  # type: ignore[attr-defined]
            request.site_context = SimpleLazyObject(lambda: self.each_context(request))  # type: ignore[attr-defined]
            with timezone.override(masthead.zone if masthead else "UTC"):
                response: HttpResponseBase = inner(request, *args, **kwargs)
                security.desk_policy(response)
                # A template that renders later would render in another zone.
                if hasattr(response, "render"):
                    response.render()
                return response

        return in_the_papers_zone

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        security.desk_policy(response)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        masthead = getattr(request, "masthead", None)
        return {**super().each_context(request), "masthead": masthead}


def _masthead(request: HttpRequest) -> Masthead | None:
    """The masthead whose language the board shows: the one asked for, else the paper's first."""
    wanted = request.GET.get("language", "")[:2]
    mastheads = {masthead.language: masthead for masthead in Masthead.objects.select_related("counter")}
    return mastheads.get(wanted) or mastheads.get(settings.PAPER_LANGUAGE) or next(iter(mastheads.values()), None)
