"""A remark on a story, perhaps on one paragraph of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roundups.models.story import Story


class Comment(models.Model):
    """A note or a must-fix. An open must-fix stands in the way of approval."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), null=True, blank=True, help_text=_("Counted from 1; empty for the whole story.")
    )
    words = models.TextField(_("comment"), max_length=2000)
    must_fix = models.BooleanField(_("must be fixed before approval"), default=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]
