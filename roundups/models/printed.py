"""The press's manifest: what lies in the public folder."""

from django.db import models

from roundups.models.edition import Edition


class Printed(models.Model):
    """One file of the public site. The siblings for brotli and gzip have no rows: they are the same words."""

    path = models.CharField(max_length=120, primary_key=True)  # the address, for example /2026/11/20/
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    size = models.PositiveIntegerField()  # bytes
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="printed")  # of a day's page
    redaction = models.PositiveBigIntegerField(null=True)  # the record's row of the edition's last one, when printed
    look = models.CharField(max_length=32, db_index=True)  # of the templates and the masthead that it was made with
    trouble = models.TextField(blank=True)  # what was wrong when it was read back, as a sentence
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "printed page"
        verbose_name_plural = "printed pages"
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path
