"""Row-level security: no row is seen or written outside its own council."""

from django.db import migrations

from parishpump.councils.rls import EnableRowLevelSecurity

TABLES = ["people_office", "people_delegation", "people_revocation", "people_invitation"]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]

    operations = [EnableRowLevelSecurity(table) for table in TABLES]
