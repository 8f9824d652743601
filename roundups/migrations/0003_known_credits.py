"""The credits that any desk meets in its first week. What rights a paper has in an agency's pictures, it says itself."""

from django.db import migrations

CREDITS = (
    ("The Kremlin", "handout", True),
    ("RIA Novosti", "none", True),
    ("TASS", "none", True),
    ("Xinhua", "none", True),
)


def write(apps, schema_editor):
    KnownCredit = apps.get_model("roundups", "KnownCredit")
    for name, rights, state_agency in CREDITS:
        KnownCredit.objects.create(name=name, rights=rights, state_agency=state_agency)


def erase(apps, schema_editor):
    apps.get_model("roundups", "KnownCredit").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("roundups", "0002_photographs")]
    operations = [migrations.RunPython(write, erase)]
