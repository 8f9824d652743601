"""A sealed, numbered galley that readers have or had."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.models import Masthead, RecordRow
from roundups.models.roundup import Roundup


class EditionKind(models.TextChoices):
    """What an edition is, from the lightest to the gravest of a reissue; the first and the retraction stand apart."""

    FIRST = "first", _("First edition")
    REFILE = "refile", _("Refile")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")
    RETRACTION = "retraction", _("Retraction")


class EditionQuerySet(models.QuerySet["Edition"]):
    """The one door for everything that readers get."""

    def public(self) -> "EditionQuerySet":
        """The newest edition of each roundup: what readers have now, retraction notices included."""
        newer = Edition.objects.filter(roundup=OuterRef("roundup"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def with_text(self) -> "EditionQuerySet":
        """Without retraction notices: what lists, feeds and searches may name."""
        return self.exclude(kind=EditionKind.RETRACTION)


class Edition(models.Model):
    """The row is for ever: number, digest, who, when. The text lies beside it, in `EditionText`."""

    roundup = models.ForeignKey(Roundup, on_delete=models.PROTECT, related_name="editions")
    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, db_column="language", related_name="+")
    date = models.DateField(_("date"))
    day = models.IntegerField(_("day"), null=True)
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind.choices)
    digest = models.CharField(_("digest"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("sealed at"))
    time_zone = models.CharField(max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-date", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["roundup", "number"], name="one_edition_a_number"),
            models.CheckConstraint(
                condition=Q(number=1, kind="first") | Q(number__gt=1) & ~Q(kind="first"),
                name="the_first_edition_is_number_one",
            ),
        ]
        indexes = [
            models.Index(fields=["masthead", "-date"], name="edition_by_date"),
            models.Index(fields=["masthead", "day"], name="edition_by_day"),
            models.Index(fields=["masthead", "kind", "-at"], name="edition_by_kind"),  # corrections, retractions
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}, {self.get_kind_display()} {self.number}"

    @property
    def language(self) -> str:
        return str(self.masthead_id)


class EditionText(models.Model):
    """The words of an edition: its galley as canonical JSON, its headline, and its public notes.

    `pictures` are the print names of the pictures it shows. `notes` is a list of {anchor, kind, said, right, text} with
    empty keys left out; the anchor is "" for the page. Only a redaction replaces a text: `redaction` is the record's
    row of the last one that concerned this edition, which the press looks at; the digest that the text has since then
    stands in that row. `redacted_at` are the moments at which words left this text, in UTC, oldest first.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, primary_key=True, related_name="text")
    headline = models.TextField(blank=True)
    galley = models.TextField()
    notes = models.JSONField(default=list)
    pictures = models.JSONField(default=list)
    redaction = models.ForeignKey(RecordRow, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    redacted_at = models.JSONField(default=list)

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")
        indexes = [models.Index(fields=["redaction"], condition=Q(redaction__isnull=False), name="redacted_texts")]

    def __str__(self) -> str:
        return self.headline
