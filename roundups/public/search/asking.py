"""Answering a query: newest or best first, never counting further than anybody reads."""

import dataclasses
import datetime
from typing import Any

from django.db import connection

from roundups.models import Edition, IndexEntry
from roundups.models.entry import DAY, LANGUAGES, PLACES
from roundups.public.addresses import day_address
from roundups.public.search.query import Query
from roundups.public.search.words import extract, marked

COUNTED = 500  # stories; beyond them an answer says “more than”
ON_A_PAGE = 20
BEFORE, LENGTH = 80, 300  # characters of a text that stand before the first word found, and in all
IN_HEADLINE = "ts_filter(vector, '{a}'::\"char\"[])"  # PostgreSQL has an index over exactly this
Pieces = list[tuple[str, bool]]  # text, and whether it was searched for


@dataclasses.dataclass(frozen=True, kw_only=True)
class Hit:
    """A story that was found, as the page shows it."""

    edition: Edition
    address: str
    headline: Pieces
    words: Pieces


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """A page of what was found. `count` ends at `COUNTED`, and `is_more` says that there was more."""

    hits: list[Hit]
    count: int
    is_more: bool
    page: int
    pages: int


def ask(query: Query, language: str, *, best_first: bool = False, page: int = 1) -> Answer:
    """Find the stories in a language. Newest first; or those first that have all the words in their headline."""
    keys = _keys(query, language)
    is_more = len(keys) > COUNTED
    keys = keys[:COUNTED]
    if best_first and query.terms:
        in_headline = _keys(query, language, in_headline=True)[:COUNTED]
        keys = list(dict.fromkeys([*in_headline, *keys]))[:COUNTED]
    pages = max(1, -(-len(keys) // ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = keys[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    hits = _hits(shown, query)
    count = len(keys) - (len(shown) - len(hits))  # nor does the number tell of what readers no longer have
    return Answer(hits=hits, count=count, is_more=is_more, page=page, pages=pages)


def _keys(query: Query, language: str, *, in_headline: bool = False) -> list[int]:
    """The keys of what matches, newest first: one more than `COUNTED` at most. One query.

    Every name in the statement is a constant of this code; what was typed is a parameter.
    """
    where, values = _match(query, in_headline=in_headline)
    by_words = connection.vendor == "sqlite" and bool(query.terms)
    table, key = ("roundups_search", "rowid") if by_words else ("roundups_indexentry", "key")
    if query.dates:
        first, last = query.dates
        where.append(f"{key} BETWEEN %s AND %s")
        values += [first.toordinal() * DAY, last.toordinal() * DAY + DAY - 1]
    if by_words:  # the table of words has nothing but its key
        where.append(f"{key} / {PLACES} %% {LANGUAGES} = %s")
        values.append(IndexEntry.key_of(datetime.date.min, language) // PLACES % LANGUAGES)
    else:  # PostgreSQL knows how many stories there are of a language, and plans by it
        where.append("language = %s")
        values.append(language)
    statement = f"SELECT {key} FROM {table} WHERE {' AND '.join(where)} ORDER BY {key} DESC LIMIT {COUNTED + 1}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _match(query: Query, *, in_headline: bool) -> tuple[list[str], list[Any]]:
    """The condition that all terms are there; stems have letters and digits only, so they need no escaping."""
    if not query.terms:
        return [], []
    if connection.vendor == "sqlite":
        terms = " AND ".join(f'"{" ".join(term)}"' for term in query.terms)
        return ["roundups_search MATCH %s"], [f"headline : ({terms})" if in_headline else terms]
    phrases = (" <-> ".join(f"'{stem}'" for stem in term) for term in query.terms)
    vector = IN_HEADLINE if in_headline else "vector"
    return [f"{vector} @@ %s::tsquery"], [" & ".join(f"({phrase})" for phrase in phrases)]


def _hits(keys: list[int], query: Query) -> list[Hit]:
    """What the page shows of the stories, in the order of their keys. One query.

    The index may be a moment behind: what readers no longer have is left out.
    """
    public = Edition.objects.public().with_text()
    entries = IndexEntry.objects.filter(key__in=keys, edition__in=public).select_related("edition")
    found = {entry.key: entry for entry in entries}
    return [_hit(found[key], query) for key in keys if key in found]


def _hit(entry: IndexEntry, query: Query) -> Hit:
    edition = entry.edition
    part = extract(f"{entry.summary} {entry.words}", query.stems, before=BEFORE, length=LENGTH)
    return Hit(
        edition=edition,
        address=f"{day_address(edition.language, edition.date)}#{entry.anchor}",
        headline=list(marked(entry.headline, query.stems)),
        words=list(marked(part, query.stems)),
    )
