"""What writers were shown of the policy, and what they said that they had read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import parishpump.councils.tenancy
from parishpump.councils.rls import EnableRowLevelSecurity

WRITTEN_ONCE = """
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON publishing_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON publishing_guidanceshown
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
"""


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_passports"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office", models.CharField(max_length=120)),
                ("pack", models.CharField(max_length=80)),
                ("version", models.CharField(max_length=80)),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256 of the policy pack as it was then.", max_length=64),
                ),
                (
                    "standards",
                    models.JSONField(help_text="The words that were shown, by the clause that they come from."),
                ),
                ("at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="GuidanceShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("guidance", models.CharField(help_text="Its name in the policy pack.", max_length=60)),
                ("version", models.CharField(help_text="Of its words: the start of their SHA-256.", max_length=12)),
                ("at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guidance_shown", to="publishing.post"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("person", "pack", "version"), name="one_acknowledgement_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidanceshown",
            constraint=models.UniqueConstraint(
                fields=("post", "person", "guidance", "version"), name="shown_once_a_version"
            ),
        ),
        EnableRowLevelSecurity("publishing_acknowledgement"),
        EnableRowLevelSecurity("publishing_guidanceshown"),
        migrations.RunSQL(
            WRITTEN_ONCE,
            "DROP TRIGGER written_once ON publishing_acknowledgement;"
            "DROP TRIGGER written_once ON publishing_guidanceshown;",
        ),
    ]
