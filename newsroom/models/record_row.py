"""One row of the record: what somebody did, chained to the row before it. Never changed, never removed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What is entered in the record; the label is what people read."""

    STEP = "step", _("Step")
    OVERRULED = "overruled", _("Finding overruled")
    NO_ERROR = "no_error", _("Finding called no error")
    RULING_TAKEN_BACK = "ruling_taken_back", _("Decision on a finding taken back")
    REDACTED = "redacted", _("Redaction")
    EXPORTED = "exported", _("Export")
    PREVIEW_SHARED = "preview_shared", _("Preview shared")
    PREVIEW_REVOKED = "preview_revoked", _("Preview link revoked")
    MASTHEAD = "masthead", _("Masthead changed")
    COUNTER = "counter", _("Counter changed")
    PAGE = "page", _("Page changed")
    HOUSE_WORDS = "house_words", _("Glossary or style changed")
    INVITED = "invited", _("Person invited")
    PERSON = "person", _("Person changed")
    ROLES = "roles", _("Roles changed")
    PASSWORD = "password", _("Password set")  # pragma: allowlist secret (an act's name)
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTORS_RESET = "factors_reset", _("Sign-in reset")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    SESSIONS_ENDED = "sessions_ended", _("Sessions ended")


class RecordRow(models.Model):
    """Who did what, when, about which thing. It holds no draft text, no password, no token and no reader's address.

    `about` names the thing for good, as `kind:key` (`story:12`, `roundup:en:2026-11-29`, `person:7`, `masthead:en`).
    `detail` is {name: text, number or list of texts}; long words stand there as their SHA-256 only. `hash` covers the
    row and the hash before it; `seal` is made of `hash` with the site's key, so that a row which was written past the
    newsroom is known until its line stands in the file outside the database.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    what = models.CharField(_("what"), max_length=20, choices=What.choices)
    about = models.CharField(_("about"), max_length=80)
    detail = models.JSONField(_("detail"), default=dict)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("row of the record")
        verbose_name_plural = _("record")
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["what", "-number"], name="record_by_what"),
            models.Index(fields=["by", "-number"], name="record_by_whom"),
            models.Index(fields=["about", "-number"], name="record_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_what_display()}"
