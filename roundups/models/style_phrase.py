"""Words that the paper does not use, or only in somebody's mouth."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roundups.models.glossary import EXAMPLES, WordsLanguage


class Gravity(models.TextChoices):
    """How grave it is that such words stand in a story; preflight's own names."""

    BLOCK = "block", _("Block: an editor may overrule it with a reason")
    CONFIRM = "confirm", _("Confirm: one tick")
    NOTE = "note", _("Note: only shown")


class StylePhrase(models.Model):
    """Words to be found, “so-called”, or their beginnings, “специальн* военн* операци*”; a * stands for all endings."""

    language = models.CharField(_("language"), max_length=2, choices=WordsLanguage.choices)
    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_(
            "A * at the end of a word stands for all its endings: операци*. A capital stands for a capital only, a "
            "small letter for both."
        ),
    )
    only_quoted = models.BooleanField(_("allowed inside quotation marks"), default=False)
    message = models.CharField(_("what to do"), max_length=300, blank=True, help_text=_("Shown with the finding."))
    severity = models.CharField(_("severity"), max_length=7, choices=Gravity.choices, default=Gravity.CONFIRM)
    must_match = models.TextField(_("must be found in"), max_length=4000, blank=True, help_text=EXAMPLES)
    must_not_match = models.TextField(_("must not be found in"), max_length=4000, blank=True, help_text=EXAMPLES)

    class Meta:
        verbose_name = _("style phrase")
        verbose_name_plural = _("style phrases")
        ordering = ["language", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "words"],
                name="one_style_phrase_a_wording",
                violation_error_message=_("This phrase is there already."),
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_style_phrase_has_words"),
            models.CheckConstraint(condition=Q(language__in=WordsLanguage.values), name="phrase_language_is_read"),
            models.CheckConstraint(condition=Q(severity__in=Gravity.values), name="phrase_severity_is_known"),
        ]

    def __str__(self) -> str:
        return self.words
