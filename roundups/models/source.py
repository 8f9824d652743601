"""Where a story's facts come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roundups.models.photo import ADDRESS
from roundups.models.story import Story


class SourceKind(models.TextChoices):
    OFFICIAL = "official", _("Official")
    AGENCY = "agency", _("News agency")
    MEDIA = "media", _("Other media")
    DOCUMENT = "document", _("Document")
    WITNESS = "witness", _("Witness")
    OWN = "own", _("Own reporting")
    UNNAMED = "unnamed", _("Unnamed, known to us")


class Source(models.Model):
    """One source of a story, as readers see it under the text."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    name = models.CharField(_("name"), max_length=200)
    url = models.CharField(_("link"), max_length=500, blank=True, validators=[ADDRESS])
    kind = models.CharField(_("kind"), max_length=8, choices=SourceKind.choices, default=SourceKind.OFFICIAL)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
