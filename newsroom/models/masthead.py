"""The paper's name and standing words, one row per language."""

import datetime
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.models.counter import Counter


def must_be_time_zone(value: str) -> None:
    """A name that the time zone database knows."""
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: “Europe” is a folder
        raise ValidationError(_("No such time zone. Write it like Europe/Riga.")) from error


class FourEyes(models.TextChoices):
    REQUIRED = "required", _("Required: nobody approves their own words")
    REASON = "reason", _("With a reason: one may, and the reason is recorded and shown")


class Masthead(models.Model):
    """What the paper says of itself in one language. The language is the row's identity."""

    language = models.CharField(
        _("language"),
        primary_key=True,
        max_length=2,
        validators=[RegexValidator(r"^[a-z]{2}$", _("Two small letters, for example en."))],
    )
    name = models.CharField(_("name of the paper"), max_length=120)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("default counter"),
        help_text=_("Whose days a new roundup counts, if any."),
    )
    sign_off = models.CharField(_("sign-off"), max_length=300, blank=True)
    legal_name = models.CharField(
        _("legal name"),
        max_length=200,
        blank=True,
        help_text=_("Of whoever publishes the paper; search engines read it."),
    )
    contact = models.EmailField(
        _("address for readers’ letters"), blank=True, help_text=_("Published; security researchers write there too.")
    )
    editor_in_chief = models.CharField(_("editor in chief"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[must_be_time_zone])
    base_url = models.URLField(
        _("address of the site"),
        default="http://localhost:8000",
        validators=[
            RegexValidator(
                r"^https?://[^/?#]+$",  # the pages' own paths begin with a slash
                _("The site’s address alone, without a slash at its end, for example https://news.example.org."),
            )
        ],
        help_text=_("Without a slash at its end."),
    )
    deadline = models.TimeField(_("deadline"), default=datetime.time(9, 30))
    four_eyes = models.CharField(_("four eyes"), max_length=8, choices=FourEyes.choices, default=FourEyes.REQUIRED)

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("mastheads")
        ordering = ["language"]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)
