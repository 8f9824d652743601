"""What a redaction leaves: the row of the record that vouches for the new text, and what the press printed of it."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0005_record'),
        ('roundups', '0009_rulings_and_embargoes'),
    ]

    operations = [
        migrations.AddField(
            model_name='editiontext',
            name='redacted_at',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='editiontext',
            name='redaction',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsroom.recordrow'),
        ),
        migrations.AddField(
            model_name='printed',
            name='redaction',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='editiontext',
            index=models.Index(condition=models.Q(('redaction__isnull', False)), fields=['redaction'], name='redacted_texts'),
        ),
    ]
