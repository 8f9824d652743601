"""What somebody decided on a finding of preflight, and how long a story must wait."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('roundups', '0008_house_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='story',
            name='embargo_until',
            field=models.DateTimeField(blank=True, help_text='The story does not go out before this time.', null=True, verbose_name='not before'),
        ),
        migrations.CreateModel(
            name='FindingRuling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40, verbose_name='rule')),
                ('matter', models.CharField(max_length=16, verbose_name='matter')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('kind', models.CharField(choices=[('not_an_error', 'No error'), ('overruled', 'Overruled'), ('taken_back', 'Taken back')], max_length=12, verbose_name='kind')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('roundup', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='roundups.roundup')),
                ('story', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='rulings', to='roundups.story')),
            ],
            options={
                'verbose_name': 'ruling on a finding',
                'verbose_name_plural': 'rulings on findings',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['not_an_error', 'overruled', 'taken_back'])), name='ruling_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'overruled'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='overruled_means_with_a_reason')],
            },
        ),
    ]
