"""Every saved state of a story: its history, its comparison, and what four eyes are read from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roundups.models.story import Story


class Version(models.Model):
    """The story's part of the galley at one save. Never changed; gone only with a draft that was never filed."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), help_text=_("Canonical JSON of the story's part of the galley."))
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    why = models.CharField(_("why"), max_length=200, blank=True)
    changes_words = models.BooleanField(
        _("changes the words"), help_text=_("Whoever saved such a version is an author of the text.")
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["story", "number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return _("Version %(number)s") % {"number": self.number}
