"""A story as the search knows it: the words that readers have, kept in line with the editions by the press."""

import datetime

from django.db import models

from roundups.models.edition import Edition

PLACES = 1000  # stories of one day and language
LANGUAGES = 26 * 26
DAY = LANGUAGES * PLACES


class IndexEntry(models.Model):
    """One story of a public edition. The key grows with the date, so that the newest are found first.

    What the database searches by (a full-text index of SQLite's or PostgreSQL's) lies beside it under the same key,
    made by the migration and written by `public.search.index` alone.
    """

    key = models.BigIntegerField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    anchor = models.CharField(max_length=120)
    headline = models.TextField()
    summary = models.TextField()
    words = models.TextField()  # of the text, without its markup

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        ordering = ["-key"]

    def __str__(self) -> str:
        return self.headline

    @staticmethod
    def key_of(date: datetime.date, language: str) -> int:
        """The first of the `PLACES` keys of a day in a language."""
        first, second = (ord(letter) - ord("a") for letter in language)
        return date.toordinal() * DAY + (first * 26 + second) * PLACES
