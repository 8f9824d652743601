"""A thing whose days are counted, and the sentence that counts them."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def must_say_day(value: str) -> None:
    """An opening counts with `{day}` and has no other braces."""
    if value.count("{day}") != 1 or {"{", "}"} & set(value.replace("{day}", "")):
        raise ValidationError(_("Write {day} once, where the number of the day belongs."))


class Counter(models.Model):
    """Something whose days the paper counts; its first day is day 1."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    first_day = models.DateField(_("first day"), help_text=_("This date is day 1."))

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def day(self, date: datetime.date) -> int:
        """The number of the day: 1 on the first day, 0 or less before it."""
        return (date - self.first_day).days + 1


class Opening(models.Model):
    """A counter's sentence in one language, with `{day}` where the number goes."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="openings")
    language = models.CharField(_("language"), max_length=2)
    words = models.CharField(_("opening sentence"), max_length=200, validators=[must_say_day])

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [models.UniqueConstraint(fields=["counter", "language"], name="one_opening_a_language")]

    def __str__(self) -> str:
        return self.words
