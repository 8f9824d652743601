"""Writing the search's index: the only place, with `asking`, where the two databases differ."""

import itertools
from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from roundups import galley
from roundups.models import Edition, IndexEntry
from roundups.models.entry import PLACES
from roundups.public.prose import words_of
from roundups.public.search.words import stems

APART = 20  # positions between two fields: no phrase reaches from one into the next
# What PostgreSQL can keep of one story: 16,383 positions, 256 of one word, 1 MB in all. SQLite keeps no more than that.
MOST = 8_000  # words
OFTEN = 250  # times that one word is kept
FILLER = "\ue000"  # stands where a word came too often: a letter to SQLite, and nothing that can be asked for


@transaction.atomic
def index(edition: Edition) -> None:
    """Bring the index into line with the newest edition of a day; a retracted day has no words in it.

    The edition comes with its text. A day that was indexed before is replaced.
    """
    first = IndexEntry.key_of(edition.date, edition.language)
    keys = (first, first + PLACES - 1)
    IndexEntry.objects.filter(key__range=keys).delete()
    entries = list(_entries(edition, first))
    IndexEntry.objects.bulk_create(entries)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM roundups_search WHERE rowid BETWEEN %s AND %s", keys)
            insert = "INSERT INTO roundups_search (rowid, headline, summary, words) VALUES (%s, %s, %s, %s)"
            cursor.executemany(insert, [(entry.key, *map(" ".join, _fields(entry))) for entry in entries])
        else:
            update = "UPDATE roundups_indexentry SET vector = %s::tsvector WHERE key = %s"
            cursor.executemany(update, [(_vector(_fields(entry)), entry.key) for entry in entries])


def _entries(edition: Edition, first: int) -> Iterable[IndexEntry]:
    sealed = galley.load(edition.text.galley)
    for place, story in enumerate(sealed.stories[:PLACES]):
        if not story.withdrawn:
            yield IndexEntry(
                key=first + PLACES - 1 - place,  # read downwards, a day's stories stand as on its page
                edition=edition,
                language=edition.language,
                anchor=story.anchor,
                headline=story.headline,
                summary=story.summary,
                words=words_of(story.body),
            )


def _fields(entry: IndexEntry) -> list[list[str]]:
    """The stems of headline, summary and text, as far as both databases can keep them."""
    seen: Counter[str] = Counter()
    fields, room = [], MOST
    for text in (entry.headline, entry.summary, entry.words):
        field = list(itertools.islice(stems(text), room))
        room -= len(field)
        fields.append([_kept(stem, seen) for stem in field])
    return fields


def _kept(stem: str, seen: Counter[str]) -> str:
    seen[stem] += 1
    return stem if seen[stem] <= OFTEN else FILLER


def _vector(fields: Iterable[list[str]]) -> str:
    """A tsvector's own spelling: each stem with its places, those in the headline marked A, in the summary B."""
    places: dict[str, list[str]] = {}
    at = 0
    for weight, field in zip("ABD", fields, strict=True):
        for stem in field:
            at += 1
            if stem != FILLER:
                places.setdefault(stem, []).append(f"{at}{weight}")
        at += APART
    return " ".join(f"'{stem}':{','.join(found)}" for stem, found in places.items())
