"""The dated page: one per date and language."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.models import Counter, Masthead
from roundups.models.photo import Photo, own_focal_point


class RoundupState(models.TextChoices):
    OPEN = "open", _("Open")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")
    CANCELLED = "cancelled", _("Cancelled")


class Roundup(models.Model):
    """A day's page in one language: the working copy. Readers never see it; they see editions.

    The kicker, sign-off and editor in chief are the masthead's of the day on which the roundup was opened, or its
    own; the opening is its counter's sentence unless it has its own wording.
    """

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, db_column="language", verbose_name=_("language"))
    date = models.DateField(_("date"))
    status = models.CharField(
        _("state"), max_length=9, choices=RoundupState.choices, default=RoundupState.OPEN, editable=False
    )
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("counter"))
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    headline = models.CharField(
        _("page headline"),
        max_length=500,
        blank=True,
        help_text=_("Leave it empty: the page then says the stories’ short headlines, in their order."),
    )
    opening = models.CharField(
        _("opening"),
        max_length=300,
        blank=True,
        help_text=_("Leave it empty for the counter’s own sentence. {day} becomes the number of the day."),
    )
    sign_off = models.CharField(_("sign-off"), max_length=300, blank=True)
    editor_in_chief = models.CharField(_("editor in chief"), max_length=120, blank=True)
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead photo")
    )
    photo_caption = models.CharField(
        _("caption on this day"), max_length=500, blank=True, help_text=_("Empty: the photo’s own.")
    )
    photo_alt = models.CharField(
        _("alt text on this day"), max_length=500, blank=True, help_text=_("Empty: the photo’s own.")
    )
    photo_focal_x = models.FloatField(_("focal point here, from the left"), null=True, blank=True)
    photo_focal_y = models.FloatField(_("focal point here, from the top"), null=True, blank=True)
    publish_at = models.DateTimeField(_("goes out at"), null=True, editable=False)
    frozen = models.TextField(editable=False, blank=True, default="")
    frozen_digest = models.CharField(max_length=64, editable=False, blank=True, default="")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("roundup")
        verbose_name_plural = _("roundups")
        ordering = ["-date"]
        constraints = [
            own_focal_point("roundup"),
            models.UniqueConstraint(fields=["masthead", "date"], name="one_roundup_a_day_and_language"),
            models.CheckConstraint(condition=Q(status__in=RoundupState.values), name="roundup_state_is_known"),
            models.CheckConstraint(
                condition=Q(status="scheduled", publish_at__isnull=False) & ~Q(frozen="")
                | ~Q(status="scheduled") & Q(publish_at__isnull=True, frozen=""),
                name="scheduled_means_frozen_and_timed",
            ),
        ]
        indexes = [models.Index(fields=["status", "publish_at"], name="roundup_due")]

    def __str__(self) -> str:
        return f"{self.date:%A} {self.date.day} {self.date:%B %Y} ({self.language})"

    @property
    def language(self) -> str:
        return str(self.masthead_id)

    @property
    def day(self) -> int | None:
        """The number of the day by the roundup's counter, computed, never typed; None without a counter."""
        return self.counter.day(self.date) if self.counter else None
