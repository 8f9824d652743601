"""The pages of the public site that answer what somebody typed: never printed, they need the database."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom.limits import Limit, address_of
from newsroom.models import Masthead
from roundups.models import Edition, Report
from roundups.public.addresses import report_address, search_address
from roundups.public.forms import ReportForm, SearchForm
from roundups.public.search import Answer, ask, parse
from roundups.public.views import for_readers, masthead_in, show

REPORTS = Limit(name="report", most=5, seconds=60 * 60)  # of one address; an angry reader writes twice
ALL_REPORTS = Limit(name="reports", most=200, seconds=60 * 60)  # of everybody: more is an attack, not a mistake
SAME = Limit(name="same-report", most=1, seconds=10 * 60)  # a second click, a page sent again


@for_readers
def search(request: HttpRequest, language: str) -> HttpResponse:
    """`/search/?q=…&order=best&page=2`: stories by words, phrases, dates and day numbers."""
    typed, best_first = request.GET.get("q", ""), request.GET.get("order") == "best"
    query = parse(typed)
    page = request.GET.get("page", "1")
    context: dict[str, Any] = {"masthead": masthead_in(language), "query": query, "best_first": best_first}
    if not query.is_empty:
        number = int(page[:6]) if page.isascii() and page.isdigit() else 1
        answer = ask(query, language, best_first=best_first, page=number)
        context |= {"answer": answer, **_turning(language, query.typed, best_first, answer)}
    if query.number:
        context["day"] = Edition.objects.public().filter(masthead=language, day=query.number).order_by("-date").first()
    form = SearchForm({"q": query.typed, "order": "best" if best_first else "new"})
    title = _("Search: %(words)s") % {"words": query.typed} if query.typed else _("Search")
    context |= {"description": _("Search all roundups by words, phrases and dates."), "hidden": bool(query.typed)}
    return show(request, "roundups/search.html", **context, form=form, title=title)


def _take(form: ReportForm, masthead: Masthead, request: HttpRequest) -> bool:
    """Keep a report, once; False when too many came.

    A program that filled the hidden field is told that all went well.
    """
    if form.is_from_a_program:
        return True
    words = {name: form.cleaned_data[name] for name in ("date", "words", "contact")}
    with transaction.atomic():  # what could not be kept has not been counted either
        if not (REPORTS.allows(address_of(request)) and ALL_REPORTS.allows()):
            return False
        if SAME.allows(f"{masthead.pk} {words}"):
            Report.objects.create(masthead=masthead, at=timezone.now(), **words)
    return True


def _turning(language: str, typed: str, best_first: bool, answer: Answer) -> dict[str, str]:
    """The addresses of the pages of results before and after."""
    words = {"q": typed} | ({"order": "best"} if best_first else {})
    base = search_address(language)
    before = f"{base}?{urlencode({**words, 'page': answer.page - 1})}" if answer.page > 1 else ""
    after = f"{base}?{urlencode({**words, 'page': answer.page + 1})}" if answer.page < answer.pages else ""
    return {"before": before, "after": after}


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, language: str) -> HttpResponse:
    """The form to report an error. What it brings goes to the desk as a note; nobody needs an account."""
    with translation.override(language):
        masthead = masthead_in(language)
        given = request.POST if request.method == "POST" else None
        form = ReportForm(given, initial={"date": request.GET.get("day", "")})
        if given is not None and form.is_valid():
            if _take(form, masthead, request):
                return HttpResponseRedirect(f"{report_address(language)}?sent=1")
            form.add_error(None, _("Too many reports came in a short time. Yours is still here: send it in an hour."))
        context = {"masthead": masthead, "form": form, "sent": "sent" in request.GET and given is None}
        words = {"title": _("Report an error"), "description": _("Tell us what is wrong; no account is needed.")}
        response = show(request, "roundups/report.html", **context, **words)
        response.headers["Cache-Control"] = "private, no-store"  # it has its reader's token and words in it
        return response
