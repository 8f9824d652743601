"""The paper's own words, read for preflight: its glossary, and the phrases that it does not use."""

from roundups.models import GlossaryEntry, StylePhrase
from roundups.preflight import Name, Phrase


def house_words(language: str) -> tuple[tuple[Name, ...], tuple[Phrase, ...]]:
    """The names and phrases of a language, in two queries."""
    names = tuple(name_of(entry) for entry in GlossaryEntry.objects.filter(language=language))
    return names, tuple(phrase_of(row) for row in StylePhrase.objects.filter(language=language))


def name_of(entry: GlossaryEntry) -> Name:
    """An entry as rules read it, its lines parted."""
    return Name(canonical=entry.canonical, wrong=dict(entry.forms), famous=entry.famous)


def phrase_of(row: StylePhrase) -> Phrase:
    """A phrase as rules read it."""
    return Phrase(words=row.words, only_quoted=row.only_quoted, message=row.message, severity=row.severity)
