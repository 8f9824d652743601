"""An index of the words in headlines alone, for PostgreSQL: it knows how rare a word is there. FTS5 has one already."""

from django.db import migrations

MAKE = (
    "CREATE INDEX roundups_indexentry_headline ON roundups_indexentry"
    " USING gin (ts_filter(vector, '{a}'::\"char\"[]))"
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX roundups_indexentry_headline")


class Migration(migrations.Migration):
    dependencies = [("roundups", "0006_photo_uses")]
    operations = [migrations.RunPython(make, drop)]
