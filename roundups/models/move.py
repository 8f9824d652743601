"""One recorded step of somebody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roundups.models.roundup import Roundup
from roundups.models.story import Story
from roundups.models.version import Version


class Move(models.Model):
    """Who did what to a story or a roundup, when, from which state to which, with which words. Never changed."""

    roundup = models.ForeignKey(Roundup, on_delete=models.PROTECT, related_name="moves")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="moves")
    step = models.CharField(_("step"), max_length=20)
    was = models.CharField(_("from"), max_length=9)
    became = models.CharField(_("to"), max_length=9)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="moves",
        help_text=_("Nobody: the worker did it at its time."),
    )
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    version = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("The version that an approval approved; four eyes counts from it."),
    )

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["roundup", "-at"], name="move_log")]

    def __str__(self) -> str:
        return f"{self.step}: {self.was} → {self.became}"
