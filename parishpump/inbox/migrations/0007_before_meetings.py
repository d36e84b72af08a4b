"""Topics that a meeting is to decide, and what was laid before it; praise no longer says itself that it was asked."""

import django.contrib.postgres.fields
import django.db.models.deletion
import parishpump.councils.tenancy
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0001_councils"),
        ("inbox", "0006_days_own_council_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="agenda_item",
            field=models.CharField(
                blank=True, help_text="Its item on that agenda, as it stands there.", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="decided_on",
            field=models.DateField(help_text="The day of the meeting that is to decide it (clause TRA-4).", null=True),
        ),
        migrations.AlterField(
            model_name="praise",
            name="permission",
            field=models.CharField(
                choices=[("unasked", "unasked"), ("given", "given"), ("refused", "refused")],
                default="unasked",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="Laid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meeting", models.DateField()),
                ("agenda_item", models.CharField(blank=True, max_length=120)),
                (
                    "message_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="The messages of the list, the oldest first.",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="laid", to="inbox.topic"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
    ]
