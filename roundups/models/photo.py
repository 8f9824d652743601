"""A picture with its caption, credit, alt text and rights."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rights(models.TextChoices):
    NONE = "none", _("No rights yet")
    STAFF = "staff", _("Our own photographer")
    AGENCY = "agency", _("Agency")
    HANDOUT = "handout", _("Handout")
    SOCIAL = "social", _("Social media, with permission")
    COMMONS = "cc", _("Creative Commons")
    PUBLIC = "public", _("Public domain")


def private_name(photo: "Photo", filename: str) -> str:
    """A name for an original that nobody can guess and that says nothing of the sender's file."""
    return f"originals/{secrets.token_hex(16)}"


class Photo(models.Model):
    """A picture, or a caption that still waits for its picture (no file, no digest)."""

    original = models.FileField(_("picture"), upload_to=private_name, blank=True, editable=False)
    digest = models.CharField(  # noqa: DJ001  (unique, and many captions wait for their picture)
        max_length=64, unique=True, null=True, editable=False, help_text=_("SHA-256 of the original")
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5)
    caption = models.CharField(
        _("caption"), max_length=500, blank=True, help_text=_("Who or what is seen, where, when.")
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Whom to name, without the word “Photo”.")
    )
    alt = models.CharField(
        _("alt text"),
        max_length=500,
        blank=True,
        help_text=_("What a reader who does not see the picture should know."),
    )
    creator = models.CharField(_("photographer"), max_length=200, blank=True)
    source = models.CharField(_("where it came from"), max_length=300, blank=True)
    rights = models.CharField(_("rights"), max_length=8, choices=Rights.choices, default=Rights.NONE)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="focal_point_is_inside",
                violation_error_message=_("The focal point lies between 0 and 1, from the left and from the top."),
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=True, original="")
                | Q(digest__isnull=False, width__isnull=False, height__isnull=False) & ~Q(original=""),
                name="a_picture_has_file_digest_and_size",
            ),
        ]

    def __str__(self) -> str:
        words = self.caption or self.alt or self.credit or _("no caption")
        return f"{words}" if self.digest else _("%(words)s (waits for its picture)") % {"words": words}
