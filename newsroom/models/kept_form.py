"""A form that came without a living session or the proof that it needs: kept for its person, to be sent again."""

import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

DAYS = 7  # that it waits for its person


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def over(self, now: datetime.datetime) -> "KeptFormQuerySet":
        """Those that nobody came back for."""
        return self.filter(at__lte=now - datetime.timedelta(days=DAYS))


class KeptForm(models.Model):
    """Where it was sent to, and {field: [values]} as they came; no token, no password, no file."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_forms")
    path = models.CharField(max_length=500)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"))

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.path}, {self.at:%Y-%m-%d %H:%M}"
