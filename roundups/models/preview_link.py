"""A link by which somebody without an account reads a preview: of one state, for a day at most."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roundups.models.roundup import Roundup
from roundups.models.story import Story

LONGEST = datetime.timedelta(hours=24)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """The one rule which links hold: for the page, for the lists and for revoking."""

    def holding(self, now: datetime.datetime) -> Self:
        """Neither ended nor revoked, and its maker's account not closed since.

        A row that was written past the desk is not believed for longer than a day.
        """
        return self.filter(ends_at__gt=now, made_at__gt=now - LONGEST, revoked_at=None, by__is_active=True)


class PreviewLink(models.Model):
    """Who gave out which state of a story or, without one, of the whole day, when, and until when.

    `digest` is that of the galley which was to be seen. The address that was given out is nowhere kept: it is made
    from this row and the site's key.
    """

    roundup = models.ForeignKey(Roundup, on_delete=models.PROTECT, related_name="preview_links")
    # A draft that was never filed can be deleted, and its links with it: a link without a story shows the whole day.
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="preview_links")
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made at"))
    ends_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["ends_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="preview_link_ends_later"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return str(self.thing)

    @property
    def thing(self) -> Story | Roundup:
        """What the link shows: its story, or the whole day."""
        return self.story or self.roundup
