"""The record in the admin: to read, to filter, to take along as CSV, which is itself an export and recorded."""

import csv
import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from newsroom import record, roles
from newsroom.admin.record_words import told
from newsroom.models import RecordRow, Staff
from newsroom.record import lines
from newsroom.record.verifying import verify_newest
from roundups.admin.desk import desk_page, person_of
from roundups.admin.reading import ReadingAdmin
from roundups.workflow import YEARS

READERS = roles.holding("newsroom.view_recordrow")
LENGTH = 50  # rows on a page, and rows that the page holds against their lines
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs what begins so


class FilterForm(forms.Form):
    """What of the record somebody wants to see. Nothing is asked for at first."""

    what = forms.ChoiceField(
        label=gettext_lazy("What"), required=False, choices=[("", gettext_lazy("Everything")), *record.What.choices]
    )
    who = forms.ModelChoiceField(
        Staff.objects.order_by("name"), label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("Anybody")
    )
    about = forms.CharField(
        label=gettext_lazy("About"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For example story:12"),
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_since(self) -> datetime.date | None:
        return _sensible(self.cleaned_data["since"])

    def clean_until(self) -> datetime.date | None:
        return _sensible(self.cleaned_data["until"])

    def rows(self) -> QuerySet[RecordRow]:
        """The rows that the form asks for, the newest first; none while it makes no sense."""
        rows = RecordRow.objects.select_related("by")
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["what"]:
            rows = rows.filter(what=asked["what"])
        if asked["who"]:
            rows = rows.filter(by=asked["who"])
        if asked["about"]:
            exact = rows.filter(about=asked["about"])
            rows = exact if exact.exists() else rows.filter(about__icontains=asked["about"])
        if asked["since"]:
            rows = rows.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_midnight(asked["until"] + datetime.timedelta(days=1)))
        return rows

    def asked(self) -> list[str]:
        """The filter in words for the record."""
        return [f"{name}={getattr(value, 'pk', value)}" for name, value in self.cleaned_data.items() if value]


class RecordAdmin(ReadingAdmin):
    """Two pages instead of Django's: nothing here has a form of its own, and nothing can be changed."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(READERS & roles.of(request.user)) and super().has_view_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "newsroom_recordrow"
        return [
            path("", wrap(self.changelist_view), name=f"{name}_changelist"),
            path("csv/", wrap(self.csv_view), name=f"{name}_csv"),
        ]

    @method_decorator(require_safe)
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self._readers_only(request)
        form = FilterForm(request.GET)
        page = Paginator(form.rows(), LENGTH).get_page(request.GET.get("page"))
        trouble, waiting = _standing()
        context = {
            "title": _("Record"),
            "form": form,
            "page": page,
            "rows": told(list(page.object_list), lambda model: self._may_open(request, model)),
            "filtered": form.is_valid() and bool(form.asked()),
            "trouble": trouble,
            "waiting": waiting,
            "newest": LENGTH,
        }
        return desk_page(request, "admin/newsroom/recordrow/change_list.html", context)

    @method_decorator(require_POST)
    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        """The filtered rows, the oldest first; who took which of them is entered before the first leaves."""
        self._readers_only(request)
        form = FilterForm(request.POST)
        if not form.is_valid():
            return HttpResponseRedirect(reverse("admin:newsroom_recordrow_changelist"))
        with transaction.atomic():
            newest = RecordRow.objects.values_list("number", flat=True).first() or 0
            rows = form.rows().filter(number__lte=newest).order_by("number")
            record.enter(
                record.What.EXPORTED,
                by=person_of(request),
                about="record",
                form="csv",
                rows=rows.count(),
                filter=form.asked(),
            )
        name = f"record-{timezone.localdate()}.csv"
        return StreamingHttpResponse(
            _csv(rows, timezone.get_current_timezone()),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _readers_only(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _may_open(self, request: HttpRequest, model: Any) -> bool:
        return self.admin_site.get_model_admin(model).has_view_permission(request)


def _standing() -> tuple[str, int]:
    """What is wrong with the newest rows or their lines, "" for nothing; and how many rows wait for their line."""
    try:
        trouble = verify_newest(LENGTH)
        newest = RecordRow.objects.values_list("number", flat=True).first() or 0
        waiting = max(0, newest - (lines.written() if lines.where().exists() else 0))
    except (OSError, lines.ForeignLine):
        return _("The file outside the database cannot be read."), 0
    return (trouble.sentence if trouble else ""), waiting


def _csv(rows: QuerySet[RecordRow], zone: datetime.tzinfo) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # by this mark spreadsheets know that the letters are UTF-8
    yield writer.writerow(["number", "time", "who", "what", "about", "details", "hash"])
    for row in rows.iterator(chunk_size=1000):
        at = timezone.localtime(row.at, zone).isoformat(timespec="seconds")
        details = "; ".join(f"{name}: {value}" for name, value in sorted(row.detail.items()))
        who = str(row.by) if row.by else ""
        cells = [str(row.number), at, who, str(row.get_what_display()), row.about, details, row.hash]
        yield writer.writerow([_harmless(cell) for cell in cells])


class _Echo:
    """A file that gives back what is written: each line leaves at once."""

    def write(self, line: str) -> str:
        return line


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _midnight(date: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))


def _sensible(date: datetime.date | None) -> datetime.date | None:
    if date and date.year not in YEARS:
        raise forms.ValidationError(_("Choose a day of the years 1900 to 2199."))
    return date
