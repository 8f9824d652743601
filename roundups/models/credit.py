"""Credits that come back every week, with the rights that usually go with them."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from roundups.models.photo import Rights


class KnownCredit(models.Model):
    """A credit line of the trade, "TASS" or "The Kremlin".

    A photo without rights takes them from here when a person names it as its credit; a file that does so gets none.
    """

    name = models.CharField(_("credit"), max_length=200)
    rights = models.CharField(_("rights"), max_length=8, choices=Rights.choices, default=Rights.NONE)
    state_agency = models.BooleanField(_("a state news agency or a state’s press office"), default=False)

    class Meta:
        verbose_name = _("known credit")
        verbose_name_plural = _("known credits")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_known_credit_a_name",
                violation_error_message=_("This credit is known already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
