"""The paper's own words, and those that most desks writing of this war begin with. A paper changes them as it likes."""

from django.db import migrations, models

# As the paper writes it; famous; its wrong forms; what must be found, what must not.
ENGLISH = (
    (
        "Kyiv", True, ("Kiev",),
        ("Kiev’s mayor was in Kiev.", "The KIEV-based studio", "He said: “I am from Kiev.”"),
        ("Kyiv’s mayor", "The Kievan Rus", "See kiev.example for more.", "A plate of chicken kiev"),
    ),
    ("chicken Kiev", False, (), (), ("A plate of chicken Kiev",)),
    ("Kharkiv", True, ("Kharkov",), ("Shelling of Kharkov’s outskirts",), ("Shelling of Kharkiv",)),
    ("Odesa", True, ("Odessa",), ("The port of Odessa, Ukraine, is shut.",), ("A school in Odessa, Texas, is shut.",)),
    ("Lviv", True, ("Lvov",), ("The train to Lvov",), ("The train to Lviv",)),
    ("Dnipro", True, ("Dnepropetrovsk",), ("A house in Dnepropetrovsk",), ("The Dnipropetrovsk region",)),
    (
        "Zaporizhzhia", True, ("Zaporozhye", "Zaporozhe", "Zaporizhia"),
        ("The Zaporozhye nuclear plant", "A road to Zaporozhe", "The Zaporizhia region"), ("The Zaporizhzhia region",),
    ),
    (
        "Mykolaiv", True, ("Nikolaev", "Nikolayev"),
        ("A strike on Nikolaev", "Nikolayev’s shipyards"), ("A strike on Mykolaiv",),
    ),
)  # fmt: skip
# A preposition tells the cases of “Киргизии” and “Молдавии” apart.
RUSSIAN = (
    (
        "в Украине", True, ("на Украине", "с Украины → из Украины"),
        ("На Украине и дальше", "Они уехали с Украины."), ("Нападение на Украину", "Война с Украиной", "В Украине"),
    ),
    (
        "Беларусь", True,
        ("Белоруссия", "Белоруссии → Беларуси", "Белоруссию → Беларусь", "Белоруссией → Беларусью"),
        ("Белоруссия закрыла границу.", "из Белоруссии", "через Белоруссию", "с Белоруссией"),
        ("Беларусь закрыла границу.", "белорусский"),
    ),
    (
        "Кыргызстан", True,
        (
            "Киргизия", "в Киргизии → в Кыргызстане", "о Киргизии → о Кыргызстане", "к Киргизии → к Кыргызстану",
            "по Киргизии → по Кыргызстану", "Киргизии → Кыргызстана", "Киргизию → Кыргызстан",
            "Киргизией → Кыргызстаном",
        ),
        ("Киргизия", "В Киргизии", "о Киргизии", "к Киргизии", "по Киргизии", "из Киргизии", "в Киргизию", "с Киргизией"),
        ("Кыргызстан", "киргизский язык"),
    ),
    (
        "Молдова", True,
        (
            "Молдавия", "в Молдавии → в Молдове", "о Молдавии → о Молдове", "к Молдавии → к Молдове",
            "по Молдавии → по Молдове", "Молдавии → Молдовы", "Молдавию → Молдову", "Молдавией → Молдовой",
        ),
        ("Молдавия", "В Молдавии", "о Молдавии", "к Молдавии", "по Молдавии", "из Молдавии", "в Молдавию", "с Молдавией"),
        ("Молдова", "молдавский язык"),
    ),
    (
        "Таллинн", True,
        (
            "Таллин", "Таллина → Таллинна", "Таллину → Таллинну", "Таллином → Таллинном", "Таллине → Таллинне",
        ),
        ("Таллин", "из Таллина", "к Таллину", "под Таллином", "в Таллине"),
        ("Таллинн", "из Таллинна", "таллинский"),
    ),
    (
        "Алматы", True, ("Алма-Ата", "Алма-Аты", "Алма-Ате", "Алма-Ату", "Алма-Атой"),
        ("Алма-Ата", "из Алма-Аты", "в Алма-Ате", "в Алма-Ату", "под Алма‑Атой"), ("Алматы", "алма-атинский"),
    ),
)  # fmt: skip
# Words; allowed in quotation marks; severity; what to do; what must be found, what must not.
ENGLISH_PHRASES = (
    (
        "special military operation*", True, "confirm", "It is a war, or an invasion. Who calls it so is to be quoted.",
        ("The special military operation began.", "Special military operations abroad"),
        ("He called it a “special military operation”.", "A military operation"),
    ),
    (
        "so-called", False, "note", "Say who calls it so, and what it is.",
        ("The so-called referendum",), ("It is called a referendum.",),
    ),
)  # fmt: skip
RUSSIAN_PHRASES = (
    (
        "специальн* военн* операци*", True, "confirm", "Это война или вторжение. Чужие слова — в кавычках.",
        ("С начала специальной военной операции", "Специальная  военная операция"),
        ("Он сказал: «Идет специальная военная операция»", "Военная операция"),
    ),
    (
        "СВО", True, "confirm", "Это война или вторжение. Чужие слова — в кавычках.",
        ("Участник СВО", "После СВО — домой"), ("Участник «СВО»", "Свобода", "сво"),
    ),
    # “Хлопок” is cotton, too, and a clap; what thunders is neither.
    (
        "прогремел* хлоп*", True, "confirm", "Это взрыв. Чужие слова — в кавычках.",
        ("Ночью в городе прогремел хлопок.", "Прогремели хлопки."), ("Собран хлопок.", "«В городе прогремел хлопок»"),
    ),
)  # fmt: skip


def entries():
    """The glossary's rows as columns."""
    for language, rows in (("en", ENGLISH), ("ru", RUSSIAN)):
        for canonical, famous, wrong, found, passed in rows:
            yield {
                "language": language, "canonical": canonical, "famous": famous, "wrong": "\n".join(wrong),
                "must_match": "\n".join(found), "must_not_match": "\n".join(passed),
            }  # fmt: skip


def phrases():
    """The style phrases' rows as columns."""
    for language, rows in (("en", ENGLISH_PHRASES), ("ru", RUSSIAN_PHRASES)):
        for words, only_quoted, severity, message, found, passed in rows:
            yield {
                "language": language, "words": words, "only_quoted": only_quoted, "severity": severity,
                "message": message, "must_match": "\n".join(found), "must_not_match": "\n".join(passed),
            }  # fmt: skip


def write(apps, schema_editor):
    GlossaryEntry, StylePhrase = (apps.get_model("roundups", name) for name in ("GlossaryEntry", "StylePhrase"))
    GlossaryEntry.objects.bulk_create(GlossaryEntry(**row) for row in entries())
    StylePhrase.objects.bulk_create(StylePhrase(**row) for row in phrases())


class Migration(migrations.Migration):

    dependencies = [
        ('roundups', '0007_search_headlines'),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('canonical', models.CharField(max_length=120, verbose_name='as the paper writes it')),
                ('wrong', models.TextField(blank=True, help_text='One a line. Where the right form is another one than above, write it behind an arrow: Киргизией → Кыргызстаном (-> will do). English: a capital stands for a capital only. Russian: write every case.', max_length=4000, verbose_name='wrong forms')),
                ('note', models.TextField(blank=True, help_text='For colleagues: why, since when.', max_length=2000, verbose_name='note')),
                ('famous', models.BooleanField(default=False, help_text='Readers know it; nobody has to say who or what it is.', verbose_name='famous')),
                ('must_match', models.TextField(blank=True, help_text='One a line. They are tried before anything is saved.', max_length=4000, verbose_name='must be found in')),
                ('must_not_match', models.TextField(blank=True, help_text='One a line. They are tried before anything is saved.', max_length=4000, verbose_name='must not be found in')),
            ],
            options={
                'verbose_name': 'glossary entry',
                'verbose_name_plural': 'glossary',
                'ordering': ['language', 'canonical'],
                'constraints': [models.UniqueConstraint(fields=('language', 'canonical'), name='one_glossary_entry_a_name', violation_error_message='The glossary has this name already. Add the wrong forms there.'), models.CheckConstraint(condition=models.Q(('canonical', ''), _negated=True), name='a_glossary_entry_has_its_name'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'ru'])), name='glossary_language_is_read')],
            },
        ),
        migrations.CreateModel(
            name='StylePhrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('ru', 'Russian')], max_length=2, verbose_name='language')),
                ('words', models.CharField(help_text='A * at the end of a word stands for all its endings: операци*. A capital stands for a capital only, a small letter for both.', max_length=200, verbose_name='words')),
                ('only_quoted', models.BooleanField(default=False, verbose_name='allowed inside quotation marks')),
                ('message', models.CharField(blank=True, help_text='Shown with the finding.', max_length=300, verbose_name='what to do')),
                ('severity', models.CharField(choices=[('block', 'Block: an editor may overrule it with a reason'), ('confirm', 'Confirm: one tick'), ('note', 'Note: only shown')], default='confirm', max_length=7, verbose_name='severity')),
                ('must_match', models.TextField(blank=True, help_text='One a line. They are tried before anything is saved.', max_length=4000, verbose_name='must be found in')),
                ('must_not_match', models.TextField(blank=True, help_text='One a line. They are tried before anything is saved.', max_length=4000, verbose_name='must not be found in')),
            ],
            options={
                'verbose_name': 'style phrase',
                'verbose_name_plural': 'style phrases',
                'ordering': ['language', 'words'],
                'constraints': [models.UniqueConstraint(fields=('language', 'words'), name='one_style_phrase_a_wording', violation_error_message='This phrase is there already.'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_style_phrase_has_words'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'ru'])), name='phrase_language_is_read'), models.CheckConstraint(condition=models.Q(('severity__in', ['block', 'confirm', 'note'])), name='phrase_severity_is_known')],
            },
        ),
        migrations.RunPython(write, migrations.RunPython.noop),  # the tables go with their rows
    ]
