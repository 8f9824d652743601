"""A reader's word that something is wrong: a note for the desk, without a name unless one was given."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.models import Masthead


class Report(models.Model):
    """What a reader wrote in the form at the foot of a page."""

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, db_column="language", verbose_name=_("language"))
    date = models.DateField(_("roundup of"), null=True, blank=True)
    words = models.TextField(_("what is wrong"))
    contact = models.EmailField(_("address for an answer"), blank=True)
    at = models.DateTimeField(_("written at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("reader’s report")
        verbose_name_plural = _("readers’ reports")
        ordering = ["-at"]
        indexes = [models.Index(fields=["settled_at", "-at"], name="report_open")]

    def __str__(self) -> str:
        day: datetime.date | None = self.date
        return f"{day:%Y-%m-%d}: {self.words[:60]}" if day else self.words[:60]
