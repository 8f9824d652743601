"""A session at the desk: who sits there, since when, on what. The row is the session: without it, nobody does."""

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from newsroom.models.staff import Staff


class DeskSessionQuerySet(models.QuerySet["DeskSession"]):
    def of(self, person: "Staff") -> "DeskSessionQuerySet":
        """The sessions in which the person is signed in now, the newest first."""
        return self.filter(person=person).order_by("-started_at")

    def alive(self, now: datetime.datetime) -> "DeskSessionQuerySet":
        return self.filter(expire_date__gt=now)

    def over(self, now: datetime.datetime) -> "DeskSessionQuerySet":
        return self.filter(expire_date__lte=now)


class DeskSession(AbstractBaseSession):
    """What Django keeps of a session, and for its person: whose it is, since when, and the kind of device.

    No address is kept: the paper's people are targets, and where they are is nobody's business.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField(_("since"), null=True)
    device = models.CharField(_("device"), max_length=60, blank=True)

    objects = DeskSessionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> type:
        from newsroom.sessions import SessionStore

        return SessionStore
