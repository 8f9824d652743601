"""The cache that all processes share, in the database: how often an address may try something is counted there."""

from django.core.management import call_command
from django.db import migrations

TABLE = "newsroom_cache"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_masthead_contact")]
    operations = [migrations.RunPython(make, drop)]
