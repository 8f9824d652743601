"""One item of the roundup: the working copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from newsroom.models.prose import ProseField
from roundups.models.photo import Photo, own_focal_point
from roundups.models.roundup import Roundup


class StoryState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")
    RETURNED = "returned", _("Sent back")
    APPROVED = "approved", _("Approved")
    SPIKED = "spiked", _("Spiked")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Story(models.Model):
    """A story of one day. Its status changes in workflow only, its words through `workflow.save_story` only."""

    roundup = models.ForeignKey(Roundup, on_delete=models.PROTECT, related_name="stories", verbose_name=_("day"))
    position = models.PositiveIntegerField(_("position"), default=1, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="stories",
        editable=False,
        verbose_name=_("author"),
    )
    status = models.CharField(
        _("state"), max_length=9, choices=StoryState.choices, default=StoryState.DRAFT, editable=False
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    short_headline = models.CharField(
        _("short headline"),
        max_length=200,
        blank=True,
        help_text=_("Its clause in the page’s headline, for example: Grain port reopens."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=2000,
        blank=True,
        help_text=_("One paragraph: what a reader learns who reads nothing else."),
    )
    body = ProseField(_("text"))
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    photo_caption = models.CharField(
        _("caption in this story"), max_length=500, blank=True, help_text=_("Empty: the photo’s own.")
    )
    photo_alt = models.CharField(
        _("alt text in this story"), max_length=500, blank=True, help_text=_("Empty: the photo’s own.")
    )
    photo_focal_x = models.FloatField(_("focal point here, from the left"), null=True, blank=True)
    photo_focal_y = models.FloatField(_("focal point here, from the top"), null=True, blank=True)
    note_to_editor = models.TextField(
        _("note to the editor"), max_length=2000, blank=True, help_text=_("Never published.")
    )
    embargo_until = models.DateTimeField(
        _("not before"), null=True, blank=True, help_text=_("The story does not go out before this time.")
    )
    anchor = models.CharField(_("anchor"), max_length=60, blank=True, editable=False)
    held = models.BooleanField(_("held"), default=False, editable=False)
    with_readers = models.BooleanField(_("readers have it"), default=False, editable=False)
    filed_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When it was filed first; its anchor is fixed from then on.")
    )
    approved_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    withdrawn_note = models.CharField(_("public note"), max_length=500, blank=True, default="", editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["position", "pk"]
        constraints = [
            own_focal_point("story"),
            models.CheckConstraint(condition=Q(status__in=StoryState.values), name="story_state_is_known"),
            models.CheckConstraint(
                condition=Q(status="approved", approved_at__isnull=False) & ~Q(approved_digest="")
                | ~Q(status="approved") & Q(approved_digest="", approved_at__isnull=True),
                name="approved_means_digest_and_stamp",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "spiked"]) | Q(filed_at__isnull=False) & ~Q(anchor=""),
                name="filed_means_stamp_and_anchor",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", with_readers=True) & ~Q(withdrawn_note="")
                | ~Q(status="withdrawn") & Q(withdrawn_note=""),
                name="withdrawn_means_public_note",
            ),
            models.CheckConstraint(condition=Q(held=False) | Q(status="approved"), name="only_approved_is_held"),
            models.UniqueConstraint(fields=["roundup", "anchor"], condition=~Q(anchor=""), name="one_story_an_anchor"),
            models.UniqueConstraint(fields=["roundup", "position"], name="one_story_a_position"),
        ]

    def __str__(self) -> str:
        return self.headline or self.short_headline or str(_("(no headline yet)"))

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(strip_tags(self.body.replace("><", "> <")).split())
