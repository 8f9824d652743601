"""What the search asks: a full-text index of the database's own, over words that were cut before they came."""

from django.db import migrations

# The words come as stems with spaces between them: the tokenizer has nothing left to do but to split them.
SQLITE = (
    "CREATE VIRTUAL TABLE roundups_search USING fts5(headline, summary, words, tokenize = 'unicode61 remove_diacritics 0')"
)
POSTGRESQL = (
    "ALTER TABLE roundups_indexentry ADD COLUMN vector tsvector",
    "CREATE INDEX roundups_indexentry_vector ON roundups_indexentry USING gin (vector)",
)


def make(apps, schema_editor):
    statements = (SQLITE,) if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(
        "DROP TABLE roundups_search" if is_sqlite else "ALTER TABLE roundups_indexentry DROP COLUMN vector"
    )


class Migration(migrations.Migration):
    dependencies = [("roundups", "0004_press")]
    operations = [migrations.RunPython(make, drop)]
