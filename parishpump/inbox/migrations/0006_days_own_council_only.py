"""Row-level security on how reading went day by day."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [("inbox", "0005_days_of_sources")]

    operations = [EnableRowLevelSecurity("inbox_sourceday")]
