"""Readers' reports in the admin: to read, and to settle."""

from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roundups import workflow
from roundups.admin.desk import person_of
from roundups.admin.reading import ReadingAdmin
from roundups.models import Report

LENGTH = 300  # characters of a report that the list shows


class ReportAdmin(ReadingAdmin):
    list_display = ("at", "date", "masthead", "beginning", "settled_at", "settled_by")
    ordering = (F("settled_at").desc(nulls_first=True), "-at")  # what waits stands first
    list_filter = (("settled_at", admin.EmptyFieldListFilter), "masthead")
    list_select_related = ("masthead", "settled_by")
    fields = ("at", "masthead", "date", "words", "contact", "settled_at", "settled_by")
    readonly_fields = fields
    actions = ("settle",)

    @admin.display(description=gettext_lazy("what is wrong"))
    def beginning(self, report: Report) -> str:
        return Truncator(report.words).chars(LENGTH)

    @admin.action(description=gettext_lazy("Settle the chosen reports"))
    def settle(self, request: HttpRequest, chosen: QuerySet[Report]) -> None:
        """Each is settled once; what somebody else settled meanwhile stays theirs."""
        settled = 0
        for report in chosen:
            try:
                workflow.settle_report(report, by=person_of(request))
                settled += 1
            except workflow.AlreadyDone:
                continue
            except workflow.StepRefused as refusal:
                messages.error(request, str(refusal))
                return
        words = ngettext("%(count)d report is settled.", "%(count)d reports are settled.", settled)
        messages.success(request, words % {"count": settled} if settled else _("They were settled already."))
