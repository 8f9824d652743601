"""A link with which one person, once, chooses a password and a second factor."""

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from newsroom.models.staff import Staff

HOURS = 72  # that a link holds


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def renew(self, person: "Staff", now: datetime.datetime) -> str:
        """The secret of a new link for the person; an earlier link is worth nothing from now on. It is kept nowhere."""
        secret = secrets.token_urlsafe(32)
        ends_at = now + datetime.timedelta(hours=HOURS)
        self.update_or_create(person=person, defaults={"digest": digest_of(secret), "ends_at": ends_at})
        return secret

    def standing(self, secret: str, now: datetime.datetime) -> "Invitation | None":
        """The invitation that the link belongs to, while it holds and its person has not been put away."""
        held = self.filter(digest=digest_of(secret), ends_at__gt=now, person__is_active=True)
        return held.select_related("person").first()


class Invitation(models.Model):
    """Only the SHA-256 of the link's secret is here; the row goes when the person has a second factor."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitation")
    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(_("holds until"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return str(self.person)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
