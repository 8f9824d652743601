"""What somebody decided on one of preflight's findings, for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roundups.models.roundup import Roundup
from roundups.models.story import Story


class RulingKind(models.TextChoices):
    NOT_AN_ERROR = "not_an_error", _("No error")
    OVERRULED = "overruled", _("Overruled")
    TAKEN_BACK = "taken_back", _("Taken back")


class FindingRuling(models.Model):
    """Who decided what on a finding, when and why. Never changed; of one matter the newest row holds.

    A matter is a rule and the words that it found: when the words change, the ruling no longer speaks of them.
    """

    roundup = models.ForeignKey(Roundup, on_delete=models.PROTECT, related_name="rulings")
    # A draft that was never filed can be deleted, and what was decided on its words stays: the id then leads nowhere.
    story = models.ForeignKey(
        Story, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="rulings"
    )
    rule = models.CharField(_("rule"), max_length=40)
    matter = models.CharField(_("matter"), max_length=16)
    words = models.TextField(_("words"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=RulingKind.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("ruling on a finding")
        verbose_name_plural = _("rulings on findings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RulingKind.values), name="ruling_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind="overruled") | ~Q(reason=""), name="overruled_means_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_kind_display()}"
