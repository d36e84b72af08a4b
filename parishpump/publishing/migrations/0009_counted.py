"""What was checked is counted from an index alone; and the few versions in which something was found have their own."""

from django.db import migrations, models

# Without it PostgreSQL takes every version for one in which something was found, and reads them all.
STATISTICS = "CREATE STATISTICS publishing_found ON (verdict -> 'findings') FROM publishing_revision"


class Migration(migrations.Migration):
    dependencies = [("publishing", "0008_still_holds")]

    operations = [
        migrations.RemoveIndex(model_name="revision", name="revision_checked"),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["council", "-submitted_at"], include=("written_as",), name="revision_counted"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(
                fields=["council", "-submitted_at"],
                condition=models.Q(("verdict__findings", []), _negated=True),
                name="revision_found",
            ),
        ),
        migrations.RunSQL(STATISTICS, "DROP STATISTICS publishing_found"),
    ]
