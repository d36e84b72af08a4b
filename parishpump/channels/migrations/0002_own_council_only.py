"""Row-level security: no row is seen or written outside its own council."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = ["channels_channel", "channels_credential", "channels_checkup"]


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_channels")]

    operations = [EnableRowLevelSecurity(table) for table in TABLES]
