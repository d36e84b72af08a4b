"""When somebody last looked at a post that the public sees, and said that it still holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0007_checked")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="looked_at",
            field=models.DateTimeField(null=True, help_text="When somebody last said that what the public sees holds."),
        ),
    ]
