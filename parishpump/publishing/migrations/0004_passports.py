"""The library of pictures: versions of passports, retirement, and how a picture is known again."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import parishpump.councils.tenancy
from parishpump.councils.rls import EnableRowLevelSecurity

WRITTEN_ONCE = """
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON publishing_passport
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON publishing_retirement
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_frozen"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Passport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("alt", models.TextField(blank=True)),
                ("owner", models.TextField(blank=True)),
                ("licence", models.TextField(blank=True)),
                ("source", models.TextField(blank=True)),
                ("credit", models.TextField(blank=True)),
                (
                    "people",
                    models.JSONField(default=list, help_text="Who is shown, with their consent: see passports.py."),
                ),
                ("scope", models.TextField(blank=True, help_text="What the permission covers.")),
                ("expires_on", models.DateField(help_text="The last day on which it may be used.", null=True)),
                (
                    "missing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=400),
                        default=list,
                        help_text="What it still lacked, in words.",
                        size=None,
                    ),
                ),
                ("office", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        default=parishpump.councils.tenancy.current_council_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passports", to="publishing.picture"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Retirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("office", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        default=parishpump.councils.tenancy.current_council_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="retirement", to="publishing.picture"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="picture",
            name="look",
            field=models.CharField(
                blank=True, help_text="Its difference hash, hexadecimal: see pictures.py.", max_length=16
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="looks_like",
            field=models.ForeignKey(
                help_text="One that was in the library before, and looks the same.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publishing.picture",
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="uploaded_sha256",
            field=models.CharField(blank=True, db_index=True, help_text="Of the file as it came.", max_length=64),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["pictures"], name="revision_pictures", opclasses=["jsonb_path_ops"]
            ),
        ),
        migrations.AddField(
            model_name="picture",
            name="passport",
            field=models.ForeignKey(
                help_text="The version that counts.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="publishing.passport",
            ),
        ),
        migrations.AddIndex(
            model_name="passport",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["people"], name="passport_people", opclasses=["jsonb_path_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="passport",
            constraint=models.UniqueConstraint(fields=("picture", "number"), name="one_number_a_passport"),
        ),
        EnableRowLevelSecurity("publishing_passport"),
        EnableRowLevelSecurity("publishing_retirement"),
        migrations.RunSQL(
            WRITTEN_ONCE,
            "DROP TRIGGER written_once ON publishing_passport;DROP TRIGGER written_once ON publishing_retirement;",
        ),
    ]
