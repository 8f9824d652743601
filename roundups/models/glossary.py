"""Names as the paper writes them, with the forms that it does not write."""

import re
import unicodedata

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_ARROW = re.compile(r"\s*(?:→|->)\s*")
EXAMPLES = _("One a line. They are tried before anything is saved.")


class WordsLanguage(models.TextChoices):
    """The languages in which preflight reads the paper's own words."""

    ENGLISH = "en", _("English")
    RUSSIAN = "ru", _("Russian")


class GlossaryEntry(models.Model):
    """A name with its wrong forms, one a line: “Kiev”, or with the case that it stands for, “Киргизией → Кыргызстаном”.

    A name of several words is never wrong, though one of them may be: “chicken Kiev”.
    """

    language = models.CharField(_("language"), max_length=2, choices=WordsLanguage.choices)
    canonical = models.CharField(_("as the paper writes it"), max_length=120)
    wrong = models.TextField(
        _("wrong forms"),
        max_length=4000,
        blank=True,
        help_text=_(
            "One a line. Where the right form is another one than above, write it behind an arrow: Киргизией → "
            "Кыргызстаном (-> will do). English: a capital stands for a capital only. Russian: write every case."
        ),
    )
    note = models.TextField(_("note"), max_length=2000, blank=True, help_text=_("For colleagues: why, since when."))
    famous = models.BooleanField(
        _("famous"), default=False, help_text=_("Readers know it; nobody has to say who or what it is.")
    )
    must_match = models.TextField(_("must be found in"), max_length=4000, blank=True, help_text=EXAMPLES)
    must_not_match = models.TextField(_("must not be found in"), max_length=4000, blank=True, help_text=EXAMPLES)

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        ordering = ["language", "canonical"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "canonical"],
                name="one_glossary_entry_a_name",
                violation_error_message=_("The glossary has this name already. Add the wrong forms there."),
            ),
            models.CheckConstraint(condition=~Q(canonical=""), name="a_glossary_entry_has_its_name"),
            models.CheckConstraint(condition=Q(language__in=WordsLanguage.values), name="glossary_language_is_read"),
        ]

    def __str__(self) -> str:
        return self.canonical

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Each wrong form with its right one, as the lines have them; "" where a side of the arrow is empty."""
        split = [_ARROW.split(line, maxsplit=1) for line in lines_of(self.wrong)]
        return [(parts[0], parts[1] if len(parts) > 1 else self.canonical) for parts in split]


def lines_of(text: str) -> list[str]:
    """The lines that say something, in NFC and without blanks at their ends."""
    return [line.strip() for line in unicodedata.normalize("NFC", text).splitlines() if line.strip()]
