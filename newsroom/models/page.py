"""A standing page of the paper: terms, privacy, about, corrections policy. Earlier texts are kept."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.masthead import Masthead
from newsroom.models.prose import ProseField


class Slug(models.TextChoices):
    ABOUT = "about", _("About us")
    TERMS = "terms", _("Terms of use")
    PRIVACY = "privacy", _("Privacy policy")
    CORRECTIONS = "corrections-policy", _("Corrections policy")


class Page(models.Model):
    """A page at a fixed address. Readers see the text saved last."""

    masthead = models.ForeignKey(Masthead, on_delete=models.PROTECT, db_column="language", verbose_name=_("language"))
    slug = models.CharField(_("address"), max_length=32, choices=Slug.choices)
    title = models.CharField(_("title"), max_length=120)
    body = ProseField(_("text"))

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["masthead", "slug"]
        constraints = [models.UniqueConstraint(fields=["masthead", "slug"], name="one_page_an_address")]

    def __str__(self) -> str:
        return self.title


class PageText(models.Model):
    """What a page said from one moment on; never changed afterwards."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="texts")
    title = models.CharField(max_length=120)
    body = ProseField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.title}, {self.at:%Y-%m-%d %H:%M}"
