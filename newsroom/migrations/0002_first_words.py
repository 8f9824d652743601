"""What a fresh newsroom begins with: a counter, an English masthead, and the four pages, to be rewritten."""

import datetime

from django.db import connection, migrations

PAGES = {
    "about": ("About us", "Who we are, who pays for us and how to reach us will stand here."),
    "terms": ("Terms of use", "The terms on which this site may be used will stand here."),
    "privacy": ("Privacy policy", "This site sets no cookies for readers and sends nothing to third parties."),
    "corrections-policy": (
        "Corrections policy",
        "When we were wrong, we say what we said and what is right, on the page and in the list of corrections.",
    ),
}


def write(apps, schema_editor):
    Counter = apps.get_model("newsroom", "Counter")
    Masthead = apps.get_model("newsroom", "Masthead")
    Page = apps.get_model("newsroom", "Page")
    PageText = apps.get_model("newsroom", "PageText")
    counter = Counter.objects.create(name="the war in Ukraine", first_day=datetime.date(2022, 2, 24))
    counter.openings.create(language="en", words="It is day {day} of the war in Ukraine.")
    counter.openings.create(language="ru", words="Идёт {day}-й день войны в Украине.")
    masthead = Masthead.objects.create(
        language="en", name="Our newspaper", kicker="Our newspaper’s roundup", counter=counter
    )
    for slug, (title, body) in PAGES.items():
        text = {"title": title, "body": f"<p>{body}</p>"}
        page = Page.objects.create(masthead=masthead, slug=slug, **text)
        PageText.objects.create(page=page, **text)


def erase(apps, schema_editor):
    # Page texts are sealed; the way back unseals them, the next migrate seals them again.
    on = " ON newsroom_pagetext" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS newsroom_pagetext_no_delete{on}")
    for name in ("PageText", "Page", "Masthead", "Opening", "Counter"):
        apps.get_model("newsroom", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunPython(write, erase)]
