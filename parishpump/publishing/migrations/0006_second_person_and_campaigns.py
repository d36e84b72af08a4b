"""A second person’s agreement; campaigns, and what a post says of its results and risks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import parishpump.councils.tenancy
from parishpump.councils.rls import EnableRowLevelSecurity

WRITTEN_ONCE = """
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON publishing_agreement
    FOR EACH ROW EXECUTE FUNCTION publishing_decided_once();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0004_deployments"),
        ("publishing", "0005_guidance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seal", models.CharField(max_length=64)),
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
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="publishing.revision"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="approval",
            name="second_person",
            field=models.CharField(
                blank=True, help_text="Why a second person must agree to the same; empty: nobody must.", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="campaign",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="channels.campaign"
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="equality_note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="other_routes",
            field=models.JSONField(default=list, help_text="How people are asked who are not online, a line each."),
        ),
        migrations.AddField(
            model_name="revision",
            name="outcome",
            field=models.CharField(blank=True, help_text="What should come of it.", max_length=400),
        ),
        migrations.AddField(
            model_name="revision",
            name="paid",
            field=models.BooleanField(default=False, help_text="Its reach is bought, or it offers a prize."),
        ),
        migrations.AddField(
            model_name="revision",
            name="permissions",
            field=models.JSONField(default=list, help_text="Who let what is not public be published, a line each."),
        ),
        migrations.AddField(
            model_name="revision",
            name="public_already",
            field=models.BooleanField(help_text="Whether what it says was public before; none: unasked.", null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="results_plan",
            field=models.TextField(blank=True, help_text="Who reads the answers, when, and which decision they feed."),
        ),
        migrations.AddField(
            model_name="revision",
            name="risks",
            field=models.JSONField(
                default=list, help_text="What may go wrong, how bad, what is done, by whom: a line each."
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="second_person",
            field=models.CharField(
                blank=True,
                help_text="Why a second person must agree before it goes; empty: nobody must.",
                max_length=120,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="sensitivities",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="spending_authority",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("revision", "by"), name="one_agreement_a_person"),
        ),
        EnableRowLevelSecurity("publishing_agreement"),
        migrations.RunSQL(WRITTEN_ONCE, "DROP TRIGGER written_once ON publishing_agreement;"),
    ]
