"""A look that failed because the network was in trouble is told from a sign-in that was refused."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_own_council_only")]

    operations = [
        migrations.AddField(
            model_name="checkup",
            name="passing",
            field=models.BooleanField(
                default=False, help_text="The network was silent or in trouble, which says nothing of our sign-in."
            ),
        ),
    ]
