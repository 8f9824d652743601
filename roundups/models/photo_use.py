"""Which pictures an edition showed: so that what readers once had is known whatever the working copy says by now."""

from django.db import models

from roundups.models.edition import Edition


class PhotoUse(models.Model):
    """A picture that an edition shows, by the SHA-256 of its original. Written with the edition, from its galley."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="photo_uses")
    digest = models.CharField(max_length=64)
    is_lead = models.BooleanField()

    class Meta:
        verbose_name = "use of a photo"
        verbose_name_plural = "uses of photos"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="one_use_an_edition")]
        indexes = [models.Index(fields=["digest"], name="photo_use_by_digest")]

    def __str__(self) -> str:
        return self.digest
