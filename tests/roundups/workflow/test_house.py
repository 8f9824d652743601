"""The paper's own words in the database: what is shipped holds its own examples, and two queries read it all."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from roundups import galley, preflight
from roundups.models import GlossaryEntry, StylePhrase
from roundups.models.glossary import lines_of
from roundups.preflight import Context
from roundups.workflow.house import house_words, name_of, phrase_of
from tests.factories import DATE

shipped = importlib.import_module("roundups.migrations.0008_house_words")
EXAMPLES = [
    (kind, row["language"], row, line, field == "must_match")
    for kind, rows in (("name", shipped.entries()), ("phrase", shipped.phrases()))
    for row in rows
    for field in ("must_match", "must_not_match")
    for line in lines_of(row[field])
]


@pytest.fixture
def fresh(db: None) -> None:
    """The paper's own words as a fresh database has them."""
    GlossaryEntry.objects.all().delete()
    StylePhrase.objects.all().delete()
    shipped.write(apps, None)


def found(text: str, language: str, context: Context) -> list[preflight.Finding]:
    page = galley.Galley(language=language, date=DATE, stories=(galley.Story(anchor="a", summary=text),))
    rules = {"name.house", "text.style"}
    return [each for each in preflight.check(page, context=context) if each.rule in rules]


@pytest.mark.parametrize(("kind", "language", "row", "line", "hits"), EXAMPLES)
def test_what_is_shipped_finds_its_own_examples_and_nothing_else(
    kind: str, language: str, row: dict[str, Any], line: str, hits: bool
) -> None:
    names = [name_of(GlossaryEntry(**each)) for each in shipped.entries() if each["language"] == language]
    phrases = [phrase_of(StylePhrase(**each)) for each in shipped.phrases() if each["language"] == language]
    alone = (
        Context(names=(name_of(GlossaryEntry(**row)),)) if kind == "name"
        else Context(phrases=(phrase_of(StylePhrase(**row)),))
    )  # fmt: skip
    assert bool(found(line, language, alone)) == hits
    assert bool(found(line, language, Context(names=tuple(names), phrases=tuple(phrases)))) == hits


def test_what_is_shipped_passes_the_models_own_checks(fresh: None) -> None:
    for row in (*GlossaryEntry.objects.all(), *StylePhrase.objects.all()):
        row.full_clean()


def test_a_fresh_newsroom_knows_names_and_phrases_in_both_languages(fresh: None) -> None:
    for language, name, phrase in (("en", "Kyiv", "so-called"), ("ru", "Таллинн", "СВО")):
        names, phrases = house_words(language)
        assert name in {each.canonical for each in names}
        assert phrase in {each.words for each in phrases}


def test_a_wrong_form_leads_to_its_own_right_one_and_else_to_the_name(db: None) -> None:
    entry = GlossaryEntry(canonical="Кельмора", wrong="Кельмория\n\n Кельмории →Кельморы \nКельморию -> Кельмору")
    assert name_of(entry).wrong == {"Кельмория": "Кельмора", "Кельмории": "Кельморы", "Кельморию": "Кельмору"}


def test_a_form_that_was_typed_in_parts_is_read_composed() -> None:
    assert name_of(GlossaryEntry(canonical="Kelmora", wrong="Kelmo\u0301r")).wrong == {"Kelm\u00f3r": "Kelmora"}


def test_the_words_of_a_language_cost_two_queries(fresh: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        house_words("ru")
    assert len(queries) == 2


def test_a_name_is_in_the_glossary_once_in_a_language(fresh: None) -> None:
    GlossaryEntry.objects.create(language="ru", canonical="Kyiv")
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryEntry.objects.create(language="en", canonical="Kyiv")


def test_a_phrase_is_in_the_list_once_in_a_language(fresh: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StylePhrase.objects.create(language="en", words="so-called")


@pytest.mark.parametrize(
    "row",
    [
        GlossaryEntry(language="en", canonical=""),
        GlossaryEntry(language="de", canonical="Kelmora"),
        StylePhrase(language="en", words=""),
        StylePhrase(language="de", words="quiet"),
        StylePhrase(language="en", words="quiet", severity="fix"),
    ],
)
def test_the_database_refuses_what_preflight_could_not_read(db: None, row: GlossaryEntry | StylePhrase) -> None:
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_words_go_as_they_came() -> None:
    assert all(operation.reversible for operation in shipped.Migration.operations)
