"""Which pictures each edition showed; for the editions that are there already, read from their sealed galleys."""

import json

import django.db.models.deletion
from django.db import migrations, models

BATCH = 500  # rows


def fill(apps, schema_editor):
    PhotoUse = apps.get_model("roundups", "PhotoUse")
    texts = apps.get_model("roundups", "EditionText").objects.values_list("edition_id", "galley")
    rows = []
    for edition, text in texts.iterator(chunk_size=BATCH):
        lead, shown = pictures(json.loads(text))
        rows += [PhotoUse(edition_id=edition, digest=digest, is_lead=digest == lead) for digest in sorted(shown)]
        if len(rows) >= BATCH:
            PhotoUse.objects.bulk_create(rows)
            rows = []
    PhotoUse.objects.bulk_create(rows)


def pictures(galley):
    """The lead's digest, and those of every picture that the galley shows; a caption that waits has none."""
    lead = galley.get("photo", {}).get("digest")
    told = {story.get("photo", {}).get("digest") for story in galley.get("stories", ())}
    return lead, {lead, *told} - {None}


class Migration(migrations.Migration):

    dependencies = [
        ('roundups', '0005_search_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='PhotoUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('is_lead', models.BooleanField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photo_uses', to='roundups.edition')),
            ],
            options={
                'verbose_name': 'use of a photo',
                'verbose_name_plural': 'uses of photos',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['digest'], name='photo_use_by_digest')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'digest'), name='one_use_an_edition')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
